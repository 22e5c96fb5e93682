//! Threads.

use std::ffi::{c_char, c_void};

use super::{check_creator, check_running, ring::Ring};
use crate::{
    host::kernel::{
        Caller, Guard, TIMED_OUT, current_thread, enter,
        thread::{self, _tx_thread_created_count, _tx_thread_created_ptr, Spec, THREAD_ID},
        wait,
    },
    sys::{self, TX_THREAD, UINT, ULONG},
};

type Entry = Option<unsafe extern "C" fn(entry_input: ULONG)>;
type Notify = Option<unsafe extern "C" fn(notify_thread_ptr: *mut TX_THREAD, type_: UINT)>;

fn created() -> Ring<TX_THREAD> {
    Ring {
        head: &raw mut _tx_thread_created_ptr,
        count: &raw mut _tx_thread_created_count,
        // SAFETY: addresses of fields of a live control block.
        links: |t| unsafe {
            (&raw mut (*t).tx_thread_created_next, &raw mut (*t).tx_thread_created_previous)
        },
    }
}

pub(super) unsafe fn check(thread: *mut TX_THREAD) -> Result<(), UINT> {
    // SAFETY: not null, so readable (contract of the services).
    if !thread.is_null() && unsafe { (*thread).tx_thread_id } == THREAD_ID {
        Ok(())
    } else {
        Err(sys::TX_THREAD_ERROR)
    }
}

/// Creates a thread on a stack of the library's own; the given area is only recorded.
/// `TX_NO_MEMORY` if there is no memory for it.
///
/// # Safety
/// See [the module](super).
#[unsafe(no_mangle)]
pub unsafe extern "C" fn _tx_thread_create(
    thread_ptr: *mut TX_THREAD,
    name_ptr: *mut c_char,
    entry_function: Entry,
    entry_input: ULONG,
    stack_start: *mut c_void,
    stack_size: ULONG,
    priority: UINT,
    preempt_threshold: UINT,
    time_slice: ULONG,
    auto_start: UINT,
) -> UINT {
    let mut guard = enter();
    let spec = Spec {
        name: name_ptr,
        entry: entry_function,
        input: entry_input,
        stack: stack_start.cast(),
        stack_size,
        priority,
        threshold: preempt_threshold,
        time_slice,
    };
    // SAFETY: memory for a control block (contract).
    unsafe { create(&mut guard, thread_ptr, &spec, auto_start) }
}

/// Creates a thread and starts it if asked to.
///
/// # Safety
/// Memory for a control block.
pub(crate) unsafe fn create(
    guard: &mut Guard,
    thread: *mut TX_THREAD,
    spec: &Spec,
    auto_start: UINT,
) -> UINT {
    if thread::create(guard, thread, spec).is_err() {
        return sys::TX_NO_MEMORY;
    }
    // SAFETY: the control block was just filled in, under the lock.
    unsafe { created().append(thread) };
    if auto_start == sys::TX_AUTO_START {
        thread::start(guard, thread);
    }
    sys::TX_SUCCESS
}

/// As [`_tx_thread_create`], with checks.
///
/// # Safety
/// See [the module](super).
#[unsafe(no_mangle)]
pub unsafe extern "C" fn _txe_thread_create(
    thread_ptr: *mut TX_THREAD,
    name_ptr: *mut c_char,
    entry_function: Entry,
    entry_input: ULONG,
    stack_start: *mut c_void,
    stack_size: ULONG,
    priority: UINT,
    preempt_threshold: UINT,
    time_slice: ULONG,
    auto_start: UINT,
    thread_control_block_size: UINT,
) -> UINT {
    let mut guard = enter();
    let spec = Spec {
        name: name_ptr,
        entry: entry_function,
        input: entry_input,
        stack: stack_start.cast(),
        stack_size,
        priority,
        threshold: preempt_threshold,
        time_slice,
    };
    if thread_ptr.is_null() || thread_control_block_size as usize != size_of::<TX_THREAD>() {
        return sys::TX_THREAD_ERROR;
    }
    // SAFETY: a non-null pointer is to memory for a control block (contract).
    unsafe {
        if let Err(error) = check_create(&guard, thread_ptr, &spec, auto_start) {
            return error;
        }
        create(&mut guard, thread_ptr, &spec, auto_start)
    }
}

unsafe fn check_create(
    guard: &Guard,
    thread: *mut TX_THREAD,
    spec: &Spec,
    auto_start: UINT,
) -> Result<(), UINT> {
    // SAFETY: the created threads are live, under the lock.
    unsafe {
        if created().contains(thread) {
            return Err(sys::TX_THREAD_ERROR);
        }
        if spec.stack.is_null() || spec.entry.is_none() || created().any(|other| overlaps(spec, other)) {
            return Err(sys::TX_PTR_ERROR);
        }
    }
    if spec.stack_size < sys::TX_MINIMUM_STACK.into() {
        return Err(sys::TX_SIZE_ERROR);
    }
    if spec.priority >= sys::TX_MAX_PRIORITIES {
        return Err(sys::TX_PRIORITY_ERROR);
    }
    if spec.threshold > spec.priority {
        return Err(sys::TX_THRESH_ERROR);
    }
    if auto_start > sys::TX_AUTO_START {
        return Err(sys::TX_START_ERROR);
    }
    check_creator(guard)
}

/// Whether the stack areas of two threads share memory.
unsafe fn overlaps(spec: &Spec, other: *mut TX_THREAD) -> bool {
    // SAFETY: a live thread, under the lock.
    let (start, end) =
        unsafe { ((*other).tx_thread_stack_start.cast(), (*other).tx_thread_stack_end.cast()) };
    let last = spec.stack.wrapping_add(spec.stack_size.saturating_sub(1) as usize);
    (start..end).contains(&spec.stack) || (start..end).contains(&last)
}

/// Deletes a thread that has completed or was terminated, else `TX_DELETE_ERROR`.
///
/// # Safety
/// See [the module](super).
#[unsafe(no_mangle)]
pub unsafe extern "C" fn _tx_thread_delete(thread_ptr: *mut TX_THREAD) -> UINT {
    let _guard = enter();
    // SAFETY: a live thread (contract), under the lock. One that ended has no fiber.
    unsafe {
        if !has_ended(thread_ptr) {
            return sys::TX_DELETE_ERROR;
        }
        (*thread_ptr).tx_thread_id = 0;
        created().remove(thread_ptr);
    }
    sys::TX_SUCCESS
}

unsafe fn has_ended(thread: *mut TX_THREAD) -> bool {
    // SAFETY: a live thread (callers).
    matches!(unsafe { (*thread).tx_thread_state }, sys::TX_COMPLETED | sys::TX_TERMINATED)
}

/// As [`_tx_thread_delete`], with checks.
///
/// # Safety
/// See [the module](super).
#[unsafe(no_mangle)]
pub unsafe extern "C" fn _txe_thread_delete(thread_ptr: *mut TX_THREAD) -> UINT {
    // SAFETY: null or a live thread (contract).
    unsafe {
        let allowed = check_running(&enter()).and_then(|()| check(thread_ptr));
        allowed.map_or_else(|error| error, |()| _tx_thread_delete(thread_ptr))
    }
}

/// Sets the function called when the thread starts and ends; null: none.
///
/// # Safety
/// See [the module](super).
#[unsafe(no_mangle)]
pub unsafe extern "C" fn _tx_thread_entry_exit_notify(
    thread_ptr: *mut TX_THREAD,
    thread_entry_exit_notify: Notify,
) -> UINT {
    let _guard = enter();
    // SAFETY: a live thread (contract), under the lock.
    unsafe { (*thread_ptr).tx_thread_entry_exit_notify = thread_entry_exit_notify };
    sys::TX_SUCCESS
}

/// As [`_tx_thread_entry_exit_notify`], with checks.
///
/// # Safety
/// See [the module](super).
#[unsafe(no_mangle)]
pub unsafe extern "C" fn _txe_thread_entry_exit_notify(
    thread_ptr: *mut TX_THREAD,
    thread_entry_exit_notify: Notify,
) -> UINT {
    // SAFETY: null or a live thread (contract).
    unsafe {
        check(thread_ptr).map_or_else(
            |error| error,
            |()| _tx_thread_entry_exit_notify(thread_ptr, thread_entry_exit_notify),
        )
    }
}

/// The calling thread; null in initialization and interrupt context.
#[unsafe(no_mangle)]
pub extern "C" fn _tx_thread_identify() -> *mut TX_THREAD {
    current_thread()
}

/// Lets other ready threads of the caller's priority run first. Nothing happens outside threads.
#[unsafe(no_mangle)]
pub extern "C" fn _tx_thread_relinquish() {
    thread::relinquish(&mut enter());
}

/// As [`_tx_thread_relinquish`].
#[unsafe(no_mangle)]
pub extern "C" fn _txe_thread_relinquish() {
    _tx_thread_relinquish();
}

/// Prepares a thread that ended for another run; `TX_NOT_DONE` if it has not.
///
/// # Safety
/// See [the module](super).
#[unsafe(no_mangle)]
pub unsafe extern "C" fn _tx_thread_reset(thread_ptr: *mut TX_THREAD) -> UINT {
    let mut guard = enter();
    // SAFETY: a live thread (contract), under the lock.
    if thread_ptr == guard.current() || !unsafe { has_ended(thread_ptr) } {
        return sys::TX_NOT_DONE;
    }
    match thread::reset(&mut guard, thread_ptr) {
        Ok(()) => sys::TX_SUCCESS,
        Err(_) => sys::TX_NO_MEMORY,
    }
}

/// As [`_tx_thread_reset`], with checks.
///
/// # Safety
/// See [the module](super).
#[unsafe(no_mangle)]
pub unsafe extern "C" fn _txe_thread_reset(thread_ptr: *mut TX_THREAD) -> UINT {
    // SAFETY: null or a live thread (contract).
    unsafe {
        let allowed = check(thread_ptr).and_then(|()| super::check_thread(&enter()));
        allowed.map_or_else(|error| error, |()| _tx_thread_reset(thread_ptr))
    }
}

/// Resumes a thread that `tx_thread_suspend` suspended or that was not started.
///
/// # Safety
/// See [the module](super).
#[unsafe(no_mangle)]
pub unsafe extern "C" fn _tx_thread_resume(thread_ptr: *mut TX_THREAD) -> UINT {
    let mut guard = enter();
    // SAFETY: a live thread (contract), under the lock.
    unsafe { resume(&mut guard, thread_ptr) }
}

/// Resumes a suspended thread.
///
/// # Safety
/// A live thread.
pub(crate) unsafe fn resume(guard: &mut Guard, thread: *mut TX_THREAD) -> UINT {
    // SAFETY: a live thread (contract), under the lock.
    unsafe {
        if (*thread).tx_thread_state == sys::TX_SUSPENDED {
            thread::start(guard, thread);
            sys::TX_SUCCESS
        } else if (*thread).tx_thread_delayed_suspend != 0 {
            (*thread).tx_thread_delayed_suspend = 0;
            sys::TX_SUSPEND_LIFTED
        } else {
            sys::TX_RESUME_ERROR
        }
    }
}

/// As [`_tx_thread_resume`], with checks.
///
/// # Safety
/// See [the module](super).
#[unsafe(no_mangle)]
pub unsafe extern "C" fn _txe_thread_resume(thread_ptr: *mut TX_THREAD) -> UINT {
    // SAFETY: null or a live thread (contract).
    unsafe { check(thread_ptr).map_or_else(|error| error, |()| _tx_thread_resume(thread_ptr)) }
}

/// Suspends the calling thread for a number of ticks; `TX_CALLER_ERROR` outside threads.
#[unsafe(no_mangle)]
pub extern "C" fn _tx_thread_sleep(timer_ticks: ULONG) -> UINT {
    let mut guard = enter();
    if guard.caller() != Caller::Thread {
        return sys::TX_CALLER_ERROR;
    }
    if timer_ticks == 0 {
        return sys::TX_SUCCESS;
    }
    if !guard.may_wait() {
        return sys::TX_CALLER_ERROR;
    }
    match guard.block(sys::TX_SLEEP, timer_ticks) {
        TIMED_OUT => sys::TX_SUCCESS,
        status => status,
    }
}

/// Stacks are not checked by filling them: `TX_FEATURE_NOT_ENABLED`. An overflow hits a guard page.
#[unsafe(no_mangle)]
pub extern "C" fn _tx_thread_stack_error_notify(
    _stack_error_handler: Option<unsafe extern "C" fn(thread_ptr: *mut TX_THREAD)>,
) -> UINT {
    sys::TX_FEATURE_NOT_ENABLED
}

/// Suspends a thread: at once if it is ready, else when its wait ends.
///
/// # Safety
/// See [the module](super).
#[unsafe(no_mangle)]
pub unsafe extern "C" fn _tx_thread_suspend(thread_ptr: *mut TX_THREAD) -> UINT {
    let mut guard = enter();
    // SAFETY: a live thread (contract), under the lock.
    unsafe {
        match (*thread_ptr).tx_thread_state {
            sys::TX_READY => {
                if thread_ptr == guard.current() && !guard.may_wait() {
                    return sys::TX_SUSPEND_ERROR;
                }
                thread::suspend(&mut guard, thread_ptr);
            }
            sys::TX_TERMINATED | sys::TX_COMPLETED => return sys::TX_SUSPEND_ERROR,
            sys::TX_SUSPENDED => {}
            _ => (*thread_ptr).tx_thread_delayed_suspend = 1,
        }
    }
    sys::TX_SUCCESS
}

/// As [`_tx_thread_suspend`], with checks.
///
/// # Safety
/// See [the module](super).
#[unsafe(no_mangle)]
pub unsafe extern "C" fn _txe_thread_suspend(thread_ptr: *mut TX_THREAD) -> UINT {
    // SAFETY: null or a live thread (contract).
    unsafe { check(thread_ptr).map_or_else(|error| error, |()| _tx_thread_suspend(thread_ptr)) }
}

/// Ends a thread; its mutexes are released. Does not return if it is the calling one.
///
/// # Safety
/// See [the module](super).
#[unsafe(no_mangle)]
pub unsafe extern "C" fn _tx_thread_terminate(thread_ptr: *mut TX_THREAD) -> UINT {
    let mut guard = enter();
    thread::terminate(&mut guard, thread_ptr);
    sys::TX_SUCCESS
}

/// As [`_tx_thread_terminate`], with checks.
///
/// # Safety
/// See [the module](super).
#[unsafe(no_mangle)]
pub unsafe extern "C" fn _txe_thread_terminate(thread_ptr: *mut TX_THREAD) -> UINT {
    // SAFETY: null or a live thread (contract).
    unsafe {
        let allowed = check(thread_ptr).and_then(|()| check_running(&enter()));
        allowed.map_or_else(|error| error, |()| _tx_thread_terminate(thread_ptr))
    }
}

/// Ends a thread's wait or sleep with `TX_WAIT_ABORTED`; `TX_WAIT_ABORT_ERROR` if it does not wait.
///
/// # Safety
/// See [the module](super).
#[unsafe(no_mangle)]
pub unsafe extern "C" fn _tx_thread_wait_abort(thread_ptr: *mut TX_THREAD) -> UINT {
    let mut guard = enter();
    // SAFETY: a live thread (contract), under the lock.
    if !unsafe { wait::waits(thread_ptr) } {
        return sys::TX_WAIT_ABORT_ERROR;
    }
    guard.wake(thread_ptr, sys::TX_WAIT_ABORTED);
    sys::TX_SUCCESS
}

/// As [`_tx_thread_wait_abort`], with checks.
///
/// # Safety
/// See [the module](super).
#[unsafe(no_mangle)]
pub unsafe extern "C" fn _txe_thread_wait_abort(thread_ptr: *mut TX_THREAD) -> UINT {
    // SAFETY: null or a live thread (contract).
    unsafe { check(thread_ptr).map_or_else(|error| error, |()| _tx_thread_wait_abort(thread_ptr)) }
}
