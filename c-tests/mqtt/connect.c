/* Connecting: clean and persistent sessions, IPv6, the codes of a connect that fails, connecting without waiting. */
#include "cases.h"

static struct broker broker;
static struct client client;

static void connect_clean(void)
{
    broker_start(&broker, NULL);
    client_create(&client, "clean");
    client_connect_ok(&client, broker.address, broker.port, NX_TRUE);
    child_expect(&broker.child, "as clean (p2, c1, k0)");
    CHECK_EQ(client.mqtt.nxd_mqtt_client_state, NXD_MQTT_CLIENT_STATE_CONNECTED);
    CHECK_EQ(client.connects, 1);
    client_disconnect(&client);
    child_expect(&broker.child, "Received DISCONNECT from clean");
    CHECK_EQ(client.mqtt.nxd_mqtt_client_state, NXD_MQTT_CLIENT_STATE_IDLE);
    CHECK_EQ(client.disconnects, 1);
    client_delete(&client);
    broker_stop(&broker);
}

/* The subscription of the first connection holds for the second; what came in between: connack_ours.c. */
static void session_is_resumed(void)
{
    broker_start(&broker, NULL);
    client_create(&client, "keeper");
    client_connect_ok(&client, broker.address, broker.port, NX_FALSE);
    child_expect(&broker.child, "as keeper (p2, c0, k0)");
    client_subscribe(&client, "session/#", 1);
    client_disconnect(&client);
    child_expect(&broker.child, "Client keeper disconnected");

    client_connect_ok(&client, broker.address, broker.port, NX_FALSE);
    child_expect(&broker.child, "Sending CONNACK to keeper (1, 0)");
    outside_publish_text(&broker, "session/back", "still subscribed", 1);
    client_expect_text(&client, "session/back", "still subscribed");
    client_disconnect(&client);
    child_expect(&broker.child, "Client keeper disconnected");

    /* A clean session forgets it. */
    client_connect_ok(&client, broker.address, broker.port, NX_TRUE);
    child_expect(&broker.child, "Sending CONNACK to keeper (0, 0)");
    outside_publish_text(&broker, "session/back", "nobody subscribes", 1);
    client_subscribe(&client, "mark", 0);
    outside_publish_text(&broker, "mark", "mark", 0);
    client_expect_text(&client, "mark", "mark");
    client_expect_none(&client);
    client_disconnect(&client);
    client_delete(&client);
    broker_stop(&broker);
}

/* The state of the worker thread, timer and socket must not depend on how often they were used. */
static void connect_many_times(void)
{
    int i;

    broker_start(&broker, NULL);
    client_create(&client, "again");
    for (i = 0; i < 50; i++)
    {
        client_connect_ok(&client, broker.address, broker.port, (UINT)(i % 2));
        client_publish_text(&client, "again", "x", 1);
        client_wait_acknowledged(&client);
        client_disconnect(&client);
    }
    CHECK_EQ(client.disconnects, 50);
    client_delete(&client);

    for (i = 0; i < 3; i++)
    {
        client_create(&client, "new");
        client_connect_ok(&client, broker.address, broker.port, NX_TRUE);
        client_disconnect(&client);
        client_delete(&client);
    }
    broker_stop(&broker);
}

static void connect_over_ipv6(void)
{
    broker_start(&broker, &(struct broker_options){.ipv6 = true});
    client_create(&client, "six");
    client_connect_ok(&client, broker.address, broker.port, NX_TRUE);
    client_subscribe(&client, "six", 1);
    client_publish_text(&client, "six", "over IPv6", 1);
    client_expect_text(&client, "six", "over IPv6");
    client_disconnect(&client);
    client_delete(&client);
    broker_stop(&broker);
}

static void nobody_listens(void)
{
    unsigned port;

    broker_start(&broker, NULL);
    port = broker.port;
    broker_stop(&broker);
    client_create(&client, "refused");
    CHECK_EQ(client_connect(&client, broker.address, port, NX_TRUE), NXD_MQTT_CONNECT_FAILURE);
    CHECK_EQ(client.mqtt.nxd_mqtt_client_state, NXD_MQTT_CLIENT_STATE_IDLE);
    CHECK_EQ(client.connects, 0);
    CHECK_EQ(client.disconnects, 0);

    /* The same client connects as soon as there is a broker. */
    broker_restart(&broker);
    client_connect_ok(&client, broker.address, broker.port, NX_TRUE);
    client_disconnect(&client);
    client_delete(&client);
    broker_stop(&broker);
}

static void refuse(struct peer *peer)
{
    static const char *const answers[] = {"20 02 00 01", "20 02 00 02", "20 02 00 03", "20 02 00 04", "20 02 00 05",
                                          "20 02 00 06", "20 02 01 00"};
    size_t                   i;

    for (i = 0; i < COUNT_OF(answers); i++)
    {
        peer_accept(peer);
        peer_expect_type(peer, 0x10);
        peer_send_hex(peer, answers[i]);
        peer_expect_end(peer);
    }
}

/* CONNACK 1 to 5 have codes of their own; 6, or a session although a clean one was asked for, are no answers. */
static void refusals(void)
{
    static const UINT codes[] = {NXD_MQTT_ERROR_UNACCEPTABLE_PROTOCOL, NXD_MQTT_ERROR_IDENTIFYIER_REJECTED,
                                 NXD_MQTT_ERROR_SERVER_UNAVAILABLE,    NXD_MQTT_ERROR_BAD_USERNAME_PASSWORD,
                                 NXD_MQTT_ERROR_NOT_AUTHORIZED,        NXD_MQTT_SERVER_MESSAGE_FAILURE,
                                 NXD_MQTT_SERVER_MESSAGE_FAILURE};
    struct peer       peer;
    UINT              i;

    peer_start(&peer, refuse, NULL);
    client_create(&client, "refused");
    for (i = 0; i < COUNT_OF(codes); i++)
    {
        CHECK_EQ(client_connect(&client, program_address(), peer.port, NX_TRUE), codes[i]);
        client_wait(&client, EVENT_CONNECT);
        CHECK_EQ(client.connects, i + 1);
        CHECK_EQ(client.connect_status, codes[i]);
        CHECK_EQ(client.mqtt.nxd_mqtt_client_state, NXD_MQTT_CLIENT_STATE_IDLE);
    }
    CHECK_EQ(client.disconnects, 0);
    client_delete(&client);
    peer_join(&peer);
}

static void silent(struct peer *peer)
{
    peer_accept(peer);
    peer_expect_type(peer, 0x10);
    peer_expect_end(peer);
    peer_accept(peer);
    peer_expect_type(peer, 0x10);
    peer_close(peer);
}

/* No CONNACK within the wait, or the end of the connection instead of one. */
static void no_answer(void)
{
    struct peer peer;
    NXD_ADDRESS server = app_address(program_address());

    peer_start(&peer, silent, NULL);
    client_create(&client, "unheard");
    CHECK_EQ(nxd_mqtt_client_connect(&client.mqtt, &server, peer.port, 0, NX_TRUE, SECONDS(1)),
             NXD_MQTT_COMMUNICATION_FAILURE);
    CHECK_EQ(client.mqtt.nxd_mqtt_client_state, NXD_MQTT_CLIENT_STATE_IDLE);
    CHECK_EQ(client.connects, 0);
    CHECK_EQ(nxd_mqtt_client_connect(&client.mqtt, &server, peer.port, 0, NX_TRUE, APP_WAIT),
             NXD_MQTT_COMMUNICATION_FAILURE);
    CHECK_EQ(client.disconnects, 0);
    client_delete(&client);
    peer_join(&peer);
}

/* Wait 0: the call returns at once, connect_notify tells the result on the MQTT thread. */
static void connect_without_waiting(void)
{
    NXD_ADDRESS server;

    broker_start(&broker, NULL);
    server = app_address(broker.address);
    client_create(&client, "later");
    CHECK_EQ(nxd_mqtt_client_connect(&client.mqtt, &server, broker.port, 0, NX_TRUE, NX_NO_WAIT), NX_IN_PROGRESS);
    client_wait(&client, EVENT_CONNECT);
    CHECK_EQ(client.connect_status, NXD_MQTT_SUCCESS);
    CHECK_EQ(client.mqtt.nxd_mqtt_client_state, NXD_MQTT_CLIENT_STATE_CONNECTED);
    client_subscribe(&client, "later", 1);
    client_publish_text(&client, "later", "now", 1);
    client_expect_text(&client, "later", "now");
    client_disconnect(&client);
    CHECK_EQ(client.connects, 1);
    client_delete(&client);
    broker_stop(&broker);
}

/* Keep-alive goes out as seconds; no client id is asked for with a clean session. */
static void connect_parameters(void)
{
    NXD_ADDRESS server;

    broker_start(&broker, NULL);
    server = app_address(broker.address);
    client_create(&client, "");
    CHECK_EQ(nxd_mqtt_client_connect(&client.mqtt, &server, broker.port, 300, NX_TRUE, APP_WAIT), NXD_MQTT_SUCCESS);
    child_expect(&broker.child, "(p2, c1, k300)");
    client_disconnect(&client);
    client_delete(&client);
    broker_stop(&broker);
}

static const struct test_case cases[] = {
    {"connect_clean", connect_clean},
    {"session_is_resumed", session_is_resumed},
    {"connect_many_times", connect_many_times},
    {"connect_over_ipv6", connect_over_ipv6},
    {"nobody_listens", nobody_listens},
    {"refusals", refusals},
    {"no_answer", no_answer},
    {"connect_without_waiting", connect_without_waiting},
    {"connect_parameters", connect_parameters},
};

CASES_MAIN(NULL)
