/* Semaphores. */
#include "check.h"

static TX_SEMAPHORE semaphore;
static UINT result[THREADS];

static void takes(ULONG i)
{
    mark((char) ('a' + i));
    result[i] = tx_semaphore_get(&semaphore, TX_WAIT_FOREVER);
    mark((char) ('A' + i));
}

static void times_out(ULONG i)
{
    ULONG before = tx_time_get();

    result[i] = tx_semaphore_get(&semaphore, 3);
    CHECK(tx_time_get() - before >= 3);
    mark('t');
}

static void notified(TX_SEMAPHORE *which)
{
    CHECK(which == &semaphore);
    mark('n');
    /* Notifications may call services. */
    OK(tx_semaphore_info_get(which, NULL, NULL, NULL, NULL, NULL));
}

static void errors(void)
{
    TX_SEMAPHORE none;

    memset(&none, 0, sizeof(none));
    EQUAL(tx_semaphore_create(NULL, name, 0), TX_SEMAPHORE_ERROR);
    EQUAL(_txe_semaphore_create(&none, name, 0, 1), TX_SEMAPHORE_ERROR);
    EQUAL(tx_semaphore_create(&semaphore, name, 0), TX_SEMAPHORE_ERROR);
    EQUAL(tx_semaphore_get(&none, TX_NO_WAIT), TX_SEMAPHORE_ERROR);
    EQUAL(tx_semaphore_put(NULL), TX_SEMAPHORE_ERROR);
    EQUAL(tx_semaphore_ceiling_put(&none, 1), TX_SEMAPHORE_ERROR);
    EQUAL(tx_semaphore_ceiling_put(&semaphore, 0), TX_INVALID_CEILING);
    EQUAL(tx_semaphore_delete(&none), TX_SEMAPHORE_ERROR);
    EQUAL(tx_semaphore_prioritize(&none), TX_SEMAPHORE_ERROR);
    EQUAL(tx_semaphore_put_notify(&none, NULL), TX_SEMAPHORE_ERROR);
    EQUAL(tx_semaphore_info_get(&none, NULL, NULL, NULL, NULL, NULL), TX_SEMAPHORE_ERROR);
}

static void counting(void)
{
    ULONG value;

    OK(tx_semaphore_get(&semaphore, TX_NO_WAIT));
    EQUAL(tx_semaphore_get(&semaphore, TX_NO_WAIT), TX_NO_INSTANCE);
    OK(tx_semaphore_put(&semaphore));
    OK(tx_semaphore_ceiling_put(&semaphore, 2));
    EQUAL(tx_semaphore_ceiling_put(&semaphore, 2), TX_CEILING_EXCEEDED);
    OK(tx_semaphore_put(&semaphore));
    OK(tx_semaphore_info_get(&semaphore, NULL, &value, NULL, NULL, NULL));
    EQUAL(value, 3);
    for (int i = 0; i < 3; i++)
        OK(tx_semaphore_get(&semaphore, TX_WAIT_FOREVER));
}

static void waiting(void)
{
    TX_THREAD *first;
    ULONG suspended;

    spawn(0, 9, takes);
    spawn(1, 8, takes);
    spawn(2, 7, takes);
    TRACE("abc");
    OK(tx_semaphore_info_get(&semaphore, NULL, NULL, &first, &suspended, NULL));
    CHECK(first == &threads[0]);
    EQUAL(suspended, 3);
    OK(tx_semaphore_put(&semaphore));
    TRACE("A");
    OK(tx_semaphore_prioritize(&semaphore));
    OK(tx_semaphore_ceiling_put(&semaphore, 1));
    TRACE("C");
    OK(tx_semaphore_put(&semaphore));
    TRACE("B");
    for (UINT i = 0; i < 3; i++)
        reap(i);

    spawn(0, 9, times_out);
    spawn(1, 9, takes);
    TRACE("b");
    OK(tx_thread_sleep(5));
    EQUAL(result[0], TX_NO_INSTANCE);
    TRACE("t");
    EQUAL(semaphore.tx_semaphore_suspended_count, 1);
    OK(tx_thread_wait_abort(&threads[1]));
    EQUAL(result[1], TX_WAIT_ABORTED);
    TRACE("B");
    reap(0);
    reap(1);

    /* A waiter that is terminated leaves the list. */
    spawn(0, 9, takes);
    reap(0);
    EQUAL(semaphore.tx_semaphore_suspended_count, 0);
    OK(tx_semaphore_put(&semaphore));
    OK(tx_semaphore_get(&semaphore, TX_NO_WAIT));
    TRACE("a");
}

static void notification(void)
{
    OK(tx_semaphore_put_notify(&semaphore, notified));
    OK(tx_semaphore_put(&semaphore));
    OK(tx_semaphore_get(&semaphore, TX_NO_WAIT));
    TRACE("n");
    /* The more urgent waiter runs before the notification. */
    spawn(0, 9, takes);
    OK(tx_semaphore_put(&semaphore));
    TRACE("aAn");
    OK(tx_semaphore_put_notify(&semaphore, NULL));
    OK(tx_semaphore_put(&semaphore));
    OK(tx_semaphore_get(&semaphore, TX_NO_WAIT));
    TRACE("");
    reap(0);
}

static void test(void)
{
    OK(tx_semaphore_create(&semaphore, name, 1));
    errors();
    counting();
    waiting();
    notification();
    spawn(0, 9, takes);
    spawn(1, 8, takes);
    traced = 0;
    OK(tx_semaphore_delete(&semaphore));
    EQUAL(result[0], TX_DELETED);
    EQUAL(result[1], TX_DELETED);
    TRACE("BA");
    EQUAL(tx_semaphore_put(&semaphore), TX_SEMAPHORE_ERROR);
}
