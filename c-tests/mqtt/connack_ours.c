/* A CONNACK that arrives in pieces or together with what follows; CONNECT sent once; flags that do not accumulate. */
#include "cases.h"

static struct client client;

static void in_pieces(struct peer *peer)
{
    static const char bytes[] = {0x20, 0x02, 0x00, 0x00};
    int               cut;

    for (cut = 1; cut <= 3; cut++)
    {
        peer_accept(peer);
        peer_expect_type(peer, 0x10);
        peer_send(peer, bytes, (size_t)cut);
        peer_pause(peer);
        peer_send(peer, bytes + cut, sizeof(bytes) - (size_t)cut);
        peer_expect_end(peer);
    }
}

static void split(void)
{
    struct peer peer;
    NXD_ADDRESS server = app_address(program_address());
    unsigned    cut;

    peer_start(&peer, in_pieces, NULL);
    client_create(&client, "split");
    for (cut = 1; cut <= 3; cut++)
    {
        CHECK_EQ(nxd_mqtt_client_connect(&client.mqtt, &server, peer.port, 0, NX_TRUE, NX_NO_WAIT), NX_IN_PROGRESS);
        peer_wait(&peer, cut);
        CHECK_EQ(client.mqtt.nxd_mqtt_client_state, NXD_MQTT_CLIENT_STATE_CONNECTING);
        peer_allow(&peer);
        client_wait(&client, EVENT_CONNECT);
        CHECK_EQ(client.connect_status, NXD_MQTT_SUCCESS);
        client_disconnect(&client);
    }
    client_delete(&client);
    peer_join(&peer);
}

/* The same for a connect that waits: the host thread sends the rest on its own. */
static void in_pieces_on_its_own(struct peer *peer)
{
    static const char bytes[] = {0x20, 0x02, 0x00, 0x00};
    int               cut;

    for (cut = 1; cut <= 3; cut++)
    {
        peer_accept(peer);
        peer_expect_type(peer, 0x10);
        peer_send(peer, bytes, (size_t)cut);
        peer_send(peer, bytes + cut, sizeof(bytes) - (size_t)cut);
        peer_expect_end(peer);
    }
}

static void split_while_waiting(void)
{
    struct peer peer;
    int         cut;

    peer_start(&peer, in_pieces_on_its_own, NULL);
    client_create(&client, "split");
    for (cut = 1; cut <= 3; cut++)
    {
        client_connect_ok(&client, program_address(), peer.port, NX_TRUE);
        client_disconnect(&client);
    }
    client_delete(&client);
    peer_join(&peer);
}

static void with_messages(struct peer *peer)
{
    peer_accept(peer);
    peer_expect_type(peer, 0x10);
    peer_send_hex(peer, "20 02 00 00 32 06 00 01 74 00 09 31 30 04 00 01 74 32");
    peer_expect_hex(peer, "40 02 00 09");
    peer_expect_end(peer);

    /* And the beginning of one. */
    peer_accept(peer);
    peer_expect_type(peer, 0x10);
    peer_send_hex(peer, "20 02 00 00 30 04 00");
    peer_pause(peer);
    peer_send_hex(peer, "01 74 33");
    peer_expect_end(peer);
}

static void coalesced(void)
{
    struct peer peer;

    peer_start(&peer, with_messages, NULL);
    client_create(&client, "coalesced");
    client_connect_ok(&client, program_address(), peer.port, NX_TRUE);
    client_expect_text(&client, "t", "1");
    client_expect_text(&client, "t", "2");
    client_expect_none(&client);
    client_disconnect(&client);
    client_connect_ok(&client, program_address(), peer.port, NX_TRUE);
    peer_wait(&peer, 1);
    client_expect_none(&client);
    peer_allow(&peer);
    client_expect_text(&client, "t", "3");
    client_disconnect(&client);
    client_delete(&client);
    peer_join(&peer);
}

static void coalesced_without_waiting(void)
{
    struct peer peer;
    NXD_ADDRESS server = app_address(program_address());

    peer_start(&peer, with_messages, NULL);
    client_create(&client, "coalesced");
    CHECK_EQ(nxd_mqtt_client_connect(&client.mqtt, &server, peer.port, 0, NX_TRUE, NX_NO_WAIT), NX_IN_PROGRESS);
    client_expect_text(&client, "t", "1");
    client_expect_text(&client, "t", "2");
    client_disconnect(&client);
    CHECK_EQ(nxd_mqtt_client_connect(&client.mqtt, &server, peer.port, 0, NX_TRUE, NX_NO_WAIT), NX_IN_PROGRESS);
    peer_wait(&peer, 1);
    peer_allow(&peer);
    client_expect_text(&client, "t", "3");
    client_disconnect(&client);
    client_delete(&client);
    peer_join(&peer);
}

/* A broker sends what it has kept for a session right behind CONNACK. */
static void kept_messages(void)
{
    static struct broker broker;
    char                 text[16];
    int                  i;

    broker_start(&broker, &(struct broker_options){.persist = true});
    client_create(&client, "away");
    client_connect_ok(&client, broker.address, broker.port, NX_FALSE);
    client_subscribe(&client, "away", 2);
    client_disconnect(&client);
    child_expect(&broker.child, "Client away disconnected");
    for (i = 0; i < 9; i++)
    {
        snprintf(text, sizeof(text), "%d", i);
        outside_publish_text(&broker, "away", text, 1 + (unsigned)i % 2);
    }
    broker_stop(&broker);
    broker_restart(&broker);
    client_connect_ok(&client, broker.address, broker.port, NX_FALSE);
    for (i = 0; i < 9; i++)
    {
        snprintf(text, sizeof(text), "%d", i);
        client_expect_text(&client, "away", text);
    }
    client_expect_none(&client);
    client_disconnect(&client);
    client_delete(&client);
    broker_stop(&broker);
}

static void once(struct peer *peer)
{
    int i;

    for (i = 0; i < 3; i++)
    {
        peer_welcome(peer);
        peer_expect_end(peer);
    }
}

/* After a connect without waiting, one that waits sends CONNECT once: peer_expect_end sees every packet. */
static void connect_is_sent_once(void)
{
    struct peer peer;
    NXD_ADDRESS server = app_address(program_address());

    peer_start(&peer, once, NULL);
    client_create(&client, "once");
    CHECK_EQ(nxd_mqtt_client_connect(&client.mqtt, &server, peer.port, 0, NX_TRUE, NX_NO_WAIT), NX_IN_PROGRESS);
    client_wait(&client, EVENT_CONNECT);
    client_disconnect(&client);
    client_connect_ok(&client, program_address(), peer.port, NX_TRUE);
    client_disconnect(&client);
    client_connect_ok(&client, program_address(), peer.port, NX_TRUE);
    client_disconnect(&client);
    client_delete(&client);
    peer_join(&peer);
}

static void will_flags(struct peer *peer)
{
    peer_accept(peer);
    peer_expect_hex(peer, "10 14 00 04 4d 51 54 54 04 06 00 00 00 02 69 64 00 01 74 00 01 77");
    peer_send_hex(peer, "20 02 00 00");
    peer_expect_end(peer);
}

/* The last call counts, not the sum of all: QoS 1 retained, then QoS 0 not retained. */
static void will_flags_do_not_add_up(void)
{
    struct peer peer;

    peer_start(&peer, will_flags, NULL);
    client_create(&client, "id");
    CHECK_EQ(nxd_mqtt_client_will_message_set(&client.mqtt, (const UCHAR *)"t", 1, (UCHAR *)"w", 1, NX_TRUE, 1),
             NXD_MQTT_SUCCESS);
    CHECK_EQ(nxd_mqtt_client_will_message_set(&client.mqtt, (const UCHAR *)"t", 1, (UCHAR *)"w", 1, NX_FALSE, 0),
             NXD_MQTT_SUCCESS);
    client_connect_ok(&client, program_address(), peer.port, NX_TRUE);
    client_disconnect(&client);
    client_delete(&client);
    peer_join(&peer);
}

static const struct test_case cases[] = {
    {"split", split},
    {"split_while_waiting", split_while_waiting},
    {"coalesced", coalesced},
    {"coalesced_without_waiting", coalesced_without_waiting},
    {"kept_messages", kept_messages},
    {"connect_is_sent_once", connect_is_sent_once},
    {"will_flags_do_not_add_up", will_flags_do_not_add_up},
};

CASES_MAIN(NULL)
