/* QoS 0 and 1 in both directions, QoS 1 acknowledgements, and order. QoS 2: qos2_ours.c. */
#include "cases.h"

#define BURST 200

static struct broker   broker;
static struct observer observer;
static struct client   client;

static void begin(const char *id)
{
    broker_start(&broker, NULL);
    client_create(&client, id);
    client_connect_ok(&client, broker.address, broker.port, NX_TRUE);
}

static void end(void)
{
    client_disconnect(&client);
    client_delete(&client);
    broker_stop(&broker);
}

static void outbound(void)
{
    begin("out");
    observer_start(&observer, &broker, "out/#", 2);
    client_publish_text(&client, "out/0", "zero", 0);
    observer_expect_text(&observer, "out/0", "zero", 0);
    client_publish_text(&client, "out/1", "one", 1);
    observer_expect_text(&observer, "out/1", "one", 1);
    client_wait(&client, EVENT_ACK);
    CHECK_EQ(client.ack_type, MQTT_CONTROL_PACKET_TYPE_PUBACK);
    CHECK_EQ(client.ack_id, NXD_MQTT_INITIAL_PACKET_ID_VALUE);
    client_wait_acknowledged(&client);
    observer_stop(&observer);
    end();
}

static void empty_payload(void)
{
    UINT qos;

    begin("empty");
    observer_start(&observer, &broker, "empty", 2);
    client_subscribe(&client, "empty", 1);
    for (qos = 0; qos <= 1; qos++)
    {
        CHECK_EQ(client_publish(&client, "empty", NULL, 0, NX_FALSE, qos), NXD_MQTT_SUCCESS);
        observer_expect(&observer, "empty", NULL, 0, qos, false);
        client_expect(&client, "empty", NULL, 0);
    }
    observer_stop(&observer);
    end();
}

/* What the subscriber gets is the lower of both qualities of service. */
static void inbound(void)
{
    static const char *const filters[] = {"in/0/+", "in/1/+"};
    char                     topic[16];
    char                     text[16];
    UINT                     granted;
    unsigned                 sent;

    begin("in");
    for (granted = 0; granted <= 1; granted++)
    {
        client_subscribe(&client, filters[granted], granted);
        for (sent = 0; sent <= 2; sent++)
        {
            snprintf(topic, sizeof(topic), "in/%u/%u", granted, sent);
            snprintf(text, sizeof(text), "%u at %u", sent, granted);
            outside_publish_text(&broker, topic, text, sent);
            client_expect_text(&client, topic, text);
        }
    }
    CHECK_EQ(client.messages, 6);
    child_expect_count(&broker.child, "Received PUBACK from in", 2);
    client_expect_none(&client);
    end();
}

/* Many unacknowledged messages at once, all delivered in order and all acknowledged. */
static void burst(UINT qos)
{
    char text[16];
    int  i;

    begin("burst");
    observer_start(&observer, &broker, "burst", qos);
    for (i = 0; i < BURST; i++)
    {
        snprintf(text, sizeof(text), "%d", i);
        client_publish_text(&client, "burst", text, qos);
    }
    for (i = 0; i < BURST; i++)
    {
        snprintf(text, sizeof(text), "%d", i);
        observer_expect_text(&observer, "burst", text, qos);
    }
    client_wait_acknowledged(&client);
    CHECK_EQ(client.acks, qos ? BURST : 0);
    observer_stop(&observer);
    end();
}

static void burst_at_most_once(void)
{
    burst(0);
}

static void burst_at_least_once(void)
{
    burst(1);
}

/* The client receives its own burst back while it publishes. */
static void echo(void)
{
    char text[16];
    int  i;

    begin("echo");
    client_subscribe(&client, "echo", 1);
    for (i = 0; i < BURST; i++)
    {
        snprintf(text, sizeof(text), "%d", i);
        client_publish_text(&client, "echo", text, 1);
        if (i % 10 == 9)
        {
            int k;

            for (k = i - 9; k <= i; k++)
            {
                snprintf(text, sizeof(text), "%d", k);
                client_expect_text(&client, "echo", text);
            }
        }
    }
    CHECK_EQ(client.messages, BURST);
    client_expect_none(&client);
    client_wait_acknowledged(&client);
    end();
}

/* Disconnecting drops what was never acknowledged when the next session is clean. */
static void forget(struct peer *peer)
{
    peer_welcome(peer);
    peer_expect_hex(peer, "32 06 00 01 74 00 01 78");
    peer_expect_end(peer);
    peer_welcome(peer);
    peer_expect_end(peer);
}

static void clean_session_forgets(void)
{
    struct peer peer;

    peer_start(&peer, forget, NULL);
    client_create(&client, "forget");
    client_connect_ok(&client, program_address(), peer.port, NX_TRUE);
    client_publish_text(&client, "t", "x", 1);
    client_disconnect(&client);
    CHECK(client.mqtt.message_transmit_queue_head != NX_NULL);
    client_connect_ok(&client, program_address(), peer.port, NX_TRUE);
    CHECK(client.mqtt.message_transmit_queue_head == NX_NULL);
    client_disconnect(&client);
    client_delete(&client);
    peer_join(&peer);
}

static const struct test_case cases[] = {
    {"outbound", outbound},
    {"empty_payload", empty_payload},
    {"inbound", inbound},
    {"burst_at_most_once", burst_at_most_once},
    {"burst_at_least_once", burst_at_least_once},
    {"echo", echo},
    {"clean_session_forgets", clean_session_forgets},
};

static const struct app_options options = {.payload = 256, .packets = 1000};

CASES_MAIN(&options)
