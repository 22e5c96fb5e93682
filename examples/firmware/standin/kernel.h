/* Inside the stand-in: waiting and waking. Nothing here is part of ThreadX. */
#ifndef STANDIN_KERNEL_H
#define STANDIN_KERNEL_H

#include "tx_api.h"

/* Ticks since start. */
extern ULONG kernel_clock;

/* How many threads, mutexes, event flags groups, timers and sockets there are. */
extern UINT kernel_objects;

/* Whether a thread calls: neither initialisation, nor a timer, nor link_poll. */
UINT kernel_in_thread(VOID);

/* Makes the calling thread wait for `object` for at most `ticks`, in a state such as TX_MUTEX_SUSP. Returns what
 * kernel_wake gave it, or `late` when the time is over. */
UINT kernel_wait(UINT state, VOID *object, ULONG ticks, UINT late);

/* The thread that has waited longest for `object`; the next longest after `after`, unless that is NULL. */
TX_THREAD *kernel_waiting(VOID *object, TX_THREAD *after);

/* Ends a thread's wait. The thread runs when the caller next calls kernel_yield or waits. */
VOID kernel_wake(TX_THREAD *thread_ptr, UINT status);

/* Lets a more urgent thread that is ready run. */
VOID kernel_yield(VOID);

/* Ticks until the first timer expires, TX_WAIT_FOREVER if none runs; and the passing of one tick. */
ULONG timers_next(VOID);
VOID timers_tick(VOID);

#endif
