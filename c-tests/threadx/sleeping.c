/* Sleeping, and ending a sleep. */
#include "check.h"

static UINT result[THREADS];

static void sleeps(ULONG i)
{
    result[i] = tx_thread_sleep(i == 7 ? 100000 : 40 - 5 * i);
    mark((char) ('0' + i));
}

static void test(void)
{
    ULONG before = tx_time_get();

    for (UINT i = 0; i < 6; i++)
        spawn(i, 9, sleeps);
    spawn(7, 9, sleeps);
    OK(tx_thread_sleep(45));
    CHECK(tx_time_get() - before >= 45);
    TRACE("543210");
    EQUAL(threads[7].tx_thread_state, TX_SLEEP);
    OK(tx_thread_wait_abort(&threads[7]));
    EQUAL(result[7], TX_WAIT_ABORTED);
    EQUAL(tx_thread_wait_abort(&threads[7]), TX_WAIT_ABORT_ERROR);
    EQUAL(tx_thread_resume(&threads[7]), TX_RESUME_ERROR);
    TRACE("7");

    /* Sleepers are not resumed. */
    reap(7);
    spawn(7, 9, sleeps);
    EQUAL(tx_thread_resume(&threads[7]), TX_RESUME_ERROR);
    reap(7);
}
