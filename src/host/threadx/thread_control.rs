//! How threads are scheduled: priorities, thresholds, time slices, interrupt lockout; and what can be
//! asked about them.

use std::ffi::c_char;

use super::{check_running, put, thread::check};
use crate::{
    host::kernel::{enter, thread},
    sys::{self, TX_THREAD, UINT, ULONG},
};

/// Changes the preemption threshold: threads that are not more urgent than it do not preempt.
///
/// # Safety
/// See [the module](super).
#[unsafe(no_mangle)]
pub unsafe extern "C" fn _tx_thread_preemption_change(
    thread_ptr: *mut TX_THREAD,
    new_threshold: UINT,
    old_threshold: *mut UINT,
) -> UINT {
    let mut guard = enter();
    // SAFETY: a live thread and a valid out-pointer (contract), under the lock.
    unsafe {
        if new_threshold > (*thread_ptr).tx_thread_user_priority {
            return sys::TX_THRESH_ERROR;
        }
        *old_threshold = (*thread_ptr).tx_thread_user_preempt_threshold;
        (*thread_ptr).tx_thread_user_preempt_threshold = new_threshold;
        (*thread_ptr).tx_thread_preempt_threshold =
            new_threshold.min((*thread_ptr).tx_thread_inherit_priority);
    }
    thread::threshold_changed(&mut guard, thread_ptr);
    sys::TX_SUCCESS
}

/// As [`_tx_thread_preemption_change`], with checks.
///
/// # Safety
/// See [the module](super).
#[unsafe(no_mangle)]
pub unsafe extern "C" fn _txe_thread_preemption_change(
    thread_ptr: *mut TX_THREAD,
    new_threshold: UINT,
    old_threshold: *mut UINT,
) -> UINT {
    // SAFETY: null or a live thread (contract).
    unsafe {
        let allowed = check_change(thread_ptr, !old_threshold.is_null(), true);
        allowed
            .map_or_else(|e| e, |()| _tx_thread_preemption_change(thread_ptr, new_threshold, old_threshold))
    }
}

unsafe fn check_change(thread: *mut TX_THREAD, has_out: bool, valid: bool) -> Result<(), UINT> {
    // SAFETY: null or a live thread (contract of the services).
    unsafe { check(thread)? };
    if !has_out {
        return Err(sys::TX_PTR_ERROR);
    }
    if !valid {
        return Err(sys::TX_PRIORITY_ERROR);
    }
    check_running(&enter())
}

/// Changes the priority, and the preemption threshold to the same value.
///
/// # Safety
/// See [the module](super).
#[unsafe(no_mangle)]
pub unsafe extern "C" fn _tx_thread_priority_change(
    thread_ptr: *mut TX_THREAD,
    new_priority: UINT,
    old_priority: *mut UINT,
) -> UINT {
    let mut guard = enter();
    // SAFETY: a live thread and a valid out-pointer (contract), under the lock.
    let priority = unsafe {
        *old_priority = (*thread_ptr).tx_thread_user_priority;
        (*thread_ptr).tx_thread_user_priority = new_priority;
        (*thread_ptr).tx_thread_user_preempt_threshold = new_priority;
        new_priority.min((*thread_ptr).tx_thread_inherit_priority)
    };
    thread::change_priority(&mut guard, thread_ptr, priority, priority, new_priority);
    sys::TX_SUCCESS
}

/// As [`_tx_thread_priority_change`], with checks.
///
/// # Safety
/// See [the module](super).
#[unsafe(no_mangle)]
pub unsafe extern "C" fn _txe_thread_priority_change(
    thread_ptr: *mut TX_THREAD,
    new_priority: UINT,
    old_priority: *mut UINT,
) -> UINT {
    // SAFETY: null or a live thread (contract).
    unsafe {
        let allowed =
            check_change(thread_ptr, !old_priority.is_null(), new_priority < sys::TX_MAX_PRIORITIES);
        allowed.map_or_else(|e| e, |()| _tx_thread_priority_change(thread_ptr, new_priority, old_priority))
    }
}

/// Changes how many ticks a thread may run before others of its priority; 0: no limit.
///
/// # Safety
/// See [the module](super).
#[unsafe(no_mangle)]
pub unsafe extern "C" fn _tx_thread_time_slice_change(
    thread_ptr: *mut TX_THREAD,
    new_time_slice: ULONG,
    old_time_slice: *mut ULONG,
) -> UINT {
    let _guard = enter();
    // SAFETY: a live thread and a valid out-pointer (contract), under the lock.
    unsafe {
        *old_time_slice = (*thread_ptr).tx_thread_new_time_slice;
        (*thread_ptr).tx_thread_time_slice = new_time_slice;
        (*thread_ptr).tx_thread_new_time_slice = new_time_slice;
    }
    sys::TX_SUCCESS
}

/// As [`_tx_thread_time_slice_change`], with checks.
///
/// # Safety
/// See [the module](super).
#[unsafe(no_mangle)]
pub unsafe extern "C" fn _txe_thread_time_slice_change(
    thread_ptr: *mut TX_THREAD,
    new_time_slice: ULONG,
    old_time_slice: *mut ULONG,
) -> UINT {
    // SAFETY: null or a live thread (contract).
    unsafe {
        let allowed = check_change(thread_ptr, !old_time_slice.is_null(), true);
        allowed
            .map_or_else(|e| e, |()| _tx_thread_time_slice_change(thread_ptr, new_time_slice, old_time_slice))
    }
}

/// Tells about a thread; null out-pointers are skipped.
///
/// # Safety
/// See [the module](super).
#[unsafe(no_mangle)]
pub unsafe extern "C" fn _tx_thread_info_get(
    thread_ptr: *mut TX_THREAD,
    name: *mut *mut c_char,
    state: *mut UINT,
    run_count: *mut ULONG,
    priority: *mut UINT,
    preemption_threshold: *mut UINT,
    time_slice: *mut ULONG,
    next_thread: *mut *mut TX_THREAD,
    next_suspended_thread: *mut *mut TX_THREAD,
) -> UINT {
    let _guard = enter();
    // SAFETY: a live thread and valid or null out-pointers (contract), under the lock.
    unsafe {
        put(name, (*thread_ptr).tx_thread_name);
        put(state, (*thread_ptr).tx_thread_state);
        put(run_count, (*thread_ptr).tx_thread_run_count);
        put(priority, (*thread_ptr).tx_thread_user_priority);
        put(preemption_threshold, (*thread_ptr).tx_thread_user_preempt_threshold);
        put(time_slice, (*thread_ptr).tx_thread_time_slice);
        put(next_thread, (*thread_ptr).tx_thread_created_next);
        put(next_suspended_thread, (*thread_ptr).tx_thread_suspended_next);
    }
    sys::TX_SUCCESS
}

/// As [`_tx_thread_info_get`], with checks.
///
/// # Safety
/// See [the module](super).
#[unsafe(no_mangle)]
pub unsafe extern "C" fn _txe_thread_info_get(
    thread_ptr: *mut TX_THREAD,
    name: *mut *mut c_char,
    state: *mut UINT,
    run_count: *mut ULONG,
    priority: *mut UINT,
    preemption_threshold: *mut UINT,
    time_slice: *mut ULONG,
    next_thread: *mut *mut TX_THREAD,
    next_suspended_thread: *mut *mut TX_THREAD,
) -> UINT {
    // SAFETY: null or a live thread (contract).
    unsafe {
        check(thread_ptr).map_or_else(
            |error| error,
            |()| {
                _tx_thread_info_get(
                    thread_ptr,
                    name,
                    state,
                    run_count,
                    priority,
                    preemption_threshold,
                    time_slice,
                    next_thread,
                    next_suspended_thread,
                )
            },
        )
    }
}

/// Sets the interrupt posture of the caller (`TX_INT_DISABLE` or `TX_INT_ENABLE`), returns the old.
/// While disabled, no timer expires and the caller is not left to run beside others.
#[unsafe(no_mangle)]
pub extern "C" fn _tx_thread_interrupt_control(new_posture: UINT) -> UINT {
    let was_off = enter().set_interrupts_off(new_posture == sys::TX_INT_DISABLE);
    if was_off { sys::TX_INT_DISABLE } else { sys::TX_INT_ENABLE }
}

/// What `TX_DISABLE` calls.
#[unsafe(no_mangle)]
pub extern "C" fn _tx_thread_interrupt_disable() -> UINT {
    _tx_thread_interrupt_control(sys::TX_INT_DISABLE)
}

/// What `TX_RESTORE` calls.
#[unsafe(no_mangle)]
pub extern "C" fn _tx_thread_interrupt_restore(previous_posture: UINT) {
    _tx_thread_interrupt_control(previous_posture);
}
