/* Retained messages: set by the client, seen by whoever subscribes later, removed by an empty one. */
#include "cases.h"

static void retained(void)
{
    static struct broker   broker;
    static struct observer observer;
    static struct client   client;

    broker_start(&broker, NULL);
    client_create(&client, "retain");
    client_connect_ok(&client, broker.address, broker.port, NX_TRUE);

    CHECK_EQ(client_publish(&client, "kept/0", "zero", 4, NX_TRUE, 0), NXD_MQTT_SUCCESS);
    CHECK_EQ(client_publish(&client, "kept/1", "one", 3, NX_TRUE, 1), NXD_MQTT_SUCCESS);
    CHECK_EQ(client_publish(&client, "lost/1", "one", 3, NX_FALSE, 1), NXD_MQTT_SUCCESS);
    client_wait_acknowledged(&client);
    observer_start(&observer, &broker, "#", 1);
    observer_expect(&observer, "kept/0", "zero", 4, 0, true);
    observer_expect(&observer, "kept/1", "one", 3, 1, true);
    observer_stop(&observer);

    outside_publish(&broker, "kept/out", "outside", 7, 1, true);
    client_subscribe(&client, "kept/+", 1);
    client_expect_text(&client, "kept/0", "zero");
    client_expect_text(&client, "kept/1", "one");
    client_expect_text(&client, "kept/out", "outside");

    CHECK_EQ(client_publish(&client, "kept/1", NULL, 0, NX_TRUE, 1), NXD_MQTT_SUCCESS);
    client_expect(&client, "kept/1", NULL, 0);
    client_wait_acknowledged(&client);
    client_subscribe(&client, "kept/1", 1);
    client_publish_text(&client, "kept/mark", "mark", 1);
    client_expect_text(&client, "kept/mark", "mark");
    client_expect_none(&client);

    client_disconnect(&client);
    client_delete(&client);
    broker_stop(&broker);
}

static const struct test_case cases[] = {{"retained", retained}};

CASES_MAIN(NULL)
