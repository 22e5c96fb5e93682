/* The services without error checking. */
#define TX_DISABLE_ERROR_CHECKING
#include "check.h"

static TX_MUTEX mutex;
static TX_QUEUE queue;
static TX_EVENT_FLAGS_GROUP group;
static ULONG area[4];

static void runs(ULONG i)
{
    ULONG value = 5;

    (void) i;
    OK(tx_mutex_get(&mutex, TX_WAIT_FOREVER));
    OK(tx_queue_send(&queue, &value, TX_WAIT_FOREVER));
    OK(tx_mutex_put(&mutex));
    OK(tx_event_flags_set(&group, 1, TX_OR));
}

static void test(void)
{
    ULONG value = 0;

    OK(tx_mutex_create(&mutex, name, TX_INHERIT));
    OK(tx_queue_create(&queue, name, TX_1_ULONG, area, sizeof(area)));
    OK(tx_event_flags_create(&group, name));
    OK(tx_thread_create(&threads[0], name, runs, 0, stacks[0], STACK_SIZE, 20, 20, TX_NO_TIME_SLICE, TX_AUTO_START));
    OK(tx_event_flags_get(&group, 1, TX_OR_CLEAR, &value, TX_WAIT_FOREVER));
    OK(tx_queue_receive(&queue, &value, TX_NO_WAIT));
    EQUAL(value, 5);
    OK(tx_thread_terminate(&threads[0]));
    OK(tx_thread_delete(&threads[0]));
}
