/* Packet pools: sizes, exhaustion, waiting threads, releases that are mistakes. */
#include "check.h"

#define SMALL_PACKETS 3
static NX_PACKET_POOL small;
static ULONG small_memory[SMALL_PACKETS * (64 + sizeof(NX_PACKET)) / sizeof(ULONG)];
static NX_PACKET *got[THREADS];
static UINT result[THREADS];
static ULONG order[THREADS], woken;

static void sizes(void)
{
    ULONG total, free_packets, requests, suspensions, invalid;
    NX_PACKET_POOL pool;
    static ULONG area[64];

    OK(nx_packet_pool_info_get(&small, &total, &free_packets, &requests, &suspensions, &invalid));
    EQUAL(total, SMALL_PACKETS);
    EQUAL(free_packets, SMALL_PACKETS);
    EQUAL(requests + suspensions + invalid, 0);
    EQUAL(small.nx_packet_pool_payload_size, 64);
    EQUAL(_nx_packet_pool_created_count, 3);

    EQUAL(_nxe_packet_pool_create(&pool, name, 64, area, sizeof(area), sizeof(pool) - 1), NX_PTR_ERROR);
    EQUAL(nx_packet_pool_create(&pool, name, 0, area, sizeof(area)), NX_SIZE_ERROR);
    EQUAL(nx_packet_pool_create(&pool, name, 600, area, sizeof(area)), NX_SIZE_ERROR);
    EQUAL(nx_packet_pool_create(&pool, name, 64, NX_NULL, sizeof(area)), NX_PTR_ERROR);
    EQUAL(nx_packet_pool_create(&small, name, 64, area, sizeof(area)), NX_PTR_ERROR);
    EQUAL(nx_packet_pool_create(&pool, name, 8, small_memory + 4, 200), NX_PTR_ERROR);

    /* A start that is not aligned: what is skipped comes off the size. */
    OK(nx_packet_pool_create(&pool, name, 10, (UCHAR *)area + 3, sizeof(area) - 3));
    CHECK(((ULONG)pool.nx_packet_pool_start & (sizeof(ULONG) - 1)) == 0);
    EQUAL(pool.nx_packet_pool_available_list->nx_packet_data_end -
              pool.nx_packet_pool_available_list->nx_packet_data_start, 10);
    OK(nx_packet_pool_delete(&pool));
    EQUAL(nx_packet_pool_delete(&pool), NX_PTR_ERROR);
}

static void headroom(void)
{
    NX_PACKET *packet = NX_NULL;

    EQUAL(nx_packet_allocate(&small, &packet, 68, NX_NO_WAIT), NX_INVALID_PARAMETERS);
    EQUAL(nx_packet_allocate(&small, &packet, 2, NX_NO_WAIT), NX_OPTION_ERROR);
    EQUAL(nx_packet_allocate(NX_NULL, &packet, 0, NX_NO_WAIT), NX_PTR_ERROR);
    OK(nx_packet_allocate(&small, &packet, NX_IPv4_TCP_PACKET, NX_NO_WAIT));
    EQUAL(packet->nx_packet_prepend_ptr - packet->nx_packet_data_start, 56);
    EQUAL(packet->nx_packet_length, 0);
    CHECK(packet->nx_packet_append_ptr == packet->nx_packet_prepend_ptr);
    OK(nx_packet_release(packet));
    CHECK(packet == NX_NULL);
}

static void mistakes(void)
{
    NX_PACKET *packet, *again;
    ULONG invalid;

    OK(nx_packet_allocate(&small, &packet, 0, NX_NO_WAIT));
    again = packet;
    OK(nx_packet_release(packet));
    EQUAL(nx_packet_release(again), NX_PTR_ERROR);
    EQUAL(nx_packet_release(packet), NX_PTR_ERROR);
    OK(nx_packet_pool_info_get(&small, NX_NULL, NX_NULL, NX_NULL, NX_NULL, &invalid));
    EQUAL(invalid, 1);
    OK(nx_packet_allocate(&small, &packet, 0, NX_NO_WAIT));
    packet->nx_packet_prepend_ptr--;
    EQUAL(nx_packet_release(packet), NX_UNDERFLOW);
    packet->nx_packet_prepend_ptr++;
    packet->nx_packet_append_ptr = packet->nx_packet_data_end + 1;
    EQUAL(nx_packet_release(packet), NX_OVERFLOW);
    packet->nx_packet_append_ptr = packet->nx_packet_data_start;
    OK(nx_packet_transmit_release(packet));
    EQUAL(small.nx_packet_pool_available, SMALL_PACKETS);
}

static VOID waiter(ULONG i)
{
    result[i] = nx_packet_allocate(&small, &got[i], 4 * i, NX_WAIT_FOREVER);
    order[woken++] = i;
}

static void waiting(void)
{
    NX_PACKET *held[SMALL_PACKETS], *packet;
    ULONG i, requests, suspensions, before;

    for (i = 0; i < SMALL_PACKETS; i++)
        OK(nx_packet_allocate(&small, &held[i], 0, NX_NO_WAIT));
    EQUAL(nx_packet_allocate(&small, &packet, 0, NX_NO_WAIT), NX_NO_PACKET);
    CHECK(packet == NX_NULL);

    /* A wait that ends in time: not before its ticks have passed. */
    before = tx_time_get();
    EQUAL(nx_packet_allocate(&small, &packet, 0, 3), NX_NO_PACKET);
    CHECK(tx_time_get() - before >= 3);

    /* First come, first served, whatever the priority; each gets the room it asked for. */
    spawn(0, MAIN_PRIORITY - 1, waiter);
    spawn(1, MAIN_PRIORITY - 2, waiter);
    EQUAL(small.nx_packet_pool_suspended_count, 2);
    OK(nx_packet_release(held[0]));
    EQUAL(woken, 1);
    OK(nx_packet_release(held[1]));
    EQUAL(woken, 2);
    EQUAL(order[0], 0);
    EQUAL(order[1], 1);
    OK(result[0]);
    EQUAL(got[1]->nx_packet_prepend_ptr - got[1]->nx_packet_data_start, 4);
    reap(0);
    reap(1);

    /* A wait that another thread ends. */
    woken = 0;
    spawn(2, MAIN_PRIORITY - 1, waiter);
    EQUAL(tx_thread_wait_abort(&threads[2]), TX_SUCCESS);
    EQUAL(woken, 1);
    EQUAL(result[2], NX_WAIT_ABORTED);
    EQUAL(small.nx_packet_pool_suspended_count, 0);
    reap(2);

    OK(nx_packet_pool_info_get(&small, NX_NULL, NX_NULL, &requests, &suspensions, NX_NULL));
    EQUAL(requests, 5);
    EQUAL(suspensions, 4);
    OK(nx_packet_release(got[0]));
    OK(nx_packet_release(got[1]));
    OK(nx_packet_release(held[2]));
    EQUAL(small.nx_packet_pool_available, SMALL_PACKETS);
}

static void deletion(void)
{
    NX_PACKET *held[SMALL_PACKETS];
    ULONG i;

    for (i = 0; i < SMALL_PACKETS; i++)
        OK(nx_packet_allocate(&small, &held[i], 0, NX_NO_WAIT));
    woken = 0;
    spawn(3, MAIN_PRIORITY - 1, waiter);
    OK(nx_packet_pool_delete(&small));
    EQUAL(woken, 1);
    EQUAL(result[3], NX_POOL_DELETED);
    EQUAL(_nx_packet_pool_created_count, 2);
}

static void test(void)
{
    OK(nx_packet_pool_create(&small, name, 64, small_memory, sizeof(small_memory)));
    sizes();
    headroom();
    mistakes();
    waiting();
    deletion();
}
