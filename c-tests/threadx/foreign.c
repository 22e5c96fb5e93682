/* OS threads that are not ThreadX threads act as interrupts. */
#include "check.h"
#include "tx_thread.h"

#include <pthread.h>

#define POSTS 20000

static TX_SEMAPHORE semaphore, all;
static TX_EVENT_FLAGS_GROUP group;
static TX_QUEUE queue;
static ULONG area[8];

static void *posts(void *argument)
{
    ULONG flags, message = 42;

    (void) argument;
    CHECK(tx_thread_identify() == NULL);
    EQUAL(tx_thread_sleep(1), TX_CALLER_ERROR);
    EQUAL(tx_semaphore_get(&all, 1), TX_WAIT_ERROR);
    EQUAL(tx_event_flags_get(&group, 1, TX_OR, &flags, TX_WAIT_FOREVER), TX_WAIT_ERROR);
    EQUAL(tx_semaphore_delete(&all), TX_CALLER_ERROR);
    EQUAL(tx_semaphore_create(&all, name, 0), TX_SEMAPHORE_ERROR);
    OK(tx_queue_send(&queue, &message, TX_NO_WAIT));
    for (int i = 0; i < POSTS; i++)
        OK(tx_semaphore_put(&semaphore));
    OK(tx_event_flags_set(&group, 1, TX_OR));
    return NULL;
}

static void takes(ULONG i)
{
    (void) i;
    for (int k = 0; k < POSTS; k++)
        OK(tx_semaphore_get(&semaphore, TX_WAIT_FOREVER));
    OK(tx_semaphore_put(&all));
}

static void *resumes(void *argument)
{
    UINT state;

    /* One at a time: each has to end the wait of an idle processor. */
    for (int k = 0; k < 200; k++) {
        do {
            sched_yield();
            OK(tx_thread_info_get(&threads[0], NULL, &state, NULL, NULL, NULL, NULL, NULL, NULL));
        } while (state != TX_SUSPENDED);
        OK(tx_thread_resume(&threads[0]));
    }
    return argument;
}

static void suspends(ULONG i)
{
    for (int k = 0; k < 200; k++)
        OK(tx_thread_suspend(&threads[i]));
    OK(tx_semaphore_put(&all));
}

static void test(void)
{
    pthread_t host[2];
    ULONG flags, message;

    OK(tx_semaphore_create(&semaphore, name, 0));
    OK(tx_semaphore_create(&all, name, 0));
    OK(tx_event_flags_create(&group, name));
    OK(tx_queue_create(&queue, name, 1, area, sizeof(area)));
    for (UINT i = 0; i < 2; i++)
        spawn(i, 9, takes);
    for (int i = 0; i < 2; i++)
        EQUAL(pthread_create(&host[i], NULL, posts, NULL), 0);
    for (int i = 0; i < 2; i++)
        OK(tx_semaphore_get(&all, TX_WAIT_FOREVER));
    OK(tx_event_flags_get(&group, 1, TX_OR, &flags, TX_WAIT_FOREVER));
    OK(tx_queue_receive(&queue, &message, TX_NO_WAIT));
    EQUAL(message, 42);
    for (int i = 0; i < 2; i++)
        EQUAL(pthread_join(host[i], NULL), 0);
    EQUAL(semaphore.tx_semaphore_count, 0);
    reap(0);
    reap(1);

    spawn(0, 9, suspends);
    EQUAL(pthread_create(&host[0], NULL, resumes, NULL), 0);
    OK(tx_semaphore_get(&all, TX_WAIT_FOREVER));
    EQUAL(pthread_join(host[0], NULL), 0);
}
