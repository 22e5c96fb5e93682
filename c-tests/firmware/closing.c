/* Ending a connection and a client. */
#include "check.h"

static void by_the_application(void)
{
    scenario("disconnect");
    open_client();
    EQUAL(nxd_mqtt_client_disconnect(&client), NXD_MQTT_SUCCESS);
    HEARD("\xE0\x00");
    EQUAL(broker.open, 0);
    EQUAL(disconnects, 1);
    EQUAL(nxd_mqtt_client_disconnect(&client), NXD_MQTT_SUCCESS);
    HEARD("");
    EQUAL(nxd_mqtt_client_disconnect(NX_NULL), NX_PTR_ERROR);
    EQUAL(nxd_mqtt_client_delete(NX_NULL), NX_PTR_ERROR);
    close_client();
}

/* The broker does not close its side, or does it late. */
static void broker_waits(void)
{
    ULONG start;

    scenario("disconnect, the broker does not close");
    open_client();
    broker.close_waits = 1;
    start = tx_time_get();
    EQUAL(nxd_mqtt_client_disconnect(&client), NXD_MQTT_SUCCESS);
    EQUAL(tx_time_get() - start > 0 && tx_time_get() - start <= 10 * NX_IP_PERIODIC_RATE, 1);
    ALL_BACK();
    EQUAL(scene_connect(NX_TRUE), NXD_MQTT_SUCCESS);
    broker_close();
    start = tx_time_get();
    EQUAL(nxd_mqtt_client_disconnect(&client), NXD_MQTT_SUCCESS);
    EQUAL(tx_time_get() - start, 0);
    EQUAL(disconnects, 2);
    close_client();
}

static void by_the_broker(void)
{
    scenario("closed by the broker");
    open_client();
    broker_close();
    scene_settle();
    EQUAL(disconnects, 1);
    HEARD("");
    EQUAL(client.nxd_mqtt_client_state, NXD_MQTT_CLIENT_STATE_IDLE);
    ALL_BACK();
    EQUAL(scene_connect(NX_TRUE), NXD_MQTT_SUCCESS);
    close_client();
}

static void delete_connected(void)
{
    scenario("delete while connected");
    open_client();
    broker.mute = MUTE_ALL;
    EQUAL(publish_text("x", 1), NXD_MQTT_SUCCESS);
    SAY("\x30\x04\x00\x01tx\x34\x06\x00\x01t\x00\x07x\x30");
    broker_forget();
    EQUAL(nxd_mqtt_client_delete(&client), NXD_MQTT_SUCCESS);
    EQUAL(disconnects, 1);
    HEARD("");
    ALL_BACK();
}

static void delete_connecting(void)
{
    scenario("delete while connecting");
    EQUAL(scene_create(), NXD_MQTT_SUCCESS);
    broker.connect_status = NX_IN_PROGRESS;
    EQUAL(nxd_mqtt_client_connect(&client, &server, NXD_MQTT_PORT, 60, NX_TRUE, NX_NO_WAIT), NX_IN_PROGRESS);
    close_client();
}

static void create_errors(void)
{
    static NX_IP no_ip;
    CHAR *name = (CHAR *)"mqtt";

    scenario("create, parameters");
#define CREATE(c, i, p, s, n) nxd_mqtt_client_create(c, name, name, 4, i, p, s, n, CLIENT_PRIORITY, NX_NULL, 0)
    EQUAL(CREATE(NX_NULL, &ip, &pool, client_stack, sizeof(client_stack)), NX_PTR_ERROR);
    EQUAL(CREATE(&client, NX_NULL, &pool, client_stack, sizeof(client_stack)), NX_PTR_ERROR);
    EQUAL(CREATE(&client, &no_ip, &pool, client_stack, sizeof(client_stack)), NX_PTR_ERROR);
    EQUAL(CREATE(&client, &ip, NX_NULL, client_stack, sizeof(client_stack)), NX_PTR_ERROR);
    EQUAL(CREATE(&client, &ip, &pool, NX_NULL, sizeof(client_stack)), NX_PTR_ERROR);
    EQUAL(CREATE(&client, &ip, &pool, client_stack, 0), NX_PTR_ERROR);
    EQUAL(CREATE(&client, &ip, &pool, client_stack, 8), NXD_MQTT_INTERNAL_ERROR);
    open_client();
    close_client();
}

void closing_scenarios(void)
{
    by_the_application();
    broker_waits();
    by_the_broker();
    delete_connected();
    delete_connecting();
    create_errors();
}
