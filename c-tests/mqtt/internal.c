/* The internal functions that middleware and other tests call: packets they allocate, build, send and take apart. */
#define NXD_MQTT_CLIENT_SOURCE_CODE
#include "tx_api.h"
#include "nx_api.h"
#include "nxd_mqtt_client.h"
#undef NXD_MQTT_CLIENT_SOURCE_CODE

#include "cases.h"

static struct client client;

static NX_PACKET *packet_of(const char *hex)
{
    unsigned char bytes[512];
    size_t        length = hex_bytes(hex, bytes, sizeof(bytes));
    NX_PACKET    *packet;

    CHECK_EQ(nx_packet_allocate(&app_pool, &packet, NX_TCP_PACKET, NX_NO_WAIT), NX_SUCCESS);
    if (length > 0)
    {
        CHECK_EQ(nx_packet_data_append(packet, bytes, (ULONG)length, &app_pool, NX_NO_WAIT), NX_SUCCESS);
    }
    return packet;
}

static UINT read_length(const char *hex, UINT *remaining, ULONG *offset)
{
    NX_PACKET *packet = packet_of(hex);
    UINT       status = _nxd_mqtt_read_remaining_length(packet, remaining, offset);

    CHECK_EQ(nx_packet_release(packet), NX_SUCCESS);
    return status;
}

static void read_remaining_length(void)
{
    UINT  remaining = 99;
    ULONG offset = 99;

    CHECK_EQ(read_length("30", &remaining, &offset), NXD_MQTT_PARTIAL_PACKET);
    CHECK_EQ(read_length("30 80", &remaining, &offset), NXD_MQTT_PARTIAL_PACKET);
    CHECK_EQ(read_length("30 ff ff ff", &remaining, &offset), NXD_MQTT_PARTIAL_PACKET);
    CHECK_EQ(read_length("30 02 00", &remaining, &offset), NXD_MQTT_PARTIAL_PACKET);
    CHECK_EQ(read_length("30 ff ff ff ff 01", &remaining, &offset), NXD_MQTT_INTERNAL_ERROR);
    CHECK_EQ(remaining, 99);
    CHECK_EQ(offset, 99);
    CHECK_EQ(read_length("d0 00", &remaining, &offset), NXD_MQTT_SUCCESS);
    CHECK_EQ(remaining, 0);
    CHECK_EQ(offset, 2);
    CHECK_EQ(read_length("30 83 00 01 02 03 04", &remaining, &offset), NXD_MQTT_SUCCESS);
    CHECK_EQ(remaining, 3);
    CHECK_EQ(offset, 3);
}

static void set_fixed_header(void)
{
    static const struct
    {
        UINT        length;
        const char *bytes;
    } headers[] = {{0, "30 00"},           {127, "30 7f"},          {128, "30 80 01"},
                   {16383, "30 ff 7f"},    {16384, "30 80 80 01"},  {2097151, "30 ff ff 7f"},
                   {2097152, "30 80 80 80 01"}, {268435455, "30 ff ff ff 7f"}};
    unsigned char expected[8];
    NX_PACKET    *packet;
    size_t        i;

    client_create(&client, "internal");
    for (i = 0; i < COUNT_OF(headers); i++)
    {
        packet = packet_of("");
        CHECK_EQ(_nxd_mqtt_client_set_fixed_header(&client.mqtt, packet, 0x30, headers[i].length, NX_NO_WAIT),
                 NXD_MQTT_SUCCESS);
        CHECK_BYTES(packet->nx_packet_prepend_ptr, packet->nx_packet_length, expected,
                    hex_bytes(headers[i].bytes, expected, sizeof(expected)));
        CHECK_EQ(nx_packet_release(packet), NX_SUCCESS);
    }
    client_delete(&client);
}

static void append_message(void)
{
    NX_PACKET *packet = packet_of("10");

    client_create(&client, "internal");
    CHECK_EQ(_nxd_mqtt_client_append_message(&client.mqtt, packet, (CHAR *)"MQTT", 4, NX_NO_WAIT), NXD_MQTT_SUCCESS);
    CHECK_EQ(_nxd_mqtt_client_append_message(&client.mqtt, packet, NX_NULL, 0, NX_NO_WAIT), NXD_MQTT_SUCCESS);
    CHECK_BYTES(packet->nx_packet_prepend_ptr, packet->nx_packet_length, "\x10\x00\x04MQTT\x00\x00", 9);
    CHECK_EQ(nx_packet_release(packet), NX_SUCCESS);
    client_delete(&client);
}

static UINT process(const char *hex, ULONG *topic_offset, USHORT *topic_length, ULONG *offset, ULONG *length)
{
    NX_PACKET *packet = packet_of(hex);
    UINT       status = _nxd_mqtt_process_publish_packet(packet, topic_offset, topic_length, offset, length);

    CHECK_EQ(nx_packet_release(packet), NX_SUCCESS);
    return status;
}

static void process_publish_packet(void)
{
    ULONG  topic_offset = 0;
    ULONG  offset = 0;
    ULONG  length = 0;
    USHORT topic_length = 0;

    CHECK_EQ(process("30 07 00 03 61 2f 62 78 79", &topic_offset, &topic_length, &offset, &length), NXD_MQTT_SUCCESS);
    CHECK_EQ(topic_offset, 4);
    CHECK_EQ(topic_length, 3);
    CHECK_EQ(offset, 7);
    CHECK_EQ(length, 2);
    CHECK_EQ(process("32 09 00 03 61 2f 62 00 01 78 79", &topic_offset, &topic_length, &offset, &length),
             NXD_MQTT_SUCCESS);
    CHECK_EQ(offset, 9);
    CHECK_EQ(length, 2);
    CHECK_EQ(process("30 02 00 00", &topic_offset, &topic_length, &offset, &length), NXD_MQTT_SUCCESS);
    CHECK_EQ(length, 0);
    CHECK_EQ(process("30 01 00", &topic_offset, &topic_length, &offset, &length), NXD_MQTT_INVALID_PACKET);
    CHECK_EQ(process("30 03 00 02 61", &topic_offset, &topic_length, &offset, &length), NXD_MQTT_INVALID_PACKET);
    CHECK_EQ(process("32 04 00 01 61 00", &topic_offset, &topic_length, &offset, &length), NXD_MQTT_INVALID_PACKET);
    CHECK_EQ(process("30 09 00 03 61", &topic_offset, &topic_length, &offset, &length), NXD_MQTT_INVALID_PACKET);
}

static void built_by_the_caller(struct peer *peer)
{
    peer_welcome(peer);
    peer_expect_hex(peer, "32 06 00 01 74 00 2a 78");
    peer_send_hex(peer, "40 02 00 2a");
    peer_expect_hex(peer, "30 04 00 01 74 79");
    peer_expect_hex(peer, "82 06 00 01 00 01 74 01");
    peer_send_hex(peer, "90 03 00 01 01");
    peer_expect_end(peer);
}

/* Middleware builds the PUBLISH itself; on success the packet is no longer its own. */
static void publish_packet_send(void)
{
    struct peer peer;
    NX_PACKET  *packet;
    USHORT      id = 0;

    peer_start(&peer, built_by_the_caller, NULL);
    client_create(&client, "internal");
    client_connect_ok(&client, program_address(), peer.port, NX_TRUE);

    CHECK_EQ(_nxd_mqtt_client_packet_allocate(&client.mqtt, &packet, NX_NO_WAIT), NXD_MQTT_SUCCESS);
    CHECK_EQ(nx_packet_data_append(packet, (VOID *)"\x32\x06\x00\x01t\x00\x2ax", 8, &app_pool, NX_NO_WAIT),
             NX_SUCCESS);
    CHECK_EQ(_nxd_mqtt_client_publish_packet_send(&client.mqtt, packet, 0x2A, 1, NX_WAIT_FOREVER), NXD_MQTT_SUCCESS);
    client_wait(&client, EVENT_ACK);
    CHECK_EQ(client.ack_id, 0x2A);

    CHECK_EQ(_nxd_mqtt_client_packet_allocate(&client.mqtt, &packet, NX_NO_WAIT), NXD_MQTT_SUCCESS);
    CHECK_EQ(nx_packet_data_append(packet, (VOID *)"\x30\x04\x00\x01ty", 6, &app_pool, NX_NO_WAIT), NX_SUCCESS);
    CHECK_EQ(_nxd_mqtt_client_publish_packet_send(&client.mqtt, packet, 0, 0, NX_WAIT_FOREVER), NXD_MQTT_SUCCESS);

    CHECK_EQ(_nxd_mqtt_client_sub_unsub(&client.mqtt, (MQTT_CONTROL_PACKET_TYPE_SUBSCRIBE << 4) | 2, (CHAR *)"t", 1,
                                        &id, 1),
             NXD_MQTT_SUCCESS);
    CHECK_EQ(id, 1);
    client_wait(&client, EVENT_ACK);

    client_disconnect(&client);
    client_delete(&client);
    peer_join(&peer);
}

/* Without a connection the packet stays the caller's. */
static void publish_packet_send_fails(void)
{
    NX_PACKET *packet;

    client_create(&client, "internal");
    packet = packet_of("30 04 00 01 74 79");
    CHECK_EQ(_nxd_mqtt_client_publish_packet_send(&client.mqtt, packet, 0, 0, NX_NO_WAIT),
             NXD_MQTT_COMMUNICATION_FAILURE);
    CHECK_EQ(nx_packet_release(packet), NX_SUCCESS);
    client_delete(&client);
}

static const struct test_case cases[] = {
    {"read_remaining_length", read_remaining_length},
    {"set_fixed_header", set_fixed_header},
    {"append_message", append_message},
    {"process_publish_packet", process_publish_packet},
    {"publish_packet_send", publish_packet_send},
    {"publish_packet_send_fails", publish_packet_send_fails},
};

CASES_MAIN(NULL)
