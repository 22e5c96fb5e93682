/* QoS 2: publish, subscribe and will; each message exactly once, whatever the broker repeats. */
#include "cases.h"

#define BURST 100

static struct broker   broker;
static struct observer observer;
static struct client   client;

static void both_ways(void)
{
    char text[16];
    int  i;

    broker_start(&broker, NULL);
    client_create(&client, "two");
    client_connect_ok(&client, broker.address, broker.port, NX_TRUE);
    client_subscribe(&client, "two/#", 2);
    observer_start(&observer, &broker, "two/#", 2);

    client_publish_text(&client, "two/out", "exactly once", 2);
    observer_expect_text(&observer, "two/out", "exactly once", 2);
    client_expect_text(&client, "two/out", "exactly once");
    outside_publish_text(&broker, "two/in", "from outside", 2);
    client_expect_text(&client, "two/in", "from outside");
    observer_expect_text(&observer, "two/in", "from outside", 2);

    for (i = 0; i < BURST; i++)
    {
        snprintf(text, sizeof(text), "%d", i);
        client_publish_text(&client, "two/burst", text, 2);
    }
    for (i = 0; i < BURST; i++)
    {
        snprintf(text, sizeof(text), "%d", i);
        client_expect_text(&client, "two/burst", text);
        observer_expect_text(&observer, "two/burst", text, 2);
    }
    client_wait_acknowledged(&client);
    client_expect_none(&client);
    CHECK_EQ(client.messages, 2 + BURST);
    CHECK_EQ(observer_count(&observer), 2 + BURST);
    observer_stop(&observer);
    client_disconnect(&client);
    client_delete(&client);
    broker_stop(&broker);
}

static void will(void)
{
    broker_start(&broker, NULL);
    observer_start(&observer, &broker, "will", 2);
    client_create(&client, "two");
    CHECK_EQ(nxd_mqtt_client_will_message_set(&client.mqtt, (const UCHAR *)"will", 4, (UCHAR *)"last", 4, NX_FALSE, 2),
             NXD_MQTT_SUCCESS);
    client_connect_ok(&client, broker.address, broker.port, NX_TRUE);
    client_delete(&client);
    observer_expect_text(&observer, "will", "last", 2);
    observer_stop(&observer);
    broker_stop(&broker);
}

/* The sender's four steps on the wire, with an interruption after each. */
static void sender_script(struct peer *peer)
{
    peer_welcome(peer);
    peer_expect_hex(peer, "34 06 00 01 74 00 01 78");
    peer_close(peer);

    /* Not received: repeated with DUP. */
    peer_accept(peer);
    peer_expect_type(peer, 0x10);
    peer_send_hex(peer, "20 02 01 00");
    peer_expect_hex(peer, "3c 06 00 01 74 00 01 78");
    peer_send_hex(peer, "50 02 00 01");
    peer_expect_hex(peer, "62 02 00 01");
    peer_close(peer);

    /* Received, not released: only PUBREL is repeated. */
    peer_accept(peer);
    peer_expect_type(peer, 0x10);
    peer_send_hex(peer, "20 02 01 00");
    peer_expect_hex(peer, "62 02 00 01");
    peer_send_hex(peer, "70 02 00 01");
    peer_expect_end(peer);

    /* Done: nothing is repeated. */
    peer_accept(peer);
    peer_expect_type(peer, 0x10);
    peer_send_hex(peer, "20 02 01 00");
    peer_expect_end(peer);
}

static void sender_is_interrupted(void)
{
    struct peer peer;

    peer_start(&peer, sender_script, NULL);
    client_create(&client, "sender");
    client_connect_ok(&client, program_address(), peer.port, NX_FALSE);
    client_publish_text(&client, "t", "x", 2);
    client_wait(&client, EVENT_DISCONNECT);
    client_connect_ok(&client, program_address(), peer.port, NX_FALSE);
    client_wait(&client, EVENT_DISCONNECT);
    client_connect_ok(&client, program_address(), peer.port, NX_FALSE);
    client_wait_acknowledged(&client);
    client_disconnect(&client);
    client_connect_ok(&client, program_address(), peer.port, NX_FALSE);
    client_disconnect(&client);
    client_delete(&client);
    peer_join(&peer);
}

/* The receiver's side: duplicates before PUBREL are not delivered, the identifier is free after PUBCOMP. */
static void receiver_script(struct peer *peer)
{
    peer_welcome(peer);
    peer_send_hex(peer, "34 06 00 01 74 12 34 61");
    peer_expect_hex(peer, "50 02 12 34");
    peer_send_hex(peer, "3c 06 00 01 74 12 34 61");
    peer_expect_hex(peer, "50 02 12 34");
    peer_close(peer);

    peer_accept(peer);
    peer_expect_type(peer, 0x10);
    peer_send_hex(peer, "20 02 01 00");
    peer_send_hex(peer, "3c 06 00 01 74 12 34 61");
    peer_expect_hex(peer, "50 02 12 34");
    peer_send_hex(peer, "62 02 12 34");
    peer_expect_hex(peer, "70 02 12 34");

    /* PUBREL once more: its PUBCOMP was lost. */
    peer_send_hex(peer, "62 02 12 34");
    peer_expect_hex(peer, "70 02 12 34");

    /* A new message under the same identifier. */
    peer_send_hex(peer, "34 06 00 01 74 12 34 62");
    peer_expect_hex(peer, "50 02 12 34");
    peer_send_hex(peer, "62 02 12 34");
    peer_expect_hex(peer, "70 02 12 34");
    peer_pause(peer);
    peer_expect_end(peer);
}

static void receiver_is_interrupted(void)
{
    struct peer peer;

    peer_start(&peer, receiver_script, NULL);
    client_create(&client, "receiver");
    client_connect_ok(&client, program_address(), peer.port, NX_FALSE);
    client_expect_text(&client, "t", "a");
    client_wait(&client, EVENT_DISCONNECT);
    client_connect_ok(&client, program_address(), peer.port, NX_FALSE);
    client_expect_text(&client, "t", "b");
    peer_wait(&peer, 1);
    client_expect_none(&client);
    CHECK_EQ(client.messages, 2);
    CHECK(client.mqtt.message_transmit_queue_head == NX_NULL);
    peer_allow(&peer);
    client_disconnect(&client);
    client_delete(&client);
    peer_join(&peer);
}

/* The broker is killed in the middle of a burst and comes back with its sessions. */
static void broker_restarts(void)
{
    char text[16];
    int  i;

    broker_start(&broker, &(struct broker_options){.persist = true});
    client_create(&client, "restart");
    client_connect_ok(&client, broker.address, broker.port, NX_FALSE);
    broker_freeze(&broker);
    for (i = 0; i < 10; i++)
    {
        snprintf(text, sizeof(text), "%d", i);
        client_publish_text(&client, "restart", text, 2);
    }
    broker_kill(&broker);
    client_wait(&client, EVENT_DISCONNECT);
    broker_restart(&broker);
    observer_start(&observer, &broker, "restart", 2);
    client_connect_ok(&client, broker.address, broker.port, NX_FALSE);
    for (i = 0; i < 10; i++)
    {
        snprintf(text, sizeof(text), "%d", i);
        observer_expect_text(&observer, "restart", text, 2);
    }
    client_wait_acknowledged(&client);
    CHECK_EQ(observer_count(&observer), 10);
    observer_stop(&observer);
    client_disconnect(&client);
    client_delete(&client);
    broker_stop(&broker);
}

static const struct test_case cases[] = {
    {"both_ways", both_ways},
    {"will", will},
    {"sender_is_interrupted", sender_is_interrupted},
    {"receiver_is_interrupted", receiver_is_interrupted},
    {"broker_restarts", broker_restarts},
};

static const struct app_options options = {.payload = 256, .packets = 1000};

CASES_MAIN(&options)
