/* Thread state of the kernel, to be read only. A thread that runs beside the current one after a grace is not the current one. */
#ifndef TX_THREAD_H
#define TX_THREAD_H

#include "tx_api.h"

#ifdef __cplusplus
extern "C" {
#endif

#define TX_THREAD_ID                ((ULONG) 0x54485244)

#define TX_THREAD_GET_CURRENT(a)    (a) = _tx_thread_current_ptr;

extern TX_THREAD *_tx_thread_current_ptr;
extern TX_THREAD *_tx_thread_execute_ptr;
extern TX_THREAD *_tx_thread_created_ptr;
extern ULONG _tx_thread_created_count;
extern volatile UINT _tx_thread_preempt_disable;

#ifdef __cplusplus
}
#endif

#endif
