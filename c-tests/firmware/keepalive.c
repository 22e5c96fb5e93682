/* Keep-alive: pings, and what ends a connection without them. */
#include "check.h"

#define SECOND NX_IP_PERIODIC_RATE

static void open_with_keepalive(UINT seconds)
{
    disconnects = 0;
    EQUAL(scene_create(), NXD_MQTT_SUCCESS);
    EQUAL(nxd_mqtt_client_disconnect_notify_set(&client, count_disconnect), NXD_MQTT_SUCCESS);
    EQUAL(nxd_mqtt_client_connect(&client, &server, NXD_MQTT_PORT, seconds, NX_TRUE, WAIT), NXD_MQTT_SUCCESS);
    broker_forget();
}

static void answered(void)
{
    scenario("keep-alive, pings answered");
    open_with_keepalive(3);
    tx_thread_sleep(7 * SECOND);
    HEARD("\xC0\x00\xC0\x00\xC0\x00");
    EQUAL(disconnects, 0);
    EQUAL(client.nxd_mqtt_client_state, NXD_MQTT_CLIENT_STATE_CONNECTED);
    EQUAL(client.nxd_mqtt_timer.tx_timer_id != 0, 1);
    EQUAL(nxd_mqtt_client_disconnect(&client), NXD_MQTT_SUCCESS);
    EQUAL(client.nxd_mqtt_timer.tx_timer_id, 0);
    close_client();
}

static void postponed(void)
{
    UINT i;

    scenario("keep-alive, traffic postpones pings");
    open_with_keepalive(4);
    for (i = 0; i < 8; i++)
    {
        EQUAL(publish_text("x", 0), NXD_MQTT_SUCCESS);
        tx_thread_sleep(SECOND);
    }
    EQUAL(broker_count(0xC0), 0);
    EQUAL(broker_count(0x30), 8);
    close_client();
}

static void unanswered(void)
{
    scenario("keep-alive, PINGRESP missing");
    open_with_keepalive(3);
    broker.mute = TYPE(0xC0);
    tx_thread_sleep(2 * SECOND + SECOND / 2);
    HEARD("\xC0\x00");
    EQUAL(disconnects, 0);
    tx_thread_sleep(SECOND);
    EQUAL(disconnects, 1);
    EQUAL(client.nxd_mqtt_client_state, NXD_MQTT_CLIENT_STATE_IDLE);
    ALL_BACK();
    broker.mute = 0;
    EQUAL(nxd_mqtt_client_connect(&client, &server, NXD_MQTT_PORT, 3, NX_TRUE, WAIT), NXD_MQTT_SUCCESS);
    broker_forget();
    tx_thread_sleep(5 * SECOND);
    HEARD("\xC0\x00\xC0\x00");
    EQUAL(disconnects, 1);
    close_client();
}

static void no_packet(void)
{
    scenario("keep-alive, no packet for a ping");
    open_with_keepalive(3);
    inject.allocation = 1;
    tx_thread_sleep(3 * SECOND + SECOND / 2);
    HEARD("\xC0\x00");
    EQUAL(disconnects, 0);
    close_client();
}

static void switched_off(void)
{
    scenario("keep-alive, none");
    open_with_keepalive(0);
    tx_thread_sleep(1000 * SECOND);
    HEARD("");
    EQUAL(nxd_mqtt_client_disconnect(&client), NXD_MQTT_SUCCESS);
    broker_forget();
    tx_thread_sleep(10 * SECOND);
    HEARD("");
    close_client();
}

void keepalive_scenarios(void)
{
    answered();
    postponed();
    unanswered();
    no_packet();
    switched_off();
}
