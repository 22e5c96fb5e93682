/* The list of timers and the thread that calls them, to be read only. The clock variable is
 * brought up to date on ticks while threads run; tx_time_get is exact. */
#ifndef TX_TIMER_H
#define TX_TIMER_H

#include "tx_api.h"

#ifdef __cplusplus
extern "C" {
#endif

#define TX_TIMER_ID                 ((ULONG) 0x4154494D)
#define TX_TIMER_ENTRIES            ((ULONG) 32)

extern volatile ULONG _tx_timer_system_clock;
extern TX_TIMER *_tx_timer_created_ptr;
extern ULONG _tx_timer_created_count;
extern TX_THREAD _tx_timer_thread;

#ifdef __cplusplus
}
#endif

#endif
