/* Drives a client through everything, over a broker in memory. */
#include "check.h"

#include "kernel.h"

UINT disconnects, arrivals;

VOID count_disconnect(NXD_MQTT_CLIENT *client_ptr)
{
    (void)client_ptr;
    disconnects++;
}

VOID count_arrival(NXD_MQTT_CLIENT *client_ptr, UINT count)
{
    (void)client_ptr;
    (void)count;
    arrivals++;
}

void open_client(void)
{
    disconnects = arrivals = 0;
    EQUAL(scene_create(), NXD_MQTT_SUCCESS);
    EQUAL(nxd_mqtt_client_receive_notify_set(&client, count_arrival), NXD_MQTT_SUCCESS);
    EQUAL(nxd_mqtt_client_disconnect_notify_set(&client, count_disconnect), NXD_MQTT_SUCCESS);
    EQUAL(scene_connect(NX_TRUE), NXD_MQTT_SUCCESS);
    broker_forget();
}

void close_client(void)
{
    EQUAL(inject.waits_with_mutex, 0);
    inject.waits_with_mutex = 0;
    EQUAL(nxd_mqtt_client_delete(&client), NXD_MQTT_SUCCESS);
    /* The application's thread. */
    EQUAL(kernel_objects, 1);
    ALL_BACK();
}

UINT publish_text(const char *text, UINT qos)
{
    return nxd_mqtt_client_publish(&client, TOPIC, 1, (CHAR *)text, (UINT)strlen(text), 0, qos, WAIT);
}

UINT get_text(const char *text)
{
    UCHAR topic[16], message[600];
    UINT topic_length, message_length, status;

    status = nxd_mqtt_client_message_get(&client, topic, sizeof(topic), &topic_length, message, sizeof(message),
                                         &message_length);
    if (status)
        return status;
    return topic_length != 1 || topic[0] != TOPIC[0] || message_length != strlen(text)
           || memcmp(message, text, message_length) != 0;
}

static VOID application(ULONG argument)
{
    (void)argument;
    connect_scenarios();
    publish_scenarios();
    receive_scenarios();
    callback_scenarios();
    keepalive_scenarios();
    reconnect_scenarios();
    closing_scenarios();
    fault_scenarios();
    block_scenarios();
    secure_scenarios();
    check_finish();
}

int main(void)
{
    return scene_run(application);
}
