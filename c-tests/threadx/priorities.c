/* Which thread runs: priorities, thresholds, time slices. */
#include "check.h"

static TX_SEMAPHORE semaphore;

static void once(ULONG i)
{
    mark((char) ('0' + i));
}

static void twice(ULONG i)
{
    mark((char) ('a' + i));
    tx_thread_relinquish();
    mark((char) ('A' + i));
}

static void resumes_next(ULONG i)
{
    mark((char) ('a' + i));
    OK(tx_thread_resume(&threads[i + 1]));
    mark((char) ('A' + i));
}

static void create(UINT i, UINT priority, UINT threshold, VOID (*entry)(ULONG))
{
    OK(tx_thread_create(&threads[i], name, entry, i, stacks[i], STACK_SIZE, priority, threshold, TX_NO_TIME_SLICE,
                        TX_DONT_START));
}

static void clear(UINT count)
{
    for (UINT i = 0; i < count; i++)
        reap(i);
}

static void order(void)
{
    UINT old;

    /* Less urgent: later, by priority, then in the order they became ready. */
    spawn(0, 18, once);
    spawn(1, 17, once);
    spawn(2, 17, once);
    spawn(3, MAIN_PRIORITY, once);
    TRACE("");
    OK(tx_thread_sleep(1));
    TRACE("3120");
    clear(4);

    /* More urgent: at once, and back when done. */
    create(0, 9, 9, resumes_next);
    create(1, 8, 8, resumes_next);
    create(2, 7, 7, once);
    OK(tx_thread_resume(&threads[0]));
    TRACE("ab2BA");
    clear(3);

    /* Equals take turns when asked to. */
    spawn(0, MAIN_PRIORITY, twice);
    spawn(1, MAIN_PRIORITY, twice);
    tx_thread_relinquish();
    TRACE("ab");
    tx_thread_relinquish();
    TRACE("AB");
    clear(2);

    /* Made less urgent than a ready thread, the caller gives way at once. */
    spawn(0, 17, once);
    OK(tx_thread_priority_change(&main_thread, 18, &old));
    EQUAL(old, MAIN_PRIORITY);
    TRACE("0");
    OK(tx_thread_priority_change(&main_thread, MAIN_PRIORITY, &old));
    EQUAL(old, 18);
    clear(1);

    /* Made more urgent, a ready thread runs at once. */
    spawn(0, 17, once);
    OK(tx_thread_priority_change(&threads[0], 3, &old));
    TRACE("0");
    clear(1);
    /* A suspended thread keeps the new priority. */
    create(0, 9, 9, once);
    OK(tx_thread_priority_change(&threads[0], 18, &old));
    OK(tx_thread_resume(&threads[0]));
    TRACE("");
    OK(tx_thread_sleep(1));
    TRACE("0");
    clear(1);
}

static void thresholds(void)
{
    UINT old;

    /* Only threads more urgent than the threshold preempt. */
    OK(tx_thread_preemption_change(&main_thread, 5, &old));
    EQUAL(old, MAIN_PRIORITY);
    spawn(0, 9, once);
    spawn(1, 5, once);
    TRACE("");
    spawn(2, 4, once);
    TRACE("2");
    /* Lifting it lets the others in, by priority. */
    OK(tx_thread_preemption_change(&main_thread, MAIN_PRIORITY, &old));
    EQUAL(old, 5);
    TRACE("10");
    clear(3);

    /* A thread preempted inside its threshold goes on before those the threshold keeps out. */
    OK(tx_thread_preemption_change(&main_thread, 5, &old));
    spawn(0, 9, once);
    create(1, 4, 4, once);
    mark('(');
    OK(tx_thread_resume(&threads[1]));
    mark(')');
    TRACE("(1)");
    /* When it waits, the threshold holds nobody. */
    OK(tx_thread_sleep(1));
    TRACE("0");
    OK(tx_thread_preemption_change(&main_thread, MAIN_PRIORITY, &old));
    clear(2);
}

static void waits_long(ULONG i)
{
    (void) i;
    EQUAL(tx_semaphore_get(&semaphore, TX_WAIT_FOREVER), TX_SUCCESS);
    mark('h');
}

static volatile int stop;

static void computes(ULONG i)
{
    while (!stop) {
        mark((char) ('0' + i));
        if (traced > 200)
            traced = 0;
        tx_time_get();
    }
    mark('.');
}

static void slices(void)
{
    ULONG old;
    UINT changes = 0;

    /* Two threads that never wait share the processor, tick by tick, below us. */
    for (UINT i = 0; i < 2; i++)
        OK(tx_thread_create(&threads[i], name, computes, i, stacks[i], STACK_SIZE, 20, 20, 1, TX_AUTO_START));
    OK(tx_thread_time_slice_change(&threads[1], 2, &old));
    EQUAL(old, 1);
    ULONG first = threads[0].tx_thread_run_count, second = threads[1].tx_thread_run_count;
    while (changes < 4) {
        OK(tx_thread_sleep(1));
        changes += threads[0].tx_thread_run_count > first + 4 && threads[1].tx_thread_run_count > second + 4;
    }
    stop = 1;
    OK(tx_thread_sleep(2));
    EQUAL(threads[0].tx_thread_state, TX_COMPLETED);
    EQUAL(threads[1].tx_thread_state, TX_COMPLETED);
    traced = 0;
    clear(2);
}

static void test(void)
{
    order();
    thresholds();
    slices();

    /* A wake-up by a less urgent thread takes effect inside the call. */
    OK(tx_semaphore_create(&semaphore, name, 0));
    spawn(0, 3, waits_long);
    mark('(');
    OK(tx_semaphore_put(&semaphore));
    mark(')');
    TRACE("(h)");
}
