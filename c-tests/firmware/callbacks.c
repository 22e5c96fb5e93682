/* What an application may do in callbacks. */
#include "check.h"

static UINT results[4];
static TX_THREAD *called_on;

static VOID get_and_publish(NXD_MQTT_CLIENT *client_ptr, UINT count)
{
    (void)client_ptr;
    called_on = tx_thread_identify();
    arrivals = count;
    results[0] = get_text("x");
    results[1] = publish_text("re", 1);
    results[2] = nxd_mqtt_client_subscribe(&client, TOPIC, 1, 0);
}

static void in_receive_notify(void)
{
    scenario("callbacks, message_get, publish and subscribe in receive_notify");
    open_client();
    EQUAL(nxd_mqtt_client_receive_notify_set(&client, get_and_publish), NXD_MQTT_SUCCESS);
    SAY("\x32\x06\x00\x01t\x00\x05x");
    EQUAL(arrivals, 1);
    EQUAL(results[0], NXD_MQTT_SUCCESS);
    EQUAL(results[1], NXD_MQTT_SUCCESS);
    EQUAL(results[2], NXD_MQTT_SUCCESS);
    EQUAL(called_on == &client.nxd_mqtt_thread, 1);
    HEARD("\x32\x07\x00\x01t\x00\x01re\x82\x06\x00\x02\x00\x01t\x00\x40\x02\x00\x05");
    EQUAL(client.message_transmit_queue_head == NX_NULL, 1);
    MAY_HAVE_WAITED_WITH_MUTEX();
    close_client();
}

static VOID disconnect_at_once(NXD_MQTT_CLIENT *client_ptr, UINT count)
{
    (void)count;
    results[0] = nxd_mqtt_client_disconnect(client_ptr);
    results[1] = nxd_mqtt_client_delete(client_ptr);
}

static void disconnect_in_receive_notify(void)
{
    scenario("callbacks, disconnect in receive_notify");
    open_client();
    EQUAL(nxd_mqtt_client_receive_notify_set(&client, disconnect_at_once), NXD_MQTT_SUCCESS);
    SAY("\x32\x06\x00\x01t\x00\x05x\x30\x04\x00\x01ty");
    EQUAL(results[0], NXD_MQTT_SUCCESS);
    EQUAL(results[1], NX_CALLER_ERROR);
    EQUAL(disconnects, 1);
    MAY_HAVE_WAITED_WITH_MUTEX();
    HEARD("\xE0\x00");
    EQUAL(client.nxd_mqtt_client_state, NXD_MQTT_CLIENT_STATE_IDLE);
    ALL_BACK();
    EQUAL(scene_connect(NX_TRUE), NXD_MQTT_SUCCESS);
    close_client();
}

static UINT seen, take_it;

static UINT see_packet(NXD_MQTT_CLIENT *client_ptr, NX_PACKET *packet_ptr, VOID *context)
{
    (void)client_ptr;
    seen += context == &seen && packet_ptr->nx_packet_prepend_ptr[0] == 0x30;
    if (!take_it)
        return NX_FALSE;
    nx_packet_release(packet_ptr);
    return NX_TRUE;
}

static void packet_receive_notify(void)
{
    scenario("callbacks, packet_receive_notify");
    open_client();
    client.nxd_mqtt_packet_receive_notify = see_packet;
    client.nxd_mqtt_packet_receive_context = &seen;
    seen = take_it = 0;
    SAY("\x30\x04\x00\x01tx");
    EQUAL(seen, 1);
    EQUAL(get_text("x"), NXD_MQTT_SUCCESS);
    take_it = 1;
    SAY("\x30\x04\x00\x01tx");
    EQUAL(seen, 2);
    EQUAL(get_text("x"), NXD_MQTT_NO_MESSAGE);
    take_it = 0;
    SAY("\x30\x04\x00\x01ty");
    EQUAL(get_text("y"), NXD_MQTT_SUCCESS);
    close_client();
}

static UINT state_in_disconnect;

static VOID read_at_disconnect(NXD_MQTT_CLIENT *client_ptr)
{
    disconnects++;
    called_on = tx_thread_identify();
    state_in_disconnect = client_ptr->nxd_mqtt_client_state;
    results[0] = get_text("x");
}

static void in_disconnect_notify(void)
{
    scenario("callbacks, disconnect_notify");
    open_client();
    EQUAL(nxd_mqtt_client_disconnect_notify_set(&client, read_at_disconnect), NXD_MQTT_SUCCESS);
    SAY("\x30\x04\x00\x01tx");
    EQUAL(nxd_mqtt_client_disconnect(&client), NXD_MQTT_SUCCESS);
    EQUAL(disconnects, 1);
    EQUAL(state_in_disconnect, NXD_MQTT_CLIENT_STATE_IDLE);
    EQUAL(results[0], NXD_MQTT_SUCCESS);
    EQUAL(called_on != &client.nxd_mqtt_thread, 1);
    EQUAL(nxd_mqtt_client_disconnect(&client), NXD_MQTT_SUCCESS);
    EQUAL(disconnects, 1);
    EQUAL(scene_connect(NX_TRUE), NXD_MQTT_SUCCESS);
    broker_say("\x30\x04\x00\x01tx", 6);
    broker_close();
    scene_settle();
    EQUAL(disconnects, 2);
    EQUAL(results[0], NXD_MQTT_SUCCESS);
    EQUAL(called_on == &client.nxd_mqtt_thread, 1);
    EQUAL(nxd_mqtt_client_disconnect_notify_set(&client, NX_NULL), NXD_MQTT_SUCCESS);
    EQUAL(scene_connect(NX_TRUE), NXD_MQTT_SUCCESS);
    EQUAL(nxd_mqtt_client_disconnect(&client), NXD_MQTT_SUCCESS);
    EQUAL(disconnects, 2);
    EQUAL(nxd_mqtt_client_receive_notify_set(&client, NX_NULL), NX_PTR_ERROR);
    EQUAL(nxd_mqtt_client_receive_notify_set(NX_NULL, count_arrival), NX_PTR_ERROR);
    EQUAL(nxd_mqtt_client_disconnect_notify_set(NX_NULL, count_disconnect), NX_PTR_ERROR);
    close_client();
}

void callback_scenarios(void)
{
    in_receive_notify();
    disconnect_in_receive_notify();
    packet_receive_notify();
    in_disconnect_notify();
}
