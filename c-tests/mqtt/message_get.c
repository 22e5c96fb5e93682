/* message_get: exact, small, empty and missing buffers; the queue; lengths are written on success alone. */
#include "cases.h"

#define TOPIC "topic/name"
#define TEXT  "a message"

static struct client client;

/* The original stores a ULONG through the UINT pointer: there must be room for one. */
static union
{
    UINT  value;
    ULONG room;
} topic_length, text_length;

static UCHAR topic[64];
static UCHAR text[64];

static void send_messages(struct peer *peer)
{
    const char *packets = peer->context;

    peer_welcome_and_pause(peer);
    peer_send_hex(peer, packets);
    peer_expect_end(peer);
}

static void begin(struct peer *peer, const char *packets)
{
    peer_start(peer, send_messages, (void *)packets);
    client_create(&client, "get");
    client_connect_ok(&client, program_address(), peer->port, NX_TRUE);
    peer_allow(peer);
    client_wait(&client, EVENT_MESSAGE);
}

static void end(struct peer *peer)
{
    client_disconnect(&client);
    client_delete(&client);
    peer_join(peer);
}

static UINT get(UINT topic_size, UINT text_size)
{
    topic_length.value = 0xABCD;
    text_length.value = 0xABCD;
    memset(topic, '#', sizeof(topic));
    memset(text, '#', sizeof(text));
    return nxd_mqtt_client_message_get(&client.mqtt, topic, topic_size, &topic_length.value, text, text_size,
                                       &text_length.value);
}

static void expect_unchanged(void)
{
    size_t i;

    CHECK_EQ(topic_length.value, 0xABCD);
    CHECK_EQ(text_length.value, 0xABCD);
    for (i = 0; i < sizeof(topic); i++)
    {
        CHECK_EQ(topic[i], '#');
        CHECK_EQ(text[i], '#');
    }
}

static void buffer_sizes(void)
{
    const UINT  topic_size = sizeof(TOPIC) - 1;
    const UINT  text_size = sizeof(TEXT) - 1;
    struct peer peer;

    begin(&peer, "30 15 00 0a 74 6f 70 69 63 2f 6e 61 6d 65 61 20 6d 65 73 73 61 67 65");
    CHECK_EQ(get(topic_size - 1, sizeof(text)), NXD_MQTT_INSUFFICIENT_BUFFER_SPACE);
    expect_unchanged();
    CHECK_EQ(get(sizeof(topic), text_size - 1), NXD_MQTT_INSUFFICIENT_BUFFER_SPACE);
    expect_unchanged();
    CHECK_EQ(get(0, 0), NXD_MQTT_INSUFFICIENT_BUFFER_SPACE);
    expect_unchanged();
    CHECK_EQ(client.mqtt.message_receive_queue_depth, 1);

    /* Exactly large enough; nothing is written behind, no terminator either. */
    CHECK_EQ(get(topic_size, text_size), NXD_MQTT_SUCCESS);
    CHECK_BYTES(topic, topic_length.value, TOPIC, topic_size);
    CHECK_BYTES(text, text_length.value, TEXT, text_size);
    CHECK_EQ(topic[topic_size], '#');
    CHECK_EQ(text[text_size], '#');
    CHECK_EQ(client.mqtt.message_receive_queue_depth, 0);

    CHECK_EQ(get(sizeof(topic), sizeof(text)), NXD_MQTT_NO_MESSAGE);
    expect_unchanged();
    end(&peer);
}

static void missing_buffers(void)
{
    struct peer peer;

    begin(&peer, "30 04 00 01 74 78");
    CHECK_EQ(nxd_mqtt_client_message_get(&client.mqtt, NX_NULL, 0, &topic_length.value, text, sizeof(text),
                                         &text_length.value),
             NXD_MQTT_INVALID_PARAMETER);
    CHECK_EQ(nxd_mqtt_client_message_get(&client.mqtt, topic, sizeof(topic), &topic_length.value, NX_NULL, 0,
                                         &text_length.value),
             NXD_MQTT_INVALID_PARAMETER);
    CHECK_EQ(nxd_mqtt_client_message_get(NX_NULL, topic, sizeof(topic), &topic_length.value, text, sizeof(text),
                                         &text_length.value),
             NX_PTR_ERROR);
    client_expect_text(&client, "t", "x");
    end(&peer);
}

/* A message without payload needs no room for one. */
static void empty_payload(void)
{
    struct peer peer;

    begin(&peer, "30 03 00 01 74");
    CHECK_EQ(get(1, 0), NXD_MQTT_SUCCESS);
    CHECK_BYTES(topic, topic_length.value, "t", 1);
    CHECK_EQ(text_length.value, 0);
    CHECK_EQ(text[0], '#');
    end(&peer);
}

/* One notification per message, counting up; a message too large for the buffers blocks those behind it. */
static void queue(void)
{
    struct peer peer;

    begin(&peer, "30 07 00 01 74 31 31 31 31 30 04 00 01 74 32 30 04 00 01 74 33");
    while (client.messages < 3)
    {
        client_wait(&client, EVENT_MESSAGE);
    }
    CHECK_EQ(client.last_count, 3);
    CHECK_EQ(client.mqtt.message_receive_queue_depth, 3);
    CHECK_EQ(get(1, 3), NXD_MQTT_INSUFFICIENT_BUFFER_SPACE);
    CHECK_EQ(get(1, 4), NXD_MQTT_SUCCESS);
    CHECK_BYTES(text, text_length.value, "1111", 4);
    CHECK_EQ(get(1, 1), NXD_MQTT_SUCCESS);
    CHECK_BYTES(text, text_length.value, "2", 1);
    CHECK_EQ(get(1, 1), NXD_MQTT_SUCCESS);
    CHECK_BYTES(text, text_length.value, "3", 1);
    CHECK_EQ(get(1, 1), NXD_MQTT_NO_MESSAGE);
    end(&peer);
}

static void never_connected(void)
{
    client_create(&client, "get");
    CHECK_EQ(get(sizeof(topic), sizeof(text)), NXD_MQTT_NO_MESSAGE);
    client_delete(&client);
}

static const struct test_case cases[] = {
    {"buffer_sizes", buffer_sizes},
    {"missing_buffers", missing_buffers},
    {"empty_payload", empty_payload},
    {"queue", queue},
    {"never_connected", never_connected},
};

CASES_MAIN(NULL)
