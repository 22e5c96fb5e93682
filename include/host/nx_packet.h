/* NetX Duo for Linux hosts: packet pool internals that tests and add-ons name. */
#ifndef NX_PAC_H
#define NX_PAC_H

#include "nx_api.h"

#define NX_PACKET_POOL_ID   0x5041434BUL

/* What nx_packet_tcp_queue_next holds when it is not a link. */
#define NX_PACKET_FREE      ((ALIGN_TYPE)0xFFFFFFFFUL)
#define NX_PACKET_ALLOCATED ((ALIGN_TYPE)0xAAAAAAAAUL)
#define NX_PACKET_ENQUEUED  ((ALIGN_TYPE)0xEEEEEEEEUL)

/* What nx_packet_queue_next holds when it is not a link. */
#define NX_DRIVER_TX_DONE   ((ALIGN_TYPE)0xDDDDDDDDUL)
#define NX_PACKET_READY     ((ALIGN_TYPE)0xBBBBBBBBUL)

#ifdef __cplusplus
extern "C" {
#endif
extern NX_PACKET_POOL *_nx_packet_pool_created_ptr;
extern ULONG _nx_packet_pool_created_count;
#ifdef __cplusplus
}
#endif

#endif /* NX_PAC_H */
