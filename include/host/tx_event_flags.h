/* The list of event flag groups, to be read only. */
#ifndef TX_EVENT_FLAGS_H
#define TX_EVENT_FLAGS_H

#include "tx_api.h"

#ifdef __cplusplus
extern "C" {
#endif

#define TX_EVENT_FLAGS_ID           ((ULONG) 0x4456444E)
#define TX_EVENT_FLAGS_AND_MASK     ((UINT) 0x2)
#define TX_EVENT_FLAGS_CLEAR_MASK   ((UINT) 0x1)

extern TX_EVENT_FLAGS_GROUP *_tx_event_flags_created_ptr;
extern ULONG _tx_event_flags_created_count;

#ifdef __cplusplus
}
#endif

#endif
