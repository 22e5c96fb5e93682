/* Every call in every state: not connected, connecting, connected, after a disconnect. */
#include "cases.h"

static struct client client;

static void idle(struct peer *peer)
{
    peer_welcome(peer);
    peer_pause(peer);
    peer_expect_end(peer);
}

static void expect_not_connected(void)
{
    CHECK_EQ(client_publish(&client, "t", "x", 1, NX_FALSE, 0), NXD_MQTT_NOT_CONNECTED);
    CHECK_EQ(client_publish(&client, "t", "x", 1, NX_TRUE, 1), NXD_MQTT_NOT_CONNECTED);
    CHECK_EQ(nxd_mqtt_client_subscribe(&client.mqtt, (CHAR *)"t", 1, 1), NXD_MQTT_NOT_CONNECTED);
    CHECK_EQ(nxd_mqtt_client_unsubscribe(&client.mqtt, (CHAR *)"t", 1), NXD_MQTT_NOT_CONNECTED);
    client_expect_none(&client);
}

/* Disconnecting succeeds in every state and notifies once per connection. */
static void disconnect_any_time(void)
{
    struct peer peer;

    client_create(&client, "states");
    expect_not_connected();
    CHECK_EQ(nxd_mqtt_client_disconnect(&client.mqtt), NXD_MQTT_SUCCESS);
    CHECK_EQ(client.disconnects, 0);

    peer_start(&peer, idle, NULL);
    peer_allow(&peer);
    client_connect_ok(&client, program_address(), peer.port, NX_TRUE);
    CHECK_EQ(nxd_mqtt_client_disconnect(&client.mqtt), NXD_MQTT_SUCCESS);
    CHECK_EQ(nxd_mqtt_client_disconnect(&client.mqtt), NXD_MQTT_SUCCESS);
    CHECK_EQ(client.disconnects, 1);
    expect_not_connected();
    client_delete(&client);
    peer_join(&peer);
}

static void connect_twice(void)
{
    struct peer peer;

    peer_start(&peer, idle, NULL);
    peer_allow(&peer);
    client_create(&client, "states");
    client_connect_ok(&client, program_address(), peer.port, NX_TRUE);
    CHECK_EQ(client_connect(&client, program_address(), peer.port, NX_TRUE), NXD_MQTT_ALREADY_CONNECTED);
    CHECK_EQ(client.mqtt.nxd_mqtt_client_state, NXD_MQTT_CLIENT_STATE_CONNECTED);
    CHECK_EQ(client.connects, 1);
    CHECK_EQ(nxd_mqtt_client_disconnect(&client.mqtt), NXD_MQTT_SUCCESS);
    client_delete(&client);
    peer_join(&peer);
}

static void slow_to_answer(struct peer *peer)
{
    peer_accept(peer);
    peer_expect_type(peer, 0x10);
    peer_pause(peer);
    peer_send_hex(peer, "20 02 00 00");
    peer_expect_end(peer);
}

static void while_connecting(void)
{
    struct peer peer;
    NXD_ADDRESS server = app_address(program_address());

    peer_start(&peer, slow_to_answer, NULL);
    client_create(&client, "states");
    CHECK_EQ(nxd_mqtt_client_connect(&client.mqtt, &server, peer.port, 0, NX_TRUE, NX_NO_WAIT), NX_IN_PROGRESS);
    CHECK_EQ(client.mqtt.nxd_mqtt_client_state, NXD_MQTT_CLIENT_STATE_CONNECTING);
    peer_wait(&peer, 1);
    CHECK_EQ(nxd_mqtt_client_connect(&client.mqtt, &server, peer.port, 0, NX_TRUE, NX_NO_WAIT), NXD_MQTT_CONNECTING);
    CHECK_EQ(client_connect(&client, program_address(), peer.port, NX_TRUE), NXD_MQTT_CONNECTING);
    expect_not_connected();
    peer_allow(&peer);
    client_wait(&client, EVENT_CONNECT);
    CHECK_EQ(client.connect_status, NXD_MQTT_SUCCESS);
    client_disconnect(&client);
    client_delete(&client);
    peer_join(&peer);
}

static void closes_early(struct peer *peer)
{
    peer_accept(peer);
    peer_expect_type(peer, 0x10);
    peer_close(peer);
}

/* The connection ends before CONNACK: connect_notify tells it, disconnect_notify does not. */
static void ends_while_connecting(void)
{
    struct peer peer;
    NXD_ADDRESS server = app_address(program_address());

    peer_start(&peer, closes_early, NULL);
    client_create(&client, "states");
    CHECK_EQ(nxd_mqtt_client_connect(&client.mqtt, &server, peer.port, 0, NX_TRUE, NX_NO_WAIT), NX_IN_PROGRESS);
    client_wait(&client, EVENT_CONNECT);
    CHECK_EQ(client.connect_status, NXD_MQTT_CONNECT_FAILURE);
    CHECK_EQ(client.connects, 1);
    CHECK_EQ(client.disconnects, 0);
    CHECK_EQ(client.mqtt.nxd_mqtt_client_state, NXD_MQTT_CLIENT_STATE_IDLE);
    expect_not_connected();
    client_delete(&client);
    peer_join(&peer);
}

static void delete_while_connected(void)
{
    struct peer peer;

    peer_start(&peer, idle, NULL);
    client_create(&client, "states");
    client_connect_ok(&client, program_address(), peer.port, NX_TRUE);
    /* The broker must answer the client's FIN: the client waits for that. */
    peer_wait(&peer, 1);
    peer_allow(&peer);
    CHECK_EQ(nxd_mqtt_client_delete(&client.mqtt), NXD_MQTT_SUCCESS);
    CHECK_EQ(client.disconnects, 1);
    CHECK_EQ(tx_event_flags_delete(&client.events), TX_SUCCESS);
    peer_join(&peer);
}

static const struct test_case cases[] = {
    {"disconnect_any_time", disconnect_any_time},
    {"connect_twice", connect_twice},
    {"while_connecting", while_connecting},
    {"ends_while_connecting", ends_while_connecting},
    {"delete_while_connected", delete_while_connected},
};

CASES_MAIN(NULL)
