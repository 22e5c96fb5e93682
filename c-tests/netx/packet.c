/* Packets: chained data, at every length around the borders of a packet. */
#include "check.h"

static UCHAR data[4 * PAYLOAD], copy[4 * PAYLOAD + 8];

static void chains(void)
{
    ULONG size, bytes, offset, length;
    NX_PACKET *packet, *other, *work;

    for (size = 1; size < 3 * PAYLOAD; size += (size % PAYLOAD > 450 || size % PAYLOAD < 8) ? 1 : 97) {
        ULONG count = 0;

        OK(nx_packet_allocate(&pool_0, &packet, NX_TCP_PACKET, NX_NO_WAIT));
        OK(nx_packet_data_append(packet, data, size, &pool_0, NX_NO_WAIT));
        OK(nx_packet_length_get(packet, &length));
        EQUAL(length, size);
        for (work = packet; work; work = work->nx_packet_next)
            count++;
        EQUAL(count, 1 + (size + NX_TCP_PACKET - 1) / PAYLOAD);
        EQUAL(pool_0.nx_packet_pool_available, PACKETS - count);

        memset(copy, 0xA5, sizeof(copy));
        OK(nx_packet_data_retrieve(packet, copy, &bytes));
        EQUAL(bytes, size);
        CHECK(memcmp(copy, data, size) == 0 && copy[size] == 0xA5);

        for (offset = 0; offset < size; offset += 61) {
            memset(copy, 0xA5, sizeof(copy));
            OK(nx_packet_data_extract_offset(packet, offset, copy, 100, &bytes));
            EQUAL(bytes, size - offset < 100 ? size - offset : 100);
            CHECK(memcmp(copy, data + offset, bytes) == 0 && copy[bytes] == 0xA5);
        }
        EQUAL(nx_packet_data_extract_offset(packet, size, copy, 1, &bytes), NX_PACKET_OFFSET_ERROR);

        OK(nx_packet_copy(packet, &other, &pool_1, NX_NO_WAIT));
        EQUAL(other->nx_packet_length, size);
        CHECK(other->nx_packet_pool_owner == &pool_1);
        EQUAL(other->nx_packet_prepend_ptr - other->nx_packet_data_start, NX_TCP_PACKET);
        OK(nx_packet_data_retrieve(other, copy, &bytes));
        CHECK(memcmp(copy, data, size) == 0);
        OK(nx_packet_release(other));
        OK(nx_packet_release(packet));
        EQUAL(pool_0.nx_packet_pool_available, PACKETS);
        EQUAL(pool_1.nx_packet_pool_available, PACKETS);
    }
}

static void appending(void)
{
    NX_PACKET *packet;
    ULONG i, bytes;

    /* Byte by byte over a border. */
    OK(nx_packet_allocate(&pool_0, &packet, 0, NX_NO_WAIT));
    for (i = 0; i < PAYLOAD + 10; i++)
        OK(nx_packet_data_append(packet, data + i, 1, &pool_0, NX_NO_WAIT));
    CHECK(packet->nx_packet_next != NX_NULL && packet->nx_packet_last == packet->nx_packet_next);
    OK(nx_packet_data_retrieve(packet, copy, &bytes));
    CHECK(bytes == PAYLOAD + 10 && memcmp(copy, data, bytes) == 0);

    /* More than the pool has: the packet is as before, and nothing is lost. */
    {
        static UCHAR large[PACKETS * PAYLOAD];

        EQUAL(nx_packet_data_append(packet, large, sizeof(large), &pool_0, NX_NO_WAIT), NX_NO_PACKET);
    }
    EQUAL(packet->nx_packet_length, PAYLOAD + 10);
    EQUAL(pool_0.nx_packet_pool_available, PACKETS - 2);

    EQUAL(nx_packet_data_append(packet, data, 0, &pool_0, NX_NO_WAIT), NX_SIZE_ERROR);
    EQUAL(nx_packet_data_append(packet, NX_NULL, 1, &pool_0, NX_NO_WAIT), NX_PTR_ERROR);
    EQUAL(nx_packet_data_append(NX_NULL, data, 1, &pool_0, NX_NO_WAIT), NX_PTR_ERROR);
    OK(nx_packet_release(packet));
}

static void empty_ones(void)
{
    NX_PACKET *packet, *other;
    ULONG bytes = 7;

    OK(nx_packet_allocate(&pool_0, &packet, 0, NX_NO_WAIT));
    OK(nx_packet_data_extract_offset(packet, 0, copy, 4, &bytes));
    EQUAL(bytes, 0);
    EQUAL(nx_packet_data_extract_offset(packet, 1, copy, 4, &bytes), NX_PACKET_OFFSET_ERROR);
    EQUAL(nx_packet_copy(packet, &other, &pool_0, NX_NO_WAIT), NX_INVALID_PACKET);
    /* A length that the packets do not hold. */
    packet->nx_packet_length = 3;
    EQUAL(nx_packet_data_retrieve(packet, copy, &bytes), NX_INVALID_PACKET);
    EQUAL(bytes, 0);
    OK(nx_packet_release(packet));
}

static void adjusting(void)
{
    NX_PACKET *packet;
    ULONG bytes, room, size;

    for (size = 1; size <= PAYLOAD; size += 73) {
        for (room = 0; room <= PAYLOAD; room += 64) {
            OK(nx_packet_allocate(&pool_0, &packet, 0, NX_NO_WAIT));
            OK(nx_packet_data_append(packet, data, size, &pool_0, NX_NO_WAIT));
            OK(_nx_packet_data_adjust(packet, room));
            CHECK((ULONG)(packet->nx_packet_prepend_ptr - packet->nx_packet_data_start) >= room);
            OK(nx_packet_data_retrieve(packet, copy, &bytes));
            CHECK(bytes == size && memcmp(copy, data, size) == 0);
            OK(nx_packet_release(packet));
        }
    }
    OK(nx_packet_allocate(&pool_0, &packet, 0, NX_NO_WAIT));
    EQUAL(_nx_packet_data_adjust(packet, PAYLOAD + 1), NX_UNDERFLOW);
    OK(nx_packet_release(packet));
    EQUAL(pool_0.nx_packet_pool_available, PACKETS);
}

static void test(void)
{
    ULONG i;

    for (i = 0; i < sizeof(data); i++)
        data[i] = (UCHAR)(i * 13 + (i >> 8));
    chains();
    appending();
    empty_ones();
    adjusting();
}
