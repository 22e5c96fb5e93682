/* Byte pools. */
#include "check.h"

#define SIZE 4096

static TX_BYTE_POOL pool;
static ULONG area[SIZE / sizeof(ULONG) + 1];
static struct {
    ULONG size;
    ULONG ticks;
    VOID *memory;
    UINT result;
} wanted[THREADS];

static void allocates(ULONG i)
{
    wanted[i].result = tx_byte_allocate(&pool, &wanted[i].memory, wanted[i].size, wanted[i].ticks);
    mark((char) ('0' + i));
}

static void start(UINT i, UINT priority, ULONG size, ULONG ticks)
{
    wanted[i].size = size;
    wanted[i].ticks = ticks;
    spawn(i, priority, allocates);
}

static void errors(void)
{
    TX_BYTE_POOL none;
    VOID *memory;
    ULONG fake[8];

    memset(&none, 0, sizeof(none));
    memset(fake, 0, sizeof(fake));
    EQUAL(tx_byte_pool_create(NULL, name, area, SIZE), TX_POOL_ERROR);
    EQUAL(tx_byte_pool_create(&pool, name, area, SIZE), TX_POOL_ERROR);
    EQUAL(_txe_byte_pool_create(&none, name, area, SIZE, 1), TX_POOL_ERROR);
    EQUAL(tx_byte_pool_create(&none, name, NULL, SIZE), TX_PTR_ERROR);
    EQUAL(tx_byte_pool_create(&none, name, area, 99), TX_SIZE_ERROR);
    EQUAL(tx_byte_allocate(&none, &memory, 8, TX_NO_WAIT), TX_POOL_ERROR);
    EQUAL(tx_byte_allocate(&pool, NULL, 8, TX_NO_WAIT), TX_PTR_ERROR);
    EQUAL(tx_byte_allocate(&pool, &memory, 0, TX_NO_WAIT), TX_SIZE_ERROR);
    EQUAL(tx_byte_allocate(&pool, &memory, SIZE + 1, TX_NO_WAIT), TX_SIZE_ERROR);
    EQUAL(tx_byte_release(NULL), TX_PTR_ERROR);
    EQUAL(tx_byte_release(&fake[4]), TX_PTR_ERROR);
    EQUAL(tx_byte_pool_delete(&none), TX_POOL_ERROR);
    EQUAL(tx_byte_pool_prioritize(&none), TX_POOL_ERROR);
    EQUAL(tx_byte_pool_info_get(&none, NULL, NULL, NULL, NULL, NULL, NULL), TX_POOL_ERROR);
}

static ULONG available(ULONG *fragments)
{
    ULONG bytes;

    OK(tx_byte_pool_info_get(&pool, NULL, &bytes, fragments, NULL, NULL, NULL));
    return bytes;
}

static void merging(void)
{
    VOID *part[4], *whole;
    ULONG fragments, all = available(&fragments);

    EQUAL(fragments, 2);
    for (int i = 0; i < 4; i++) {
        OK(tx_byte_allocate(&pool, &part[i], 500, TX_NO_WAIT));
        memset(part[i], i, 500);
    }
    CHECK((UCHAR *) part[1] >= (UCHAR *) part[0] + 500);
    available(&fragments);
    EQUAL(fragments, 6);
    EQUAL(tx_byte_allocate(&pool, &whole, 3000, TX_NO_WAIT), TX_NO_MEMORY);
    CHECK(whole == NULL);
    OK(tx_byte_release(part[1]));
    EQUAL(tx_byte_release(part[1]), TX_PTR_ERROR);
    OK(tx_byte_release(part[2]));
    /* Two neighbours together. */
    OK(tx_byte_allocate(&pool, &whole, 1000, TX_NO_WAIT));
    CHECK(whole == part[1]);
    OK(tx_byte_release(part[3]));
    OK(tx_byte_release(whole));
    OK(tx_byte_release(part[0]));
    EQUAL(available(&fragments), all);
    OK(tx_byte_allocate(&pool, &whole, all - 64, TX_NO_WAIT));
    OK(tx_byte_release(whole));
    EQUAL(area[SIZE / sizeof(ULONG)], 0xAAAA);
}

/* Random allocations never overlap, and all bytes come back. */
static void stress(void)
{
    static VOID *held[32];
    static UINT size[32];
    ULONG all = available(NULL);
    unsigned seed = 1;

    for (int i = 0; i < 20000; i++) {
        seed = seed * 1103515245u + 12345u;
        UINT slot = seed >> 27;
        if (held[slot] != NULL) {
            for (UINT k = 0; k < size[slot]; k++)
                CHECK(((UCHAR *) held[slot])[k] == slot);
            OK(tx_byte_release(held[slot]));
            held[slot] = NULL;
        } else {
            size[slot] = 1 + ((seed >> 16) & 0xFF);
            if (tx_byte_allocate(&pool, &held[slot], size[slot], TX_NO_WAIT) == TX_SUCCESS)
                memset(held[slot], (int) slot, size[slot]);
        }
    }
    for (int i = 0; i < 32; i++)
        if (held[i] != NULL)
            OK(tx_byte_release(held[i]));
    EQUAL(available(NULL), all);
}

static void waiting(void)
{
    VOID *big;
    ULONG before;

    OK(tx_byte_allocate(&pool, &big, 3500, TX_NO_WAIT));
    start(0, 9, 1000, TX_WAIT_FOREVER);
    start(1, 8, 600, TX_WAIT_FOREVER);
    EQUAL(threads[0].tx_thread_state, TX_BYTE_MEMORY);
    OK(tx_byte_release(big));
    TRACE("01");
    CHECK(wanted[0].memory != NULL && wanted[1].memory != NULL);
    OK(tx_byte_release(wanted[0].memory));
    OK(tx_byte_release(wanted[1].memory));
    reap(0);
    reap(1);

    /* The first that does not fit blocks those behind it, unless they are put first. */
    OK(tx_byte_allocate(&pool, &big, 3500, TX_NO_WAIT));
    VOID *small;
    OK(tx_byte_allocate(&pool, &small, 300, TX_NO_WAIT));
    start(0, 9, 3000, TX_WAIT_FOREVER);
    start(1, 8, 300, TX_WAIT_FOREVER);
    OK(tx_byte_release(small));
    TRACE("");
    OK(tx_byte_pool_prioritize(&pool));
    OK(tx_byte_allocate(&pool, &small, 8, TX_NO_WAIT));
    OK(tx_byte_release(small));
    TRACE("1");
    OK(tx_thread_wait_abort(&threads[0]));
    EQUAL(wanted[0].result, TX_WAIT_ABORTED);
    TRACE("0");
    reap(0);
    reap(1);
    OK(tx_byte_release(wanted[1].memory));

    before = tx_time_get();
    start(0, 9, 3000, 2);
    while (traced == 0)
        OK(tx_thread_sleep(1));
    CHECK(tx_time_get() - before >= 2);
    EQUAL(wanted[0].result, TX_NO_MEMORY);
    TRACE("0");
    reap(0);
    start(0, 9, 3000, TX_WAIT_FOREVER);
    OK(tx_byte_pool_delete(&pool));
    EQUAL(wanted[0].result, TX_DELETED);
    TRACE("0");
    EQUAL(tx_byte_release(big), TX_PTR_ERROR);
}

static void test(void)
{
    area[SIZE / sizeof(ULONG)] = 0xAAAA;
    OK(tx_byte_pool_create(&pool, name, area, SIZE));
    CHECK(pool.tx_byte_pool_start == (UCHAR *) area);
    errors();
    merging();
    stress();
    waiting();
}
