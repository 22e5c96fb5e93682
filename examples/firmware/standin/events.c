/* Stand-in for ThreadX: event flags. */
#include "kernel.h"

#define EVENT_FLAGS_ID ((ULONG) 0x45564E54)

extern TX_THREAD *_tx_thread_current_ptr;

UINT _txe_event_flags_create(TX_EVENT_FLAGS_GROUP *group_ptr, CHAR *name_ptr, UINT event_control_block_size)
{
    if (!group_ptr || event_control_block_size != sizeof(TX_EVENT_FLAGS_GROUP)
        || group_ptr->tx_event_flags_group_id == EVENT_FLAGS_ID)
        return TX_GROUP_ERROR;
    memset(group_ptr, 0, sizeof(*group_ptr));
    group_ptr->tx_event_flags_group_name = name_ptr;
    group_ptr->tx_event_flags_group_id = EVENT_FLAGS_ID;
    kernel_objects++;
    return TX_SUCCESS;
}

UINT _txe_event_flags_delete(TX_EVENT_FLAGS_GROUP *group_ptr)
{
    TX_THREAD *thread_ptr;

    if (!group_ptr || group_ptr->tx_event_flags_group_id != EVENT_FLAGS_ID)
        return TX_GROUP_ERROR;
    group_ptr->tx_event_flags_group_id = 0;
    kernel_objects--;
    while ((thread_ptr = kernel_waiting(group_ptr, TX_NULL)) != TX_NULL)
        kernel_wake(thread_ptr, TX_DELETED);
    kernel_yield();
    return TX_SUCCESS;
}

/* Takes what a thread asks for: the flags, or 0 if they are not set. */
static ULONG take(TX_EVENT_FLAGS_GROUP *group_ptr, ULONG requested, UINT option)
{
    ULONG current = group_ptr->tx_event_flags_group_current;
    UINT all = option == TX_AND || option == TX_AND_CLEAR;

    if (all ? (current & requested) != requested : (current & requested) == 0)
        return 0;
    if (option == TX_AND_CLEAR || option == TX_OR_CLEAR)
        group_ptr->tx_event_flags_group_current &= ~requested;
    return current;
}

UINT _txe_event_flags_get(TX_EVENT_FLAGS_GROUP *group_ptr, ULONG requested_flags, UINT get_option,
                          ULONG *actual_flags_ptr, ULONG wait_option)
{
    TX_THREAD *self = _tx_thread_current_ptr;
    UINT status;

    if (!group_ptr || group_ptr->tx_event_flags_group_id != EVENT_FLAGS_ID)
        return TX_GROUP_ERROR;
    if (!actual_flags_ptr)
        return TX_PTR_ERROR;
    if (!self && wait_option)
        return TX_WAIT_ERROR;
    if (get_option > TX_AND_CLEAR)
        return TX_OPTION_ERROR;
    *actual_flags_ptr = take(group_ptr, requested_flags, get_option);
    if (*actual_flags_ptr)
        return TX_SUCCESS;
    if (!wait_option)
        return TX_NO_EVENTS;
    self->tx_thread_suspend_info = requested_flags;
    self->tx_thread_suspend_option = get_option;
    self->tx_thread_additional_suspend_info = actual_flags_ptr;
    group_ptr->tx_event_flags_group_suspended_count++;
    status = kernel_wait(TX_EVENT_FLAG, group_ptr, wait_option, TX_NO_EVENTS);
    group_ptr->tx_event_flags_group_suspended_count--;
    return status;
}

UINT _txe_event_flags_set(TX_EVENT_FLAGS_GROUP *group_ptr, ULONG flags_to_set, UINT set_option)
{
    TX_THREAD *thread_ptr;

    if (!group_ptr || group_ptr->tx_event_flags_group_id != EVENT_FLAGS_ID)
        return TX_GROUP_ERROR;
    if (set_option != TX_AND && set_option != TX_OR)
        return TX_OPTION_ERROR;
    if (set_option == TX_AND)
    {
        group_ptr->tx_event_flags_group_current &= flags_to_set;
        return TX_SUCCESS;
    }
    group_ptr->tx_event_flags_group_current |= flags_to_set;
    if (group_ptr->tx_event_flags_group_suspended_count == 0)
        return TX_SUCCESS;
    for (thread_ptr = kernel_waiting(group_ptr, TX_NULL); thread_ptr;
         thread_ptr = kernel_waiting(group_ptr, thread_ptr))
    {
        ULONG taken = take(group_ptr, thread_ptr->tx_thread_suspend_info, thread_ptr->tx_thread_suspend_option);

        if (taken)
        {
            *(ULONG *)thread_ptr->tx_thread_additional_suspend_info = taken;
            kernel_wake(thread_ptr, TX_SUCCESS);
        }
    }
    kernel_yield();
    return TX_SUCCESS;
}
