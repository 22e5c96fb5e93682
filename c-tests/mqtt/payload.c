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

static void round_trip(size_t length, UINT qos)
{
    fill(length, (unsigned)length + qos);
    CHECK_EQ(client_publish(&client, "large", payload, length, NX_FALSE, qos), NXD_MQTT_SUCCESS);
    client_expect(&client, "large", payload, length);
    observer_expect(&observer, "large", payload, length, qos, false);
}

static void begin(void)
{
    broker_start(&broker, NULL);
    client_create(&client, "large");
    client_connect_ok(&client, broker.address, broker.port, NX_TRUE);
    client_subscribe(&client, "large", 1);
    observer_start(&observer, &broker, "large", 1);
}

static void end(void)
{
    client_wait_acknowledged(&client);
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
        round_trip(lengths[i], (UINT)(i % 2));
    }
    end();
}

static void sixty_four_kilobytes(void)
{
    int i;

    begin();
    for (i = 0; i < 8; i++)
    {
        round_trip(64 * KILOBYTE + (size_t)i, (UINT)(i % 2));
    }
    end();
}

static void one_megabyte(void)
{
    begin();
    round_trip(LARGEST, 0);
    round_trip(LARGEST, 1);

    fill(LARGEST, 99);
    outside_publish(&broker, "large", payload, LARGEST, 1, false);
    client_expect(&client, "large", payload, LARGEST);
    observer_expect(&observer, "large", payload, LARGEST, 1, false);
    end();
}

static const struct test_case cases[] = {
    {"boundaries", boundaries},
    {"sixty_four_kilobytes", sixty_four_kilobytes},
    {"one_megabyte", one_megabyte},
};

static const struct app_options options = {.payload = 1536, .packets = 4000};

CASES_MAIN(&options)
