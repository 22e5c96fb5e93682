/* Calls from tx_application_define, and what runs first afterwards. */
#define DEFINE define
#include "check.h"
#include "tx_thread.h"

static TX_MUTEX mutex;
static TX_SEMAPHORE semaphore;
static TX_EVENT_FLAGS_GROUP group;
static TX_TIMER timer;
static TX_QUEUE queue;
static ULONG queue_area[4];

static void runs(ULONG i)
{
    mark((char) ('0' + i));
}

static void never(ULONG input)
{
    (void) input;
}

static void define(VOID *memory)
{
    ULONG flags, message = 7;
    UINT old;

    CHECK(memory != NULL);
    memset(memory, 0x55, 1 << 20);
    CHECK(tx_thread_identify() == NULL);
    CHECK(TX_THREAD_GET_SYSTEM_STATE() != 0);

    OK(tx_mutex_create(&mutex, name, TX_INHERIT));
    OK(tx_semaphore_create(&semaphore, name, 1));
    OK(tx_event_flags_create(&group, name));
    OK(tx_queue_create(&queue, name, TX_1_ULONG, queue_area, sizeof(queue_area)));
    OK(tx_timer_create(&timer, name, never, 0, 1000, 0, TX_NO_ACTIVATE));

    /* What does not wait is allowed, what waits is not. */
    OK(tx_semaphore_get(&semaphore, TX_NO_WAIT));
    EQUAL(tx_semaphore_get(&semaphore, 1), TX_WAIT_ERROR);
    EQUAL(tx_event_flags_get(&group, 1, TX_OR, &flags, TX_WAIT_FOREVER), TX_WAIT_ERROR);
    OK(tx_event_flags_set(&group, 1, TX_OR));
    OK(tx_event_flags_get(&group, 1, TX_OR_CLEAR, &flags, TX_NO_WAIT));
    EQUAL(tx_queue_send(&queue, &message, 1), TX_WAIT_ERROR);
    OK(tx_queue_send(&queue, &message, TX_NO_WAIT));
    EQUAL(tx_thread_sleep(1), TX_CALLER_ERROR);
    EQUAL(tx_timer_change(&timer, 1, 1), TX_CALLER_ERROR);
    EQUAL(tx_semaphore_delete(&semaphore), TX_CALLER_ERROR);

    /* A mutex taken here belongs to no thread. */
    OK(tx_mutex_get(&mutex, TX_NO_WAIT));
    OK(tx_mutex_put(&mutex));

    /* The most urgent thread runs first, whatever the threshold of another one. */
    OK(tx_thread_create(&threads[0], name, runs, 0, stacks[0], STACK_SIZE, 9, 1, TX_NO_TIME_SLICE, TX_AUTO_START));
    spawn(1, 8, runs);
    spawn(2, 8, runs);
    OK(tx_thread_create(&threads[3], name, runs, 3, stacks[3], STACK_SIZE, 1, 1, TX_NO_TIME_SLICE, TX_DONT_START));
    EQUAL(tx_thread_terminate(&threads[3]), TX_CALLER_ERROR);
    EQUAL(tx_thread_delete(&threads[3]), TX_CALLER_ERROR);
    EQUAL(tx_thread_priority_change(&threads[3], 2, &old), TX_CALLER_ERROR);
    EQUAL(tx_thread_preemption_change(&threads[3], 1, &old), TX_CALLER_ERROR);
    TRACE("");
}

static void test(void)
{
    ULONG message = 0;

    TRACE("120");
    EQUAL(TX_THREAD_GET_SYSTEM_STATE(), 0);
    OK(tx_queue_receive(&queue, &message, TX_NO_WAIT));
    EQUAL(message, 7);
    OK(tx_thread_resume(&threads[3]));
    TRACE("3");
}
