/* NX_CLOUD as the client sees it, for builds where no NetX Duo is at hand.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef NX_CLOUD_H
#define NX_CLOUD_H

#include "nx_api.h"

#define NX_CLOUD_COMMON_PERIODIC_EVENT 0x00000001u
#define NX_CLOUD_MODULE_MQTT_EVENT     0x00010000u

struct NX_CLOUD_STRUCT;

typedef struct NX_CLOUD_MODULE_STRUCT
{
    const CHAR                    *nx_cloud_module_name;
    ULONG                          nx_cloud_module_registered_events;
    ULONG                          nx_cloud_module_own_events;
    VOID                         (*nx_cloud_module_process)(VOID *module_context, ULONG common_events,
                                                            ULONG module_own_events);
    VOID                          *nx_cloud_module_context;
    struct NX_CLOUD_MODULE_STRUCT *nx_cloud_module_next;
    struct NX_CLOUD_STRUCT        *nx_cloud_ptr;
} NX_CLOUD_MODULE;

typedef struct NX_CLOUD_STRUCT
{
    ULONG                          nx_cloud_id;
    const CHAR                    *nx_cloud_name;
    TX_THREAD                      nx_cloud_thread;
    TX_EVENT_FLAGS_GROUP           nx_cloud_events;
    TX_MUTEX                       nx_cloud_mutex;
    TX_TIMER                       nx_cloud_periodic_timer;
    NX_CLOUD_MODULE               *nx_cloud_modules_list_header;
    ULONG                          nx_cloud_modules_count;
} NX_CLOUD;

UINT _nx_cloud_create(NX_CLOUD *cloud_ptr, const CHAR *cloud_name, VOID *memory_ptr, ULONG memory_size, UINT priority);
UINT _nx_cloud_delete(NX_CLOUD *cloud_ptr);
UINT _nx_cloud_module_register(NX_CLOUD *cloud_ptr, NX_CLOUD_MODULE *module_ptr, const CHAR *module_name,
                               ULONG module_event,
                               VOID (*module_process)(VOID *module_context, ULONG common_events,
                                                      ULONG module_own_events),
                               VOID *module_context);
UINT _nx_cloud_module_deregister(NX_CLOUD *cloud_ptr, NX_CLOUD_MODULE *module_ptr);
UINT _nx_cloud_module_event_set(NX_CLOUD_MODULE *cloud_module, ULONG module_own_event);
UINT _nx_cloud_module_event_clear(NX_CLOUD_MODULE *cloud_module, ULONG module_own_event);

#endif
