/* Application timers and the time. */
#include "check.h"

static TX_TIMER timer[6];
static TX_MUTEX mutex;
static TX_SEMAPHORE semaphore;
static volatile ULONG calls, last_call;

static void expires(ULONG i)
{
    mark((char) ('0' + i));
    calls++;
    last_call = tx_time_get();
}

static void expires_once_more(ULONG i)
{
    (void) i;
    if (++calls == 3)
        OK(tx_timer_deactivate(&timer[0]));
}

static void in_timer_context(ULONG i)
{
    ULONG message = 0;
    TX_SEMAPHORE none;

    (void) i;
    (void) message;
    CHECK(tx_thread_identify() != NULL && tx_thread_identify() != &main_thread);
    EQUAL(tx_thread_sleep(1), TX_CALLER_ERROR);
    EQUAL(tx_mutex_get(&mutex, TX_WAIT_FOREVER), TX_WAIT_ERROR);
    EQUAL(tx_semaphore_get(&semaphore, 1), TX_WAIT_ERROR);
    EQUAL(tx_semaphore_create(&none, name, 0), TX_CALLER_ERROR);
    EQUAL(tx_semaphore_delete(&semaphore), TX_CALLER_ERROR);
    EQUAL(tx_timer_delete(&timer[0]), TX_CALLER_ERROR);
    OK(tx_semaphore_put(&semaphore));
}

static void sleeps(ULONG i)
{
    OK(tx_thread_sleep(i + 1));
    mark('s');
}

static void errors(void)
{
    TX_TIMER none;

    memset(&none, 0, sizeof(none));
    EQUAL(tx_timer_create(NULL, name, expires, 0, 1, 1, TX_NO_ACTIVATE), TX_TIMER_ERROR);
    EQUAL(_txe_timer_create(&none, name, expires, 0, 1, 1, TX_NO_ACTIVATE, 1), TX_TIMER_ERROR);
    EQUAL(tx_timer_create(&none, name, expires, 0, 0, 1, TX_NO_ACTIVATE), TX_TICK_ERROR);
    EQUAL(tx_timer_create(&none, name, expires, 0, 1, 1, 2), TX_ACTIVATE_ERROR);
    OK(tx_timer_create(&timer[0], name, expires, 0, 1000, 7, TX_AUTO_ACTIVATE));
    EQUAL(tx_timer_create(&timer[0], name, expires, 0, 1, 1, TX_NO_ACTIVATE), TX_TIMER_ERROR);
    EQUAL(tx_timer_activate(&none), TX_TIMER_ERROR);
    EQUAL(tx_timer_activate(&timer[0]), TX_ACTIVATE_ERROR);
    EQUAL(tx_timer_deactivate(&none), TX_TIMER_ERROR);
    EQUAL(tx_timer_change(&none, 1, 1), TX_TIMER_ERROR);
    EQUAL(tx_timer_change(&timer[0], 0, 1), TX_TICK_ERROR);
    EQUAL(tx_timer_delete(&none), TX_TIMER_ERROR);
    EQUAL(tx_timer_info_get(&none, NULL, NULL, NULL, NULL, NULL), TX_TIMER_ERROR);
}

static void info(void)
{
    CHAR *text;
    UINT active;
    ULONG remaining, period;
    TX_TIMER *next;

    OK(tx_timer_info_get(&timer[0], &text, &active, &remaining, &period, &next));
    CHECK(text == name && next == &timer[0]);
    EQUAL(active, TX_TRUE);
    CHECK(remaining > 900 && remaining <= 1000);
    EQUAL(period, 7);
    /* An active timer keeps its times. */
    OK(tx_timer_change(&timer[0], 3, 4));
    OK(tx_timer_info_get(&timer[0], NULL, NULL, &remaining, NULL, NULL));
    CHECK(remaining > 900);
    OK(tx_timer_deactivate(&timer[0]));
    OK(tx_timer_info_get(&timer[0], NULL, &active, &remaining, NULL, NULL));
    EQUAL(active, TX_FALSE);
    CHECK(remaining > 900 && remaining <= 1000);
    OK(tx_timer_change(&timer[0], 3, 4));
    OK(tx_timer_info_get(&timer[0], NULL, NULL, &remaining, &period, NULL));
    EQUAL(remaining, 3);
    EQUAL(period, 4);
    OK(tx_timer_delete(&timer[0]));
}

static void one_shot(void)
{
    ULONG before = tx_time_get();

    calls = 0;
    OK(tx_timer_create(&timer[0], name, expires, 0, 40, 0, TX_AUTO_ACTIVATE));
    while (calls == 0)
        OK(tx_thread_sleep(1));
    CHECK(last_call - before >= 40);
    EQUAL(tx_timer_activate(&timer[0]), TX_ACTIVATE_ERROR);
    OK(tx_thread_sleep(5));
    EQUAL(calls, 1);
    OK(tx_timer_change(&timer[0], 1, 0));
    OK(tx_timer_activate(&timer[0]));
    OK(tx_thread_sleep(3));
    EQUAL(calls, 2);
    OK(tx_timer_delete(&timer[0]));
    TRACE("00");
}

static void periodic(void)
{
    ULONG before = tx_time_get();

    calls = 0;
    OK(tx_timer_create(&timer[0], name, expires, 0, 2, 3, TX_AUTO_ACTIVATE));
    while (calls < 5)
        OK(tx_thread_sleep(1));
    CHECK(last_call - before >= 2 + 4 * 3);
    OK(tx_timer_delete(&timer[0]));
    calls = 0;
    OK(tx_thread_sleep(5));
    EQUAL(calls, 0);
    traced = 0;

    /* One that stops itself. */
    OK(tx_timer_create(&timer[0], name, expires_once_more, 0, 1, 1, TX_AUTO_ACTIVATE));
    OK(tx_thread_sleep(8));
    EQUAL(calls, 3);
    OK(tx_timer_delete(&timer[0]));
}

static ULONG wait_for_tick(void)
{
    ULONG now = tx_time_get();

    while (tx_time_get() == now)
        ;
    return now + 1;
}

/* The order on one tick is that of activation, for timers and sleeping threads alike. */
static void same_tick(void)
{
    for (;;) {
        ULONG start = wait_for_tick();

        OK(tx_timer_create(&timer[0], name, expires, 0, 3, 0, TX_AUTO_ACTIVATE));
        OK(tx_timer_create(&timer[1], name, expires, 1, 3, 0, TX_AUTO_ACTIVATE));
        spawn(2, 9, sleeps);
        OK(tx_timer_create(&timer[2], name, expires, 2, 3, 0, TX_AUTO_ACTIVATE));
        OK(tx_timer_create(&timer[3], name, expires, 3, 2, 0, TX_AUTO_ACTIVATE));
        /* On a slow machine a tick may have passed meanwhile: once more. */
        int in_time = tx_time_get() == start;
        if (in_time) {
            OK(tx_thread_sleep(8));
            TRACE("3012s");
        }
        for (UINT i = 0; i < 4; i++)
            OK(tx_timer_delete(&timer[i]));
        reap(2);
        traced = 0;
        if (in_time)
            break;
    }
}

static void contexts(void)
{
    OK(tx_mutex_create(&mutex, name, TX_INHERIT));
    OK(tx_semaphore_create(&semaphore, name, 0));
    OK(tx_timer_create(&timer[0], name, in_timer_context, 0, 1, 0, TX_AUTO_ACTIVATE));
    OK(tx_semaphore_get(&semaphore, TX_WAIT_FOREVER));
    OK(tx_timer_delete(&timer[0]));
}

static void time_of_day(void)
{
    ULONG before = tx_time_get();

    OK(tx_thread_sleep(3));
    CHECK(tx_time_get() - before >= 3);
    tx_time_set(1000000);
    CHECK(tx_time_get() - 1000000 < 100);
    OK(tx_thread_sleep(2));
    CHECK(tx_time_get() >= 1000002);
    OK(tx_thread_sleep(0));
}

static void test(void)
{
    errors();
    info();
    one_shot();
    periodic();
    same_tick();
    contexts();
    time_of_day();
}
