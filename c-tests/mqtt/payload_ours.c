/* Large messages while acknowledgements come in between: the client receives what it sends, at every QoS. */
#include "cases.h"

#define KILOBYTE ((size_t)1024)
#define LARGEST  (1024 * KILOBYTE)

static struct broker broker;
static struct client client;
static UCHAR         payload[LARGEST];

static void fill(size_t length, unsigned seed)
{
    unsigned value = seed * 2654435761u + 1;
    size_t   i;

    for (i = 0; i < length; i++)
    {
        value = value * 1664525u + 1013904223u;
        payload[i] = (UCHAR)(value >> 24);
    }
}

static void echo(void)
{
    static const size_t lengths[] = {1, 1460, 5000, 64 * KILOBYTE, LARGEST};
    UINT                qos;
    size_t              i;

    broker_start(&broker, NULL);
    client_create(&client, "echo");
    client_connect_ok(&client, broker.address, broker.port, NX_TRUE);
    client_subscribe(&client, "echo", 2);
    for (qos = 0; qos <= 2; qos++)
    {
        for (i = 0; i < COUNT_OF(lengths); i++)
        {
            fill(lengths[i], (unsigned)i + qos);
            CHECK_EQ(client_publish(&client, "echo", payload, lengths[i], NX_FALSE, qos), NXD_MQTT_SUCCESS);
            client_expect(&client, "echo", payload, lengths[i]);
        }
    }
    client_wait_acknowledged(&client);
    client_expect_none(&client);
    client_disconnect(&client);
    client_delete(&client);
    broker_stop(&broker);
}

/* Several large messages under way at once. */
static void echo_burst(void)
{
    UINT qos;
    UINT i;

    broker_start(&broker, NULL);
    client_create(&client, "echo");
    client_connect_ok(&client, broker.address, broker.port, NX_TRUE);
    client_subscribe(&client, "echo", 2);
    for (qos = 0; qos <= 2; qos++)
    {
        for (i = 0; i < 12; i++)
        {
            fill(64 * KILOBYTE, i);
            CHECK_EQ(client_publish(&client, "echo", payload, 64 * KILOBYTE, NX_FALSE, qos), NXD_MQTT_SUCCESS);
        }
        for (i = 0; i < 12; i++)
        {
            fill(64 * KILOBYTE, i);
            client_expect(&client, "echo", payload, 64 * KILOBYTE);
        }
        client_wait_acknowledged(&client);
    }
    client_disconnect(&client);
    client_delete(&client);
    broker_stop(&broker);
}

static const struct test_case cases[] = {
    {"echo", echo},
    {"echo_burst", echo_burst},
};

static const struct app_options options = {.payload = 1536, .packets = 4000};

CASES_MAIN(&options)
