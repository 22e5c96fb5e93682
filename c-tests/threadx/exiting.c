/* exit() in a thread: handlers run, and may call services. */
#include "check.h"

static TX_SEMAPHORE semaphore;

static void at_exit(void)
{
    if (tx_semaphore_get(&semaphore, TX_NO_WAIT) != TX_SUCCESS || tx_thread_identify() != &threads[0])
        _Exit(3);
}

static void exits(ULONG i)
{
    (void) i;
    exit(0);
}

static void test(void)
{
    OK(tx_semaphore_create(&semaphore, name, 1));
    CHECK(atexit(at_exit) == 0);
    spawn(0, 9, exits);
    CHECK(0);
}
