/* NetX Duo for Linux hosts: TCP constants that tests and add-ons name. */
#ifndef NX_TCP_H
#define NX_TCP_H

#include "nx_api.h"

#define NX_TCP_ID                       0x54435020UL

#define NX_TCP_MSS_SIZE                 1460
#define NX_TCP_MSS_MINIMUM              128
#ifndef NX_TCP_MAXIMUM_TX_QUEUE
#define NX_TCP_MAXIMUM_TX_QUEUE         20
#endif
#ifndef NX_TCP_MAXIMUM_RX_QUEUE
#define NX_TCP_MAXIMUM_RX_QUEUE         20
#endif
#ifndef NX_TCP_MAXIMUM_RETRIES
#define NX_TCP_MAXIMUM_RETRIES          10
#endif
#ifndef NX_TCP_RETRY_SHIFT
#define NX_TCP_RETRY_SHIFT              0
#endif
#ifndef NX_TCP_MAXIMUM_SEGMENT_LIFETIME
#define NX_TCP_MAXIMUM_SEGMENT_LIFETIME 120
#endif

#define NX_TCP_URG_BIT                  0x00200000UL
#define NX_TCP_ACK_BIT                  0x00100000UL
#define NX_TCP_PSH_BIT                  0x00080000UL
#define NX_TCP_RST_BIT                  0x00040000UL
#define NX_TCP_SYN_BIT                  0x00020000UL
#define NX_TCP_FIN_BIT                  0x00010000UL

#endif /* NX_TCP_H */
