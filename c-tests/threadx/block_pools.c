/* Block pools. */
#include "check.h"

#define BLOCK 100
#define COUNT 4

static TX_BLOCK_POOL pool;
static ULONG area[COUNT * 16 + 1];
static UINT result[THREADS];
static VOID *block[THREADS];

static void allocates(ULONG i)
{
    result[i] = tx_block_allocate(&pool, &block[i], TX_WAIT_FOREVER);
    mark((char) ('0' + i));
}

static void times_out(ULONG i)
{
    ULONG before = tx_time_get();

    result[i] = tx_block_allocate(&pool, &block[i], 2);
    CHECK(tx_time_get() - before >= 2);
    mark('t');
}

static void errors(void)
{
    TX_BLOCK_POOL none;
    VOID *memory;
    ULONG fake[4];

    memset(&none, 0, sizeof(none));
    memset(fake, 0, sizeof(fake));
    EQUAL(tx_block_pool_create(NULL, name, BLOCK, area, sizeof(area)), TX_POOL_ERROR);
    EQUAL(tx_block_pool_create(&pool, name, BLOCK, area, sizeof(area)), TX_POOL_ERROR);
    EQUAL(_txe_block_pool_create(&none, name, BLOCK, area, sizeof(area), 1), TX_POOL_ERROR);
    EQUAL(tx_block_pool_create(&none, name, BLOCK, NULL, sizeof(area)), TX_PTR_ERROR);
    EQUAL(tx_block_pool_create(&none, name, sizeof(area), area, sizeof(area)), TX_SIZE_ERROR);
    EQUAL(tx_block_allocate(&none, &memory, TX_NO_WAIT), TX_POOL_ERROR);
    EQUAL(tx_block_allocate(&pool, NULL, TX_NO_WAIT), TX_PTR_ERROR);
    EQUAL(tx_block_release(NULL), TX_PTR_ERROR);
    EQUAL(tx_block_release(&fake[2]), TX_PTR_ERROR);
    EQUAL(tx_block_pool_delete(&none), TX_POOL_ERROR);
    EQUAL(tx_block_pool_prioritize(&none), TX_POOL_ERROR);
    EQUAL(tx_block_pool_info_get(&none, NULL, NULL, NULL, NULL, NULL, NULL), TX_POOL_ERROR);
}

static void test(void)
{
    VOID *held[COUNT + 1];
    ULONG available, total, count = 0;
    TX_THREAD *first;
    ULONG suspended;

    OK(tx_block_pool_create(&pool, name, BLOCK, area, sizeof(area)));
    errors();
    OK(tx_block_pool_info_get(&pool, NULL, &available, &total, NULL, NULL, NULL));
    EQUAL(available, total);
    CHECK(total > 1 && total <= COUNT);
    while (tx_block_allocate(&pool, &held[count], TX_NO_WAIT) == TX_SUCCESS) {
        memset(held[count], 0x77, BLOCK);
        CHECK(count == 0 || (UCHAR *) held[count] >= (UCHAR *) held[count - 1] + BLOCK);
        count++;
    }
    EQUAL(count, total);
    CHECK(held[count] == NULL);
    EQUAL(tx_block_allocate(&pool, &held[COUNT], TX_NO_WAIT), TX_NO_MEMORY);

    spawn(0, 9, allocates);
    spawn(1, 8, allocates);
    spawn(2, 7, allocates);
    EQUAL(threads[0].tx_thread_state, TX_BLOCK_MEMORY);
    OK(tx_block_pool_info_get(&pool, NULL, &available, NULL, &first, &suspended, NULL));
    EQUAL(available, 0);
    EQUAL(suspended, 3);
    CHECK(first == &threads[0]);
    OK(tx_block_release(held[0]));
    TRACE("0");
    CHECK(block[0] == held[0]);
    OK(tx_block_pool_prioritize(&pool));
    OK(tx_block_release(held[1]));
    TRACE("2");
    OK(tx_thread_wait_abort(&threads[1]));
    EQUAL(result[1], TX_WAIT_ABORTED);
    TRACE("1");
    for (UINT i = 0; i < 3; i++)
        reap(i);

    spawn(0, 9, times_out);
    while (traced == 0)
        OK(tx_thread_sleep(1));
    EQUAL(result[0], TX_NO_MEMORY);
    TRACE("t");
    reap(0);

    spawn(0, 9, allocates);
    spawn(1, 8, allocates);
    OK(tx_block_pool_delete(&pool));
    TRACE("10");
    EQUAL(result[0], TX_DELETED);
    EQUAL(tx_block_allocate(&pool, &held[0], TX_NO_WAIT), TX_POOL_ERROR);
}
