/* The life of threads, and the errors of the services. */
#include "check.h"

static void suspends(ULONG i)
{
    for (;;) {
        mark('r');
        OK(tx_thread_suspend(&threads[i]));
    }
}

static void returns(ULONG i)
{
    (void) i;
    mark('r');
}

static void spins(ULONG i)
{
    (void) i;
    for (;;)
        tx_thread_relinquish();
}

static void waits(ULONG i)
{
    (void) i;
    mark('s');
    tx_thread_sleep(2);
    mark('w');
}

static void notified(TX_THREAD *thread, UINT what)
{
    CHECK(thread == &threads[0]);
    mark(what == TX_THREAD_ENTRY ? 'E' : 'X');
}

static void kills_itself(ULONG i)
{
    mark('k');
    tx_thread_terminate(&threads[i]);
    mark('!');
}

#define CREATE(t, entry, stack, size, priority, threshold, start)                                                     \
    tx_thread_create(t, name, entry, 0, stack, size, priority, threshold, TX_NO_TIME_SLICE, start)

static void create_errors(void)
{
    TX_THREAD *t = &threads[0];

    EQUAL(CREATE(NULL, returns, stacks[0], STACK_SIZE, 1, 1, TX_AUTO_START), TX_THREAD_ERROR);
    EQUAL(CREATE(&main_thread, returns, stacks[0], STACK_SIZE, 1, 1, TX_AUTO_START), TX_THREAD_ERROR);
    EQUAL(CREATE(t, returns, NULL, STACK_SIZE, 1, 1, TX_AUTO_START), TX_PTR_ERROR);
    EQUAL(CREATE(t, NULL, stacks[0], STACK_SIZE, 1, 1, TX_AUTO_START), TX_PTR_ERROR);
    EQUAL(CREATE(t, returns, stacks[0], TX_MINIMUM_STACK - 1, 1, 1, TX_AUTO_START), TX_SIZE_ERROR);
    EQUAL(CREATE(t, returns, stacks[0], STACK_SIZE, TX_MAX_PRIORITIES, 1, TX_AUTO_START), TX_PRIORITY_ERROR);
    EQUAL(CREATE(t, returns, stacks[0], STACK_SIZE, 1, 2, TX_AUTO_START), TX_THRESH_ERROR);
    EQUAL(CREATE(t, returns, stacks[0], STACK_SIZE, 1, 1, 2), TX_START_ERROR);
    /* The stack of another thread. */
    EQUAL(CREATE(t, returns, stacks[THREADS], STACK_SIZE, 1, 1, TX_AUTO_START), TX_PTR_ERROR);
    EQUAL(_txe_thread_create(t, name, returns, 0, stacks[0], STACK_SIZE, 1, 1, 0, TX_AUTO_START, 8), TX_THREAD_ERROR);
    TRACE("");
}

static void argument_errors(void)
{
    TX_THREAD none;
    UINT u;
    ULONG ul;

    memset(&none, 0, sizeof(none));
    EQUAL(tx_thread_delete(NULL), TX_THREAD_ERROR);
    EQUAL(tx_thread_delete(&none), TX_THREAD_ERROR);
    EQUAL(tx_thread_resume(&none), TX_THREAD_ERROR);
    EQUAL(tx_thread_suspend(NULL), TX_THREAD_ERROR);
    EQUAL(tx_thread_terminate(&none), TX_THREAD_ERROR);
    EQUAL(tx_thread_reset(&none), TX_THREAD_ERROR);
    EQUAL(tx_thread_wait_abort(&none), TX_THREAD_ERROR);
    EQUAL(tx_thread_info_get(&none, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL), TX_THREAD_ERROR);
    EQUAL(tx_thread_entry_exit_notify(&none, notified), TX_THREAD_ERROR);
    EQUAL(tx_thread_priority_change(&none, 1, &u), TX_THREAD_ERROR);
    EQUAL(tx_thread_priority_change(&main_thread, 1, NULL), TX_PTR_ERROR);
    EQUAL(tx_thread_priority_change(&main_thread, TX_MAX_PRIORITIES, &u), TX_PRIORITY_ERROR);
    EQUAL(tx_thread_preemption_change(&none, 1, &u), TX_THREAD_ERROR);
    EQUAL(tx_thread_preemption_change(&main_thread, 1, NULL), TX_PTR_ERROR);
    EQUAL(tx_thread_preemption_change(&main_thread, MAIN_PRIORITY + 1, &u), TX_THRESH_ERROR);
    EQUAL(tx_thread_time_slice_change(&none, 1, &ul), TX_THREAD_ERROR);
    EQUAL(tx_thread_time_slice_change(&main_thread, 1, NULL), TX_PTR_ERROR);
    EQUAL(tx_thread_delete(&main_thread), TX_DELETE_ERROR);
    EQUAL(tx_thread_reset(&main_thread), TX_NOT_DONE);
    EQUAL(tx_thread_resume(&main_thread), TX_RESUME_ERROR);
    EQUAL(tx_thread_wait_abort(&main_thread), TX_WAIT_ABORT_ERROR);
    EQUAL(tx_thread_stack_error_notify(NULL), TX_FEATURE_NOT_ENABLED);
}

static void info(void)
{
    CHAR *text;
    UINT state, priority, threshold;
    ULONG runs, slice;
    TX_THREAD *next, *next_suspended;

    OK(tx_thread_create(&threads[0], name, suspends, 0, stacks[0], STACK_SIZE, 3, 2, 5, TX_DONT_START));
    OK(tx_thread_info_get(&threads[0], &text, &state, &runs, &priority, &threshold, &slice, &next, &next_suspended));
    CHECK(text == name);
    EQUAL(state, TX_SUSPENDED);
    EQUAL(runs, 0);
    EQUAL(priority, 3);
    EQUAL(threshold, 2);
    EQUAL(slice, 5);
    CHECK(next != &threads[0]);
    OK(tx_thread_resume(&threads[0]));
    TRACE("r");
    OK(tx_thread_info_get(&threads[0], NULL, NULL, &runs, NULL, NULL, NULL, NULL, NULL));
    EQUAL(runs, 1);
    OK(tx_thread_resume(&threads[0]));
    TRACE("r");
    OK(tx_thread_suspend(&threads[0]));
    reap(0);
    CHECK(tx_thread_identify() == &main_thread);
}

static void ends(void)
{
    /* A completed thread runs again only after a reset. */
    spawn(0, 8, returns);
    TRACE("r");
    EQUAL(threads[0].tx_thread_state, TX_COMPLETED);
    EQUAL(tx_thread_resume(&threads[0]), TX_RESUME_ERROR);
    EQUAL(tx_thread_suspend(&threads[0]), TX_SUSPEND_ERROR);
    OK(tx_thread_reset(&threads[0]));
    EQUAL(threads[0].tx_thread_state, TX_SUSPENDED);
    OK(tx_thread_resume(&threads[0]));
    TRACE("r");
    OK(tx_thread_terminate(&threads[0]));
    EQUAL(threads[0].tx_thread_state, TX_COMPLETED);
    OK(tx_thread_delete(&threads[0]));
    EQUAL(tx_thread_delete(&threads[0]), TX_THREAD_ERROR);

    spawn(0, 8, kills_itself);
    TRACE("k");
    EQUAL(threads[0].tx_thread_state, TX_TERMINATED);
    OK(tx_thread_terminate(&threads[0]));
    OK(tx_thread_reset(&threads[0]));
    OK(tx_thread_entry_exit_notify(&threads[0], notified));
    OK(tx_thread_resume(&threads[0]));
    TRACE("EkX");
    OK(tx_thread_delete(&threads[0]));

    /* Ended while ready, and while it sleeps. */
    spawn(0, MAIN_PRIORITY, spins);
    tx_thread_relinquish();
    EQUAL(threads[0].tx_thread_state, TX_READY);
    EQUAL(tx_thread_delete(&threads[0]), TX_DELETE_ERROR);
    reap(0);
    spawn(0, 8, waits);
    EQUAL(threads[0].tx_thread_state, TX_SLEEP);
    OK(tx_thread_entry_exit_notify(&threads[0], notified));
    reap(0);
    OK(tx_thread_sleep(4));
    TRACE("sX");
}

static void delayed_suspension(void)
{
    spawn(0, 8, waits);
    OK(tx_thread_suspend(&threads[0]));
    EQUAL(tx_thread_resume(&threads[0]), TX_SUSPEND_LIFTED);
    OK(tx_thread_sleep(4));
    TRACE("sw");
    OK(tx_thread_delete(&threads[0]));

    spawn(0, 8, waits);
    OK(tx_thread_suspend(&threads[0]));
    OK(tx_thread_sleep(4));
    EQUAL(threads[0].tx_thread_state, TX_SUSPENDED);
    TRACE("s");
    OK(tx_thread_resume(&threads[0]));
    TRACE("w");
    OK(tx_thread_delete(&threads[0]));
}

static void many(void)
{
    /* Stacks are given back: far more threads than fit beside each other in memory limits. */
    for (int i = 0; i < 2000; i++) {
        spawn(0, 8, returns);
        OK(tx_thread_delete(&threads[0]));
        spawn(1, 8, suspends);
        reap(1);
        traced = 0;
    }
}

static void test(void)
{
    create_errors();
    argument_errors();
    info();
    ends();
    delayed_suspension();
    many();
}
