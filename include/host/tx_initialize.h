/* Values of the system state. */
#ifndef TX_INITIALIZE_H
#define TX_INITIALIZE_H

#include "tx_api.h"

#ifdef __cplusplus
extern "C" {
#endif

#define TX_INITIALIZE_IN_PROGRESS   ((ULONG) 0xF0F0F0F0UL)
#define TX_INITIALIZE_ALMOST_DONE   ((ULONG) 0xF0F0F0F1UL)
#define TX_INITIALIZE_IS_FINISHED   ((ULONG) 0x00000000UL)

/* What tx_application_define is given. */
extern VOID *_tx_initialize_unused_memory;

#ifdef __cplusplus
}
#endif

#endif
