/* The broker goes away and comes back. */
#include "cases.h"

static struct broker   broker;
static struct observer observer;
static struct client   client;

static void killed_and_restarted(void)
{
    broker_start(&broker, &(struct broker_options){.persist = true});
    client_create(&client, "restart");
    client_connect_ok(&client, broker.address, broker.port, NX_FALSE);

    /* Published while the broker does not answer: kept for the next connection. */
    broker_freeze(&broker);
    client_publish_text(&client, "restart/kept", "kept", 1);
    broker_kill(&broker);
    client_wait(&client, EVENT_DISCONNECT);
    CHECK_EQ(client.disconnects, 1);
    CHECK_EQ(client.mqtt.nxd_mqtt_client_state, NXD_MQTT_CLIENT_STATE_IDLE);
    CHECK_EQ(client_publish(&client, "t", "x", 1, NX_FALSE, 1), NXD_MQTT_NOT_CONNECTED);
    CHECK_EQ(client_connect(&client, broker.address, broker.port, NX_FALSE), NXD_MQTT_CONNECT_FAILURE);

    broker_restart(&broker);
    observer_start(&observer, &broker, "restart/#", 1);
    client_connect_ok(&client, broker.address, broker.port, NX_FALSE);
    observer_expect_text(&observer, "restart/kept", "kept", 1);
    child_expect(&broker.child, "Received PUBLISH from restart (d1, q1, r0, m");
    client_wait_acknowledged(&client);
    client_disconnect(&client);
    client_delete(&client);
    observer_stop(&observer);
    broker_stop(&broker);
}

/* The broker keeps the session over its own restart, the client over its disconnect. */
static void session_survives(void)
{
    broker_start(&broker, &(struct broker_options){.persist = true});
    client_create(&client, "survivor");
    client_connect_ok(&client, broker.address, broker.port, NX_FALSE);
    client_subscribe(&client, "survive", 1);
    broker_stop(&broker);
    client_wait(&client, EVENT_DISCONNECT);
    broker_restart(&broker);
    client_connect_ok(&client, broker.address, broker.port, NX_FALSE);
    child_expect(&broker.child, "Sending CONNACK to survivor (1, 0)");
    outside_publish_text(&broker, "survive", "still subscribed", 1);
    client_expect_text(&client, "survive", "still subscribed");
    client_disconnect(&client);
    client_delete(&client);
    broker_stop(&broker);
}

static void many_times(void)
{
    int i;

    broker_start(&broker, NULL);
    client_create(&client, "often");
    for (i = 0; i < 5; i++)
    {
        client_connect_ok(&client, broker.address, broker.port, NX_TRUE);
        client_publish_text(&client, "often", "x", 1);
        broker_kill(&broker);
        client_wait(&client, EVENT_DISCONNECT);
        broker_restart(&broker);
    }
    CHECK_EQ(client.disconnects, 5);
    client_delete(&client);
    broker_stop(&broker);
}

static const struct test_case cases[] = {
    {"killed_and_restarted", killed_and_restarted},
    {"session_survives", session_survives},
    {"many_times", many_times},
};

CASES_MAIN(NULL)
