//! Application timers, and the time.

use std::{ffi::c_char, ptr};

use super::{Caller, check_creator, check_thread, code, put, ring::Ring};
use crate::{
    host::kernel::{Guard, Since, clock, enter},
    sys::{self, TX_TIMER, UINT, ULONG},
};

/// The timers that exist.
#[unsafe(no_mangle)]
pub static mut _tx_timer_created_ptr: *mut TX_TIMER = ptr::null_mut();

/// How many exist.
#[unsafe(no_mangle)]
pub static mut _tx_timer_created_count: ULONG = 0;

const ID: ULONG = 0x4154_494D;

type Expiration = Option<unsafe extern "C" fn(input: ULONG)>;

fn created() -> Ring<TX_TIMER> {
    Ring {
        head: &raw mut _tx_timer_created_ptr,
        count: &raw mut _tx_timer_created_count,
        // SAFETY: addresses of fields of a live control block.
        links: |t| unsafe { (&raw mut (*t).tx_timer_created_next, &raw mut (*t).tx_timer_created_previous) },
    }
}

unsafe fn check(timer: *mut TX_TIMER) -> Result<(), UINT> {
    // SAFETY: not null, so readable (contract of the services).
    if !timer.is_null() && unsafe { (*timer).tx_timer_id } == ID { Ok(()) } else { Err(sys::TX_TIMER_ERROR) }
}

/// Ticks since the kernel started, or since what `tx_time_set` set.
#[unsafe(no_mangle)]
pub extern "C" fn _tx_time_get() -> ULONG {
    clock::ticks(&mut enter())
}

/// Sets the time. Timers and waits are not affected.
#[unsafe(no_mangle)]
pub extern "C" fn _tx_time_set(new_time: ULONG) {
    clock::set_ticks(&mut enter(), new_time);
}

/// Creates a timer that calls `expiration_function` after `initial_ticks`, then every
/// `reschedule_ticks` unless that is 0.
///
/// # Safety
/// See [the module](super).
#[unsafe(no_mangle)]
pub unsafe extern "C" fn _tx_timer_create(
    timer_ptr: *mut TX_TIMER,
    name_ptr: *mut c_char,
    expiration_function: Expiration,
    expiration_input: ULONG,
    initial_ticks: ULONG,
    reschedule_ticks: ULONG,
    auto_activate: UINT,
) -> UINT {
    let mut guard = enter();
    // SAFETY: memory for a control block (contract), under the lock.
    unsafe {
        timer_ptr.write_bytes(0, 1);
        let timer = &raw mut (*timer_ptr).tx_timer_internal;
        (*timer_ptr).tx_timer_name = name_ptr;
        (*timer).tx_timer_internal_remaining_ticks = initial_ticks;
        (*timer).tx_timer_internal_re_initialize_ticks = reschedule_ticks;
        (*timer).tx_timer_internal_timeout_function = expiration_function;
        (*timer).tx_timer_internal_timeout_param = expiration_input;
        (*timer_ptr).tx_timer_id = ID;
        created().append(timer_ptr);
        if auto_activate == sys::TX_AUTO_ACTIVATE {
            clock::activate(&mut guard, timer, Since::Now);
        }
    }
    sys::TX_SUCCESS
}

/// As [`_tx_timer_create`], with checks.
///
/// # Safety
/// See [the module](super).
#[unsafe(no_mangle)]
pub unsafe extern "C" fn _txe_timer_create(
    timer_ptr: *mut TX_TIMER,
    name_ptr: *mut c_char,
    expiration_function: Expiration,
    expiration_input: ULONG,
    initial_ticks: ULONG,
    reschedule_ticks: ULONG,
    auto_activate: UINT,
    timer_control_block_size: UINT,
) -> UINT {
    if timer_ptr.is_null() || timer_control_block_size as usize != size_of::<TX_TIMER>() {
        return sys::TX_TIMER_ERROR;
    }
    // SAFETY: a non-null pointer is to memory for a control block (contract).
    unsafe {
        if let Err(error) = check_create(&enter(), timer_ptr, initial_ticks, auto_activate) {
            return error;
        }
        _tx_timer_create(
            timer_ptr,
            name_ptr,
            expiration_function,
            expiration_input,
            initial_ticks,
            reschedule_ticks,
            auto_activate,
        )
    }
}

unsafe fn check_create(
    guard: &Guard,
    timer: *mut TX_TIMER,
    ticks: ULONG,
    activate: UINT,
) -> Result<(), UINT> {
    // SAFETY: the created timers are live, under the lock.
    if unsafe { created().contains(timer) } {
        Err(sys::TX_TIMER_ERROR)
    } else if ticks == 0 {
        Err(sys::TX_TICK_ERROR)
    } else if activate != sys::TX_AUTO_ACTIVATE && activate != sys::TX_NO_ACTIVATE {
        Err(sys::TX_ACTIVATE_ERROR)
    } else {
        check_creator(guard)
    }
}

/// Starts a timer. `TX_ACTIVATE_ERROR` if it runs already, or has expired and has no period.
///
/// # Safety
/// See [the module](super).
#[unsafe(no_mangle)]
pub unsafe extern "C" fn _tx_timer_activate(timer_ptr: *mut TX_TIMER) -> UINT {
    let mut guard = enter();
    // SAFETY: a live timer (contract), under the lock.
    unsafe {
        let timer = &raw mut (*timer_ptr).tx_timer_internal;
        if !(*timer).tx_timer_internal_list_head.is_null() || (*timer).tx_timer_internal_remaining_ticks == 0
        {
            return sys::TX_ACTIVATE_ERROR;
        }
        clock::activate(&mut guard, timer, Since::Now);
    }
    sys::TX_SUCCESS
}

/// As [`_tx_timer_activate`], with checks.
///
/// # Safety
/// See [the module](super).
#[unsafe(no_mangle)]
pub unsafe extern "C" fn _txe_timer_activate(timer_ptr: *mut TX_TIMER) -> UINT {
    // SAFETY: null or a live timer (contract).
    unsafe { check(timer_ptr).map_or_else(|error| error, |()| _tx_timer_activate(timer_ptr)) }
}

/// Changes the times of a timer that is not active; an active one keeps its times.
///
/// # Safety
/// See [the module](super).
#[unsafe(no_mangle)]
pub unsafe extern "C" fn _tx_timer_change(
    timer_ptr: *mut TX_TIMER,
    initial_ticks: ULONG,
    reschedule_ticks: ULONG,
) -> UINT {
    let _guard = enter();
    // SAFETY: a live timer (contract), under the lock.
    unsafe {
        let timer = &raw mut (*timer_ptr).tx_timer_internal;
        if (*timer).tx_timer_internal_list_head.is_null() {
            (*timer).tx_timer_internal_remaining_ticks = initial_ticks;
            (*timer).tx_timer_internal_re_initialize_ticks = reschedule_ticks;
        }
    }
    sys::TX_SUCCESS
}

/// As [`_tx_timer_change`], with checks.
///
/// # Safety
/// See [the module](super).
#[unsafe(no_mangle)]
pub unsafe extern "C" fn _txe_timer_change(
    timer_ptr: *mut TX_TIMER,
    initial_ticks: ULONG,
    reschedule_ticks: ULONG,
) -> UINT {
    // SAFETY: null or a live timer (contract).
    unsafe {
        if let Err(error) = check(timer_ptr) {
            return error;
        }
        if initial_ticks == 0 {
            return sys::TX_TICK_ERROR;
        }
        if enter().caller() == Caller::Initialization {
            return sys::TX_CALLER_ERROR;
        }
        _tx_timer_change(timer_ptr, initial_ticks, reschedule_ticks)
    }
}

/// Stops a timer; activated again, it runs for the ticks it had left.
///
/// # Safety
/// See [the module](super).
#[unsafe(no_mangle)]
pub unsafe extern "C" fn _tx_timer_deactivate(timer_ptr: *mut TX_TIMER) -> UINT {
    let mut guard = enter();
    // SAFETY: a live timer (contract), under the lock.
    unsafe {
        let timer = &raw mut (*timer_ptr).tx_timer_internal;
        if !(*timer).tx_timer_internal_list_head.is_null() {
            clock::remember_left(&mut guard, timer);
            clock::deactivate(&mut guard, timer);
        }
    }
    sys::TX_SUCCESS
}

/// As [`_tx_timer_deactivate`], with checks.
///
/// # Safety
/// See [the module](super).
#[unsafe(no_mangle)]
pub unsafe extern "C" fn _txe_timer_deactivate(timer_ptr: *mut TX_TIMER) -> UINT {
    // SAFETY: null or a live timer (contract).
    unsafe { check(timer_ptr).map_or_else(|error| error, |()| _tx_timer_deactivate(timer_ptr)) }
}

/// Deletes a timer, active or not.
///
/// # Safety
/// See [the module](super).
#[unsafe(no_mangle)]
pub unsafe extern "C" fn _tx_timer_delete(timer_ptr: *mut TX_TIMER) -> UINT {
    let mut guard = enter();
    // SAFETY: a live timer (contract), under the lock.
    unsafe {
        clock::deactivate(&mut guard, &raw mut (*timer_ptr).tx_timer_internal);
        (*timer_ptr).tx_timer_id = 0;
        created().remove(timer_ptr);
    }
    sys::TX_SUCCESS
}

/// As [`_tx_timer_delete`], with checks.
///
/// # Safety
/// See [the module](super).
#[unsafe(no_mangle)]
pub unsafe extern "C" fn _txe_timer_delete(timer_ptr: *mut TX_TIMER) -> UINT {
    // SAFETY: null or a live timer (contract).
    unsafe {
        let allowed = check(timer_ptr).and_then(|()| check_thread(&enter()));
        code(allowed.map(|()| {
            _tx_timer_delete(timer_ptr);
        }))
    }
}

/// Tells about a timer; null out-pointers are skipped.
///
/// # Safety
/// See [the module](super).
#[unsafe(no_mangle)]
pub unsafe extern "C" fn _tx_timer_info_get(
    timer_ptr: *mut TX_TIMER,
    name: *mut *mut c_char,
    active: *mut UINT,
    remaining_ticks: *mut ULONG,
    reschedule_ticks: *mut ULONG,
    next_timer: *mut *mut TX_TIMER,
) -> UINT {
    let mut guard = enter();
    // SAFETY: a live timer and valid or null out-pointers (contract), under the lock.
    unsafe {
        let timer = &raw mut (*timer_ptr).tx_timer_internal;
        let left = clock::ticks_left(&mut guard, timer);
        put(name, (*timer_ptr).tx_timer_name);
        put(active, left.is_some().into());
        put(remaining_ticks, left.unwrap_or((*timer).tx_timer_internal_remaining_ticks));
        put(reschedule_ticks, (*timer).tx_timer_internal_re_initialize_ticks);
        put(next_timer, (*timer_ptr).tx_timer_created_next);
    }
    sys::TX_SUCCESS
}

/// As [`_tx_timer_info_get`], with checks.
///
/// # Safety
/// See [the module](super).
#[unsafe(no_mangle)]
pub unsafe extern "C" fn _txe_timer_info_get(
    timer_ptr: *mut TX_TIMER,
    name: *mut *mut c_char,
    active: *mut UINT,
    remaining_ticks: *mut ULONG,
    reschedule_ticks: *mut ULONG,
    next_timer: *mut *mut TX_TIMER,
) -> UINT {
    // SAFETY: null or a live timer (contract).
    unsafe {
        check(timer_ptr).map_or_else(
            |error| error,
            |()| _tx_timer_info_get(timer_ptr, name, active, remaining_ticks, reschedule_ticks, next_timer),
        )
    }
}
