/* Stand-in for ThreadX: mutexes. They are recursive, and handed to the thread that has waited longest. */
#include "kernel.h"

#define MUTEX_ID ((ULONG) 0x4D555445)

extern TX_THREAD *_tx_thread_current_ptr;

UINT _txe_mutex_create(TX_MUTEX *mutex_ptr, CHAR *name_ptr, UINT inherit, UINT mutex_control_block_size)
{
    if (!mutex_ptr || mutex_control_block_size != sizeof(TX_MUTEX) || mutex_ptr->tx_mutex_id == MUTEX_ID)
        return TX_MUTEX_ERROR;
    if (inherit != TX_NO_INHERIT && inherit != TX_INHERIT)
        return TX_INHERIT_ERROR;
    memset(mutex_ptr, 0, sizeof(*mutex_ptr));
    mutex_ptr->tx_mutex_name = name_ptr;
    mutex_ptr->tx_mutex_inherit = inherit;
    mutex_ptr->tx_mutex_id = MUTEX_ID;
    kernel_objects++;
    return TX_SUCCESS;
}

UINT _txe_mutex_delete(TX_MUTEX *mutex_ptr)
{
    TX_THREAD *thread_ptr;

    if (!mutex_ptr || mutex_ptr->tx_mutex_id != MUTEX_ID)
        return TX_MUTEX_ERROR;
    mutex_ptr->tx_mutex_id = 0;
    kernel_objects--;
    while ((thread_ptr = kernel_waiting(mutex_ptr, TX_NULL)) != TX_NULL)
        kernel_wake(thread_ptr, TX_DELETED);
    kernel_yield();
    return TX_SUCCESS;
}

UINT _txe_mutex_get(TX_MUTEX *mutex_ptr, ULONG wait_option)
{
    TX_THREAD *self = _tx_thread_current_ptr;

    if (!mutex_ptr || mutex_ptr->tx_mutex_id != MUTEX_ID)
        return TX_MUTEX_ERROR;
    if (!self && wait_option)
        return TX_WAIT_ERROR;
    if (mutex_ptr->tx_mutex_ownership_count == 0)
    {
        mutex_ptr->tx_mutex_ownership_count = 1;
        mutex_ptr->tx_mutex_owner = self;
        if (self)
            self->tx_thread_owned_mutex_count++;
        return TX_SUCCESS;
    }
    if (mutex_ptr->tx_mutex_owner == self)
    {
        mutex_ptr->tx_mutex_ownership_count++;
        return TX_SUCCESS;
    }
    if (!wait_option)
        return TX_NOT_AVAILABLE;
    mutex_ptr->tx_mutex_suspended_count++;
    return kernel_wait(TX_MUTEX_SUSP, mutex_ptr, wait_option, TX_NOT_AVAILABLE);
}

UINT _txe_mutex_put(TX_MUTEX *mutex_ptr)
{
    TX_THREAD *self = _tx_thread_current_ptr;
    TX_THREAD *next;

    if (!mutex_ptr || mutex_ptr->tx_mutex_id != MUTEX_ID)
        return TX_MUTEX_ERROR;
    if (mutex_ptr->tx_mutex_ownership_count == 0 || mutex_ptr->tx_mutex_owner != self)
        return TX_NOT_OWNED;
    if (--mutex_ptr->tx_mutex_ownership_count)
        return TX_SUCCESS;
    if (self)
        self->tx_thread_owned_mutex_count--;
    mutex_ptr->tx_mutex_owner = TX_NULL;
    if (mutex_ptr->tx_mutex_suspended_count == 0)
        return TX_SUCCESS;
    mutex_ptr->tx_mutex_suspended_count = 0;
    next = kernel_waiting(mutex_ptr, TX_NULL);
    if (next)
    {
        kernel_wake(next, TX_SUCCESS);
        mutex_ptr->tx_mutex_owner = next;
        mutex_ptr->tx_mutex_ownership_count = 1;
        next->tx_thread_owned_mutex_count++;
        mutex_ptr->tx_mutex_suspended_count = kernel_waiting(mutex_ptr, TX_NULL) != TX_NULL;
        kernel_yield();
    }
    return TX_SUCCESS;
}
