/* A control block that was never created, or is deleted, in every function. */
#include "check.h"

static void every_function(void)
{
    UCHAR text[4];
    UINT length;

    EQUAL(nxd_mqtt_client_login_set(&client, (CHAR *)"u", 1, (CHAR *)"p", 1), NXD_MQTT_CLIENT_NOT_RUNNING);
    EQUAL(nxd_mqtt_client_will_message_set(&client, (UCHAR *)"w", 1, (UCHAR *)"m", 1, 0, 0),
          NXD_MQTT_CLIENT_NOT_RUNNING);
    EQUAL(nxd_mqtt_client_connect(&client, &server, NXD_MQTT_PORT, 0, NX_TRUE, WAIT), NXD_MQTT_CLIENT_NOT_RUNNING);
    EQUAL(publish_text("x", 0), NXD_MQTT_NOT_CONNECTED);
    EQUAL(publish_text("x", 1), NXD_MQTT_NOT_CONNECTED);
    EQUAL(nxd_mqtt_client_subscribe(&client, TOPIC, 1, 0), NXD_MQTT_NOT_CONNECTED);
    EQUAL(nxd_mqtt_client_unsubscribe(&client, TOPIC, 1), NXD_MQTT_NOT_CONNECTED);
    EQUAL(nxd_mqtt_client_receive_notify_set(&client, count_arrival), NXD_MQTT_CLIENT_NOT_RUNNING);
    EQUAL(nxd_mqtt_client_disconnect_notify_set(&client, count_disconnect), NXD_MQTT_CLIENT_NOT_RUNNING);
    EQUAL(nxd_mqtt_client_message_get(&client, text, 4, &length, text, 4, &length), NXD_MQTT_CLIENT_NOT_RUNNING);
    EQUAL(nxd_mqtt_client_disconnect(&client), NXD_MQTT_CLIENT_NOT_RUNNING);
    EQUAL(nxd_mqtt_client_delete(&client), NXD_MQTT_CLIENT_NOT_RUNNING);
    EQUAL(broker.connections, 0);
}

void block_scenarios(void)
{
    scenario("control block never created");
    broker_reset(&arriving_pool);
    memset(&client, 0, sizeof(client));
    every_function();
    scenario("control block deleted");
    EQUAL(scene_create(), NXD_MQTT_SUCCESS);
    close_client();
    every_function();
    scenario("control block created again");
    open_client();
    close_client();
}
