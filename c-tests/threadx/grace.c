/* A thread that stays out of the kernel does not stall a more urgent one for ever. */
#include "check.h"
#include "tx_thread.h"

#include <pthread.h>

static TX_SEMAPHORE semaphore;
/* Atomic: threads that are away from the kernel run beside the others. */
static atomic_int seen, stop, entered;

static void spins(ULONG i)
{
    (void) i;
    entered = 1;
    while (!stop)
        ;
    mark('s');
    CHECK(tx_thread_identify() == &threads[i]);
    mark('e');
}

static void blocks(ULONG i)
{
    static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;

    (void) i;
    /* Blocks in the host: the thread above releases it. */
    pthread_mutex_lock(&lock);
    seen = 1;
    entered = 1;
    pthread_mutex_lock(&lock);
}

static void computes_long(ULONG i)
{
    (void) i;
    entered = 1;
    for (;;)
        ;
}

/* The main thread sleeps while the other one spins, and runs beside it. */
static void runs_beside(void)
{
    spawn(0, 20, spins);
    while (!entered)
        OK(tx_thread_sleep(1));
    CHECK(_tx_thread_current_ptr == &main_thread);
    EQUAL(threads[0].tx_thread_state, TX_READY);
    TRACE("");
    /* It is not the current thread, yet it goes on; at its next call it waits for its turn. */
    stop = 1;
    while (traced == 0)
        ;
    mark('m');
    OK(tx_thread_sleep(1));
    TRACE("sme");
    EQUAL(threads[0].tx_thread_state, TX_COMPLETED);
    OK(tx_thread_delete(&threads[0]));
}

/* Suspended and resumed while it spins. */
static void suspended_beside(void)
{
    stop = entered = 0;
    spawn(0, 20, spins);
    while (!entered)
        OK(tx_thread_sleep(1));
    OK(tx_thread_suspend(&threads[0]));
    stop = 1;
    while (traced == 0)
        ;
    OK(tx_thread_sleep(2));
    TRACE("s");
    EQUAL(threads[0].tx_thread_state, TX_SUSPENDED);
    OK(tx_thread_resume(&threads[0]));
    OK(tx_thread_sleep(1));
    TRACE("e");
    OK(tx_thread_delete(&threads[0]));
}

/* Terminated and deleted while it spins: it never enters the kernel again. */
static void terminated_beside(void)
{
    stop = entered = 0;
    spawn(0, 20, spins);
    while (!entered)
        OK(tx_thread_sleep(1));
    reap(0);
    memset(&threads[0], 0xEE, sizeof(threads[0]));
    stop = 1;
    while (traced == 0)
        ;
    OK(tx_thread_sleep(3));
    TRACE("s");
}

static void test(void)
{
    OK(tx_semaphore_create(&semaphore, name, 0));
    runs_beside();
    suspended_beside();
    terminated_beside();

    /* Several beside each other, for good. */
    for (UINT i = 0; i < 2; i++) {
        entered = 0;
        spawn(i, 20, computes_long);
        while (!entered)
            OK(tx_thread_sleep(1));
    }
    entered = 0;
    spawn(3, 20, blocks);
    while (!entered || !seen)
        OK(tx_thread_sleep(1));
    OK(tx_thread_sleep(2));
}
