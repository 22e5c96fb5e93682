/* Stand-in for ThreadX: threads.
 *
 * Every thread has the stack the application gave it. Threads that can run are in one list, the most urgent first, the
 * longest ready first among equals; the first of the list runs. The scheduler has the stack of the reset handler, so
 * that what it does, and what link_poll does, leaves no trace on the stacks of threads.
 */
#include "kernel.h"
#include "link.h"

#define THREAD_ID ((ULONG) 0x54485244)

/* Saved registers of a thread that has not run yet: r4 to r11, the program counter, s16 to s31. */
#ifdef __ARM_FP
#define FRAME_WORDS 25
#else
#define FRAME_WORDS 9
#endif

void kernel_switch(VOID **leave, VOID *enter);

TX_THREAD *_tx_thread_current_ptr;
ULONG kernel_clock;
UINT kernel_objects;

static TX_THREAD *created;
static TX_THREAD *ready;
static VOID *scheduler;
static ULONG sequence;

static VOID make_ready(TX_THREAD *thread_ptr)
{
    TX_THREAD **link = &ready;

    while (*link && (*link)->tx_thread_priority <= thread_ptr->tx_thread_priority)
        link = &(*link)->tx_thread_ready_next;
    thread_ptr->tx_thread_ready_next = *link;
    *link = thread_ptr;
    thread_ptr->tx_thread_state = TX_READY;
}

static VOID make_not_ready(TX_THREAD *thread_ptr, UINT state)
{
    TX_THREAD **link = &ready;

    while (*link && *link != thread_ptr)
        link = &(*link)->tx_thread_ready_next;
    if (*link)
        *link = thread_ptr->tx_thread_ready_next;
    thread_ptr->tx_thread_state = state;
}

static VOID leave(VOID)
{
    kernel_switch(&_tx_thread_current_ptr->tx_thread_stack_ptr, scheduler);
}

static VOID tick(VOID)
{
    TX_THREAD *thread_ptr;

    kernel_clock++;
    timers_tick();
    for (thread_ptr = created; thread_ptr; thread_ptr = thread_ptr->tx_thread_created_next)
    {
        ULONG *left = &thread_ptr->tx_thread_timer.tx_timer_internal_remaining_ticks;

        if (thread_ptr->tx_thread_state != TX_READY && *left && --*left == 0)
            kernel_wake(thread_ptr, (UINT)thread_ptr->tx_thread_timer.tx_timer_internal_timeout_param);
    }
}

static ULONG next_deadline(VOID)
{
    TX_THREAD *thread_ptr;
    ULONG next = timers_next();

    for (thread_ptr = created; thread_ptr; thread_ptr = thread_ptr->tx_thread_created_next)
    {
        ULONG left = thread_ptr->tx_thread_timer.tx_timer_internal_remaining_ticks;

        if (thread_ptr->tx_thread_state != TX_READY && left && left < next)
            next = left;
    }
    return next;
}

VOID _tx_initialize_kernel_enter(VOID)
{
    extern UCHAR standin_free_memory[];

    tx_application_define(standin_free_memory);
    for (;;)
    {
        ULONG ticks;

        while (ready)
        {
            _tx_thread_current_ptr = ready;
            ready->tx_thread_run_count++;
            kernel_switch(&scheduler, ready->tx_thread_stack_ptr);
            _tx_thread_current_ptr = TX_NULL;
        }
        for (ticks = link_poll(next_deadline()); ticks; ticks--)
            tick();
    }
}

UINT kernel_in_thread(VOID)
{
    return _tx_thread_current_ptr != TX_NULL;
}

UINT kernel_wait(UINT state, VOID *object, ULONG ticks, UINT late)
{
    TX_THREAD *self = _tx_thread_current_ptr;

    self->tx_thread_suspend_control_block = object;
    self->tx_thread_suspension_sequence = ++sequence;
    self->tx_thread_timer.tx_timer_internal_remaining_ticks = ticks == TX_WAIT_FOREVER ? 0 : ticks;
    self->tx_thread_timer.tx_timer_internal_timeout_param = late;
    make_not_ready(self, state);
    leave();
    return self->tx_thread_suspend_status;
}

/* Whether the wait of `a` began before that of `b`. */
static UINT waits_longer(const TX_THREAD *a, const TX_THREAD *b)
{
    return (LONG)(a->tx_thread_suspension_sequence - b->tx_thread_suspension_sequence) < 0;
}

TX_THREAD *kernel_waiting(VOID *object, TX_THREAD *after)
{
    TX_THREAD *thread_ptr, *first = TX_NULL;

    for (thread_ptr = created; thread_ptr; thread_ptr = thread_ptr->tx_thread_created_next)
    {
        if (thread_ptr->tx_thread_state == TX_READY || thread_ptr->tx_thread_suspend_control_block != object)
            continue;
        if ((!after || waits_longer(after, thread_ptr)) && (!first || waits_longer(thread_ptr, first)))
            first = thread_ptr;
    }
    return first;
}

VOID kernel_wake(TX_THREAD *thread_ptr, UINT status)
{
    thread_ptr->tx_thread_suspend_control_block = TX_NULL;
    thread_ptr->tx_thread_suspend_status = status;
    thread_ptr->tx_thread_timer.tx_timer_internal_remaining_ticks = 0;
    make_ready(thread_ptr);
}

VOID kernel_yield(VOID)
{
    if (_tx_thread_current_ptr && ready != _tx_thread_current_ptr)
        leave();
}

/* Where every thread begins and ends. */
static VOID run(VOID)
{
    TX_THREAD *self = _tx_thread_current_ptr;

    self->tx_thread_entry(self->tx_thread_entry_parameter);
    make_not_ready(self, TX_COMPLETED);
    leave();
}

UINT _txe_thread_create(TX_THREAD *thread_ptr, CHAR *name_ptr, VOID (*entry_function)(ULONG id), ULONG entry_input,
                        VOID *stack_start, ULONG stack_size, UINT priority, UINT preempt_threshold, ULONG time_slice,
                        UINT auto_start, UINT thread_control_block_size)
{
    ULONG *top;
    ULONG i;

    if (!thread_ptr || thread_control_block_size != sizeof(TX_THREAD) || thread_ptr->tx_thread_id == THREAD_ID)
        return TX_THREAD_ERROR;
    if (!stack_start || !entry_function)
        return TX_PTR_ERROR;
    if (stack_size < TX_MINIMUM_STACK)
        return TX_SIZE_ERROR;
    if (priority >= TX_MAX_PRIORITIES)
        return TX_PRIORITY_ERROR;
    if (preempt_threshold > priority)
        return TX_THRESH_ERROR;
    memset(thread_ptr, 0, sizeof(*thread_ptr));
    memset(stack_start, (UCHAR)TX_STACK_FILL, stack_size);
    thread_ptr->tx_thread_name = name_ptr;
    thread_ptr->tx_thread_entry = entry_function;
    thread_ptr->tx_thread_entry_parameter = entry_input;
    thread_ptr->tx_thread_stack_start = stack_start;
    thread_ptr->tx_thread_stack_size = stack_size;
    thread_ptr->tx_thread_priority = priority;
    thread_ptr->tx_thread_user_priority = priority;
    thread_ptr->tx_thread_time_slice = time_slice;
    top = (ULONG *)(((ULONG)stack_start + stack_size) & ~(ULONG)7);
    thread_ptr->tx_thread_stack_end = (UCHAR *)stack_start + stack_size - 1;
    /* The frame is popped to the last register, so that the stack is aligned to 8 bytes when `run` begins. */
    *--top = (ULONG)run;
    for (i = 1; i < FRAME_WORDS; i++)
        *--top = 0;
    thread_ptr->tx_thread_stack_ptr = top;
    thread_ptr->tx_thread_created_next = created;
    created = thread_ptr;
    thread_ptr->tx_thread_id = THREAD_ID;
    kernel_objects++;
    thread_ptr->tx_thread_state = TX_SUSPENDED;
    if (auto_start)
    {
        make_ready(thread_ptr);
        kernel_yield();
    }
    return TX_SUCCESS;
}

UINT _txe_thread_delete(TX_THREAD *thread_ptr)
{
    TX_THREAD **link = &created;

    if (!thread_ptr || thread_ptr->tx_thread_id != THREAD_ID)
        return TX_THREAD_ERROR;
    if (thread_ptr->tx_thread_state != TX_COMPLETED && thread_ptr->tx_thread_state != TX_TERMINATED)
        return TX_DELETE_ERROR;
    while (*link != thread_ptr)
        link = &(*link)->tx_thread_created_next;
    *link = thread_ptr->tx_thread_created_next;
    thread_ptr->tx_thread_id = 0;
    kernel_objects--;
    return TX_SUCCESS;
}

UINT _txe_thread_terminate(TX_THREAD *thread_ptr)
{
    if (!thread_ptr || thread_ptr->tx_thread_id != THREAD_ID)
        return TX_THREAD_ERROR;
    if (thread_ptr->tx_thread_state == TX_COMPLETED || thread_ptr->tx_thread_state == TX_TERMINATED)
        return TX_SUCCESS;
    thread_ptr->tx_thread_timer.tx_timer_internal_remaining_ticks = 0;
    thread_ptr->tx_thread_suspend_control_block = TX_NULL;
    make_not_ready(thread_ptr, TX_TERMINATED);
    if (thread_ptr == _tx_thread_current_ptr)
        leave();
    return TX_SUCCESS;
}

UINT _txe_thread_resume(TX_THREAD *thread_ptr)
{
    if (!thread_ptr || thread_ptr->tx_thread_id != THREAD_ID)
        return TX_THREAD_ERROR;
    if (thread_ptr->tx_thread_state != TX_SUSPENDED)
        return TX_RESUME_ERROR;
    make_ready(thread_ptr);
    kernel_yield();
    return TX_SUCCESS;
}

UINT _txe_thread_info_get(TX_THREAD *thread_ptr, CHAR **name, UINT *state, ULONG *run_count, UINT *priority,
                          UINT *preemption_threshold, ULONG *time_slice, TX_THREAD **next_thread,
                          TX_THREAD **next_suspended_thread)
{
    if (!thread_ptr || thread_ptr->tx_thread_id != THREAD_ID)
        return TX_THREAD_ERROR;
    if (name)
        *name = thread_ptr->tx_thread_name;
    if (state)
        *state = thread_ptr->tx_thread_state;
    if (run_count)
        *run_count = thread_ptr->tx_thread_run_count;
    if (priority)
        *priority = thread_ptr->tx_thread_priority;
    if (preemption_threshold)
        *preemption_threshold = thread_ptr->tx_thread_priority;
    if (time_slice)
        *time_slice = thread_ptr->tx_thread_time_slice;
    if (next_thread)
        *next_thread = thread_ptr->tx_thread_created_next;
    if (next_suspended_thread)
        *next_suspended_thread = TX_NULL;
    return TX_SUCCESS;
}

UINT _txe_thread_priority_change(TX_THREAD *thread_ptr, UINT new_priority, UINT *old_priority)
{
    if (!thread_ptr || thread_ptr->tx_thread_id != THREAD_ID)
        return TX_THREAD_ERROR;
    if (!old_priority)
        return TX_PTR_ERROR;
    if (new_priority >= TX_MAX_PRIORITIES)
        return TX_PRIORITY_ERROR;
    *old_priority = thread_ptr->tx_thread_user_priority;
    thread_ptr->tx_thread_priority = new_priority;
    thread_ptr->tx_thread_user_priority = new_priority;
    if (thread_ptr->tx_thread_state == TX_READY)
    {
        make_not_ready(thread_ptr, TX_PRIORITY_CHANGE);
        make_ready(thread_ptr);
        kernel_yield();
    }
    return TX_SUCCESS;
}

VOID _txe_thread_relinquish(VOID)
{
    if (!kernel_in_thread())
        return;
    make_not_ready(_tx_thread_current_ptr, TX_READY);
    make_ready(_tx_thread_current_ptr);
    kernel_yield();
}

TX_THREAD *_tx_thread_identify(VOID)
{
    return _tx_thread_current_ptr;
}

UINT _tx_thread_sleep(ULONG timer_ticks)
{
    if (!kernel_in_thread())
        return TX_CALLER_ERROR;
    if (timer_ticks == 0)
        return TX_SUCCESS;
    return kernel_wait(TX_SLEEP, TX_NULL, timer_ticks, TX_SUCCESS);
}

ULONG _tx_time_get(VOID)
{
    return kernel_clock;
}
