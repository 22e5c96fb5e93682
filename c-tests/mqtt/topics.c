/* Wildcard subscriptions, unsubscribing, long topics, a subscription the broker refuses. */
#include "cases.h"

static struct broker broker;
static struct client client;

static void begin(void)
{
    broker_start(&broker, NULL);
    client_create(&client, "topics");
    client_connect_ok(&client, broker.address, broker.port, NX_TRUE);
}

static void end(void)
{
    client_disconnect(&client);
    client_delete(&client);
    broker_stop(&broker);
}

static void plus(void)
{
    begin();
    client_subscribe(&client, "house/+/temperature", 1);
    outside_publish_text(&broker, "house/kitchen/temperature", "20", 1);
    outside_publish_text(&broker, "house/kitchen/humidity", "50", 1);
    outside_publish_text(&broker, "house/a/b/temperature", "21", 1);
    outside_publish_text(&broker, "house//temperature", "22", 1);
    client_expect_text(&client, "house/kitchen/temperature", "20");
    client_expect_text(&client, "house//temperature", "22");
    client_expect_none(&client);
    end();
}

static void hash(void)
{
    begin();
    client_subscribe(&client, "house/#", 1);
    outside_publish_text(&broker, "garden", "no", 1);
    outside_publish_text(&broker, "house", "parent", 1);
    outside_publish_text(&broker, "house/a/b/c", "deep", 1);
    client_expect_text(&client, "house", "parent");
    client_expect_text(&client, "house/a/b/c", "deep");
    client_expect_none(&client);
    end();
}

static void unsubscribe(void)
{
    begin();
    client_subscribe(&client, "one", 1);
    client_subscribe(&client, "two", 1);
    outside_publish_text(&broker, "one", "1", 1);
    client_expect_text(&client, "one", "1");
    client_unsubscribe(&client, "one");
    outside_publish_text(&broker, "one", "2", 1);
    outside_publish_text(&broker, "two", "3", 1);
    client_expect_text(&client, "two", "3");
    client_expect_none(&client);

    /* Unsubscribing what was never subscribed is acknowledged all the same. */
    client_unsubscribe(&client, "three");
    end();
}

static void long_topic(void)
{
    static char topic[201];

    begin();
    memset(topic, 'x', sizeof(topic) - 1);
    client_subscribe(&client, topic, 1);
    client_publish_text(&client, topic, "long", 1);
    client_expect_text(&client, topic, "long");
    end();
}

/* Topics are bytes with a length: UTF-8 passes unchanged. */
static void utf8_topic(void)
{
    begin();
    client_subscribe(&client, "maß/℃", 1);
    outside_publish_text(&broker, "maß/℃", "20", 1);
    client_expect_text(&client, "maß/℃", "20");
    end();
}

static void refuse(struct peer *peer)
{
    peer_welcome(peer);
    peer_expect_hex(peer, "82 06 00 01 00 01 74 01");
    peer_send_hex(peer, "90 03 00 01 80");
    peer_expect_hex(peer, "a2 05 00 02 00 01 74");
    peer_send_hex(peer, "b0 02 00 02");
    peer_expect_end(peer);
}

/* SUBACK 0x80: the call had succeeded before, the acknowledgement comes as any other. */
static void refused_subscription(void)
{
    struct peer peer;

    peer_start(&peer, refuse, NULL);
    client_create(&client, "refused");
    client_connect_ok(&client, program_address(), peer.port, NX_TRUE);
    client_subscribe(&client, "t", 1);
    CHECK_EQ(client.ack_id, 1);
    client_unsubscribe(&client, "t");
    CHECK_EQ(client.ack_id, 2);
    client_disconnect(&client);
    client_delete(&client);
    peer_join(&peer);
}

static const struct test_case cases[] = {
    {"plus", plus},
    {"hash", hash},
    {"unsubscribe", unsubscribe},
    {"long_topic", long_topic},
    {"utf8_topic", utf8_topic},
    {"refused_subscription", refused_subscription},
};

CASES_MAIN(NULL)
