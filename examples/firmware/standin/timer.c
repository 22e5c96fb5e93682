/* Stand-in for ThreadX: application timers. Their functions run in the scheduler, as if in an interrupt. */
#include "kernel.h"

#define TIMER_ID ((ULONG) 0x4154494D)

static TX_TIMER *created;

UINT _txe_timer_create(TX_TIMER *timer_ptr, CHAR *name_ptr, VOID (*expiration_function)(ULONG input),
                       ULONG expiration_input, ULONG initial_ticks, ULONG reschedule_ticks, UINT auto_activate,
                       UINT timer_control_block_size)
{
    if (!timer_ptr || timer_control_block_size != sizeof(TX_TIMER) || timer_ptr->tx_timer_id == TIMER_ID)
        return TX_TIMER_ERROR;
    if (initial_ticks == 0)
        return TX_TICK_ERROR;
    memset(timer_ptr, 0, sizeof(*timer_ptr));
    timer_ptr->tx_timer_name = name_ptr;
    timer_ptr->tx_timer_internal.tx_timer_internal_timeout_function = expiration_function;
    timer_ptr->tx_timer_internal.tx_timer_internal_timeout_param = expiration_input;
    timer_ptr->tx_timer_internal.tx_timer_internal_remaining_ticks = auto_activate ? initial_ticks : 0;
    timer_ptr->tx_timer_internal.tx_timer_internal_re_initialize_ticks = reschedule_ticks;
    timer_ptr->tx_timer_created_next = created;
    created = timer_ptr;
    timer_ptr->tx_timer_id = TIMER_ID;
    kernel_objects++;
    return TX_SUCCESS;
}

UINT _tx_timer_delete(TX_TIMER *timer_ptr)
{
    TX_TIMER **link = &created;

    while (*link && *link != timer_ptr)
        link = &(*link)->tx_timer_created_next;
    if (!*link)
        return TX_TIMER_ERROR;
    *link = timer_ptr->tx_timer_created_next;
    timer_ptr->tx_timer_id = 0;
    kernel_objects--;
    return TX_SUCCESS;
}

UINT _txe_timer_delete(TX_TIMER *timer_ptr)
{
    if (!timer_ptr || timer_ptr->tx_timer_id != TIMER_ID)
        return TX_TIMER_ERROR;
    return _tx_timer_delete(timer_ptr);
}

ULONG timers_next(VOID)
{
    TX_TIMER *timer_ptr;
    ULONG next = TX_WAIT_FOREVER;

    for (timer_ptr = created; timer_ptr; timer_ptr = timer_ptr->tx_timer_created_next)
    {
        ULONG left = timer_ptr->tx_timer_internal.tx_timer_internal_remaining_ticks;

        if (left && left < next)
            next = left;
    }
    return next;
}

VOID timers_tick(VOID)
{
    TX_TIMER *timer_ptr, *next;

    for (timer_ptr = created; timer_ptr; timer_ptr = next)
    {
        TX_TIMER_INTERNAL *internal = &timer_ptr->tx_timer_internal;

        /* The function may delete its timer. */
        next = timer_ptr->tx_timer_created_next;
        if (internal->tx_timer_internal_remaining_ticks && --internal->tx_timer_internal_remaining_ticks == 0)
        {
            internal->tx_timer_internal_remaining_ticks = internal->tx_timer_internal_re_initialize_ticks;
            internal->tx_timer_internal_timeout_function(internal->tx_timer_internal_timeout_param);
        }
    }
}
