/* The list of byte pools, to be read only. */
#ifndef TX_BYTE_POOL_H
#define TX_BYTE_POOL_H

#include "tx_api.h"

#ifdef __cplusplus
extern "C" {
#endif

#define TX_BYTE_POOL_ID             ((ULONG) 0x42595445)
#define TX_BYTE_BLOCK_MIN           ((ULONG) 20)
#define TX_BYTE_POOL_MIN            ((ULONG) 100)

extern TX_BYTE_POOL *_tx_byte_pool_created_ptr;
extern ULONG _tx_byte_pool_created_count;

#ifdef __cplusplus
}
#endif

#endif
