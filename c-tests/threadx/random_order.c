/* Tens of thousands of random calls from seven threads end as they do in ThreadX 6.4.2: the hash
 * of every call, result, priority, threshold and state was taken there. With an argument the
 * program prints what it hashes, to be compared line by line. */
#include "tx_api.h"

#include <inttypes.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

/* With shorter pointers, more fits into a byte pool. */
#define EXPECTED (sizeof(void *) == 8 ? UINT64_C(0xAF18CF98511E43DA) : UINT64_C(0x932BC4EB66ABA711))
#define COUNT 7
#define STEPS 40000

static TX_THREAD threads[COUNT], lowest;
static ULONG stacks[COUNT + 1][2048];
static TX_MUTEX mutexes[3];
static TX_SEMAPHORE semaphores[2];
static TX_EVENT_FLAGS_GROUP group;
static TX_QUEUE queue;
static ULONG queue_area[6];
static TX_BYTE_POOL pool;
static unsigned long long pool_area[125];
static CHAR name[] = "random";
static unsigned seeds[COUNT];
static unsigned steps;
static int verbose;
static uint64_t hash = UINT64_C(0xCBF29CE484222325);

static void say(const char *format, ...)
{
    char line[200];
    va_list arguments;

    va_start(arguments, format);
    vsnprintf(line, sizeof(line), format, arguments);
    va_end(arguments);
    for (const char *c = line; *c != 0; c++)
        hash = (hash ^ (unsigned char) *c) * UINT64_C(0x100000001B3);
    if (verbose)
        puts(line);
}

static void finish(void)
{
    if (hash != EXPECTED)
        printf("the hash is 0x%" PRIx64 ", not 0x%" PRIx64 "\n", hash, EXPECTED);
    fflush(stdout);
    _Exit(hash == EXPECTED ? 0 : 1);
}

static unsigned next(ULONG i)
{
    seeds[i] = seeds[i] * 1103515245u + 12345u;
    return (seeds[i] >> 16) & 0x7FFF;
}

static unsigned change_threshold(ULONG i, unsigned a)
{
    UINT old = 0, priority = threads[i].tx_thread_user_priority;
    UINT status = tx_thread_preemption_change(&threads[i], a % 2 ? priority : (a >> 3) % (priority + 1), &old);

    return status | old << 8;
}

static unsigned change_priority(TX_THREAD *thread, UINT priority)
{
    UINT old = 0, status = tx_thread_priority_change(thread, priority, &old);

    return status | old << 8;
}

static unsigned restart(TX_THREAD *thread)
{
    unsigned status = tx_thread_terminate(thread);

    status |= tx_thread_reset(thread) << 8;
    return status | tx_thread_resume(thread) << 16;
}

static unsigned reorder(unsigned a)
{
    switch (a % 5) {
    case 0:
        return tx_mutex_prioritize(&mutexes[(a >> 4) % 3]);
    case 1:
        return tx_semaphore_prioritize(&semaphores[(a >> 4) % 2]);
    case 2:
        return tx_queue_prioritize(&queue);
    case 3:
        return tx_queue_flush(&queue);
    default:
        return tx_byte_pool_prioritize(&pool);
    }
}

static unsigned use_object(unsigned call, unsigned a, ULONG i, ULONG wait)
{
    ULONG message[2] = {a, i}, flags = 0;
    unsigned status;

    switch (call) {
    case 0:
    case 1:
        return tx_mutex_get(&mutexes[a % 3], wait);
    case 2:
    case 3:
    case 4:
        return tx_mutex_put(&mutexes[a % 3]);
    case 5:
        return tx_semaphore_get(&semaphores[a % 2], wait);
    case 6:
        return tx_semaphore_put(&semaphores[a % 2]);
    case 7:
        status = tx_event_flags_get(&group, 1 + a % 15, (a >> 4) % 4, &flags, wait);
        return status | (unsigned) flags << 8;
    case 8:
        return tx_event_flags_set(&group, a % 16, (a >> 6) % 4 == 0 ? TX_AND : TX_OR);
    case 9:
        return tx_queue_send(&queue, message, wait);
    case 10:
        status = tx_queue_receive(&queue, message, wait);
        return status | (unsigned) message[0] << 8;
    default:
        return tx_queue_front_send(&queue, message, wait);
    }
}

static unsigned use_thread(unsigned call, unsigned a, ULONG i)
{
    TX_THREAD *other = &threads[a % COUNT];

    switch (call) {
    case 12:
        return change_priority(&threads[i], 2 + a % 8);
    case 13:
        return change_priority(other, 2 + (a >> 4) % 8);
    case 14:
        return change_threshold(i, a);
    case 15:
        return tx_thread_suspend(other);
    case 16:
    case 17:
        return tx_thread_resume(other);
    case 18:
        tx_thread_relinquish();
        return 0;
    case 19:
        return tx_thread_wait_abort(other);
    default:
        return a % 4 == 0 ? restart(other) : 0;
    }
}

static unsigned use_memory(unsigned call, unsigned a, ULONG i, ULONG wait)
{
    static VOID *held[COUNT][4];
    VOID **slot = &held[i][a % 4];
    VOID *memory = *slot;

    if (call == 21)
        return tx_byte_allocate(&pool, slot, 1 + (a >> 3) % 400, wait);
    if (memory == NULL)
        return 0;
    *slot = NULL;
    return tx_byte_release(memory);
}

static void say_state(ULONG i, unsigned call, unsigned status)
{
    char text[120];
    int length = 0;

    for (int k = 0; k < COUNT; k++)
        length += snprintf(text + length, sizeof(text) - (size_t) length, " %u/%u/%u", threads[k].tx_thread_priority,
                           threads[k].tx_thread_preempt_threshold, threads[k].tx_thread_state);
    say("%lu: %u = 0x%x;%s", (unsigned long) i, call, status, text);
}

static void calls(ULONG i)
{
    for (;;) {
        unsigned call = next(i) % 24, a = next(i), status;
        ULONG wait = next(i) % 3 != 0 ? TX_WAIT_FOREVER : TX_NO_WAIT;

        if (++steps > STEPS)
            finish();
        say("%lu: %u", (unsigned long) i, call);
        if (call < 12)
            status = use_object(call, a, i, wait);
        else if (call < 21)
            status = use_thread(call, a, i);
        else if (call < 23)
            status = use_memory(call, a, i, wait);
        else if ((a >> 6) % 32 == 0)
            return;
        else
            status = reorder(a);
        say_state(i, call, status);
    }
}

/* Runs when all others wait for each other, and sets them going again. */
static void unblocks(ULONG input)
{
    for (;;) {
        input++;
        for (ULONG k = 0; k < COUNT; k++) {
            ULONG i = (input + k) % COUNT;
            unsigned status = tx_thread_wait_abort(&threads[i]);

            if (status != TX_SUCCESS)
                status = tx_thread_resume(&threads[i]) << 8;
            if (tx_thread_reset(&threads[i]) == TX_SUCCESS)
                status |= tx_thread_resume(&threads[i]) << 4 | 1 << 16;
            say("lowest: %lu 0x%x", (unsigned long) i, status);
        }
    }
}

static void semaphore_put(TX_SEMAPHORE *semaphore)
{
    say("put %d", (int) (semaphore - semaphores));
}

static void thread_event(TX_THREAD *thread, UINT what)
{
    say("thread %d %u", (int) (thread - threads), what);
}

VOID tx_application_define(VOID *memory)
{
    (void) memory;
    for (UINT i = 0; i < 3; i++)
        tx_mutex_create(&mutexes[i], name, i != 2 ? TX_INHERIT : TX_NO_INHERIT);
    for (UINT i = 0; i < 2; i++) {
        tx_semaphore_create(&semaphores[i], name, i);
        tx_semaphore_put_notify(&semaphores[i], semaphore_put);
    }
    tx_event_flags_create(&group, name);
    tx_queue_create(&queue, name, TX_2_ULONG, queue_area, sizeof(queue_area));
    tx_byte_pool_create(&pool, name, pool_area, sizeof(pool_area));
    for (UINT i = 0; i < COUNT; i++) {
        seeds[i] = 7919u + i * 104729u;
        tx_thread_create(&threads[i], name, calls, i, stacks[i], sizeof(stacks[i]), 3 + i % 4, 3 + i % 4 - (i == 5),
                         TX_NO_TIME_SLICE, TX_AUTO_START);
        tx_thread_entry_exit_notify(&threads[i], thread_event);
    }
    tx_thread_create(&lowest, name, unblocks, 0, stacks[COUNT], sizeof(stacks[COUNT]), 31, 31, TX_NO_TIME_SLICE,
                     TX_AUTO_START);
}

int main(int argc, char **argv)
{
    (void) argv;
    verbose = argc > 1;
    tx_kernel_enter();
    return 2;
}
