/* Publishing and subscribing. */
#include "check.h"

#ifdef NXD_MQTT_EXTENSION
#define QOS2_RESULT NXD_MQTT_SUCCESS
#else
#define QOS2_RESULT NXD_MQTT_QOS2_NOT_SUPPORTED
#endif

static UINT acknowledged, last_type, last_id;

static VOID note_ack(NXD_MQTT_CLIENT *client_ptr, UINT type, USHORT id, NX_PACKET *packet_ptr, VOID *context)
{
    (void)client_ptr;
    (void)context;
    acknowledged += packet_ptr != NX_NULL;
    last_type = type;
    last_id = id;
}

static void each_qos(void)
{
    scenario("publish");
    open_client();
    acknowledged = 0;
    client.nxd_mqtt_ack_receive_notify = note_ack;
    EQUAL(publish_text("hello", 0), NXD_MQTT_SUCCESS);
    HEARD("\x30\x08\x00\x01thello");
    EQUAL(publish_text("one", 1), NXD_MQTT_SUCCESS);
    HEARD("\x32\x08\x00\x01t\x00\x01one");
    EQUAL(client.message_transmit_queue_head != NX_NULL, 1);
    scene_settle();
    EQUAL(client.message_transmit_queue_head == NX_NULL, 1);
    EQUAL(acknowledged, 1);
    EQUAL(last_type, 4);
    EQUAL(last_id, 1);
    EQUAL(publish_text("two", 2), QOS2_RESULT);
#ifdef NXD_MQTT_EXTENSION
    HEARD("\x34\x08\x00\x01t\x00\x02two");
    scene_settle();
    HEARD("\x62\x02\x00\x02");
    EQUAL(client.message_transmit_queue_head == NX_NULL, 1);
    EQUAL(last_type, 7);
    EQUAL(last_id, 2);
#endif
    EQUAL(nxd_mqtt_client_publish(&client, TOPIC, 1, NX_NULL, 7, NX_TRUE, 0, WAIT), NXD_MQTT_SUCCESS);
    HEARD("\x31\x03\x00\x01t");
    EQUAL(pool.nx_packet_pool_available, pool.nx_packet_pool_total);
    close_client();
}

/* Longer than a packet of the pool. */
static void long_message(void)
{
    static char text[1501];
    UINT qos;

    scenario("publish, a message in several packets");
    memset(text, 'x', sizeof(text) - 1);
    open_client();
    for (qos = 0; qos < 2; qos++)
    {
        const UCHAR *sent;

        EQUAL(publish_text(text, qos), NXD_MQTT_SUCCESS);
        sent = broker_packet(0x30, 0);
        EQUAL(sent != NX_NULL, 1);
        EQUAL(broker.heard_length, 3 + 3 + 2 * qos + 1500);
        EQUAL(sent && memcmp(sent + 6 + 2 * qos, text, 1500) == 0, 1);
        broker_forget();
        scene_settle();
    }
    close_client();
}

static void errors(void)
{
    scenario("publish and subscribe, errors");
    EQUAL(scene_create(), NXD_MQTT_SUCCESS);
    EQUAL(publish_text("x", 0), NXD_MQTT_NOT_CONNECTED);
    EQUAL(nxd_mqtt_client_subscribe(&client, TOPIC, 1, 0), NXD_MQTT_NOT_CONNECTED);
    EQUAL(nxd_mqtt_client_unsubscribe(&client, TOPIC, 1), NXD_MQTT_NOT_CONNECTED);
    EQUAL(scene_connect(NX_TRUE), NXD_MQTT_SUCCESS);
    broker_forget();
    EQUAL(nxd_mqtt_client_publish(NX_NULL, TOPIC, 1, TOPIC, 1, 0, 0, WAIT), NX_PTR_ERROR);
    EQUAL(nxd_mqtt_client_publish(&client, NX_NULL, 1, TOPIC, 1, 0, 0, WAIT), NXD_MQTT_INVALID_PARAMETER);
    EQUAL(nxd_mqtt_client_publish(&client, TOPIC, 0, TOPIC, 1, 0, 0, WAIT), NXD_MQTT_INVALID_PARAMETER);
    EQUAL(nxd_mqtt_client_publish(&client, TOPIC, 1, TOPIC, 0, 0, 0, WAIT), NXD_MQTT_INVALID_PARAMETER);
    EQUAL(publish_text("x", 3), NXD_MQTT_INVALID_PARAMETER);
    EQUAL(nxd_mqtt_client_subscribe(NX_NULL, TOPIC, 1, 0), NX_PTR_ERROR);
    EQUAL(nxd_mqtt_client_subscribe(&client, NX_NULL, 1, 0), NXD_MQTT_INVALID_PARAMETER);
    EQUAL(nxd_mqtt_client_subscribe(&client, TOPIC, 0, 0), NXD_MQTT_INVALID_PARAMETER);
    EQUAL(nxd_mqtt_client_subscribe(&client, TOPIC, 1, 3), NXD_MQTT_INVALID_PARAMETER);
    EQUAL(nxd_mqtt_client_unsubscribe(NX_NULL, TOPIC, 1), NX_PTR_ERROR);
    EQUAL(nxd_mqtt_client_unsubscribe(&client, TOPIC, 0), NXD_MQTT_INVALID_PARAMETER);
    HEARD("");
    close_client();
}

static void subscriptions(void)
{
    scenario("subscribe and unsubscribe");
    open_client();
    EQUAL(nxd_mqtt_client_subscribe(&client, (CHAR *)"a/#", 3, 0), NXD_MQTT_SUCCESS);
    HEARD("\x82\x08\x00\x01\x00\x03" "a/#\x00");
    EQUAL(nxd_mqtt_client_subscribe(&client, (CHAR *)"b", 1, 1), NXD_MQTT_SUCCESS);
    HEARD("\x82\x06\x00\x02\x00\x01" "b\x01");
    EQUAL(nxd_mqtt_client_subscribe(&client, (CHAR *)"b", 1, 2), QOS2_RESULT);
    broker_forget();
    scene_settle();
    EQUAL(client.message_transmit_queue_head == NX_NULL, 1);
    EQUAL(nxd_mqtt_client_unsubscribe(&client, (CHAR *)"b", 1), NXD_MQTT_SUCCESS);
    EQUAL(broker_count(0xA0), 1);
    EQUAL(broker.heard_length, 7);
    scene_settle();
    EQUAL(client.message_transmit_queue_head == NX_NULL, 1);
    close_client();
}

/* Acknowledgements that belong to nothing, or come in pieces. */
static void stray_acknowledgements(void)
{
    scenario("publish, stray and split acknowledgements");
    open_client();
    broker.mute = TYPE(0x30);
    EQUAL(publish_text("x", 1), NXD_MQTT_SUCCESS);
    SAY("\x40\x02\x00\x09");
    SAY("\x90\x03\x00\x01\x00");
    EQUAL(client.message_transmit_queue_head != NX_NULL, 1);
    SAY("\x40\x02");
    SAY("\x00\x01");
    EQUAL(client.message_transmit_queue_head == NX_NULL, 1);
    EQUAL(disconnects, 0);
    close_client();
}

void publish_scenarios(void)
{
    each_qos();
    long_message();
    errors();
    subscriptions();
    stray_acknowledgements();
}
