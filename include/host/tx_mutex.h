/* The list of mutexes, to be read only. */
#ifndef TX_MUTEX_H
#define TX_MUTEX_H

#include "tx_api.h"

#ifdef __cplusplus
extern "C" {
#endif

#define TX_MUTEX_ID                 ((ULONG) 0x4D555445)

extern TX_MUTEX *_tx_mutex_created_ptr;
extern ULONG _tx_mutex_created_count;

#ifdef __cplusplus
}
#endif

#endif
