/* Receiving: whole, in pieces, together, twice, and broken. */
#include "check.h"

/* The broker says PUBREL when told to, not by itself. */
static void open_receiver(void)
{
    open_client();
    broker.mute = TYPE(0x50);
}

static void each_qos(void)
{
    scenario("receive");
    open_receiver();
    SAY("\x30\x05\x00\x01txy");
    HEARD("");
    EQUAL(arrivals, 1);
    EQUAL(get_text("xy"), NXD_MQTT_SUCCESS);
    EQUAL(get_text("xy"), NXD_MQTT_NO_MESSAGE);
    SAY("\x32\x06\x00\x01t\x12\x34x");
    HEARD("\x40\x02\x12\x34");
    EQUAL(get_text("x"), NXD_MQTT_SUCCESS);
    SAY("\x34\x06\x00\x01t\x12\x34x");
    HEARD("\x50\x02\x12\x34");
    SAY("\x62\x02\x12\x34");
    HEARD("\x70\x02\x12\x34");
    EQUAL(arrivals, 3);
    EQUAL(get_text("x"), NXD_MQTT_SUCCESS);
    SAY("\x31\x03\x00\x01t");
    EQUAL(get_text(""), NXD_MQTT_SUCCESS);
    EQUAL(pool.nx_packet_pool_available, pool.nx_packet_pool_total);
    close_client();
}

static void duplicates(void)
{
    scenario("receive, duplicates");
    open_receiver();
    SAY("\x34\x06\x00\x01t\x00\x07x");
    SAY("\x3C\x06\x00\x01t\x00\x07x");
    HEARD("\x50\x02\x00\x07\x50\x02\x00\x07");
    EQUAL(arrivals, 1);
    SAY("\x62\x02\x00\x07");
    SAY("\x62\x02\x00\x07");
    HEARD("\x70\x02\x00\x07\x70\x02\x00\x07");
    SAY("\x34\x06\x00\x01t\x00\x07y");
    EQUAL(arrivals, 2);
    SAY("\x62\x02\x00\x07");
    EQUAL(get_text("x"), NXD_MQTT_SUCCESS);
    EQUAL(get_text("y"), NXD_MQTT_SUCCESS);
    close_client();
}

static const char stream[] = "\x32\x08\x00\x01t\x00\x01one"
                             "\x30\x06\x00\x01ttwo"
                             "\xD0\x00"
                             "\x34\x0A\x00\x01t\x00\x02three"
                             "\x62\x02\x00\x02";
#define STREAM_LENGTH (sizeof(stream) - 1)

static void check_stream(void)
{
    scene_settle();
    EQUAL(get_text("one"), NXD_MQTT_SUCCESS);
    EQUAL(get_text("two"), NXD_MQTT_SUCCESS);
    EQUAL(get_text("three"), NXD_MQTT_SUCCESS);
    HEARD("\x40\x02\x00\x01\x50\x02\x00\x02\x70\x02\x00\x02");
    EQUAL(pool.nx_packet_pool_available, pool.nx_packet_pool_total);
    EQUAL(disconnects, 0);
}

static void pieces(void)
{
    UINT cut;

    scenario("receive, several packets in one segment");
    open_receiver();
    broker_say(stream, STREAM_LENGTH);
    check_stream();
    scenario("receive, cut in two at each byte");
    for (cut = 1; cut < STREAM_LENGTH; cut++)
    {
        broker_say(stream, cut);
        broker_say(stream + cut, STREAM_LENGTH - cut);
        check_stream();
    }
    scenario("receive, chained in pieces of each size");
    for (cut = 3; cut < STREAM_LENGTH; cut++)
    {
        broker_say_chained(stream, STREAM_LENGTH, cut);
        check_stream();
    }
    close_client();
}

/* Every byte in a packet of its own. */
static void byte_by_byte(void)
{
    UINT at;

    scenario("receive, byte by byte");
    open_receiver();
    for (at = 0; at < 10; at++)
        broker_say(stream + at, 1);
    scene_settle();
    HEARD("\x40\x02\x00\x01");
    EQUAL(get_text("one"), NXD_MQTT_SUCCESS);
    close_client();
}

static void buffers(void)
{
    UCHAR topic[1], message[3];
    UINT topic_length = 99, message_length = 99;

    scenario("message_get, buffers");
    open_receiver();
    SAY("\x30\x06\x00\x01tabc");
#define GET(t, ts, tl, m, ms, ml) nxd_mqtt_client_message_get(&client, t, ts, tl, m, ms, ml)
    EQUAL(GET(topic, 0, &topic_length, message, 3, &message_length), NXD_MQTT_INSUFFICIENT_BUFFER_SPACE);
    EQUAL(GET(topic, 1, &topic_length, message, 2, &message_length), NXD_MQTT_INSUFFICIENT_BUFFER_SPACE);
    EQUAL(topic_length == 99 && message_length == 99, 1);
    EQUAL(GET(NX_NULL, 1, &topic_length, message, 3, &message_length), NXD_MQTT_INVALID_PARAMETER);
    EQUAL(GET(topic, 1, &topic_length, NX_NULL, 3, &message_length), NXD_MQTT_INVALID_PARAMETER);
    EQUAL(GET(topic, 1, NX_NULL, message, 3, &message_length), NXD_MQTT_INVALID_PARAMETER);
    EQUAL(GET(topic, 1, &topic_length, message, 3, NX_NULL), NXD_MQTT_INVALID_PARAMETER);
    EQUAL(nxd_mqtt_client_message_get(NX_NULL, topic, 1, &topic_length, message, 3, &message_length), NX_PTR_ERROR);
    EQUAL(GET(topic, 1, &topic_length, message, 3, &message_length), NXD_MQTT_SUCCESS);
    EQUAL(topic_length == 1 && message_length == 3 && memcmp(message, "abc", 3) == 0, 1);
    close_client();
}

struct bytes
{
    const char *text;
    UINT length;
};

#define BYTES(text) {text, sizeof(text) - 1}

/* No broker may say this once the connection stands. */
static const struct bytes malformed[] = {
    BYTES("\x00\x00"),
    BYTES("\xF0\x00"),
    BYTES("\x20\x02\x00\x00"),
    BYTES("\x30\x80\x80\x80\x80\x01"),
    BYTES("\x30\x00"),
    BYTES("\x30\x01\x00"),
    BYTES("\x30\x04\x00\x09tx"),
    BYTES("\x30\x04\xFF\xFFtx"),
    BYTES("\x30\x03\x00\x01+"),
    BYTES("\x32\x03\x00\x01t"),
    BYTES("\x32\x05\x00\x01t\x00\x00"),
    BYTES("\x36\x06\x00\x01t\x00\x01x"),
    BYTES("\x40\x00"),
    BYTES("\x40\x01\x00"),
    BYTES("\x40\x03\x00\x01\x00"),
    BYTES("\x62\x02\x00\x00"),
    BYTES("\x90\x02\x00\x01"),
    BYTES("\xC0\x00"),
    BYTES("\xD0\x01\x00"),
    BYTES("\xE0\x00"),
};

static void broken(void)
{
    UINT i;

    scenario("receive, malformed");
    for (i = 0; i < sizeof(malformed) / sizeof(malformed[0]); i++)
    {
        open_receiver();
        broker_say(malformed[i].text, malformed[i].length);
        scene_settle();
        EQUAL(disconnects, 1);
        EQUAL(client.nxd_mqtt_client_state, NXD_MQTT_CLIENT_STATE_IDLE);
        ALL_BACK();
        EQUAL(scene_connect(NX_TRUE), NXD_MQTT_SUCCESS);
        close_client();
    }
}

/* Messages nobody reads, and half a packet. */
static void unread(void)
{
    scenario("receive, left behind");
    open_receiver();
    SAY("\x30\x04\x00\x01tx\x30\x04\x00\x01ty\x30\x04\x00");
    EQUAL(client.message_receive_queue_depth, 2);
    close_client();
}

void receive_scenarios(void)
{
    each_qos();
    duplicates();
    pieces();
    byte_by_byte();
    buffers();
    broken();
    unread();
}
