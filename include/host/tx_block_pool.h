/* The list of block pools, to be read only. */
#ifndef TX_BLOCK_POOL_H
#define TX_BLOCK_POOL_H

#include "tx_api.h"

#ifdef __cplusplus
extern "C" {
#endif

#define TX_BLOCK_POOL_ID            ((ULONG) 0x424C4F43)

extern TX_BLOCK_POOL *_tx_block_pool_created_ptr;
extern ULONG _tx_block_pool_created_count;

#ifdef __cplusplus
}
#endif

#endif
