/* NULL, empty and impossible arguments: the codes the original documents or shows. */
#include "cases.h"

static struct client client;

static VOID on_message(NXD_MQTT_CLIENT *mqtt, UINT count)
{
    (void)mqtt;
    (void)count;
}

static UINT create(NXD_MQTT_CLIENT *mqtt, NX_IP *ip, NX_PACKET_POOL *pool, VOID *stack, ULONG size)
{
    return nxd_mqtt_client_create(mqtt, (CHAR *)"name", (CHAR *)"id", 2, ip, pool, stack, size, MQTT_PRIORITY,
                                  NX_NULL, 0);
}

static void create_parameters(void)
{
    static NX_IP no_ip;

    CHECK_EQ(create(NX_NULL, &app_ip, &app_pool, client.stack, sizeof(client.stack)), NX_PTR_ERROR);
    CHECK_EQ(create(&client.mqtt, NX_NULL, &app_pool, client.stack, sizeof(client.stack)), NX_PTR_ERROR);
    CHECK_EQ(create(&client.mqtt, &no_ip, &app_pool, client.stack, sizeof(client.stack)), NX_PTR_ERROR);
    CHECK_EQ(create(&client.mqtt, &app_ip, NX_NULL, client.stack, sizeof(client.stack)), NX_PTR_ERROR);
    CHECK_EQ(create(&client.mqtt, &app_ip, &app_pool, NX_NULL, sizeof(client.stack)), NX_PTR_ERROR);
    CHECK_EQ(create(&client.mqtt, &app_ip, &app_pool, client.stack, 0), NX_PTR_ERROR);

    /* A stack ThreadX does not take. */
    CHECK_EQ(create(&client.mqtt, &app_ip, &app_pool, client.stack, 1), NXD_MQTT_INTERNAL_ERROR);
    /* A priority ThreadX does not have. */
    CHECK_EQ(nxd_mqtt_client_create(&client.mqtt, (CHAR *)"name", (CHAR *)"id", 2, &app_ip, &app_pool, client.stack,
                                    sizeof(client.stack), TX_MAX_PRIORITIES, NX_NULL, 0),
             NXD_MQTT_INTERNAL_ERROR);

    /* No client id; the memory arguments are not looked at. */
    CHECK_EQ(nxd_mqtt_client_create(&client.mqtt, (CHAR *)"name", NX_NULL, 0, &app_ip, &app_pool, client.stack,
                                    sizeof(client.stack), MQTT_PRIORITY, NX_NULL, 12345),
             NXD_MQTT_SUCCESS);
    CHECK_EQ(nxd_mqtt_client_delete(&client.mqtt), NXD_MQTT_SUCCESS);
}

static void login_parameters(void)
{
    client_create(&client, "p");
    CHECK_EQ(nxd_mqtt_client_login_set(NX_NULL, (CHAR *)"u", 1, (CHAR *)"p", 1), NXD_MQTT_INVALID_PARAMETER);
    CHECK_EQ(nxd_mqtt_client_login_set(&client.mqtt, NX_NULL, 1, (CHAR *)"p", 1), NXD_MQTT_INVALID_PARAMETER);
    CHECK_EQ(nxd_mqtt_client_login_set(&client.mqtt, (CHAR *)"u", 1, NX_NULL, 1), NXD_MQTT_INVALID_PARAMETER);
    CHECK_EQ(nxd_mqtt_client_login_set(&client.mqtt, (CHAR *)"u", 1, NX_NULL, 0), NXD_MQTT_SUCCESS);
    CHECK_EQ(nxd_mqtt_client_login_set(&client.mqtt, NX_NULL, 0, NX_NULL, 0), NXD_MQTT_SUCCESS);
    client_delete(&client);
}

static UINT set_will(NXD_MQTT_CLIENT *mqtt, const char *topic, UINT topic_length, UINT retain, UINT qos)
{
    return nxd_mqtt_client_will_message_set(mqtt, (const UCHAR *)topic, topic_length, (UCHAR *)"w", 1, retain, qos);
}

static void will_parameters(void)
{
    client_create(&client, "p");
    CHECK_EQ(set_will(NX_NULL, "t", 1, NX_FALSE, 0), NXD_MQTT_INVALID_PARAMETER);
    CHECK_EQ(set_will(&client.mqtt, NULL, 1, NX_FALSE, 0), NXD_MQTT_INVALID_PARAMETER);
    CHECK_EQ(set_will(&client.mqtt, "t", 0, NX_FALSE, 0), NXD_MQTT_INVALID_PARAMETER);
    CHECK_EQ(set_will(&client.mqtt, "t", 1, 2, 0), NXD_MQTT_INVALID_PARAMETER);
    CHECK_EQ(set_will(&client.mqtt, "t", 1, NX_FALSE, 3), NXD_MQTT_INVALID_PARAMETER);
    CHECK_EQ(set_will(&client.mqtt, "t", 1, NX_TRUE, 1), NXD_MQTT_SUCCESS);
    CHECK_EQ(set_will(&client.mqtt, "t", 1, NX_FALSE, 0), NXD_MQTT_SUCCESS);
    client_delete(&client);
}

static void connect_parameters(void)
{
    NXD_ADDRESS server = app_address("127.0.0.1");

    client_create(&client, "p");
    CHECK_EQ(nxd_mqtt_client_connect(NX_NULL, &server, 1883, 0, NX_TRUE, NX_NO_WAIT), NX_PTR_ERROR);
    CHECK_EQ(nxd_mqtt_client_connect(&client.mqtt, NX_NULL, 1883, 0, NX_TRUE, NX_NO_WAIT), NX_PTR_ERROR);
    CHECK_EQ(nxd_mqtt_client_connect(&client.mqtt, &server, 0, 0, NX_TRUE, NX_NO_WAIT), NX_INVALID_PORT);
    server.nxd_ip_version = 0;
    CHECK_EQ(nxd_mqtt_client_connect(&client.mqtt, &server, 1883, 0, NX_TRUE, NX_NO_WAIT),
             NXD_MQTT_INVALID_PARAMETER);
    server.nxd_ip_version = 5;
    CHECK_EQ(nxd_mqtt_client_connect(&client.mqtt, &server, 1883, 0, NX_TRUE, NX_NO_WAIT),
             NXD_MQTT_INVALID_PARAMETER);
    CHECK_EQ(client.mqtt.nxd_mqtt_client_state, NXD_MQTT_CLIENT_STATE_IDLE);
    client_delete(&client);
}

static UINT publish(NXD_MQTT_CLIENT *mqtt, const char *topic, UINT topic_length, const char *message, UINT length,
                    UINT qos)
{
    return nxd_mqtt_client_publish(mqtt, (CHAR *)topic, topic_length, (CHAR *)message, length, NX_FALSE, qos,
                                   NX_NO_WAIT);
}

static void publish_parameters(void)
{
    client_create(&client, "p");
    CHECK_EQ(publish(NX_NULL, "t", 1, "x", 1, 0), NX_PTR_ERROR);
    CHECK_EQ(publish(&client.mqtt, NULL, 1, "x", 1, 0), NXD_MQTT_INVALID_PARAMETER);
    CHECK_EQ(publish(&client.mqtt, "t", 0, "x", 1, 0), NXD_MQTT_INVALID_PARAMETER);
    CHECK_EQ(publish(&client.mqtt, "t", 1, "x", 0, 0), NXD_MQTT_INVALID_PARAMETER);
    CHECK_EQ(publish(&client.mqtt, "t", 1, "x", 1, 4), NXD_MQTT_INVALID_PARAMETER);
    CHECK_EQ(publish(&client.mqtt, "t", 1, "x", 1, 0), NXD_MQTT_NOT_CONNECTED);
    client_delete(&client);
}

static void subscribe_parameters(void)
{
    client_create(&client, "p");
    CHECK_EQ(nxd_mqtt_client_subscribe(NX_NULL, (CHAR *)"t", 1, 0), NX_PTR_ERROR);
    CHECK_EQ(nxd_mqtt_client_subscribe(&client.mqtt, NX_NULL, 1, 0), NXD_MQTT_INVALID_PARAMETER);
    CHECK_EQ(nxd_mqtt_client_subscribe(&client.mqtt, (CHAR *)"t", 0, 0), NXD_MQTT_INVALID_PARAMETER);
    CHECK_EQ(nxd_mqtt_client_subscribe(&client.mqtt, (CHAR *)"t", 1, 3), NXD_MQTT_INVALID_PARAMETER);
    CHECK_EQ(nxd_mqtt_client_unsubscribe(NX_NULL, (CHAR *)"t", 1), NX_PTR_ERROR);
    CHECK_EQ(nxd_mqtt_client_unsubscribe(&client.mqtt, NX_NULL, 1), NXD_MQTT_INVALID_PARAMETER);
    CHECK_EQ(nxd_mqtt_client_unsubscribe(&client.mqtt, (CHAR *)"t", 0), NXD_MQTT_INVALID_PARAMETER);
    client_delete(&client);
}

static void other_parameters(void)
{
    client_create(&client, "p");
    CHECK_EQ(nxd_mqtt_client_receive_notify_set(NX_NULL, on_message), NX_PTR_ERROR);
    CHECK_EQ(nxd_mqtt_client_receive_notify_set(&client.mqtt, NX_NULL), NX_PTR_ERROR);
    CHECK_EQ(nxd_mqtt_client_disconnect_notify_set(NX_NULL, NX_NULL), NX_PTR_ERROR);
    CHECK_EQ(nxd_mqtt_client_disconnect_notify_set(&client.mqtt, NX_NULL), NXD_MQTT_SUCCESS);
    CHECK_EQ(nxd_mqtt_client_disconnect(NX_NULL), NX_PTR_ERROR);
    CHECK_EQ(nxd_mqtt_client_delete(NX_NULL), NX_PTR_ERROR);
    client_delete(&client);
}

static const struct test_case cases[] = {
    {"create_parameters", create_parameters},
    {"login_parameters", login_parameters},
    {"will_parameters", will_parameters},
    {"connect_parameters", connect_parameters},
    {"publish_parameters", publish_parameters},
    {"subscribe_parameters", subscribe_parameters},
    {"other_parameters", other_parameters},
};

CASES_MAIN(NULL)
