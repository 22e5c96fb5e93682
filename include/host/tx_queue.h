/* The list of queues, to be read only. */
#ifndef TX_QUEUE_H
#define TX_QUEUE_H

#include "tx_api.h"

#ifdef __cplusplus
extern "C" {
#endif

#define TX_QUEUE_ID                 ((ULONG) 0x51554555)

extern TX_QUEUE *_tx_queue_created_ptr;
extern ULONG _tx_queue_created_count;

#ifdef __cplusplus
}
#endif

#endif
