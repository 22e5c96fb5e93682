/* Event flags. */
#include "check.h"

static TX_EVENT_FLAGS_GROUP group;
static struct {
    ULONG flags;
    UINT option;
    ULONG ticks;
    ULONG actual;
    UINT result;
} wanted[THREADS];

static void waits(ULONG i)
{
    wanted[i].result = tx_event_flags_get(&group, wanted[i].flags, wanted[i].option, &wanted[i].actual, wanted[i].ticks);
    mark((char) ('0' + i));
}

static void start(UINT i, UINT priority, ULONG flags, UINT option, ULONG ticks)
{
    wanted[i].flags = flags;
    wanted[i].option = option;
    wanted[i].ticks = ticks;
    wanted[i].actual = 0;
    wanted[i].result = 99;
    spawn(i, priority, waits);
}

static void notified(TX_EVENT_FLAGS_GROUP *which)
{
    CHECK(which == &group);
    mark('n');
}

static ULONG current(void)
{
    ULONG flags;

    OK(tx_event_flags_info_get(&group, NULL, &flags, NULL, NULL, NULL));
    return flags;
}

static void errors(void)
{
    TX_EVENT_FLAGS_GROUP none;
    ULONG flags;

    memset(&none, 0, sizeof(none));
    EQUAL(tx_event_flags_create(NULL, name), TX_GROUP_ERROR);
    EQUAL(tx_event_flags_create(&group, name), TX_GROUP_ERROR);
    EQUAL(_txe_event_flags_create(&none, name, 1), TX_GROUP_ERROR);
    EQUAL(tx_event_flags_get(&none, 1, TX_OR, &flags, TX_NO_WAIT), TX_GROUP_ERROR);
    EQUAL(tx_event_flags_get(&group, 1, TX_OR, NULL, TX_NO_WAIT), TX_PTR_ERROR);
    EQUAL(tx_event_flags_get(&group, 1, 4, &flags, TX_NO_WAIT), TX_OPTION_ERROR);
    EQUAL(tx_event_flags_set(&none, 1, TX_OR), TX_GROUP_ERROR);
    EQUAL(tx_event_flags_set(&group, 1, TX_OR_CLEAR), TX_OPTION_ERROR);
    EQUAL(tx_event_flags_delete(&none), TX_GROUP_ERROR);
    EQUAL(tx_event_flags_set_notify(&none, NULL), TX_GROUP_ERROR);
    EQUAL(tx_event_flags_info_get(&none, NULL, NULL, NULL, NULL, NULL), TX_GROUP_ERROR);
}

static void options(void)
{
    ULONG actual = 0;

    OK(tx_event_flags_set(&group, 0x13, TX_OR));
    OK(tx_event_flags_get(&group, 0x30, TX_OR, &actual, TX_NO_WAIT));
    EQUAL(actual, 0x13);
    EQUAL(tx_event_flags_get(&group, 0x30, TX_AND, &actual, TX_NO_WAIT), TX_NO_EVENTS);
    EQUAL(tx_event_flags_get(&group, 0x30, TX_AND_CLEAR, &actual, TX_NO_WAIT), TX_NO_EVENTS);
    EQUAL(current(), 0x13);
    OK(tx_event_flags_get(&group, 0x11, TX_AND_CLEAR, &actual, TX_NO_WAIT));
    EQUAL(actual, 0x13);
    EQUAL(current(), 0x02);
    /* Everything asked for is cleared, also what was not set. */
    OK(tx_event_flags_set(&group, 0x0C, TX_OR));
    OK(tx_event_flags_get(&group, 0xF2, TX_OR_CLEAR, &actual, TX_NO_WAIT));
    EQUAL(current(), 0x0C);
    OK(tx_event_flags_set(&group, 0x04, TX_AND));
    EQUAL(current(), 0x04);
    OK(tx_event_flags_set(&group, 0, TX_AND));
    /* No flag is never set: it does not wait. */
    EQUAL(tx_event_flags_get(&group, 0, TX_OR, &actual, TX_WAIT_FOREVER), TX_NO_EVENTS);
}

static void waiting(void)
{
    start(0, 9, 0x1, TX_OR_CLEAR, TX_WAIT_FOREVER);
    EQUAL(threads[0].tx_thread_state, TX_EVENT_FLAG);
    OK(tx_event_flags_set(&group, 0x2, TX_OR));
    TRACE("");
    OK(tx_event_flags_set(&group, 0x1, TX_OR));
    TRACE("0");
    EQUAL(wanted[0].actual, 0x3);
    EQUAL(current(), 0x2);
    reap(0);

    /* Several at once: all are satisfied by the same flags, whatever they clear. */
    OK(tx_event_flags_set(&group, 0, TX_AND));
    start(0, 9, 0x3, TX_AND_CLEAR, TX_WAIT_FOREVER);
    start(1, 8, 0x1, TX_OR_CLEAR, TX_WAIT_FOREVER);
    start(2, 7, 0x4, TX_OR, TX_WAIT_FOREVER);
    start(3, 10, 0x2, TX_OR, TX_WAIT_FOREVER);
    OK(tx_event_flags_set(&group, 0x3, TX_OR));
    TRACE("103");
    EQUAL(wanted[0].actual, 0x3);
    EQUAL(wanted[1].actual, 0x3);
    EQUAL(wanted[3].actual, 0x3);
    EQUAL(current(), 0);
    EQUAL(group.tx_event_flags_group_suspended_count, 1);
    OK(tx_event_flags_set(&group, 0x4, TX_OR));
    TRACE("2");
    EQUAL(current(), 0x4);
    for (UINT i = 0; i < 4; i++)
        reap(i);
}

static void giving_up(void)
{
    ULONG before = tx_time_get();

    start(0, 9, 0x10, TX_OR, 3);
    start(1, 9, 0x20, TX_OR, TX_WAIT_FOREVER);
    while (traced == 0)
        OK(tx_thread_sleep(1));
    CHECK(tx_time_get() - before >= 3);
    TRACE("0");
    EQUAL(wanted[0].result, TX_NO_EVENTS);
    OK(tx_thread_wait_abort(&threads[1]));
    TRACE("1");
    EQUAL(wanted[1].result, TX_WAIT_ABORTED);
    EQUAL(group.tx_event_flags_group_suspended_count, 0);
    reap(0);
    reap(1);
}

static void notification(void)
{
    OK(tx_event_flags_set_notify(&group, notified));
    start(0, 9, 0x100, TX_OR, TX_WAIT_FOREVER);
    OK(tx_event_flags_set(&group, 0x100, TX_OR));
    TRACE("0n");
    reap(0);
    OK(tx_event_flags_set(&group, 0, TX_AND));
    TRACE("");
    start(0, 9, 0x100, TX_OR, TX_WAIT_FOREVER);
    start(1, 9, 0x100, TX_OR, TX_WAIT_FOREVER);
    OK(tx_event_flags_set(&group, 0x100, TX_OR));
    TRACE("n01");
    reap(0);
    reap(1);
}

static void test(void)
{
    OK(tx_event_flags_create(&group, name));
    errors();
    options();
    waiting();
    giving_up();
    notification();
    start(0, 9, 0x1, TX_OR, TX_WAIT_FOREVER);
    start(1, 8, 0x2, TX_AND, TX_WAIT_FOREVER);
    OK(tx_event_flags_delete(&group));
    TRACE("10");
    EQUAL(wanted[0].result, TX_DELETED);
    EQUAL(wanted[1].result, TX_DELETED);
    EQUAL(tx_event_flags_set(&group, 1, TX_OR), TX_GROUP_ERROR);
}
