/* ThreadX services on Linux: the subset this library implements.
 *
 * Names, values, structure fields and signatures are those of ThreadX 6.4.2.
 * What is not declared here is not implemented. Performance counters, event
 * trace and multi error checking are not; asking for them has no effect.
 *
 * Every service exists twice: `_tx_x` does the work, `_txe_x` checks its
 * arguments and its caller first. `tx_x` is the checking one unless
 * TX_DISABLE_ERROR_CHECKING is defined.
 */
#ifndef TX_API_H
#define TX_API_H

#ifdef __cplusplus
extern "C" {
#endif

#ifndef TX_PARAMETER_NOT_USED
#define TX_PARAMETER_NOT_USED(p) ((void)(p))
#endif

#include "tx_port.h"

#define AZURE_RTOS_THREADX
#define EL_PRODUCT_THREADX
#define THREADX_MAJOR_VERSION           6
#define THREADX_MINOR_VERSION           4
#define THREADX_PATCH_VERSION           2

/* Arguments. */
#define TX_NO_WAIT                      ((ULONG) 0)
#define TX_WAIT_FOREVER                 ((ULONG) 0xFFFFFFFFUL)
#define TX_AND                          ((UINT) 2)
#define TX_AND_CLEAR                    ((UINT) 3)
#define TX_OR                           ((UINT) 0)
#define TX_OR_CLEAR                     ((UINT) 1)
#define TX_1_ULONG                      ((UINT) 1)
#define TX_2_ULONG                      ((UINT) 2)
#define TX_4_ULONG                      ((UINT) 4)
#define TX_8_ULONG                      ((UINT) 8)
#define TX_16_ULONG                     ((UINT) 16)
#define TX_NO_TIME_SLICE                ((ULONG) 0)
#define TX_AUTO_START                   ((UINT) 1)
#define TX_DONT_START                   ((UINT) 0)
#define TX_AUTO_ACTIVATE                ((UINT) 1)
#define TX_NO_ACTIVATE                  ((UINT) 0)
#define TX_TRUE                         ((UINT) 1)
#define TX_FALSE                        ((UINT) 0)
#define TX_NULL                         ((void *) 0)
#define TX_INHERIT                      ((UINT) 1)
#define TX_NO_INHERIT                   ((UINT) 0)
#define TX_THREAD_ENTRY                 ((UINT) 0)
#define TX_THREAD_EXIT                  ((UINT) 1)
#define TX_NO_SUSPENSIONS               ((UINT) 0)
#define TX_NO_MESSAGES                  ((UINT) 0)
#define TX_EMPTY                        ((ULONG) 0)
#define TX_CLEAR_ID                     ((ULONG) 0)
#define TX_STACK_FILL                   ((ULONG) 0xEFEFEFEFUL)

/* States of a thread. */
#define TX_READY                        ((UINT) 0)
#define TX_COMPLETED                    ((UINT) 1)
#define TX_TERMINATED                   ((UINT) 2)
#define TX_SUSPENDED                    ((UINT) 3)
#define TX_SLEEP                        ((UINT) 4)
#define TX_QUEUE_SUSP                   ((UINT) 5)
#define TX_SEMAPHORE_SUSP               ((UINT) 6)
#define TX_EVENT_FLAG                   ((UINT) 7)
#define TX_BLOCK_MEMORY                 ((UINT) 8)
#define TX_BYTE_MEMORY                  ((UINT) 9)
#define TX_IO_DRIVER                    ((UINT) 10)
#define TX_FILE                         ((UINT) 11)
#define TX_TCP_IP                       ((UINT) 12)
#define TX_MUTEX_SUSP                   ((UINT) 13)
#define TX_PRIORITY_CHANGE              ((UINT) 14)

/* Results. */
#define TX_SUCCESS                      ((UINT) 0x00)
#define TX_DELETED                      ((UINT) 0x01)
#define TX_POOL_ERROR                   ((UINT) 0x02)
#define TX_PTR_ERROR                    ((UINT) 0x03)
#define TX_WAIT_ERROR                   ((UINT) 0x04)
#define TX_SIZE_ERROR                   ((UINT) 0x05)
#define TX_GROUP_ERROR                  ((UINT) 0x06)
#define TX_NO_EVENTS                    ((UINT) 0x07)
#define TX_OPTION_ERROR                 ((UINT) 0x08)
#define TX_QUEUE_ERROR                  ((UINT) 0x09)
#define TX_QUEUE_EMPTY                  ((UINT) 0x0A)
#define TX_QUEUE_FULL                   ((UINT) 0x0B)
#define TX_SEMAPHORE_ERROR              ((UINT) 0x0C)
#define TX_NO_INSTANCE                  ((UINT) 0x0D)
#define TX_THREAD_ERROR                 ((UINT) 0x0E)
#define TX_PRIORITY_ERROR               ((UINT) 0x0F)
#define TX_NO_MEMORY                    ((UINT) 0x10)
#define TX_START_ERROR                  ((UINT) 0x10)
#define TX_DELETE_ERROR                 ((UINT) 0x11)
#define TX_RESUME_ERROR                 ((UINT) 0x12)
#define TX_CALLER_ERROR                 ((UINT) 0x13)
#define TX_SUSPEND_ERROR                ((UINT) 0x14)
#define TX_TIMER_ERROR                  ((UINT) 0x15)
#define TX_TICK_ERROR                   ((UINT) 0x16)
#define TX_ACTIVATE_ERROR               ((UINT) 0x17)
#define TX_THRESH_ERROR                 ((UINT) 0x18)
#define TX_SUSPEND_LIFTED               ((UINT) 0x19)
#define TX_WAIT_ABORTED                 ((UINT) 0x1A)
#define TX_WAIT_ABORT_ERROR             ((UINT) 0x1B)
#define TX_MUTEX_ERROR                  ((UINT) 0x1C)
#define TX_NOT_AVAILABLE                ((UINT) 0x1D)
#define TX_NOT_OWNED                    ((UINT) 0x1E)
#define TX_INHERIT_ERROR                ((UINT) 0x1F)
#define TX_NOT_DONE                     ((UINT) 0x20)
#define TX_CEILING_EXCEEDED             ((UINT) 0x21)
#define TX_INVALID_CEILING              ((UINT) 0x22)
#define TX_FEATURE_NOT_ENABLED          ((UINT) 0xFF)

/* Timer ticks in a second. */
#ifndef TX_TIMER_TICKS_PER_SECOND
#define TX_TIMER_TICKS_PER_SECOND       (100UL)
#endif

/* Pointers through a thread's or timer's ULONG argument: it is wide enough. */
#ifndef TX_THREAD_EXTENSION_PTR_SET
#define TX_THREAD_EXTENSION_PTR_SET(a, b)
#endif
#ifndef TX_THREAD_EXTENSION_PTR_GET
#define TX_THREAD_EXTENSION_PTR_GET(a, b, c)    { (a) = (b *) (c); }
#endif
#ifndef TX_TIMER_EXTENSION_PTR_SET
#define TX_TIMER_EXTENSION_PTR_SET(a, b)
#endif
#ifndef TX_TIMER_EXTENSION_PTR_GET
#define TX_TIMER_EXTENSION_PTR_GET(a, b, c)     { (a) = (b *) (c); }
#endif

/* Control blocks. The application owns the memory; while an object exists,
 * its fields are the library's to change. */

/* One armed timeout: of a thread's wait or of an application timer. */
typedef struct TX_TIMER_INTERNAL_STRUCT
{
    ULONG tx_timer_internal_remaining_ticks;
    ULONG tx_timer_internal_re_initialize_ticks;
    VOID (*tx_timer_internal_timeout_function)(ULONG id);
    ULONG tx_timer_internal_timeout_param;
    struct TX_TIMER_INTERNAL_STRUCT *tx_timer_internal_active_next, *tx_timer_internal_active_previous;
    struct TX_TIMER_INTERNAL_STRUCT **tx_timer_internal_list_head;
    TX_TIMER_INTERNAL_EXTENSION
} TX_TIMER_INTERNAL;

typedef struct TX_TIMER_STRUCT
{
    ULONG tx_timer_id;
    CHAR *tx_timer_name;
    TX_TIMER_INTERNAL tx_timer_internal;
    struct TX_TIMER_STRUCT *tx_timer_created_next, *tx_timer_created_previous;
    TX_TIMER_EXTENSION
} TX_TIMER;

typedef struct TX_THREAD_STRUCT
{
    ULONG tx_thread_id;
    ULONG tx_thread_run_count;
    VOID *tx_thread_stack_ptr;
    VOID *tx_thread_stack_start;
    VOID *tx_thread_stack_end;
    ULONG tx_thread_stack_size;
    ULONG tx_thread_time_slice;
    ULONG tx_thread_new_time_slice;
    struct TX_THREAD_STRUCT *tx_thread_ready_next, *tx_thread_ready_previous;
    TX_THREAD_EXTENSION_0
    CHAR *tx_thread_name;
    UINT tx_thread_priority;
    UINT tx_thread_state;
    UINT tx_thread_delayed_suspend;
    UINT tx_thread_suspending;
    UINT tx_thread_preempt_threshold;
    VOID (*tx_thread_schedule_hook)(struct TX_THREAD_STRUCT *thread_ptr, ULONG id);
    VOID (*tx_thread_entry)(ULONG id);
    ULONG tx_thread_entry_parameter;
    TX_TIMER_INTERNAL tx_thread_timer;
    VOID (*tx_thread_suspend_cleanup)(struct TX_THREAD_STRUCT *thread_ptr, ULONG suspension_sequence);
    VOID *tx_thread_suspend_control_block;
    struct TX_THREAD_STRUCT *tx_thread_suspended_next, *tx_thread_suspended_previous;
    ULONG tx_thread_suspend_info;
    VOID *tx_thread_additional_suspend_info;
    UINT tx_thread_suspend_option;
    UINT tx_thread_suspend_status;
    TX_THREAD_EXTENSION_1
    struct TX_THREAD_STRUCT *tx_thread_created_next, *tx_thread_created_previous;
    TX_THREAD_EXTENSION_2
    VOID *tx_thread_filex_ptr;
    UINT tx_thread_user_priority;
    UINT tx_thread_user_preempt_threshold;
    UINT tx_thread_inherit_priority;
    UINT tx_thread_owned_mutex_count;
    struct TX_MUTEX_STRUCT *tx_thread_owned_mutex_list;
    VOID *tx_thread_stack_highest_ptr;
    VOID (*tx_thread_entry_exit_notify)(struct TX_THREAD_STRUCT *thread_ptr, UINT type);
    TX_THREAD_EXTENSION_3
    ULONG tx_thread_suspension_sequence;
    TX_THREAD_USER_EXTENSION
} TX_THREAD;

typedef struct TX_BLOCK_POOL_STRUCT
{
    ULONG tx_block_pool_id;
    CHAR *tx_block_pool_name;
    UINT tx_block_pool_available;
    UINT tx_block_pool_total;
    UCHAR *tx_block_pool_available_list;
    UCHAR *tx_block_pool_start;
    ULONG tx_block_pool_size;
    UINT tx_block_pool_block_size;
    struct TX_THREAD_STRUCT *tx_block_pool_suspension_list;
    UINT tx_block_pool_suspended_count;
    struct TX_BLOCK_POOL_STRUCT *tx_block_pool_created_next, *tx_block_pool_created_previous;
    TX_BLOCK_POOL_EXTENSION
} TX_BLOCK_POOL;

typedef struct TX_BYTE_POOL_STRUCT
{
    ULONG tx_byte_pool_id;
    CHAR *tx_byte_pool_name;
    ULONG tx_byte_pool_available;
    UINT tx_byte_pool_fragments;
    UCHAR *tx_byte_pool_list;
    UCHAR *tx_byte_pool_search;
    UCHAR *tx_byte_pool_start;
    ULONG tx_byte_pool_size;
    struct TX_THREAD_STRUCT *tx_byte_pool_owner;
    struct TX_THREAD_STRUCT *tx_byte_pool_suspension_list;
    UINT tx_byte_pool_suspended_count;
    struct TX_BYTE_POOL_STRUCT *tx_byte_pool_created_next, *tx_byte_pool_created_previous;
    TX_BYTE_POOL_EXTENSION
} TX_BYTE_POOL;

typedef struct TX_EVENT_FLAGS_GROUP_STRUCT
{
    ULONG tx_event_flags_group_id;
    CHAR *tx_event_flags_group_name;
    ULONG tx_event_flags_group_current;
    UINT tx_event_flags_group_reset_search;
    struct TX_THREAD_STRUCT *tx_event_flags_group_suspension_list;
    UINT tx_event_flags_group_suspended_count;
    struct TX_EVENT_FLAGS_GROUP_STRUCT *tx_event_flags_group_created_next, *tx_event_flags_group_created_previous;
    ULONG tx_event_flags_group_delayed_clear;
    VOID (*tx_event_flags_group_set_notify)(struct TX_EVENT_FLAGS_GROUP_STRUCT *group_ptr);
    TX_EVENT_FLAGS_GROUP_EXTENSION
} TX_EVENT_FLAGS_GROUP;

typedef struct TX_MUTEX_STRUCT
{
    ULONG tx_mutex_id;
    CHAR *tx_mutex_name;
    UINT tx_mutex_ownership_count;
    TX_THREAD *tx_mutex_owner;
    UINT tx_mutex_inherit;
    UINT tx_mutex_original_priority;
    struct TX_THREAD_STRUCT *tx_mutex_suspension_list;
    UINT tx_mutex_suspended_count;
    struct TX_MUTEX_STRUCT *tx_mutex_created_next, *tx_mutex_created_previous;
    UINT tx_mutex_highest_priority_waiting;
    struct TX_MUTEX_STRUCT *tx_mutex_owned_next, *tx_mutex_owned_previous;
    TX_MUTEX_EXTENSION
} TX_MUTEX;

typedef struct TX_QUEUE_STRUCT
{
    ULONG tx_queue_id;
    CHAR *tx_queue_name;
    UINT tx_queue_message_size;
    UINT tx_queue_capacity;
    UINT tx_queue_enqueued;
    UINT tx_queue_available_storage;
    ULONG *tx_queue_start;
    ULONG *tx_queue_end;
    ULONG *tx_queue_read;
    ULONG *tx_queue_write;
    struct TX_THREAD_STRUCT *tx_queue_suspension_list;
    UINT tx_queue_suspended_count;
    struct TX_QUEUE_STRUCT *tx_queue_created_next, *tx_queue_created_previous;
    VOID (*tx_queue_send_notify)(struct TX_QUEUE_STRUCT *queue_ptr);
    TX_QUEUE_EXTENSION
} TX_QUEUE;

typedef struct TX_SEMAPHORE_STRUCT
{
    ULONG tx_semaphore_id;
    CHAR *tx_semaphore_name;
    ULONG tx_semaphore_count;
    struct TX_THREAD_STRUCT *tx_semaphore_suspension_list;
    UINT tx_semaphore_suspended_count;
    struct TX_SEMAPHORE_STRUCT *tx_semaphore_created_next, *tx_semaphore_created_previous;
    VOID (*tx_semaphore_put_notify)(struct TX_SEMAPHORE_STRUCT *semaphore_ptr);
    TX_SEMAPHORE_EXTENSION
} TX_SEMAPHORE;

/* Which function a service's name means. */
#ifndef TX_SOURCE_CODE

#define tx_kernel_enter                              _tx_initialize_kernel_enter
#define tx_interrupt_control                         _tx_thread_interrupt_control
#define tx_thread_identify                           _tx_thread_identify
#define tx_thread_sleep                              _tx_thread_sleep
#define tx_thread_stack_error_notify                 _tx_thread_stack_error_notify
#define tx_time_get                                  _tx_time_get
#define tx_time_set                                  _tx_time_set

#ifdef TX_DISABLE_ERROR_CHECKING

#define tx_block_allocate                            _tx_block_allocate
#define tx_block_pool_create                         _tx_block_pool_create
#define tx_block_pool_delete                         _tx_block_pool_delete
#define tx_block_pool_info_get                       _tx_block_pool_info_get
#define tx_block_pool_prioritize                     _tx_block_pool_prioritize
#define tx_block_release                             _tx_block_release
#define tx_byte_allocate                             _tx_byte_allocate
#define tx_byte_pool_create                          _tx_byte_pool_create
#define tx_byte_pool_delete                          _tx_byte_pool_delete
#define tx_byte_pool_info_get                        _tx_byte_pool_info_get
#define tx_byte_pool_prioritize                      _tx_byte_pool_prioritize
#define tx_byte_release                              _tx_byte_release
#define tx_event_flags_create                        _tx_event_flags_create
#define tx_event_flags_delete                        _tx_event_flags_delete
#define tx_event_flags_get                           _tx_event_flags_get
#define tx_event_flags_info_get                      _tx_event_flags_info_get
#define tx_event_flags_set                           _tx_event_flags_set
#define tx_event_flags_set_notify                    _tx_event_flags_set_notify
#define tx_mutex_create                              _tx_mutex_create
#define tx_mutex_delete                              _tx_mutex_delete
#define tx_mutex_get                                 _tx_mutex_get
#define tx_mutex_info_get                            _tx_mutex_info_get
#define tx_mutex_prioritize                          _tx_mutex_prioritize
#define tx_mutex_put                                 _tx_mutex_put
#define tx_queue_create                              _tx_queue_create
#define tx_queue_delete                              _tx_queue_delete
#define tx_queue_flush                               _tx_queue_flush
#define tx_queue_front_send                          _tx_queue_front_send
#define tx_queue_info_get                            _tx_queue_info_get
#define tx_queue_prioritize                          _tx_queue_prioritize
#define tx_queue_receive                             _tx_queue_receive
#define tx_queue_send                                _tx_queue_send
#define tx_queue_send_notify                         _tx_queue_send_notify
#define tx_semaphore_ceiling_put                     _tx_semaphore_ceiling_put
#define tx_semaphore_create                          _tx_semaphore_create
#define tx_semaphore_delete                          _tx_semaphore_delete
#define tx_semaphore_get                             _tx_semaphore_get
#define tx_semaphore_info_get                        _tx_semaphore_info_get
#define tx_semaphore_prioritize                      _tx_semaphore_prioritize
#define tx_semaphore_put                             _tx_semaphore_put
#define tx_semaphore_put_notify                      _tx_semaphore_put_notify
#define tx_thread_create                             _tx_thread_create
#define tx_thread_delete                             _tx_thread_delete
#define tx_thread_entry_exit_notify                  _tx_thread_entry_exit_notify
#define tx_thread_info_get                           _tx_thread_info_get
#define tx_thread_preemption_change                  _tx_thread_preemption_change
#define tx_thread_priority_change                    _tx_thread_priority_change
#define tx_thread_relinquish                         _tx_thread_relinquish
#define tx_thread_reset                              _tx_thread_reset
#define tx_thread_resume                             _tx_thread_resume
#define tx_thread_suspend                            _tx_thread_suspend
#define tx_thread_terminate                          _tx_thread_terminate
#define tx_thread_time_slice_change                  _tx_thread_time_slice_change
#define tx_thread_wait_abort                         _tx_thread_wait_abort
#define tx_timer_activate                            _tx_timer_activate
#define tx_timer_change                              _tx_timer_change
#define tx_timer_create                              _tx_timer_create
#define tx_timer_deactivate                          _tx_timer_deactivate
#define tx_timer_delete                              _tx_timer_delete
#define tx_timer_info_get                            _tx_timer_info_get

#else

#define tx_block_allocate                            _txe_block_allocate
#define tx_block_pool_create(p,n,b,s,l)              _txe_block_pool_create((p),(n),(b),(s),(l),(sizeof(TX_BLOCK_POOL)))
#define tx_block_pool_delete                         _txe_block_pool_delete
#define tx_block_pool_info_get                       _txe_block_pool_info_get
#define tx_block_pool_prioritize                     _txe_block_pool_prioritize
#define tx_block_release                             _txe_block_release
#define tx_byte_allocate                             _txe_byte_allocate
#define tx_byte_pool_create(p,n,s,l)                 _txe_byte_pool_create((p),(n),(s),(l),(sizeof(TX_BYTE_POOL)))
#define tx_byte_pool_delete                          _txe_byte_pool_delete
#define tx_byte_pool_info_get                        _txe_byte_pool_info_get
#define tx_byte_pool_prioritize                      _txe_byte_pool_prioritize
#define tx_byte_release                              _txe_byte_release
#define tx_event_flags_create(g,n)                   _txe_event_flags_create((g),(n),(sizeof(TX_EVENT_FLAGS_GROUP)))
#define tx_event_flags_delete                        _txe_event_flags_delete
#define tx_event_flags_get                           _txe_event_flags_get
#define tx_event_flags_info_get                      _txe_event_flags_info_get
#define tx_event_flags_set                           _txe_event_flags_set
#define tx_event_flags_set_notify                    _txe_event_flags_set_notify
#define tx_mutex_create(m,n,i)                       _txe_mutex_create((m),(n),(i),(sizeof(TX_MUTEX)))
#define tx_mutex_delete                              _txe_mutex_delete
#define tx_mutex_get                                 _txe_mutex_get
#define tx_mutex_info_get                            _txe_mutex_info_get
#define tx_mutex_prioritize                          _txe_mutex_prioritize
#define tx_mutex_put                                 _txe_mutex_put
#define tx_queue_create(q,n,m,s,l)                   _txe_queue_create((q),(n),(m),(s),(l),(sizeof(TX_QUEUE)))
#define tx_queue_delete                              _txe_queue_delete
#define tx_queue_flush                               _txe_queue_flush
#define tx_queue_front_send                          _txe_queue_front_send
#define tx_queue_info_get                            _txe_queue_info_get
#define tx_queue_prioritize                          _txe_queue_prioritize
#define tx_queue_receive                             _txe_queue_receive
#define tx_queue_send                                _txe_queue_send
#define tx_queue_send_notify                         _txe_queue_send_notify
#define tx_semaphore_ceiling_put                     _txe_semaphore_ceiling_put
#define tx_semaphore_create(s,n,i)                   _txe_semaphore_create((s),(n),(i),(sizeof(TX_SEMAPHORE)))
#define tx_semaphore_delete                          _txe_semaphore_delete
#define tx_semaphore_get                             _txe_semaphore_get
#define tx_semaphore_info_get                        _txe_semaphore_info_get
#define tx_semaphore_prioritize                      _txe_semaphore_prioritize
#define tx_semaphore_put                             _txe_semaphore_put
#define tx_semaphore_put_notify                      _txe_semaphore_put_notify
#define tx_thread_create(t,n,e,i,s,l,p,r,c,a)        _txe_thread_create((t),(n),(e),(i),(s),(l),(p),(r),(c),(a),(sizeof(TX_THREAD)))
#define tx_thread_delete                             _txe_thread_delete
#define tx_thread_entry_exit_notify                  _txe_thread_entry_exit_notify
#define tx_thread_info_get                           _txe_thread_info_get
#define tx_thread_preemption_change                  _txe_thread_preemption_change
#define tx_thread_priority_change                    _txe_thread_priority_change
#define tx_thread_relinquish                         _txe_thread_relinquish
#define tx_thread_reset                              _txe_thread_reset
#define tx_thread_resume                             _txe_thread_resume
#define tx_thread_suspend                            _txe_thread_suspend
#define tx_thread_terminate                          _txe_thread_terminate
#define tx_thread_time_slice_change                  _txe_thread_time_slice_change
#define tx_thread_wait_abort                         _txe_thread_wait_abort
#define tx_timer_activate                            _txe_timer_activate
#define tx_timer_change                              _txe_timer_change
#define tx_timer_create(t,n,e,i,c,r,a)               _txe_timer_create((t),(n),(e),(i),(c),(r),(a),(sizeof(TX_TIMER)))
#define tx_timer_deactivate                          _txe_timer_deactivate
#define tx_timer_delete                              _txe_timer_delete
#define tx_timer_info_get                            _txe_timer_info_get

#endif
#endif

/* The application's: creates the first objects. Called once, before any thread
 * runs, with the start of a 64 MiB area that is free for use. */
VOID tx_application_define(VOID *first_unused_memory);

/* Calls tx_application_define, then runs threads. Never returns. */
VOID _tx_initialize_kernel_enter(VOID);

/* Block pools. */
UINT _tx_block_allocate(TX_BLOCK_POOL *pool_ptr, VOID **block_ptr, ULONG wait_option);
UINT _tx_block_pool_create(TX_BLOCK_POOL *pool_ptr, CHAR *name_ptr, ULONG block_size, VOID *pool_start,
                           ULONG pool_size);
UINT _tx_block_pool_delete(TX_BLOCK_POOL *pool_ptr);
UINT _tx_block_pool_info_get(TX_BLOCK_POOL *pool_ptr, CHAR **name, ULONG *available_blocks, ULONG *total_blocks,
                             TX_THREAD **first_suspended, ULONG *suspended_count, TX_BLOCK_POOL **next_pool);
UINT _tx_block_pool_prioritize(TX_BLOCK_POOL *pool_ptr);
UINT _tx_block_release(VOID *block_ptr);
UINT _txe_block_allocate(TX_BLOCK_POOL *pool_ptr, VOID **block_ptr, ULONG wait_option);
UINT _txe_block_pool_create(TX_BLOCK_POOL *pool_ptr, CHAR *name_ptr, ULONG block_size, VOID *pool_start,
                            ULONG pool_size, UINT pool_control_block_size);
UINT _txe_block_pool_delete(TX_BLOCK_POOL *pool_ptr);
UINT _txe_block_pool_info_get(TX_BLOCK_POOL *pool_ptr, CHAR **name, ULONG *available_blocks, ULONG *total_blocks,
                              TX_THREAD **first_suspended, ULONG *suspended_count, TX_BLOCK_POOL **next_pool);
UINT _txe_block_pool_prioritize(TX_BLOCK_POOL *pool_ptr);
UINT _txe_block_release(VOID *block_ptr);

/* Byte pools. */
UINT _tx_byte_allocate(TX_BYTE_POOL *pool_ptr, VOID **memory_ptr, ULONG memory_size, ULONG wait_option);
UINT _tx_byte_pool_create(TX_BYTE_POOL *pool_ptr, CHAR *name_ptr, VOID *pool_start, ULONG pool_size);
UINT _tx_byte_pool_delete(TX_BYTE_POOL *pool_ptr);
UINT _tx_byte_pool_info_get(TX_BYTE_POOL *pool_ptr, CHAR **name, ULONG *available_bytes, ULONG *fragments,
                            TX_THREAD **first_suspended, ULONG *suspended_count, TX_BYTE_POOL **next_pool);
UINT _tx_byte_pool_prioritize(TX_BYTE_POOL *pool_ptr);
UINT _tx_byte_release(VOID *memory_ptr);
UINT _txe_byte_allocate(TX_BYTE_POOL *pool_ptr, VOID **memory_ptr, ULONG memory_size, ULONG wait_option);
UINT _txe_byte_pool_create(TX_BYTE_POOL *pool_ptr, CHAR *name_ptr, VOID *pool_start, ULONG pool_size,
                           UINT pool_control_block_size);
UINT _txe_byte_pool_delete(TX_BYTE_POOL *pool_ptr);
UINT _txe_byte_pool_info_get(TX_BYTE_POOL *pool_ptr, CHAR **name, ULONG *available_bytes, ULONG *fragments,
                             TX_THREAD **first_suspended, ULONG *suspended_count, TX_BYTE_POOL **next_pool);
UINT _txe_byte_pool_prioritize(TX_BYTE_POOL *pool_ptr);
UINT _txe_byte_release(VOID *memory_ptr);

/* Event flags. */
UINT _tx_event_flags_create(TX_EVENT_FLAGS_GROUP *group_ptr, CHAR *name_ptr);
UINT _tx_event_flags_delete(TX_EVENT_FLAGS_GROUP *group_ptr);
UINT _tx_event_flags_get(TX_EVENT_FLAGS_GROUP *group_ptr, ULONG requested_flags, UINT get_option,
                         ULONG *actual_flags_ptr, ULONG wait_option);
UINT _tx_event_flags_info_get(TX_EVENT_FLAGS_GROUP *group_ptr, CHAR **name, ULONG *current_flags,
                              TX_THREAD **first_suspended, ULONG *suspended_count,
                              TX_EVENT_FLAGS_GROUP **next_group);
UINT _tx_event_flags_set(TX_EVENT_FLAGS_GROUP *group_ptr, ULONG flags_to_set, UINT set_option);
UINT _tx_event_flags_set_notify(TX_EVENT_FLAGS_GROUP *group_ptr,
                                VOID (*events_set_notify)(TX_EVENT_FLAGS_GROUP *notify_group_ptr));
UINT _txe_event_flags_create(TX_EVENT_FLAGS_GROUP *group_ptr, CHAR *name_ptr, UINT event_control_block_size);
UINT _txe_event_flags_delete(TX_EVENT_FLAGS_GROUP *group_ptr);
UINT _txe_event_flags_get(TX_EVENT_FLAGS_GROUP *group_ptr, ULONG requested_flags, UINT get_option,
                          ULONG *actual_flags_ptr, ULONG wait_option);
UINT _txe_event_flags_info_get(TX_EVENT_FLAGS_GROUP *group_ptr, CHAR **name, ULONG *current_flags,
                               TX_THREAD **first_suspended, ULONG *suspended_count,
                               TX_EVENT_FLAGS_GROUP **next_group);
UINT _txe_event_flags_set(TX_EVENT_FLAGS_GROUP *group_ptr, ULONG flags_to_set, UINT set_option);
UINT _txe_event_flags_set_notify(TX_EVENT_FLAGS_GROUP *group_ptr,
                                 VOID (*events_set_notify)(TX_EVENT_FLAGS_GROUP *notify_group_ptr));

/* Mutexes. */
UINT _tx_mutex_create(TX_MUTEX *mutex_ptr, CHAR *name_ptr, UINT inherit);
UINT _tx_mutex_delete(TX_MUTEX *mutex_ptr);
UINT _tx_mutex_get(TX_MUTEX *mutex_ptr, ULONG wait_option);
UINT _tx_mutex_info_get(TX_MUTEX *mutex_ptr, CHAR **name, ULONG *count, TX_THREAD **owner,
                        TX_THREAD **first_suspended, ULONG *suspended_count, TX_MUTEX **next_mutex);
UINT _tx_mutex_prioritize(TX_MUTEX *mutex_ptr);
UINT _tx_mutex_put(TX_MUTEX *mutex_ptr);
UINT _txe_mutex_create(TX_MUTEX *mutex_ptr, CHAR *name_ptr, UINT inherit, UINT mutex_control_block_size);
UINT _txe_mutex_delete(TX_MUTEX *mutex_ptr);
UINT _txe_mutex_get(TX_MUTEX *mutex_ptr, ULONG wait_option);
UINT _txe_mutex_info_get(TX_MUTEX *mutex_ptr, CHAR **name, ULONG *count, TX_THREAD **owner,
                         TX_THREAD **first_suspended, ULONG *suspended_count, TX_MUTEX **next_mutex);
UINT _txe_mutex_prioritize(TX_MUTEX *mutex_ptr);
UINT _txe_mutex_put(TX_MUTEX *mutex_ptr);

/* Queues. */
UINT _tx_queue_create(TX_QUEUE *queue_ptr, CHAR *name_ptr, UINT message_size, VOID *queue_start, ULONG queue_size);
UINT _tx_queue_delete(TX_QUEUE *queue_ptr);
UINT _tx_queue_flush(TX_QUEUE *queue_ptr);
UINT _tx_queue_front_send(TX_QUEUE *queue_ptr, VOID *source_ptr, ULONG wait_option);
UINT _tx_queue_info_get(TX_QUEUE *queue_ptr, CHAR **name, ULONG *enqueued, ULONG *available_storage,
                        TX_THREAD **first_suspended, ULONG *suspended_count, TX_QUEUE **next_queue);
UINT _tx_queue_prioritize(TX_QUEUE *queue_ptr);
UINT _tx_queue_receive(TX_QUEUE *queue_ptr, VOID *destination_ptr, ULONG wait_option);
UINT _tx_queue_send(TX_QUEUE *queue_ptr, VOID *source_ptr, ULONG wait_option);
UINT _tx_queue_send_notify(TX_QUEUE *queue_ptr, VOID (*queue_send_notify)(TX_QUEUE *notify_queue_ptr));
UINT _txe_queue_create(TX_QUEUE *queue_ptr, CHAR *name_ptr, UINT message_size, VOID *queue_start, ULONG queue_size,
                       UINT queue_control_block_size);
UINT _txe_queue_delete(TX_QUEUE *queue_ptr);
UINT _txe_queue_flush(TX_QUEUE *queue_ptr);
UINT _txe_queue_front_send(TX_QUEUE *queue_ptr, VOID *source_ptr, ULONG wait_option);
UINT _txe_queue_info_get(TX_QUEUE *queue_ptr, CHAR **name, ULONG *enqueued, ULONG *available_storage,
                         TX_THREAD **first_suspended, ULONG *suspended_count, TX_QUEUE **next_queue);
UINT _txe_queue_prioritize(TX_QUEUE *queue_ptr);
UINT _txe_queue_receive(TX_QUEUE *queue_ptr, VOID *destination_ptr, ULONG wait_option);
UINT _txe_queue_send(TX_QUEUE *queue_ptr, VOID *source_ptr, ULONG wait_option);
UINT _txe_queue_send_notify(TX_QUEUE *queue_ptr, VOID (*queue_send_notify)(TX_QUEUE *notify_queue_ptr));

/* Semaphores. */
UINT _tx_semaphore_ceiling_put(TX_SEMAPHORE *semaphore_ptr, ULONG ceiling);
UINT _tx_semaphore_create(TX_SEMAPHORE *semaphore_ptr, CHAR *name_ptr, ULONG initial_count);
UINT _tx_semaphore_delete(TX_SEMAPHORE *semaphore_ptr);
UINT _tx_semaphore_get(TX_SEMAPHORE *semaphore_ptr, ULONG wait_option);
UINT _tx_semaphore_info_get(TX_SEMAPHORE *semaphore_ptr, CHAR **name, ULONG *current_value,
                            TX_THREAD **first_suspended, ULONG *suspended_count, TX_SEMAPHORE **next_semaphore);
UINT _tx_semaphore_prioritize(TX_SEMAPHORE *semaphore_ptr);
UINT _tx_semaphore_put(TX_SEMAPHORE *semaphore_ptr);
UINT _tx_semaphore_put_notify(TX_SEMAPHORE *semaphore_ptr,
                              VOID (*semaphore_put_notify)(TX_SEMAPHORE *notify_semaphore_ptr));
UINT _txe_semaphore_ceiling_put(TX_SEMAPHORE *semaphore_ptr, ULONG ceiling);
UINT _txe_semaphore_create(TX_SEMAPHORE *semaphore_ptr, CHAR *name_ptr, ULONG initial_count,
                           UINT semaphore_control_block_size);
UINT _txe_semaphore_delete(TX_SEMAPHORE *semaphore_ptr);
UINT _txe_semaphore_get(TX_SEMAPHORE *semaphore_ptr, ULONG wait_option);
UINT _txe_semaphore_info_get(TX_SEMAPHORE *semaphore_ptr, CHAR **name, ULONG *current_value,
                             TX_THREAD **first_suspended, ULONG *suspended_count, TX_SEMAPHORE **next_semaphore);
UINT _txe_semaphore_prioritize(TX_SEMAPHORE *semaphore_ptr);
UINT _txe_semaphore_put(TX_SEMAPHORE *semaphore_ptr);
UINT _txe_semaphore_put_notify(TX_SEMAPHORE *semaphore_ptr,
                               VOID (*semaphore_put_notify)(TX_SEMAPHORE *notify_semaphore_ptr));

/* Threads. */
UINT _tx_thread_create(TX_THREAD *thread_ptr, CHAR *name_ptr, VOID (*entry_function)(ULONG entry_input),
                       ULONG entry_input, VOID *stack_start, ULONG stack_size, UINT priority,
                       UINT preempt_threshold, ULONG time_slice, UINT auto_start);
UINT _tx_thread_delete(TX_THREAD *thread_ptr);
UINT _tx_thread_entry_exit_notify(TX_THREAD *thread_ptr,
                                  VOID (*thread_entry_exit_notify)(TX_THREAD *notify_thread_ptr, UINT type));
TX_THREAD *_tx_thread_identify(VOID);
UINT _tx_thread_info_get(TX_THREAD *thread_ptr, CHAR **name, UINT *state, ULONG *run_count, UINT *priority,
                         UINT *preemption_threshold, ULONG *time_slice, TX_THREAD **next_thread,
                         TX_THREAD **next_suspended_thread);
UINT _tx_thread_interrupt_control(UINT new_posture);
UINT _tx_thread_preemption_change(TX_THREAD *thread_ptr, UINT new_threshold, UINT *old_threshold);
UINT _tx_thread_priority_change(TX_THREAD *thread_ptr, UINT new_priority, UINT *old_priority);
VOID _tx_thread_relinquish(VOID);
UINT _tx_thread_reset(TX_THREAD *thread_ptr);
UINT _tx_thread_resume(TX_THREAD *thread_ptr);
UINT _tx_thread_sleep(ULONG timer_ticks);
UINT _tx_thread_stack_error_notify(VOID (*stack_error_handler)(TX_THREAD *thread_ptr));
UINT _tx_thread_suspend(TX_THREAD *thread_ptr);
UINT _tx_thread_terminate(TX_THREAD *thread_ptr);
UINT _tx_thread_time_slice_change(TX_THREAD *thread_ptr, ULONG new_time_slice, ULONG *old_time_slice);
UINT _tx_thread_wait_abort(TX_THREAD *thread_ptr);
UINT _txe_thread_create(TX_THREAD *thread_ptr, CHAR *name_ptr, VOID (*entry_function)(ULONG entry_input),
                        ULONG entry_input, VOID *stack_start, ULONG stack_size, UINT priority,
                        UINT preempt_threshold, ULONG time_slice, UINT auto_start, UINT thread_control_block_size);
UINT _txe_thread_delete(TX_THREAD *thread_ptr);
UINT _txe_thread_entry_exit_notify(TX_THREAD *thread_ptr,
                                   VOID (*thread_entry_exit_notify)(TX_THREAD *notify_thread_ptr, UINT type));
UINT _txe_thread_info_get(TX_THREAD *thread_ptr, CHAR **name, UINT *state, ULONG *run_count, UINT *priority,
                          UINT *preemption_threshold, ULONG *time_slice, TX_THREAD **next_thread,
                          TX_THREAD **next_suspended_thread);
UINT _txe_thread_preemption_change(TX_THREAD *thread_ptr, UINT new_threshold, UINT *old_threshold);
UINT _txe_thread_priority_change(TX_THREAD *thread_ptr, UINT new_priority, UINT *old_priority);
VOID _txe_thread_relinquish(VOID);
UINT _txe_thread_reset(TX_THREAD *thread_ptr);
UINT _txe_thread_resume(TX_THREAD *thread_ptr);
UINT _txe_thread_suspend(TX_THREAD *thread_ptr);
UINT _txe_thread_terminate(TX_THREAD *thread_ptr);
UINT _txe_thread_time_slice_change(TX_THREAD *thread_ptr, ULONG new_time_slice, ULONG *old_time_slice);
UINT _txe_thread_wait_abort(TX_THREAD *thread_ptr);

/* Time and timers. */
ULONG _tx_time_get(VOID);
VOID _tx_time_set(ULONG new_time);
UINT _tx_timer_activate(TX_TIMER *timer_ptr);
UINT _tx_timer_change(TX_TIMER *timer_ptr, ULONG initial_ticks, ULONG reschedule_ticks);
UINT _tx_timer_create(TX_TIMER *timer_ptr, CHAR *name_ptr, VOID (*expiration_function)(ULONG input),
                      ULONG expiration_input, ULONG initial_ticks, ULONG reschedule_ticks, UINT auto_activate);
UINT _tx_timer_deactivate(TX_TIMER *timer_ptr);
UINT _tx_timer_delete(TX_TIMER *timer_ptr);
UINT _tx_timer_info_get(TX_TIMER *timer_ptr, CHAR **name, UINT *active, ULONG *remaining_ticks,
                        ULONG *reschedule_ticks, TX_TIMER **next_timer);
UINT _txe_timer_activate(TX_TIMER *timer_ptr);
UINT _txe_timer_change(TX_TIMER *timer_ptr, ULONG initial_ticks, ULONG reschedule_ticks);
UINT _txe_timer_create(TX_TIMER *timer_ptr, CHAR *name_ptr, VOID (*expiration_function)(ULONG input),
                       ULONG expiration_input, ULONG initial_ticks, ULONG reschedule_ticks, UINT auto_activate,
                       UINT timer_control_block_size);
UINT _txe_timer_deactivate(TX_TIMER *timer_ptr);
UINT _txe_timer_delete(TX_TIMER *timer_ptr);
UINT _txe_timer_info_get(TX_TIMER *timer_ptr, CHAR **name, UINT *active, ULONG *remaining_ticks,
                         ULONG *reschedule_ticks, TX_TIMER **next_timer);

/* Memory and pointer arithmetic, as ThreadX and NetX sources write it. */
#ifndef TX_MEMSET
#define TX_MEMSET(a, b, c)                      memset((a), (b), (c))
#endif
#define TX_UCHAR_POINTER_ADD(a, b)              (((UCHAR *) (a)) + ((UINT) (b)))
#define TX_UCHAR_POINTER_SUB(a, b)              (((UCHAR *) (a)) - ((UINT) (b)))
#define TX_UCHAR_POINTER_DIF(a, b)              ((ULONG) (((UCHAR *) (a)) - ((UCHAR *) (b))))
#define TX_ULONG_POINTER_ADD(a, b)              (((ULONG *) (a)) + ((UINT) (b)))
#define TX_ULONG_POINTER_SUB(a, b)              (((ULONG *) (a)) - ((UINT) (b)))
#define TX_ULONG_POINTER_DIF(a, b)              ((ULONG) (((ULONG *) (a)) - ((ULONG *) (b))))
#define TX_POINTER_TO_ULONG_CONVERT(a)          ((ULONG) ((VOID *) (a)))
#define TX_ULONG_TO_POINTER_CONVERT(a)          ((VOID *) ((ULONG) (a)))
#define TX_POINTER_TO_ALIGN_TYPE_CONVERT(a)     ((ALIGN_TYPE) ((VOID *) (a)))
#define TX_ALIGN_TYPE_TO_POINTER_CONVERT(a)     ((VOID *) ((ALIGN_TYPE) (a)))
#define TX_UCHAR_TO_VOID_POINTER_CONVERT(a)     ((VOID *) (a))
#define TX_VOID_TO_UCHAR_POINTER_CONVERT(a)     ((UCHAR *) ((VOID *) (a)))
#define TX_ULONG_TO_THREAD_POINTER_CONVERT(a)   ((TX_THREAD *) ((VOID *) (a)))
#define TX_LOOP_FOREVER                         ((UINT) 1)

/* Nonzero while tx_application_define runs, zero once threads do. */
extern volatile ULONG _tx_thread_system_state;
#ifndef TX_THREAD_GET_SYSTEM_STATE
#define TX_THREAD_GET_SYSTEM_STATE()            _tx_thread_system_state
#endif

#ifdef __cplusplus
}
#endif

#endif
