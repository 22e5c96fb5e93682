/* Keep-alive: pings when nothing else is sent, and the end of the connection when they are not answered. */
#include "cases.h"

static struct client client;

static void connect_with(const char *address, unsigned port, UINT keepalive)
{
    NXD_ADDRESS server = app_address(address);

    CHECK_EQ(nxd_mqtt_client_connect(&client.mqtt, &server, port, keepalive, NX_TRUE, APP_WAIT), NXD_MQTT_SUCCESS);
}

/* The broker ends a connection after 1.5 times the keep-alive: three pings prove that it did not. */
static void stays_connected(void)
{
    struct broker broker;

    broker_start(&broker, NULL);
    client_create(&client, "alive");
    connect_with(broker.address, broker.port, 1);
    child_expect_count(&broker.child, "Received PINGREQ from alive", 3);
    CHECK_EQ(client.mqtt.nxd_mqtt_client_state, NXD_MQTT_CLIENT_STATE_CONNECTED);
    CHECK_EQ(client.disconnects, 0);
    client_publish_text(&client, "alive", "still", 1);
    client_wait_acknowledged(&client);
    client_disconnect(&client);
    client_delete(&client);
    broker_stop(&broker);
}

static void unanswered(struct peer *peer)
{
    peer_welcome(peer);
    peer_expect_hex(peer, "c0 00");
    peer_send_hex(peer, "d0 00");
    peer_expect_hex(peer, "c0 00");
    /* A message is not an answer to a ping. */
    peer_send_hex(peer, "30 04 00 01 74 78");
    while (peer_read(peer))
    {
        CHECK(peer->packet[0] == 0xC0 || peer->packet[0] == 0xE0);
    }
    peer_welcome(peer);
    peer_expect_end(peer);
}

static void ping_timeout(void)
{
    struct peer peer;

    peer_start(&peer, unanswered, NULL);
    client_create(&client, "unheard");
    connect_with(program_address(), peer.port, 2);
    client_expect_text(&client, "t", "x");
    client_wait(&client, EVENT_DISCONNECT);
    CHECK_EQ(client.disconnects, 1);
    CHECK_EQ(client.mqtt.nxd_mqtt_client_state, NXD_MQTT_CLIENT_STATE_IDLE);
    CHECK_EQ(client_publish(&client, "t", "x", 1, NX_FALSE, 0), NXD_MQTT_NOT_CONNECTED);

    /* The client is as good as new. */
    connect_with(program_address(), peer.port, 60);
    client_disconnect(&client);
    CHECK_EQ(client.disconnects, 2);
    client_delete(&client);
    peer_join(&peer);
}

static void no_pings(struct peer *peer)
{
    int i;

    peer_welcome(peer);
    for (i = 0; i < 40; i++)
    {
        peer_expect_type(peer, 0x30);
    }
    peer_expect_end(peer);
}

/* Outbound packets postpone the ping: with one every 100 ms and a keep-alive of 3 s there is none. */
static void traffic_postpones(void)
{
    struct peer peer;
    int         i;

    peer_start(&peer, no_pings, NULL);
    client_create(&client, "busy");
    connect_with(program_address(), peer.port, 3);
    for (i = 0; i < 40; i++)
    {
        client_publish_text(&client, "t", "x", 0);
        tx_thread_sleep(TX_TIMER_TICKS_PER_SECOND / 10);
    }
    client_disconnect(&client);
    client_delete(&client);
    peer_join(&peer);
}

static const struct test_case cases[] = {
    {"stays_connected", stays_connected},
    {"ping_timeout", ping_timeout},
    {"traffic_postpones", traffic_postpones},
};

CASES_MAIN(NULL)
