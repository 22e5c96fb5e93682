/* Types, limits and port fields of the ThreadX shim for Linux.
 *
 * ULONG is `unsigned long`: 64 bits on x86-64, so code that passes a pointer
 * through a ULONG works. Settings from tx_user.h are read when
 * TX_INCLUDE_USER_DEFINE_FILE is defined; TX_MAX_PRIORITIES and
 * TX_TIMER_TICKS_PER_SECOND must have the values the library was built with.
 */
#ifndef TX_PORT_H
#define TX_PORT_H

#ifdef TX_INCLUDE_USER_DEFINE_FILE
#include "tx_user.h"
#endif

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

typedef void            VOID;
typedef char            CHAR;
typedef unsigned char   UCHAR;
typedef int             INT;
typedef unsigned int    UINT;
typedef long            LONG;
typedef unsigned long   ULONG;
typedef short           SHORT;
typedef unsigned short  USHORT;
typedef uint64_t        ULONG64;
#define ULONG64_DEFINED

/* Wide enough for a pointer: the header of a block or byte pool fragment. */
typedef unsigned long   ALIGN_TYPE;
#define ALIGN_TYPE_DEFINED

/* Number of priority levels; 0 is the highest. */
#ifndef TX_MAX_PRIORITIES
#define TX_MAX_PRIORITIES           32
#endif

/* Smallest stack size tx_thread_create accepts. Threads run on stacks of the
 * library's own, at least 256 KiB each; the given area is only recorded. */
#ifndef TX_MINIMUM_STACK
#define TX_MINIMUM_STACK            200
#endif

#ifndef TX_TIMER_THREAD_STACK_SIZE
#define TX_TIMER_THREAD_STACK_SIZE  400
#endif

#ifndef TX_TIMER_THREAD_PRIORITY
#define TX_TIMER_THREAD_PRIORITY    0
#endif

#define TX_INT_DISABLE              1
#define TX_INT_ENABLE               0

/* Marks a free fragment of a byte pool. */
#define TX_BYTE_BLOCK_FREE          ((ALIGN_TYPE) 0xFFFFEEEEFFFFEEEE)

/* Port fields. The host pointer of a thread belongs to the library. */
#define TX_THREAD_EXTENSION_0
#define TX_THREAD_EXTENSION_1       VOID *tx_thread_extension_ptr;
#define TX_THREAD_EXTENSION_2       VOID *tx_thread_host;
#define TX_THREAD_EXTENSION_3
#ifndef TX_THREAD_USER_EXTENSION
#define TX_THREAD_USER_EXTENSION
#endif
#define TX_BLOCK_POOL_EXTENSION
#define TX_BYTE_POOL_EXTENSION
#define TX_EVENT_FLAGS_GROUP_EXTENSION
#define TX_MUTEX_EXTENSION
#define TX_QUEUE_EXTENSION
#define TX_SEMAPHORE_EXTENSION
#define TX_TIMER_EXTENSION
#define TX_TIMER_INTERNAL_EXTENSION VOID *tx_timer_internal_extension_ptr;

/* Interrupt lockout: while it lasts, no timer expires and no other thread is
 * started beside the caller. It does not stop threads made by the host's own
 * pthread_create. */
#ifdef __cplusplus
extern "C" {
#endif
UINT _tx_thread_interrupt_disable(VOID);
VOID _tx_thread_interrupt_restore(UINT previous_posture);
extern CHAR _tx_version_id[];
#ifdef __cplusplus
}
#endif

#define TX_INTERRUPT_SAVE_AREA      UINT tx_saved_posture;
#define TX_DISABLE                  tx_saved_posture = _tx_thread_interrupt_disable();
#define TX_RESTORE                  _tx_thread_interrupt_restore(tx_saved_posture);

#define TX_BLOCK_POOL_DISABLE       TX_DISABLE
#define TX_BYTE_POOL_DISABLE        TX_DISABLE
#define TX_EVENT_FLAGS_GROUP_DISABLE TX_DISABLE
#define TX_MUTEX_DISABLE            TX_DISABLE
#define TX_QUEUE_DISABLE            TX_DISABLE
#define TX_SEMAPHORE_DISABLE        TX_DISABLE

#endif
