/* Large payloads in both directions over chained packets; every byte is compared. */
#include "cases.h"

#define KILOBYTE ((size_t)1024)
#define LARGEST  (1024 * KILOBYTE)

static struct broker   broker;
static struct observer observer;
static struct client   client;
static UCHAR           payload[LARGEST];

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

static void outbound(size_t length, UINT qos)
{
    fill(length, (unsigned)length + qos);
    CHECK_EQ(client_publish(&client, "out", payload, length, NX_FALSE, qos), NXD_MQTT_SUCCESS);
    observer_expect(&observer, "out", payload, length, qos, false);
    client_wait_acknowledged(&client);
}

static void inbound(size_t length, UINT qos)
{
    fill(length, (unsigned)length + 2 + qos);
    outside_publish(&broker, "in", payload, length, qos, false);
    client_expect(&client, "in", payload, length);
}

static void begin(void)
{
    broker_start(&broker, NULL);
    client_create(&client, "large");
    client_connect_ok(&client, broker.address, broker.port, NX_TRUE);
    client_subscribe(&client, "in", 1);
    observer_start(&observer, &broker, "out", 1);
}

static void end(void)
{
    client_expect_none(&client);
    observer_stop(&observer);
    client_disconnect(&client);
    client_delete(&client);
    broker_stop(&broker);
}

/* Around the sizes where the remaining length grows by a byte and where packets of the pool are full. */
static void boundaries(void)
{
    static const size_t lengths[] = {1,    119,  120,  121,  122,   1450,  1454,  1459,  1460,  1461,
                                     1500, 1523, 1536, 2919, 16373, 16374, 16375, 16376, 16384, 65535};
    size_t              i;

    begin();
    for (i = 0; i < COUNT_OF(lengths); i++)
    {
        outbound(lengths[i], (UINT)(i % 2));
        inbound(lengths[i], (UINT)(i % 2));
    }
    end();
}

static void sixty_four_kilobytes(void)
{
    UINT i;

    begin();
    for (i = 0; i < 8; i++)
    {
        outbound(64 * KILOBYTE + i, i % 2);
        inbound(64 * KILOBYTE + i, i % 2);
    }
    end();
}

static void one_megabyte(void)
{
    UINT qos;

    begin();
    for (qos = 0; qos <= 1; qos++)
    {
        outbound(LARGEST, qos);
        inbound(LARGEST, qos);
    }
    end();
}

static const struct test_case cases[] = {
    {"boundaries", boundaries},
    {"sixty_four_kilobytes", sixty_four_kilobytes},
    {"one_megabyte", one_megabyte},
};

static const struct app_options options = {.payload = 1536, .packets = 4000};

CASES_MAIN(&options)
