/* What the ThreadX tests share: a program is one file that includes this, defines
 * `static void test(void)` and, if it wants, DEFINE as a function to call from
 * tx_application_define. `test` runs in a thread of priority 16. */
#ifndef CHECK_H
#define CHECK_H

#include "tx_api.h"

#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void test(void);

/* What happened, one letter each, for tests of an order. */
static char trace[256];
static atomic_size_t traced;

static inline void mark(char letter)
{
    if (traced + 1 < sizeof(trace))
        trace[traced++] = letter;
}

static inline void check_true(int ok, const char *what, const char *file, int line)
{
    if (!ok) {
        printf("%s:%d: failed: %s\n", file, line, what);
        exit(1);
    }
}

static inline void check_equal(unsigned long got, unsigned long want, const char *what, const char *file, int line)
{
    if (got != want) {
        printf("%s:%d: %s is 0x%lx, not 0x%lx\n", file, line, what, got, want);
        exit(1);
    }
}

/* Compares with what was marked since the last time, and forgets it. */
static inline void check_trace(const char *want, const char *file, int line)
{
    trace[traced] = 0;
    if (strcmp(trace, want) != 0) {
        printf("%s:%d: the order was \"%s\", not \"%s\"\n", file, line, trace, want);
        exit(1);
    }
    traced = 0;
}

#define CHECK(condition) check_true((condition) ? 1 : 0, #condition, __FILE__, __LINE__)
#define EQUAL(got, want) check_equal((unsigned long) (got), (unsigned long) (want), #got, __FILE__, __LINE__)
#define OK(call) EQUAL(call, TX_SUCCESS)
#define TRACE(want) check_trace(want, __FILE__, __LINE__)

#define MAIN_PRIORITY 16
#define STACK_SIZE 16384

/* Threads a test starts. */
#define THREADS 8
static TX_THREAD threads[THREADS];
static ULONG stacks[THREADS + 1][STACK_SIZE / sizeof(ULONG)];
static TX_THREAD main_thread;

static CHAR name[] = "test";

/* Starts threads[i] with `entry(i)` at a priority. It runs at once if that is more urgent. */
static inline void spawn(UINT i, UINT priority, VOID (*entry)(ULONG))
{
    OK(tx_thread_create(&threads[i], name, entry, i, stacks[i], STACK_SIZE, priority, priority, TX_NO_TIME_SLICE,
                        TX_AUTO_START));
}

/* Ends and deletes threads[i]. */
static inline void reap(UINT i)
{
    OK(tx_thread_terminate(&threads[i]));
    OK(tx_thread_delete(&threads[i]));
}

static VOID main_entry(ULONG input)
{
    (void) input;
    test();
    exit(0);
}

#ifdef DEFINE
static void DEFINE(VOID *memory);
#endif

VOID tx_application_define(VOID *memory)
{
    (void) memory;
#ifdef DEFINE
    DEFINE(memory);
#endif
    OK(tx_thread_create(&main_thread, name, main_entry, 0, stacks[THREADS], STACK_SIZE, MAIN_PRIORITY, MAIN_PRIORITY,
                        TX_NO_TIME_SLICE, TX_AUTO_START));
}

int main(void)
{
    setvbuf(stdout, NULL, _IONBF, 0);
    tx_kernel_enter();
    return 2;
}

#endif
