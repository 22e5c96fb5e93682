/* Mutexes. */
#include "check.h"

static TX_MUTEX mutex, other;
static UINT result[THREADS];

static void takes(ULONG i)
{
    mark((char) ('a' + i));
    result[i] = tx_mutex_get(&mutex, TX_WAIT_FOREVER);
    mark((char) ('A' + i));
    if (result[i] == TX_SUCCESS)
        OK(tx_mutex_put(&mutex));
}

static void tries(ULONG i)
{
    EQUAL(tx_mutex_get(&mutex, TX_NO_WAIT), TX_NOT_AVAILABLE);
    ULONG before = tx_time_get();
    result[i] = tx_mutex_get(&mutex, 2);
    CHECK(tx_time_get() - before >= 2);
    mark('t');
    EQUAL(tx_mutex_put(&mutex), TX_NOT_OWNED);
}

static void keeps(ULONG i)
{
    (void) i;
    OK(tx_mutex_get(&mutex, TX_WAIT_FOREVER));
    OK(tx_mutex_get(&mutex, TX_WAIT_FOREVER));
    OK(tx_mutex_get(&other, TX_WAIT_FOREVER));
}

static void keeps_and_waits(ULONG i)
{
    keeps(i);
    OK(tx_thread_suspend(&threads[i]));
}

static void errors(void)
{
    TX_MUTEX none;

    memset(&none, 0, sizeof(none));
    EQUAL(tx_mutex_create(NULL, name, TX_INHERIT), TX_MUTEX_ERROR);
    EQUAL(tx_mutex_create(&none, name, 2), TX_INHERIT_ERROR);
    EQUAL(_txe_mutex_create(&none, name, TX_INHERIT, 1), TX_MUTEX_ERROR);
    OK(tx_mutex_create(&mutex, name, TX_NO_INHERIT));
    EQUAL(tx_mutex_create(&mutex, name, TX_INHERIT), TX_MUTEX_ERROR);
    EQUAL(tx_mutex_get(&none, TX_NO_WAIT), TX_MUTEX_ERROR);
    EQUAL(tx_mutex_get(NULL, TX_NO_WAIT), TX_MUTEX_ERROR);
    EQUAL(tx_mutex_put(&none), TX_MUTEX_ERROR);
    EQUAL(tx_mutex_put(&mutex), TX_NOT_OWNED);
    EQUAL(tx_mutex_delete(&none), TX_MUTEX_ERROR);
    EQUAL(tx_mutex_prioritize(&none), TX_MUTEX_ERROR);
    EQUAL(tx_mutex_info_get(&none, NULL, NULL, NULL, NULL, NULL, NULL), TX_MUTEX_ERROR);
}

static void recursion_and_info(void)
{
    CHAR *text;
    ULONG count, suspended;
    TX_THREAD *owner, *first;
    TX_MUTEX *next;

    OK(tx_mutex_get(&mutex, TX_NO_WAIT));
    OK(tx_mutex_get(&mutex, TX_WAIT_FOREVER));
    spawn(0, 8, takes);
    TRACE("a");
    OK(tx_mutex_info_get(&mutex, &text, &count, &owner, &first, &suspended, &next));
    CHECK(text == name && owner == &main_thread && first == &threads[0] && next != NULL);
    EQUAL(count, 2);
    EQUAL(suspended, 1);
    EQUAL(threads[0].tx_thread_state, TX_MUTEX_SUSP);
    OK(tx_mutex_put(&mutex));
    TRACE("");
    OK(tx_mutex_put(&mutex));
    TRACE("A");
    OK(tx_mutex_info_get(&mutex, NULL, &count, &owner, NULL, NULL, NULL));
    CHECK(owner == NULL);
    EQUAL(count, 0);
    reap(0);
}

static void waiting_order(void)
{
    /* First come, first served. */
    OK(tx_mutex_get(&mutex, TX_NO_WAIT));
    spawn(0, 9, takes);
    spawn(1, 8, takes);
    spawn(2, 10, takes);
    TRACE("abc");
    OK(tx_mutex_put(&mutex));
    TRACE("ABC");
    for (UINT i = 0; i < 3; i++)
        reap(i);

    /* Unless asked otherwise. */
    OK(tx_mutex_get(&mutex, TX_NO_WAIT));
    spawn(0, 9, takes);
    spawn(1, 10, takes);
    spawn(2, 8, takes);
    OK(tx_mutex_prioritize(&mutex));
    traced = 0;
    OK(tx_mutex_put(&mutex));
    TRACE("CAB");
    for (UINT i = 0; i < 3; i++)
        reap(i);
}

static void timeout_and_abort(void)
{
    OK(tx_mutex_get(&mutex, TX_NO_WAIT));
    spawn(0, 8, tries);
    OK(tx_thread_sleep(5));
    TRACE("t");
    EQUAL(result[0], TX_NOT_AVAILABLE);
    EQUAL(mutex.tx_mutex_suspended_count, 0);
    reap(0);

    spawn(0, 8, takes);
    OK(tx_thread_wait_abort(&threads[0]));
    TRACE("aA");
    EQUAL(result[0], TX_WAIT_ABORTED);
    reap(0);
    OK(tx_mutex_put(&mutex));
}

static void inheritance(void)
{
    TX_MUTEX second;
    UINT old;

    OK(tx_mutex_delete(&mutex));
    OK(tx_mutex_create(&mutex, name, TX_INHERIT));
    OK(tx_mutex_create(&second, name, TX_INHERIT));
    OK(tx_mutex_get(&second, TX_NO_WAIT));
    OK(tx_mutex_get(&mutex, TX_NO_WAIT));
    spawn(0, 9, takes);
    EQUAL(main_thread.tx_thread_priority, 9);
    spawn(1, 5, takes);
    EQUAL(main_thread.tx_thread_priority, 5);
    spawn(2, 7, takes);
    TRACE("ab");
    EQUAL(main_thread.tx_thread_user_priority, MAIN_PRIORITY);
    OK(tx_thread_priority_change(&main_thread, 15, &old));
    EQUAL(old, MAIN_PRIORITY);
    EQUAL(main_thread.tx_thread_priority, 5);
    /* The most urgent waiter first; the priority falls back to what the application set. Thread 2
     * first runs now, and finds thread 0 the owner. */
    OK(tx_mutex_put(&mutex));
    EQUAL(main_thread.tx_thread_priority, 15);
    TRACE("BcAC");
    OK(tx_thread_priority_change(&main_thread, MAIN_PRIORITY, &old));
    for (UINT i = 0; i < 3; i++)
        reap(i);
    OK(tx_mutex_put(&second));
    OK(tx_mutex_delete(&second));
}

static void ownership_ends_with_the_thread(void)
{
    OK(tx_mutex_create(&other, name, TX_NO_INHERIT));
    spawn(0, 8, keeps);
    EQUAL(mutex.tx_mutex_ownership_count, 0);
    OK(tx_mutex_get(&mutex, TX_NO_WAIT));
    OK(tx_mutex_put(&mutex));
    reap(0);

    spawn(0, 8, keeps_and_waits);
    EQUAL(tx_mutex_get(&mutex, TX_NO_WAIT), TX_NOT_AVAILABLE);
    EQUAL(tx_mutex_put(&other), TX_NOT_OWNED);
    spawn(1, 9, takes);
    TRACE("b");
    OK(tx_thread_terminate(&threads[0]));
    TRACE("B");
    OK(tx_mutex_get(&other, TX_NO_WAIT));
    OK(tx_mutex_put(&other));
    OK(tx_thread_delete(&threads[0]));
    reap(1);
    OK(tx_mutex_delete(&other));
}

static void deletion(void)
{
    OK(tx_mutex_get(&mutex, TX_NO_WAIT));
    spawn(0, 17, takes);
    spawn(1, 8, takes);
    OK(tx_mutex_delete(&mutex));
    EQUAL(result[1], TX_DELETED);
    TRACE("bB");
    EQUAL(main_thread.tx_thread_owned_mutex_count, 0);
    EQUAL(main_thread.tx_thread_priority, MAIN_PRIORITY);
    EQUAL(tx_mutex_get(&mutex, TX_NO_WAIT), TX_MUTEX_ERROR);
}

static void test(void)
{
    errors();
    recursion_and_info();
    waiting_order();
    timeout_and_abort();
    inheritance();
    ownership_ends_with_the_thread();
    deletion();
}
