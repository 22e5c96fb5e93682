/*
 * Which callback runs on which thread, in which state and in which order. Standard output is the contract: the
 * original client prints the same.
 */
#include "cases.h"

static struct client client;

static const char *thread_name(void)
{
    return tx_thread_identify() == &client.mqtt.nxd_mqtt_thread ? "MQTT thread" : "caller";
}

static const char *state_name(void)
{
    static const char *const names[] = {"initialize", "idle", "connecting", "connected"};

    return names[client.mqtt.nxd_mqtt_client_state];
}

/* Whether the mutex is held here: its owner is the thread that runs. */
static const char *mutex_state(void)
{
    return client.mqtt.nxd_mqtt_client_mutex_ptr->tx_mutex_owner == tx_thread_identify() ? "mutex" : "no mutex";
}

static void show(const char *what, UINT value)
{
    printf("  %s 0x%X: %s, %s, %s\n", what, value, thread_name(), state_name(), mutex_state());
}

static VOID on_connect(NXD_MQTT_CLIENT *mqtt, UINT status, VOID *context)
{
    (void)mqtt;
    (void)context;
    show("connect_notify", status);
    tx_event_flags_set(&client.events, EVENT_CONNECT, TX_OR);
}

static VOID on_message(NXD_MQTT_CLIENT *mqtt, UINT count)
{
    (void)mqtt;
    show("receive_notify", count);
    tx_event_flags_set(&client.events, EVENT_MESSAGE, TX_OR);
}

static VOID on_disconnect(NXD_MQTT_CLIENT *mqtt)
{
    struct message message;
    UINT           left = 0;

    (void)mqtt;
    while (client_message(&client, &message) == NXD_MQTT_SUCCESS)
    {
        left++;
    }
    show("disconnect_notify, messages left", left);
    tx_event_flags_set(&client.events, EVENT_DISCONNECT, TX_OR);
}

static VOID on_ack(NXD_MQTT_CLIENT *mqtt, UINT type, USHORT id, NX_PACKET *packet, VOID *context)
{
    (void)mqtt;
    (void)context;
    (void)packet;
    show("ack_receive_notify", type << 16 | id);
    tx_event_flags_set(&client.events, EVENT_ACK, TX_OR);
}

static void begin(void)
{
    client_create(&client, "order");
    CHECK_EQ(nxd_mqtt_client_receive_notify_set(&client.mqtt, on_message), NXD_MQTT_SUCCESS);
    CHECK_EQ(nxd_mqtt_client_disconnect_notify_set(&client.mqtt, on_disconnect), NXD_MQTT_SUCCESS);
    client.mqtt.nxd_mqtt_connect_notify = on_connect;
    client.mqtt.nxd_mqtt_ack_receive_notify = on_ack;
}

static void ordinary(struct peer *peer)
{
    peer_welcome(peer);
    peer_expect_type(peer, 0x82);
    peer_send_hex(peer, "90 03 00 01 01");
    peer_expect_type(peer, 0x32);
    peer_send_hex(peer, "40 02 00 02");
    peer_pause(peer);
    peer_send_hex(peer, "30 04 00 01 74 31 32 06 00 01 74 00 01 32");
    peer_expect_type(peer, 0x40);
    peer_pause(peer);
    peer_expect_end(peer);
}

static void session(void)
{
    struct peer peer;

    printf("session\n");
    begin();
    peer_start(&peer, ordinary, NULL);
    CHECK_EQ(client_connect(&client, program_address(), peer.port, NX_TRUE), NXD_MQTT_SUCCESS);
    printf("  connect returned\n");
    CHECK_EQ(nxd_mqtt_client_subscribe(&client.mqtt, (CHAR *)"t", 1, 1), NXD_MQTT_SUCCESS);
    client_wait(&client, EVENT_ACK);
    client_publish_text(&client, "t", "x", 1);
    client_wait(&client, EVENT_ACK);
    peer_wait(&peer, 1);
    peer_allow(&peer);
    peer_wait(&peer, 2);
    peer_allow(&peer);
    CHECK_EQ(nxd_mqtt_client_disconnect(&client.mqtt), NXD_MQTT_SUCCESS);
    printf("  disconnect returned\n");
    client_delete(&client);
    peer_join(&peer);
}

static void refuses(struct peer *peer)
{
    peer_accept(peer);
    peer_expect_type(peer, 0x10);
    peer_send_hex(peer, "20 02 00 03");
    peer_expect_end(peer);
}

static void refused(void)
{
    struct peer peer;

    printf("refused\n");
    begin();
    peer_start(&peer, refuses, NULL);
    printf("  connect returned 0x%X\n", client_connect(&client, program_address(), peer.port, NX_TRUE));
    client_delete(&client);
    peer_join(&peer);
}

static void drops(struct peer *peer)
{
    peer_welcome_and_pause(peer);
    peer_send_hex(peer, "30 04 00 01 74 31");
    peer_pause(peer);
    peer_close(peer);
    peer_welcome_and_pause(peer);
    peer_expect_end(peer);
}

static void dropped(void)
{
    struct peer peer;

    printf("dropped\n");
    begin();
    peer_start(&peer, drops, NULL);
    CHECK_EQ(client_connect(&client, program_address(), peer.port, NX_TRUE), NXD_MQTT_SUCCESS);
    peer_allow(&peer);
    client_wait(&client, EVENT_MESSAGE);
    peer_allow(&peer);
    client_wait(&client, EVENT_DISCONNECT);
    printf("deleted\n");
    CHECK_EQ(client_connect(&client, program_address(), peer.port, NX_TRUE), NXD_MQTT_SUCCESS);
    peer_wait(&peer, 3);
    peer_allow(&peer);
    client_delete(&client);
    printf("  delete returned\n");
    peer_join(&peer);
}

static const struct test_case cases[] = {
    {"session", session},
    {"refused", refused},
    {"dropped", dropped},
};

CASES_MAIN(NULL)
