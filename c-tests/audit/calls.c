/*
 * A client's life from create to delete, against a scripted broker. Prints which ThreadX and NetX Duo services it
 * called and which callbacks it made, on which thread, with or without its mutex, waiting or not.
 *
 *   caller  the application's thread       free    the thread does not hold the client's mutex
 *   client  the client's thread            held    it holds it once; "held 2": twice
 *
 * Left out is what says nothing: to get the mutex or to sleep without it, to put it when it is held once. On other
 * threads, NetX Duo's and ThreadX's timer's, the client may only set an event.
 */
#include "cases.h"
#include "watch.h"

static struct client client;
static VOID (*inner_message)(NXD_MQTT_CLIENT *, UINT);
static VOID (*inner_disconnect)(NXD_MQTT_CLIENT *);
static VOID (*inner_connect)(NXD_MQTT_CLIENT *, UINT, VOID *);
static VOID (*inner_ack)(NXD_MQTT_CLIENT *, UINT, USHORT, NX_PACKET *, VOID *);
static bool answers; /* receive_notify publishes */

static VOID on_message(NXD_MQTT_CLIENT *mqtt, UINT count)
{
    watch_callback("receive_notify");
    if (answers)
    {
        struct message message;

        CHECK_EQ(client_message(&client, &message), NXD_MQTT_SUCCESS);
        CHECK_EQ(client_publish(&client, "a", "x", 1, NX_FALSE, 1), NXD_MQTT_SUCCESS);
    }
    inner_message(mqtt, count);
}

static VOID on_disconnect(NXD_MQTT_CLIENT *mqtt)
{
    watch_callback("disconnect_notify");
    inner_disconnect(mqtt);
}

static VOID on_connect(NXD_MQTT_CLIENT *mqtt, UINT status, VOID *context)
{
    watch_callback("connect_notify");
    inner_connect(mqtt, status, context);
}

static VOID on_ack(NXD_MQTT_CLIENT *mqtt, UINT type, USHORT id, NX_PACKET *packet, VOID *context)
{
    watch_callback("ack_receive_notify");
    inner_ack(mqtt, type, id, packet, context);
}

static UINT on_packet(NXD_MQTT_CLIENT *mqtt, NX_PACKET *packet, VOID *context)
{
    (void)mqtt;
    (void)packet;
    (void)context;
    watch_callback("packet_receive_notify");
    return NX_FALSE;
}

/* Puts the functions above in front of the harness's own. */
static void watch_callbacks(void)
{
    inner_message = client.mqtt.nxd_mqtt_client_receive_notify;
    inner_disconnect = client.mqtt.nxd_mqtt_disconnect_notify;
    inner_connect = client.mqtt.nxd_mqtt_connect_notify;
    inner_ack = client.mqtt.nxd_mqtt_ack_receive_notify;
    client.mqtt.nxd_mqtt_client_receive_notify = on_message;
    client.mqtt.nxd_mqtt_disconnect_notify = on_disconnect;
    client.mqtt.nxd_mqtt_connect_notify = on_connect;
    client.mqtt.nxd_mqtt_ack_receive_notify = on_ack;
    client.mqtt.nxd_mqtt_packet_receive_notify = on_packet;
}

static void create(void)
{
    watch_section("create and delete");
    client_create(&client, "audit");
    client_delete(&client);
    client_create(&client, "audit");
    watch_callbacks();
}

static UINT connect_to(const struct peer *peer, UINT keepalive, UINT clean, ULONG wait)
{
    NXD_ADDRESS server = app_address(program_address());

    return nxd_mqtt_client_connect(&client.mqtt, &server, peer->port, keepalive, clean, wait);
}

static void settings(void)
{
    watch_section("login, will, callbacks");
    CHECK_EQ(nxd_mqtt_client_login_set(&client.mqtt, (CHAR *)"u", 1, (CHAR *)"p", 1), NXD_MQTT_SUCCESS);
    CHECK_EQ(nxd_mqtt_client_will_message_set(&client.mqtt, (const UCHAR *)"t", 1, (UCHAR *)"w", 1, NX_FALSE, 0),
             NXD_MQTT_SUCCESS);
    CHECK_EQ(nxd_mqtt_client_receive_notify_set(&client.mqtt, on_message), NXD_MQTT_SUCCESS);
    CHECK_EQ(nxd_mqtt_client_disconnect_notify_set(&client.mqtt, on_disconnect), NXD_MQTT_SUCCESS);
}

static void acknowledge(struct peer *peer, const char *type)
{
    char text[32];

    CHECK(peer_read(peer));
    /* In the packets of this program the identifier is small and follows topic or fixed header. */
    snprintf(text, sizeof(text), "%s %02x %02x%s", type, peer->packet[peer->packet[0] >> 4 == 3 ? 5 : 2],
             peer->packet[peer->packet[0] >> 4 == 3 ? 6 : 3], strncmp(type, "90", 2) == 0 ? " 00" : "");
    peer_send_hex(peer, text);
}

/* The broker's side of `everyday`. */
static void everyday_script(struct peer *peer)
{
    peer_welcome(peer);
    peer_expect_type(peer, 0x30);
    acknowledge(peer, "40 02");
    acknowledge(peer, "90 03");
    acknowledge(peer, "b0 02");
    peer_pause(peer);
    peer_send_hex(peer, "30 04 00 01 74 78");
    peer_pause(peer);
    peer_send_hex(peer, "32 06 00 01 74 00 07 78");
    peer_expect_hex(peer, "40 02 00 07");
    peer_pause(peer);
    peer_send_hex(peer, "34 06 00 01 74 00 08 78");
    peer_expect_type(peer, 0x50);
    peer_send_hex(peer, "62 02 00 08");
    peer_expect_type(peer, 0x70);
    peer_pause(peer);
    peer_send_hex(peer, "30 04 00 01 74 78");
    acknowledge(peer, "40 02");
    peer_pause(peer);
    peer_send_hex(peer, "30 04 00 01");
    peer_pause(peer);
    peer_send_hex(peer, "74 78");
    peer_expect_end(peer);
}

/* Outside the audit: the original leaks what is unread at disconnect. */
static void read_message(void)
{
    struct message message;

    watch_section(NULL);
    CHECK_EQ(client_message(&client, &message), NXD_MQTT_SUCCESS);
}

static void receive(struct peer *peer, unsigned stage, const char *section)
{
    peer_wait(peer, stage);
    watch_section(section);
    peer_allow(peer);
    client_wait(&client, EVENT_MESSAGE);
}

static void everyday(void)
{
    struct peer    peer;
    struct message message;

    peer_start(&peer, everyday_script, NULL);
    watch_section("connect, waiting");
    CHECK_EQ(connect_to(&peer, 60, NX_TRUE, APP_WAIT), NXD_MQTT_SUCCESS);

    watch_section("publish, QoS 0");
    CHECK_EQ(client_publish(&client, "t", "x", 1, NX_FALSE, 0), NXD_MQTT_SUCCESS);
    watch_section("publish, QoS 1, and PUBACK");
    CHECK_EQ(client_publish(&client, "t", "x", 1, NX_FALSE, 1), NXD_MQTT_SUCCESS);
    client_wait(&client, EVENT_ACK);
    watch_section("subscribe and unsubscribe, with their acknowledgements");
    CHECK_EQ(nxd_mqtt_client_subscribe(&client.mqtt, (CHAR *)"t", 1, 0), NXD_MQTT_SUCCESS);
    client_wait(&client, EVENT_ACK);
    CHECK_EQ(nxd_mqtt_client_unsubscribe(&client.mqtt, (CHAR *)"t", 1), NXD_MQTT_SUCCESS);
    client_wait(&client, EVENT_ACK);

    receive(&peer, 1, "receive, QoS 0");
    watch_section("message_get");
    CHECK_EQ(client_message(&client, &message), NXD_MQTT_SUCCESS);
    CHECK_EQ(client_message(&client, &message), NXD_MQTT_NO_MESSAGE);
    receive(&peer, 2, "receive, QoS 1");
    peer_wait(&peer, 3);
    read_message();
    receive(&peer, 3, "receive, QoS 2");
    client_wait(&client, EVENT_ACK);
    read_message();
    answers = true;
    receive(&peer, 4, "receive, and message_get and publish in receive_notify");
    client_wait(&client, EVENT_ACK);
    answers = false;
    peer_wait(&peer, 5);
    watch_section("receive, in two pieces");
    peer_allow(&peer);
    peer_wait(&peer, 6);
    peer_allow(&peer);
    client_wait(&client, EVENT_MESSAGE);
    read_message();

    watch_section("disconnect");
    CHECK_EQ(nxd_mqtt_client_disconnect(&client.mqtt), NXD_MQTT_SUCCESS);
    peer_join(&peer);
}

/* Never answers a ping. */
static void silent_script(struct peer *peer)
{
    peer_welcome(peer);
    while (peer_read(peer))
    {
    }
}

static void ping(void)
{
    struct peer peer;

    peer_start(&peer, silent_script, NULL);
    client_saw(&client, EVENT_DISCONNECT);
    watch_section("ping, and no answer");
    CHECK_EQ(connect_to(&peer, 1, NX_TRUE, APP_WAIT), NXD_MQTT_SUCCESS);
    client_wait(&client, EVENT_DISCONNECT);
    peer_join(&peer);
}

static void closing_script(struct peer *peer)
{
    peer_welcome_and_pause(peer);
    peer_close(peer);
}

static void broker_closes(void)
{
    struct peer peer;

    peer_start(&peer, closing_script, NULL);
    watch_section(NULL);
    CHECK_EQ(connect_to(&peer, 60, NX_TRUE, APP_WAIT), NXD_MQTT_SUCCESS);
    watch_section("the broker ends the connection");
    peer_allow(&peer);
    client_wait(&client, EVENT_DISCONNECT);
    peer_join(&peer);
}

/* Acknowledges only what is sent again. */
static void forgetful_script(struct peer *peer)
{
    peer_welcome(peer);
    peer_expect_type(peer, 0x32);
    peer_expect_end(peer);
    peer_accept(peer);
    peer_expect_type(peer, 0x10);
    peer_send_hex(peer, "20 02 01 00");
    peer_expect_type(peer, 0x3a);
    peer_send_hex(peer, "40 02 00 01");
    peer_expect_type(peer, 0x32);
    peer_expect_end(peer);
}

static void send_again(void)
{
    struct peer peer;

    peer_start(&peer, forgetful_script, NULL);
    watch_section(NULL);
    CHECK_EQ(connect_to(&peer, 0, NX_FALSE, APP_WAIT), NXD_MQTT_SUCCESS);
    CHECK_EQ(client_publish(&client, "t", "x", 1, NX_FALSE, 1), NXD_MQTT_SUCCESS);
    client_disconnect(&client);
    watch_section("connect, waiting, with a message to send again");
    CHECK_EQ(connect_to(&peer, 0, NX_FALSE, APP_WAIT), NXD_MQTT_SUCCESS);
    client_wait(&client, EVENT_ACK);
    watch_section(NULL);
    /* For the next connect, of a clean session, to throw away. */
    CHECK_EQ(client_publish(&client, "t", "x", 1, NX_FALSE, 1), NXD_MQTT_SUCCESS);
    client_disconnect(&client);
    peer_join(&peer);
}

static void refusing_script(struct peer *peer)
{
    peer_accept(peer);
    peer_expect_type(peer, 0x10);
    peer_send_hex(peer, "20 02 00 05");
    peer_expect_end(peer);
}

static void refused(void)
{
    struct peer peer;

    peer_start(&peer, refusing_script, NULL);
    watch_section("connect, waiting, clean session after an unacknowledged message, refused by CONNACK");
    CHECK_EQ(connect_to(&peer, 60, NX_TRUE, APP_WAIT), NXD_MQTT_ERROR_NOT_AUTHORIZED);
    peer_join(&peer);
    watch_section("connect, waiting, refused by TCP");
    CHECK_EQ(connect_to(&peer, 60, NX_TRUE, APP_WAIT), NXD_MQTT_CONNECT_FAILURE);
    client_saw(&client, EVENT_CONNECT);

    peer_start(&peer, refusing_script, NULL);
    watch_section("connect, wait 0, refused by CONNACK");
    CHECK_EQ(connect_to(&peer, 60, NX_TRUE, NX_NO_WAIT), NX_IN_PROGRESS);
    client_wait(&client, EVENT_CONNECT);
    peer_join(&peer);
}

static void quiet_script(struct peer *peer)
{
    peer_accept(peer);
    peer_expect_type(peer, 0x10);
    peer_reach(peer);
    peer_expect_end(peer);
}

static void without_waiting(void)
{
    struct peer peer;

    peer_start(&peer, quiet_script, NULL);
    watch_section("disconnect during a connect with wait 0");
    CHECK_EQ(connect_to(&peer, 60, NX_TRUE, NX_NO_WAIT), NX_IN_PROGRESS);
    peer_wait(&peer, 1);
    CHECK_EQ(nxd_mqtt_client_disconnect(&client.mqtt), NXD_MQTT_SUCCESS);
    client_wait(&client, EVENT_CONNECT);
    peer_join(&peer);

    peer_start(&peer, silent_script, NULL);
    watch_section("connect, wait 0");
    CHECK_EQ(connect_to(&peer, 60, NX_TRUE, NX_NO_WAIT), NX_IN_PROGRESS);
    client_wait(&client, EVENT_CONNECT);
    watch_section("delete while connected");
    client_delete(&client);
    peer_join(&peer);
}

static void all(void)
{
    watch_start(&client.mqtt);
    create();
    settings();
    everyday();
    ping();
    broker_closes();
    send_again();
    refused();
    without_waiting();
    watch_print();
}

static const struct test_case cases[] = {
    {"all", all},
};

CASES_MAIN(NULL)
