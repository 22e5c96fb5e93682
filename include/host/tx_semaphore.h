/* The list of semaphores, to be read only. */
#ifndef TX_SEMAPHORE_H
#define TX_SEMAPHORE_H

#include "tx_api.h"

#ifdef __cplusplus
extern "C" {
#endif

#define TX_SEMAPHORE_ID             ((ULONG) 0x53454D41)

extern TX_SEMAPHORE *_tx_semaphore_created_ptr;
extern ULONG _tx_semaphore_created_count;

#ifdef __cplusplus
}
#endif

#endif
