/* What the original does not survive: deleting in a callback, deleting while connecting, connecting in a callback. */
#include "cases.h"

static struct client client;
static UINT          status_in_callback;

static void one_message(struct peer *peer)
{
    peer_welcome(peer);
    peer_send_hex(peer, "30 04 00 01 74 78");
    peer_expect_end(peer);
}

static VOID delete_on_message(NXD_MQTT_CLIENT *mqtt, UINT count)
{
    (void)count;
    status_in_callback = nxd_mqtt_client_delete(mqtt);
    tx_event_flags_set(&client.events, EVENT_USER, TX_OR);
}

/* It reports an error and the client lives on. */
static void delete_in_receive_notify(void)
{
    struct peer peer;

    peer_start(&peer, one_message, NULL);
    client_create(&client, "delete");
    CHECK_EQ(nxd_mqtt_client_receive_notify_set(&client.mqtt, delete_on_message), NXD_MQTT_SUCCESS);
    client_connect_ok(&client, program_address(), peer.port, NX_TRUE);
    client_wait(&client, EVENT_USER);
    CHECK(status_in_callback != NXD_MQTT_SUCCESS);
    client_expect_text(&client, "t", "x");
    client_disconnect(&client);
    client_delete(&client);
    peer_join(&peer);
}

static VOID delete_on_disconnect(NXD_MQTT_CLIENT *mqtt)
{
    status_in_callback = nxd_mqtt_client_delete(mqtt);
    tx_event_flags_set(&client.events, EVENT_DISCONNECT, TX_OR);
}

static void hang_up(struct peer *peer)
{
    peer_welcome(peer);
    peer_close(peer);
}

static void delete_in_disconnect_notify(void)
{
    struct peer peer;

    peer_start(&peer, hang_up, NULL);
    client_create(&client, "delete");
    status_in_callback = NXD_MQTT_SUCCESS;
    CHECK_EQ(nxd_mqtt_client_disconnect_notify_set(&client.mqtt, delete_on_disconnect), NXD_MQTT_SUCCESS);
    client_connect_ok(&client, program_address(), peer.port, NX_TRUE);
    client_wait(&client, EVENT_DISCONNECT);
    CHECK(status_in_callback != NXD_MQTT_SUCCESS);
    client_delete(&client);
    peer_join(&peer);
}

static void never_answer(struct peer *peer)
{
    peer_accept(peer);
    peer_expect_type(peer, 0x10);
    peer_reach(peer);
    peer_expect_end(peer);
}

/* Deleting while a connect without waiting is under way. */
static void delete_while_connecting(void)
{
    struct peer peer;
    NXD_ADDRESS server = app_address(program_address());

    peer_start(&peer, never_answer, NULL);
    client_create(&client, "delete");
    CHECK_EQ(nxd_mqtt_client_connect(&client.mqtt, &server, peer.port, 0, NX_TRUE, NX_NO_WAIT), NX_IN_PROGRESS);
    peer_wait(&peer, 1);
    client_delete(&client);
    peer_join(&peer);
}

static VOID disconnect_again(NXD_MQTT_CLIENT *mqtt)
{
    status_in_callback = nxd_mqtt_client_disconnect(mqtt);
    client.disconnects++;
    tx_event_flags_set(&client.events, EVENT_DISCONNECT, TX_OR);
}

/* Disconnecting inside disconnect_notify changes nothing and notifies nobody. */
static void disconnect_in_disconnect_notify(void)
{
    struct peer peer;

    peer_start(&peer, hang_up, NULL);
    client_create(&client, "bye");
    status_in_callback = 0xDEAD;
    CHECK_EQ(nxd_mqtt_client_disconnect_notify_set(&client.mqtt, disconnect_again), NXD_MQTT_SUCCESS);
    client_connect_ok(&client, program_address(), peer.port, NX_TRUE);
    client_wait(&client, EVENT_DISCONNECT);
    CHECK_EQ(status_in_callback, NXD_MQTT_SUCCESS);
    CHECK_EQ(client.disconnects, 1);
    client_delete(&client);
    peer_join(&peer);
}

static const struct test_case cases[] = {
    {"delete_in_receive_notify", delete_in_receive_notify},
    {"delete_in_disconnect_notify", delete_in_disconnect_notify},
    {"delete_while_connecting", delete_while_connecting},
    {"disconnect_in_disconnect_notify", disconnect_in_disconnect_notify},
};

CASES_MAIN(NULL)
