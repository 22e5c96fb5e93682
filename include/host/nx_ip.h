/* NetX Duo for Linux hosts: IP internals that tests and add-ons name. */
#ifndef NX_IP_H
#define NX_IP_H

#include "nx_api.h"

#define NX_IP_ID                    0x49502020UL

#ifndef NX_IP_STATUS_CHECK_WAIT_TIME
#define NX_IP_STATUS_CHECK_WAIT_TIME 1
#endif
#ifndef NX_IP_FAST_TIMER_RATE
#define NX_IP_FAST_TIMER_RATE       10
#endif

#ifdef __cplusplus
extern "C" {
#endif
extern NX_IP *_nx_ip_created_ptr;
extern ULONG _nx_ip_created_count;
#ifdef __cplusplus
}
#endif

#endif /* NX_IP_H */
