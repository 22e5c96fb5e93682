/*
 * Callbacks that call back into the API, on the MQTT thread with its mutex held: message_get, publish,
 * subscribe, unsubscribe, disconnect. And which thread runs which callback.
 */
#include "cases.h"

static struct broker broker;
static struct client client;
static UINT          status_in_callback;
static TX_THREAD    *thread_in_callback;
static struct message message_in_callback;

static void begin(void)
{
    broker_start(&broker, NULL);
    client_create(&client, "callback");
    status_in_callback = 0xDEAD;
    thread_in_callback = NX_NULL;
}

static void end(void)
{
    client_delete(&client);
    broker_stop(&broker);
}

static void connect_and_subscribe(void)
{
    client_connect_ok(&client, broker.address, broker.port, NX_TRUE);
    client_subscribe(&client, "in/#", 1);
}

static VOID get_message(NXD_MQTT_CLIENT *mqtt, UINT count)
{
    CHECK(mqtt == &client.mqtt);
    CHECK_EQ(count, 1);
    thread_in_callback = tx_thread_identify();
    status_in_callback = client_message(&client, &message_in_callback);
    tx_event_flags_set(&client.events, EVENT_USER, TX_OR);
}

static void get_in_receive_notify(void)
{
    begin();
    CHECK_EQ(nxd_mqtt_client_receive_notify_set(&client.mqtt, get_message), NXD_MQTT_SUCCESS);
    connect_and_subscribe();
    outside_publish_text(&broker, "in/get", "fetched", 1);
    client_wait(&client, EVENT_USER);
    CHECK_EQ(status_in_callback, NXD_MQTT_SUCCESS);
    CHECK(thread_in_callback == &client.mqtt.nxd_mqtt_thread);
    CHECK_BYTES(message_in_callback.payload, message_in_callback.payload_length, "fetched", 7);
    outside_publish_text(&broker, "in/get", "again", 1);
    client_wait(&client, EVENT_USER);
    CHECK_BYTES(message_in_callback.payload, message_in_callback.payload_length, "again", 5);
    client_disconnect(&client);
    end();
}

static VOID answer(NXD_MQTT_CLIENT *mqtt, UINT count)
{
    struct message message;

    (void)count;
    status_in_callback = client_message(&client, &message);
    if (status_in_callback == NXD_MQTT_SUCCESS)
    {
        status_in_callback = nxd_mqtt_client_publish(mqtt, (CHAR *)"out/answer", 10, (CHAR *)message.payload,
                                                     message.payload_length, NX_FALSE, 1, NX_WAIT_FOREVER);
    }
    tx_event_flags_set(&client.events, EVENT_USER, TX_OR);
}

static void publish_in_receive_notify(void)
{
    struct observer observer;
    char            text[16];
    int             i;

    begin();
    CHECK_EQ(nxd_mqtt_client_receive_notify_set(&client.mqtt, answer), NXD_MQTT_SUCCESS);
    connect_and_subscribe();
    observer_start(&observer, &broker, "out/#", 1);
    for (i = 0; i < 20; i++)
    {
        snprintf(text, sizeof(text), "question %d", i);
        outside_publish_text(&broker, "in/question", text, 1);
        observer_expect_text(&observer, "out/answer", text, 1);
        client_wait(&client, EVENT_USER);
        CHECK_EQ(status_in_callback, NXD_MQTT_SUCCESS);
    }
    client_wait_acknowledged(&client);
    observer_stop(&observer);
    client_disconnect(&client);
    end();
}

static VOID subscribe_more(NXD_MQTT_CLIENT *mqtt, UINT count)
{
    struct message message;

    (void)count;
    CHECK_EQ(client_message(&client, &message), NXD_MQTT_SUCCESS);
    if (strcmp(message.topic, "in/more") == 0)
    {
        status_in_callback = nxd_mqtt_client_subscribe(mqtt, (CHAR *)"more", 4, 1);
    }
    else
    {
        status_in_callback = nxd_mqtt_client_unsubscribe(mqtt, (CHAR *)"more", 4);
    }
}

static void subscribe_in_receive_notify(void)
{
    begin();
    CHECK_EQ(nxd_mqtt_client_receive_notify_set(&client.mqtt, subscribe_more), NXD_MQTT_SUCCESS);
    connect_and_subscribe();
    outside_publish_text(&broker, "in/more", "x", 1);
    client_wait(&client, EVENT_ACK);
    CHECK_EQ(client.ack_type, MQTT_CONTROL_PACKET_TYPE_SUBACK);
    CHECK_EQ(status_in_callback, NXD_MQTT_SUCCESS);
    outside_publish_text(&broker, "more", "x", 1);
    client_wait(&client, EVENT_ACK);
    CHECK_EQ(client.ack_type, MQTT_CONTROL_PACKET_TYPE_UNSUBACK);
    CHECK_EQ(status_in_callback, NXD_MQTT_SUCCESS);
    client_disconnect(&client);
    end();
}

static VOID hang_up(NXD_MQTT_CLIENT *mqtt, UINT count)
{
    struct message message;

    (void)count;
    CHECK_EQ(client_message(&client, &message), NXD_MQTT_SUCCESS);
    status_in_callback = nxd_mqtt_client_disconnect(mqtt);
}

static void disconnect_in_receive_notify(void)
{
    begin();
    CHECK_EQ(nxd_mqtt_client_receive_notify_set(&client.mqtt, hang_up), NXD_MQTT_SUCCESS);
    connect_and_subscribe();
    outside_publish_text(&broker, "in/bye", "x", 0);
    client_wait(&client, EVENT_DISCONNECT);
    CHECK_EQ(client.disconnects, 1);
    child_expect(&broker.child, "Received DISCONNECT from callback");

    /* The connection can be made again. */
    connect_and_subscribe();
    CHECK_EQ(status_in_callback, NXD_MQTT_SUCCESS);
    client_disconnect(&client);
    end();
}

static VOID look_around(NXD_MQTT_CLIENT *mqtt)
{
    struct message message;

    thread_in_callback = tx_thread_identify();
    CHECK_EQ(mqtt->nxd_mqtt_client_state, NXD_MQTT_CLIENT_STATE_IDLE);
    CHECK_EQ(nxd_mqtt_client_publish(mqtt, (CHAR *)"t", 1, (CHAR *)"x", 1, NX_FALSE, 0, NX_NO_WAIT),
             NXD_MQTT_NOT_CONNECTED);
    while ((status_in_callback = client_message(&client, &message)) == NXD_MQTT_SUCCESS)
    {
        message_in_callback = message;
    }
    tx_event_flags_set(&client.events, EVENT_DISCONNECT, TX_OR);
}

/* In disconnect_notify unread messages can still be read; it runs on the thread that disconnects. */
static void disconnect_notify(void)
{
    begin();
    CHECK_EQ(nxd_mqtt_client_disconnect_notify_set(&client.mqtt, look_around), NXD_MQTT_SUCCESS);
    connect_and_subscribe();
    outside_publish_text(&broker, "in/late", "unread", 1);
    client_wait(&client, EVENT_MESSAGE);
    client_disconnect(&client);
    CHECK(thread_in_callback == tx_thread_identify());
    CHECK_BYTES(message_in_callback.topic, message_in_callback.topic_length, "in/late", 7);
    CHECK_EQ(status_in_callback, NXD_MQTT_NO_MESSAGE);

    connect_and_subscribe();
    broker_kill(&broker);
    client_wait(&client, EVENT_DISCONNECT);
    CHECK(thread_in_callback == &client.mqtt.nxd_mqtt_thread);

    /* No callback at all. */
    broker_restart(&broker);
    CHECK_EQ(nxd_mqtt_client_disconnect_notify_set(&client.mqtt, NX_NULL), NXD_MQTT_SUCCESS);
    connect_and_subscribe();
    CHECK_EQ(nxd_mqtt_client_disconnect(&client.mqtt), NXD_MQTT_SUCCESS);
    end();
}

static VOID publish_on_ack(NXD_MQTT_CLIENT *mqtt, UINT type, USHORT id, NX_PACKET *packet, VOID *context)
{
    (void)context;
    CHECK_EQ(type, MQTT_CONTROL_PACKET_TYPE_PUBACK);
    CHECK_EQ(packet->nx_packet_prepend_ptr[0] >> 4, MQTT_CONTROL_PACKET_TYPE_PUBLISH);
    if (id < 5)
    {
        CHECK_EQ(nxd_mqtt_client_publish(mqtt, (CHAR *)"chain", 5, (CHAR *)"x", 1, NX_FALSE, 1, NX_WAIT_FOREVER),
                 NXD_MQTT_SUCCESS);
        return;
    }
    tx_event_flags_set(&client.events, EVENT_USER, TX_OR);
}

/* Each acknowledgement starts the next message. */
static void publish_in_ack_notify(void)
{
    begin();
    client.mqtt.nxd_mqtt_ack_receive_notify = publish_on_ack;
    client_connect_ok(&client, broker.address, broker.port, NX_TRUE);
    client_publish_text(&client, "chain", "x", 1);
    client_wait(&client, EVENT_USER);
    client_wait_acknowledged(&client);
    child_expect_count(&broker.child, "Received PUBLISH from callback", 5);
    client_disconnect(&client);
    end();
}

static UINT take_packet(NXD_MQTT_CLIENT *mqtt, NX_PACKET *packet, VOID *context)
{
    (void)mqtt;
    CHECK_EQ(packet->nx_packet_prepend_ptr[0], 0x30);
    CHECK_EQ(nx_packet_release(packet), NX_SUCCESS);
    tx_event_flags_set(&((struct client *)context)->events, EVENT_USER, TX_OR);
    return NX_TRUE;
}

static UINT let_pass(NXD_MQTT_CLIENT *mqtt, NX_PACKET *packet, VOID *context)
{
    (void)mqtt;
    (void)packet;
    (void)context;
    return NX_FALSE;
}

/* packet_receive_notify sees packets first and may keep them. */
static void packet_receive_notify(void)
{
    begin();
    connect_and_subscribe();
    client.mqtt.nxd_mqtt_packet_receive_context = &client;
    client.mqtt.nxd_mqtt_packet_receive_notify = take_packet;
    outside_publish_text(&broker, "in/taken", "x", 0);
    client_wait(&client, EVENT_USER);
    client.mqtt.nxd_mqtt_packet_receive_notify = let_pass;
    outside_publish_text(&broker, "in/passed", "y", 0);
    client_expect_text(&client, "in/passed", "y");
    CHECK_EQ(client.messages, 1);
    client_disconnect(&client);
    end();
}

/* The connect callback of a blocking connect runs on the caller's thread. */
static VOID note_thread(NXD_MQTT_CLIENT *mqtt, UINT status, VOID *context)
{
    (void)mqtt;
    (void)context;
    thread_in_callback = tx_thread_identify();
    status_in_callback = status;
    tx_event_flags_set(&client.events, EVENT_USER, TX_OR);
}

static void connect_notify(void)
{
    NXD_ADDRESS server;

    begin();
    server = app_address(broker.address);
    client.mqtt.nxd_mqtt_connect_notify = note_thread;
    CHECK_EQ(client_connect(&client, broker.address, broker.port, NX_TRUE), NXD_MQTT_SUCCESS);
    CHECK(thread_in_callback == tx_thread_identify());
    client_wait(&client, EVENT_USER);
    client_disconnect(&client);
    CHECK_EQ(nxd_mqtt_client_connect(&client.mqtt, &server, broker.port, 0, NX_TRUE, NX_NO_WAIT), NX_IN_PROGRESS);
    client_wait(&client, EVENT_USER);
    CHECK(thread_in_callback == &client.mqtt.nxd_mqtt_thread);
    CHECK_EQ(status_in_callback, NXD_MQTT_SUCCESS);
    client_disconnect(&client);
    end();
}

static const struct test_case cases[] = {
    {"get_in_receive_notify", get_in_receive_notify},
    {"publish_in_receive_notify", publish_in_receive_notify},
    {"subscribe_in_receive_notify", subscribe_in_receive_notify},
    {"disconnect_in_receive_notify", disconnect_in_receive_notify},
    {"disconnect_notify", disconnect_notify},
    {"publish_in_ack_notify", publish_in_ack_notify},
    {"packet_receive_notify", packet_receive_notify},
    {"connect_notify", connect_notify},
};

CASES_MAIN(NULL)
