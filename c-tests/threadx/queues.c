/* Queues. */
#include "check.h"

#define WORDS 2
#define CAPACITY 3

static TX_QUEUE queue;
static ULONG area[WORDS * CAPACITY + 1];
static UINT result[THREADS];
static ULONG got[THREADS];

static UINT send(ULONG value, ULONG ticks)
{
    ULONG message[WORDS] = {value, ~value};

    return tx_queue_send(&queue, message, ticks);
}

static UINT send_front(ULONG value, ULONG ticks)
{
    ULONG message[WORDS] = {value, ~value};

    return tx_queue_front_send(&queue, message, ticks);
}

static ULONG receive(void)
{
    ULONG message[WORDS] = {0, 0};

    OK(tx_queue_receive(&queue, message, TX_NO_WAIT));
    EQUAL(message[1], ~message[0]);
    return message[0];
}

static void receives(ULONG i)
{
    ULONG message[WORDS] = {0, 0};

    result[i] = tx_queue_receive(&queue, message, TX_WAIT_FOREVER);
    got[i] = message[0];
    mark((char) ('0' + i));
}

static void sends(ULONG i)
{
    result[i] = send(100 + i, TX_WAIT_FOREVER);
    mark((char) ('a' + i));
}

static void sends_front(ULONG i)
{
    result[i] = send_front(200 + i, TX_WAIT_FOREVER);
    mark((char) ('A' + i));
}

static void times_out(ULONG i)
{
    ULONG message[WORDS];
    ULONG before = tx_time_get();

    result[i] = i == 0 ? tx_queue_receive(&queue, message, 2) : send(0, 2);
    CHECK(tx_time_get() - before >= 2);
    mark('t');
}

static void notified(TX_QUEUE *which)
{
    CHECK(which == &queue);
    mark('n');
}

static void errors(void)
{
    TX_QUEUE none;
    ULONG message[WORDS];

    memset(&none, 0, sizeof(none));
    EQUAL(tx_queue_create(NULL, name, 1, area, sizeof(area)), TX_QUEUE_ERROR);
    EQUAL(tx_queue_create(&queue, name, 1, area, sizeof(area)), TX_QUEUE_ERROR);
    EQUAL(_txe_queue_create(&none, name, 1, area, sizeof(area), 1), TX_QUEUE_ERROR);
    EQUAL(tx_queue_create(&none, name, 1, NULL, sizeof(area)), TX_PTR_ERROR);
    EQUAL(tx_queue_create(&none, name, 0, area, sizeof(area)), TX_SIZE_ERROR);
    EQUAL(tx_queue_create(&none, name, 17, area, sizeof(area)), TX_SIZE_ERROR);
    EQUAL(tx_queue_create(&none, name, 2, area, sizeof(ULONG)), TX_SIZE_ERROR);
    EQUAL(tx_queue_send(&none, message, TX_NO_WAIT), TX_QUEUE_ERROR);
    EQUAL(tx_queue_send(&queue, NULL, TX_NO_WAIT), TX_PTR_ERROR);
    EQUAL(tx_queue_front_send(&none, message, TX_NO_WAIT), TX_QUEUE_ERROR);
    EQUAL(tx_queue_front_send(&queue, NULL, TX_NO_WAIT), TX_PTR_ERROR);
    EQUAL(tx_queue_receive(&none, message, TX_NO_WAIT), TX_QUEUE_ERROR);
    EQUAL(tx_queue_receive(&queue, NULL, TX_NO_WAIT), TX_PTR_ERROR);
    EQUAL(tx_queue_flush(&none), TX_QUEUE_ERROR);
    EQUAL(tx_queue_prioritize(&none), TX_QUEUE_ERROR);
    EQUAL(tx_queue_delete(&none), TX_QUEUE_ERROR);
    EQUAL(tx_queue_send_notify(&none, NULL), TX_QUEUE_ERROR);
    EQUAL(tx_queue_info_get(&none, NULL, NULL, NULL, NULL, NULL, NULL), TX_QUEUE_ERROR);
}

static void first_in_first_out(void)
{
    ULONG enqueued, room, message[WORDS];

    EQUAL(tx_queue_receive(&queue, message, TX_NO_WAIT), TX_QUEUE_EMPTY);
    /* Around the ring more than once, from both ends. */
    for (ULONG i = 0; i < 20; i++) {
        OK(send(i, TX_NO_WAIT));
        OK(send(i + 1, TX_NO_WAIT));
        OK(send_front(i + 2, TX_NO_WAIT));
        EQUAL(send(9, TX_NO_WAIT), TX_QUEUE_FULL);
        EQUAL(send_front(9, TX_NO_WAIT), TX_QUEUE_FULL);
        EQUAL(receive(), i + 2);
        EQUAL(receive(), i);
        OK(tx_queue_info_get(&queue, NULL, &enqueued, &room, NULL, NULL, NULL));
        EQUAL(enqueued, 1);
        EQUAL(room, CAPACITY - 1);
        EQUAL(queue.tx_queue_available_storage, CAPACITY - 1);
        EQUAL(receive(), i + 1);
    }
    EQUAL(area[WORDS * CAPACITY], 0xAAAA);
}

static void receivers_wait(void)
{
    spawn(0, 9, receives);
    spawn(1, 8, receives);
    spawn(2, 7, receives);
    OK(send(1, TX_NO_WAIT));
    TRACE("0");
    EQUAL(got[0], 1);
    OK(tx_queue_prioritize(&queue));
    OK(send_front(2, TX_NO_WAIT));
    TRACE("2");
    EQUAL(got[2], 2);
    OK(tx_thread_wait_abort(&threads[1]));
    EQUAL(result[1], TX_WAIT_ABORTED);
    TRACE("1");
    for (UINT i = 0; i < 3; i++)
        reap(i);
    spawn(0, 9, times_out);
    while (traced == 0)
        OK(tx_thread_sleep(1));
    EQUAL(result[0], TX_QUEUE_EMPTY);
    TRACE("t");
    reap(0);
}

static void senders_wait(void)
{
    for (ULONG i = 0; i < CAPACITY; i++)
        OK(send(i, TX_NO_WAIT));
    spawn(0, 9, sends);
    spawn(1, 8, sends);
    spawn(2, 7, sends_front);
    TRACE("");
    /* A message to the front is the first to be received, even from a waiting sender. */
    EQUAL(receive(), 202);
    TRACE("C");
    EQUAL(receive(), 0);
    TRACE("a");
    EQUAL(receive(), 1);
    TRACE("b");
    EQUAL(receive(), 2);
    EQUAL(receive(), 100);
    EQUAL(receive(), 101);
    for (UINT i = 0; i < 3; i++)
        reap(i);

    for (ULONG i = 0; i < CAPACITY; i++)
        OK(send(i, TX_NO_WAIT));
    spawn(1, 9, times_out);
    while (traced == 0)
        OK(tx_thread_sleep(1));
    EQUAL(result[1], TX_QUEUE_FULL);
    TRACE("t");
    reap(1);
    /* A flush lets them go. */
    spawn(0, 9, sends);
    spawn(1, 8, sends);
    OK(tx_queue_flush(&queue));
    TRACE("ba");
    OK(result[0]);
    EQUAL(queue.tx_queue_enqueued, 0);
    EQUAL(queue.tx_queue_available_storage, CAPACITY);
    reap(0);
    reap(1);
    OK(tx_queue_flush(&queue));
}

static void notification(void)
{
    OK(tx_queue_send_notify(&queue, notified));
    OK(send(1, TX_NO_WAIT));
    OK(send_front(2, TX_NO_WAIT));
    TRACE("nn");
    EQUAL(receive(), 2);
    EQUAL(receive(), 1);
    spawn(0, 9, receives);
    OK(send(3, TX_NO_WAIT));
    TRACE("0n");
    reap(0);
    for (ULONG i = 0; i < CAPACITY; i++)
        OK(send(i, TX_NO_WAIT));
    traced = 0;
    spawn(0, 9, sends);
    EQUAL(receive(), 0);
    TRACE("na");
    reap(0);
    OK(tx_queue_send_notify(&queue, NULL));
}

static void test(void)
{
    area[WORDS * CAPACITY] = 0xAAAA;
    OK(tx_queue_create(&queue, name, WORDS, area, sizeof(area)));
    EQUAL(queue.tx_queue_capacity, CAPACITY);
    errors();
    first_in_first_out();
    receivers_wait();
    senders_wait();
    notification();
    spawn(0, 9, sends);
    spawn(1, 9, sends);
    OK(tx_queue_delete(&queue));
    EQUAL(result[0], TX_DELETED);
    EQUAL(result[1], TX_DELETED);
    TRACE("ab");
    EQUAL(send(1, TX_NO_WAIT), TX_QUEUE_ERROR);
}
