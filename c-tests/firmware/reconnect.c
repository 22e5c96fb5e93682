/* A connection that breaks, and the next one. */
#include "check.h"

/* Packets that wait for an acknowledgement. */
static UINT kept(void)
{
    const NX_PACKET *packet_ptr;
    UINT count = 0;

    for (packet_ptr = client.message_transmit_queue_head; packet_ptr; packet_ptr = packet_ptr->nx_packet_queue_next)
        count++;
    return count;
}

static void resend(void)
{
    scenario("reconnect, unacknowledged messages");
    open_client();
    broker.mute = TYPE(0x30) | TYPE(0x80);
    EQUAL(publish_text("one", 1), NXD_MQTT_SUCCESS);
    EQUAL(publish_text("two", 1), NXD_MQTT_SUCCESS);
    EQUAL(nxd_mqtt_client_subscribe(&client, TOPIC, 1, 0), NXD_MQTT_SUCCESS);
    EQUAL(kept(), 3);
    broker_close();
    scene_settle();
    EQUAL(disconnects, 1);
    EQUAL(broker.open, 0);
    EQUAL(kept(), 2);
    EQUAL(client.message_transmit_queue_head->nx_packet_prepend_ptr[0], 0x3A);
    EQUAL(publish_text("x", 0), NXD_MQTT_NOT_CONNECTED);
    broker_forget();
    EQUAL(scene_connect(NX_FALSE), NXD_MQTT_SUCCESS);
    MAY_HAVE_WAITED_WITH_MUTEX();
    HEARD("\x10\x12\x00\x04MQTT\x04\x00\x00\x00\x00\x06" "device"
          "\x3A\x08\x00\x01t\x00\x01one\x3A\x08\x00\x01t\x00\x02two");
    broker.mute = 0;
    EQUAL(publish_text("three", 1), NXD_MQTT_SUCCESS);
    HEARD("\x32\x0A\x00\x01t\x00\x04three");
    scene_settle();
    SAY("\x40\x02\x00\x01\x40\x02\x00\x02");
    EQUAL(client.message_transmit_queue_head == NX_NULL, 1);
    EQUAL(nxd_mqtt_client_disconnect(&client), NXD_MQTT_SUCCESS);
    ALL_BACK();
    close_client();
}

static void clean_session(void)
{
    scenario("reconnect, clean session");
    open_client();
    broker.mute = TYPE(0x30);
    EQUAL(publish_text("one", 1), NXD_MQTT_SUCCESS);
    SAY("\x34\x06\x00\x01t\x00\x07x");
    EQUAL(nxd_mqtt_client_disconnect(&client), NXD_MQTT_SUCCESS);
    EQUAL(client.message_transmit_queue_head != NX_NULL, 1);
    broker_forget();
    EQUAL(scene_connect(NX_TRUE), NXD_MQTT_SUCCESS);
    EQUAL(client.message_transmit_queue_head == NX_NULL, 1);
    EQUAL(broker_count(0x30), 0);
    EQUAL(publish_text("one", 1), NXD_MQTT_SUCCESS);
    EQUAL(broker_count(0x30), 1);
    close_client();
}

#ifdef NXD_MQTT_EXTENSION
/* Each half of the QoS 2 exchange goes on where it broke off. */
static void qos2(void)
{
    scenario("reconnect, QoS 2");
    open_client();
    broker.mute = TYPE(0x30) | TYPE(0x60);
    EQUAL(publish_text("one", 2), NXD_MQTT_SUCCESS);
    EQUAL(publish_text("two", 2), NXD_MQTT_SUCCESS);
    SAY("\x50\x02\x00\x01");
    broker_close();
    scene_settle();
    broker_forget();
    broker.connack_flags = 1;
    EQUAL(scene_connect(NX_FALSE), NXD_MQTT_SUCCESS);
    MAY_HAVE_WAITED_WITH_MUTEX();
    EQUAL(broker_count(0x30), 1);
    EQUAL(broker_count(0x60), 1);
    EQUAL(broker_packet(0x30, 0) && memcmp(broker_packet(0x30, 0), "\x3C\x08\x00\x01t\x00\x02two", 10) == 0, 1);
    EQUAL(broker_packet(0x60, 0) && memcmp(broker_packet(0x60, 0), "\x62\x02\x00\x01", 4) == 0, 1);
    broker.mute = 0;
    SAY("\x70\x02\x00\x01\x50\x02\x00\x02");
    EQUAL(client.message_transmit_queue_head == NX_NULL, 1);
    close_client();
}
#endif

static void again_and_again(void)
{
    UINT round;

    scenario("reconnect, many times");
    open_client();
    for (round = 0; round < 20; round++)
    {
        EQUAL(publish_text("x", round & 1), NXD_MQTT_SUCCESS);
        if (round & 2)
        {
            broker_close();
            scene_settle();
        }
        else
            EQUAL(nxd_mqtt_client_disconnect(&client), NXD_MQTT_SUCCESS);
        EQUAL(disconnects, round + 1);
        EQUAL(scene_connect(round & 4 ? NX_TRUE : NX_FALSE), NXD_MQTT_SUCCESS);
        MAY_HAVE_WAITED_WITH_MUTEX();
        scene_settle();
    }
    close_client();
}

void reconnect_scenarios(void)
{
    resend();
    clean_session();
#ifdef NXD_MQTT_EXTENSION
    qos2();
#endif
    again_and_again();
}
