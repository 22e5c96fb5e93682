/* Interrupt lockout. */
#include "check.h"

static TX_TIMER timer;
static volatile int called;

static void expires(ULONG i)
{
    (void) i;
    called = 1;
}

static void test(void)
{
    TX_INTERRUPT_SAVE_AREA

    EQUAL(tx_interrupt_control(TX_INT_DISABLE), TX_INT_ENABLE);
    EQUAL(tx_interrupt_control(TX_INT_DISABLE), TX_INT_DISABLE);
    EQUAL(tx_interrupt_control(TX_INT_ENABLE), TX_INT_DISABLE);
    EQUAL(tx_interrupt_control(TX_INT_ENABLE), TX_INT_ENABLE);
    TX_DISABLE
    EQUAL(tx_saved_posture, TX_INT_ENABLE);
    EQUAL(tx_interrupt_control(TX_INT_DISABLE), TX_INT_DISABLE);
    TX_RESTORE
    EQUAL(tx_interrupt_control(TX_INT_ENABLE), TX_INT_ENABLE);

    /* A thread that computes is interrupted by a timer. */
    OK(tx_timer_create(&timer, name, expires, 0, 2, 0, TX_AUTO_ACTIVATE));
    while (!called)
        tx_thread_relinquish();
    OK(tx_timer_delete(&timer));

    /* Its lockout holds the timer off, however long it computes. */
    called = 0;
    OK(tx_timer_create(&timer, name, expires, 0, 1, 0, TX_AUTO_ACTIVATE));
    tx_interrupt_control(TX_INT_DISABLE);
    for (unsigned i = 0; i < 400000; i++)
        tx_time_get();
    CHECK(!called);
    tx_interrupt_control(TX_INT_ENABLE);
    while (!called)
        tx_thread_relinquish();
    OK(tx_timer_delete(&timer));
}
