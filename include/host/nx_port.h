/*
 * NetX Duo for Linux hosts: the port layer.
 *
 * The basic types come from tx_port.h. ULONG is an unsigned long, 64 bits wide
 * on 64-bit hosts, so a pointer survives a trip through it.
 */
#ifndef NX_PORT_H
#define NX_PORT_H

#ifdef NX_INCLUDE_USER_DEFINE_FILE
#include "nx_user.h"
#endif

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define NX_LITTLE_ENDIAN 1

#ifndef NX_IP_PERIODIC_RATE
#ifdef TX_TIMER_TICKS_PER_SECOND
#define NX_IP_PERIODIC_RATE TX_TIMER_TICKS_PER_SECOND
#else
#define NX_IP_PERIODIC_RATE 100
#endif
#endif

/* Network values are 32 bits wide: only the low half of a ULONG takes part. */
#define NX_CHANGE_ULONG_ENDIAN(arg) \
    { \
        (arg) = (((arg) & 0x000000FFUL) << 24) | (((arg) & 0x0000FF00UL) << 8) | \
                (((arg) & 0x00FF0000UL) >> 8) | (((arg) & 0xFF000000UL) >> 24); \
    }
#define NX_CHANGE_USHORT_ENDIAN(a) a = (USHORT)((((a) >> 8) | ((a) << 8)) & 0xFFFF)

/* Declared as the C library does, so that its own headers may come before or after. */
#ifdef __THROW
#define NX_HOST_NOTHROW __THROW
#else
#define NX_HOST_NOTHROW
#endif
#ifdef __cplusplus
extern "C" {
#endif
#ifndef htonl
extern uint32_t htonl(uint32_t value) NX_HOST_NOTHROW __attribute__((__const__));
#endif
#ifndef ntohl
extern uint32_t ntohl(uint32_t value) NX_HOST_NOTHROW __attribute__((__const__));
#endif
#ifndef htons
extern uint16_t htons(uint16_t value) NX_HOST_NOTHROW __attribute__((__const__));
#endif
#ifndef ntohs
extern uint16_t ntohs(uint16_t value) NX_HOST_NOTHROW __attribute__((__const__));
#endif
#ifdef __cplusplus
}
#endif

/*
 * Caller checks for add-ons that are written like NetX services: a service that
 * may block needs a ThreadX thread as its caller.
 */
#define NX_CALLER_CHECKING_EXTERNS
#define NX_THREADS_ONLY_CALLER_CHECKING \
    if (tx_thread_identify() == TX_NULL) \
        return (NX_CALLER_ERROR);
#define NX_INIT_AND_THREADS_CALLER_CHECKING
#define NX_NOT_ISR_CALLER_CHECKING
#define NX_THREAD_WAIT_CALLER_CHECKING \
    if ((wait_option) && (tx_thread_identify() == TX_NULL)) \
        return (NX_CALLER_ERROR);

#endif /* NX_PORT_H */
