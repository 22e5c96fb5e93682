/* Arguments the original crashes on or sends as nonsense: an error code, and nothing on the wire. */
#include "cases.h"

static struct client client;

static void one_message(struct peer *peer)
{
    peer_welcome(peer);
    peer_send_hex(peer, "30 04 00 01 74 78");
    peer_expect_end(peer);
}

static void begin(struct peer *peer)
{
    peer_start(peer, one_message, NULL);
    client_create(&client, "p");
    client_connect_ok(&client, program_address(), peer->port, NX_TRUE);
    client_wait(&client, EVENT_MESSAGE);
}

static void end(struct peer *peer)
{
    client_disconnect(&client);
    client_delete(&client);
    peer_join(peer);
}

static void missing_lengths(void)
{
    struct peer peer;
    UCHAR       buffer[8];
    UINT        length;

    begin(&peer);
    CHECK_EQ(nxd_mqtt_client_message_get(&client.mqtt, buffer, sizeof(buffer), NX_NULL, buffer, sizeof(buffer),
                                         &length),
             NXD_MQTT_INVALID_PARAMETER);
    CHECK_EQ(nxd_mqtt_client_message_get(&client.mqtt, buffer, sizeof(buffer), &length, buffer, sizeof(buffer),
                                         NX_NULL),
             NXD_MQTT_INVALID_PARAMETER);
    client_expect_text(&client, "t", "x");
    end(&peer);
}

/* A UINT is all that is written: the bytes behind it stay. */
static void lengths_are_uint(void)
{
    struct peer peer;
    UCHAR       topic[8];
    UCHAR       text[8];
    UINT        lengths[4] = {0xAAAAAAAA, 0xAAAAAAAA, 0xAAAAAAAA, 0xAAAAAAAA};

    begin(&peer);
    CHECK_EQ(nxd_mqtt_client_message_get(&client.mqtt, topic, sizeof(topic), &lengths[0], text, sizeof(text),
                                         &lengths[2]),
             NXD_MQTT_SUCCESS);
    CHECK_EQ(lengths[0], 1);
    CHECK_EQ(lengths[1], 0xAAAAAAAA);
    CHECK_EQ(lengths[2], 1);
    CHECK_EQ(lengths[3], 0xAAAAAAAA);
    end(&peer);
}

static void impossible_qos(void)
{
    struct peer peer;

    begin(&peer);
    CHECK_EQ(client_publish(&client, "t", "x", 1, NX_FALSE, 3), NXD_MQTT_INVALID_PARAMETER);
    client_expect_text(&client, "t", "x");
    end(&peer);
}

/* Lengths that no MQTT packet can carry. */
static void impossible_lengths(void)
{
    struct peer peer;
    static CHAR topic[70000];

    memset(topic, 't', sizeof(topic));
    begin(&peer);
    CHECK_EQ(nxd_mqtt_client_publish(&client.mqtt, topic, 65536, (CHAR *)"x", 1, NX_FALSE, 0, NX_NO_WAIT),
             NXD_MQTT_INVALID_PARAMETER);
    CHECK_EQ(nxd_mqtt_client_publish(&client.mqtt, topic, 1, topic, 0x10000000, NX_FALSE, 0, NX_NO_WAIT),
             NXD_MQTT_INVALID_PARAMETER);
    CHECK_EQ(nxd_mqtt_client_publish(&client.mqtt, topic, 1, topic, 0xFFFFFFFF, NX_FALSE, 1, NX_NO_WAIT),
             NXD_MQTT_INVALID_PARAMETER);
    CHECK_EQ(nxd_mqtt_client_subscribe(&client.mqtt, topic, 65536, 0), NXD_MQTT_INVALID_PARAMETER);
    CHECK_EQ(nxd_mqtt_client_unsubscribe(&client.mqtt, topic, 65536), NXD_MQTT_INVALID_PARAMETER);
    client_expect_text(&client, "t", "x");
    end(&peer);
}

static void nothing_comes(struct peer *peer)
{
    peer_accept(peer);
    CHECK(!peer_read(peer));
}

/* Strings that do not fit a CONNECT are refused, or make connecting fail before a byte of it is sent. */
static void impossible_connect(void)
{
    static CHAR text[70000];
    struct peer peer;

    memset(text, 'x', sizeof(text));
    client_create(&client, "p");
    CHECK_EQ(nxd_mqtt_client_will_message_set(&client.mqtt, (const UCHAR *)"t", 1, NX_NULL, 5, NX_FALSE, 0),
             NXD_MQTT_INVALID_PARAMETER);

    CHECK_EQ(nxd_mqtt_client_will_message_set(&client.mqtt, (const UCHAR *)text, 65536, (UCHAR *)text, 1, NX_FALSE, 0),
             NXD_MQTT_INVALID_PARAMETER);
    client_delete(&client);

    peer_start(&peer, nothing_comes, NULL);
    client_create(&client, "p");
    client.mqtt.nxd_mqtt_client_id = text;
    client.mqtt.nxd_mqtt_client_id_length = 65536;
    CHECK_EQ(client_connect(&client, program_address(), peer.port, NX_TRUE), NXD_MQTT_CONNECT_FAILURE);
    peer_join(&peer);
    client_delete(&client);
}

static void create_twice(void)
{
    client_create(&client, "p");
    client_delete(&client);
    client_create(&client, "p");
    client_delete(&client);
}

static const struct test_case cases[] = {
    {"missing_lengths", missing_lengths},
    {"lengths_are_uint", lengths_are_uint},
    {"impossible_qos", impossible_qos},
    {"impossible_lengths", impossible_lengths},
    {"impossible_connect", impossible_connect},
    {"create_twice", create_twice},
};

CASES_MAIN(NULL)
