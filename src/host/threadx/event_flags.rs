//! Event flags.

use std::{ffi::c_char, ptr};

use super::{check_creator, check_thread, check_wait, put, ring::Ring};
use crate::{
    host::kernel::{Guard, SuspendList, TIMED_OUT, enter},
    sys::{self, TX_EVENT_FLAGS_GROUP, TX_THREAD, UINT, ULONG},
};

type Notify = Option<unsafe extern "C" fn(notify_group_ptr: *mut TX_EVENT_FLAGS_GROUP)>;

/// In an option: flags that satisfied the request are cleared.
const CLEAR: UINT = 1;

/// The event flags groups that exist.
#[unsafe(no_mangle)]
pub static mut _tx_event_flags_created_ptr: *mut TX_EVENT_FLAGS_GROUP = ptr::null_mut();

/// How many exist.
#[unsafe(no_mangle)]
pub static mut _tx_event_flags_created_count: ULONG = 0;

const ID: ULONG = 0x4456_444E;

fn created() -> Ring<TX_EVENT_FLAGS_GROUP> {
    Ring {
        head: &raw mut _tx_event_flags_created_ptr,
        count: &raw mut _tx_event_flags_created_count,
        // SAFETY: addresses of fields of a live control block.
        links: |o| unsafe {
            (
                &raw mut (*o).tx_event_flags_group_created_next,
                &raw mut (*o).tx_event_flags_group_created_previous,
            )
        },
    }
}

unsafe fn check(group: *mut TX_EVENT_FLAGS_GROUP) -> Result<(), UINT> {
    // SAFETY: not null, so readable (contract of the services).
    if !group.is_null() && unsafe { (*group).tx_event_flags_group_id } == ID {
        Ok(())
    } else {
        Err(sys::TX_GROUP_ERROR)
    }
}

unsafe fn waiters(group: *mut TX_EVENT_FLAGS_GROUP) -> SuspendList {
    // SAFETY: addresses of fields of a live control block.
    unsafe {
        SuspendList::uint(
            &raw mut (*group).tx_event_flags_group_suspension_list,
            &raw mut (*group).tx_event_flags_group_suspended_count,
        )
    }
}

/// Creates a group with no flag set.
///
/// # Safety
/// See [the module](super).
#[unsafe(no_mangle)]
pub unsafe extern "C" fn _tx_event_flags_create(
    group_ptr: *mut TX_EVENT_FLAGS_GROUP,
    name_ptr: *mut c_char,
) -> UINT {
    let _guard = enter();
    // SAFETY: memory for a control block (contract), under the lock.
    unsafe {
        group_ptr.write_bytes(0, 1);
        (*group_ptr).tx_event_flags_group_name = name_ptr;
        (*group_ptr).tx_event_flags_group_id = ID;
        created().append(group_ptr);
    }
    sys::TX_SUCCESS
}

/// As [`_tx_event_flags_create`], with checks.
///
/// # Safety
/// See [the module](super).
#[unsafe(no_mangle)]
pub unsafe extern "C" fn _txe_event_flags_create(
    group_ptr: *mut TX_EVENT_FLAGS_GROUP,
    name_ptr: *mut c_char,
    event_control_block_size: UINT,
) -> UINT {
    if group_ptr.is_null() || event_control_block_size as usize != size_of::<TX_EVENT_FLAGS_GROUP>() {
        return sys::TX_GROUP_ERROR;
    }
    // SAFETY: memory for a control block (contract); the created ones are live.
    unsafe {
        let guard = enter();
        if created().contains(group_ptr) {
            return sys::TX_GROUP_ERROR;
        }
        if let Err(error) = check_creator(&guard) {
            return error;
        }
        drop(guard);
        _tx_event_flags_create(group_ptr, name_ptr)
    }
}

/// Deletes an event flags group: its waiters return `TX_DELETED`.
///
/// # Safety
/// See [the module](super).
#[unsafe(no_mangle)]
pub unsafe extern "C" fn _tx_event_flags_delete(group_ptr: *mut TX_EVENT_FLAGS_GROUP) -> UINT {
    let mut guard = enter();
    // SAFETY: a live object (contract), under the lock.
    unsafe {
        (*group_ptr).tx_event_flags_group_id = 0;
        created().remove(group_ptr);
        guard.wake_all(waiters(group_ptr), sys::TX_DELETED);
    }
    sys::TX_SUCCESS
}

/// As [`_tx_event_flags_delete`], with checks.
///
/// # Safety
/// See [the module](super).
#[unsafe(no_mangle)]
pub unsafe extern "C" fn _txe_event_flags_delete(group_ptr: *mut TX_EVENT_FLAGS_GROUP) -> UINT {
    // SAFETY: null or a live object (contract).
    unsafe {
        let allowed = check(group_ptr).and_then(|()| check_thread(&enter()));
        allowed.map_or_else(|error| error, |()| _tx_event_flags_delete(group_ptr))
    }
}

/// The flags of `current` that satisfy a request; 0: it is not satisfied.
fn satisfied(current: ULONG, requested: ULONG, option: UINT) -> ULONG {
    let found = current & requested;
    if option & sys::TX_AND != 0 && found != requested { 0 } else { found }
}

/// Gets flags, waiting for them if `wait_option` says so. `actual_flags_ptr` receives the flags
/// before any are cleared.
///
/// # Safety
/// See [the module](super).
#[unsafe(no_mangle)]
pub unsafe extern "C" fn _tx_event_flags_get(
    group_ptr: *mut TX_EVENT_FLAGS_GROUP,
    requested_flags: ULONG,
    get_option: UINT,
    actual_flags_ptr: *mut ULONG,
    wait_option: ULONG,
) -> UINT {
    // SAFETY: a live group and a valid out-pointer (contract).
    unsafe { get(&mut enter(), group_ptr, requested_flags, get_option, actual_flags_ptr, wait_option) }
}

/// Gets flags for the calling thread.
///
/// # Safety
/// A live group; an out-pointer that is valid until the wait is over.
pub(crate) unsafe fn get(
    guard: &mut Guard,
    group: *mut TX_EVENT_FLAGS_GROUP,
    requested: ULONG,
    option: UINT,
    actual: *mut ULONG,
    wait_option: ULONG,
) -> UINT {
    // SAFETY: a live group (contract) and the calling thread, under the lock.
    unsafe {
        let current = (*group).tx_event_flags_group_current;
        *actual = current;
        if satisfied(current, requested, option) != 0 {
            if option & CLEAR != 0 {
                (*group).tx_event_flags_group_current = current & !requested;
            }
            return sys::TX_SUCCESS;
        }
        if wait_option == super::NO_WAIT || requested == 0 || !guard.may_wait() {
            return sys::TX_NO_EVENTS;
        }
        let thread = guard.current();
        (*thread).tx_thread_suspend_info = requested;
        (*thread).tx_thread_suspend_option = option;
        (*thread).tx_thread_additional_suspend_info = actual.cast();
        match guard.suspend(waiters(group), sys::TX_EVENT_FLAG, wait_option) {
            TIMED_OUT => sys::TX_NO_EVENTS,
            status => status,
        }
    }
}

/// As [`_tx_event_flags_get`], with checks.
///
/// # Safety
/// See [the module](super).
#[unsafe(no_mangle)]
pub unsafe extern "C" fn _txe_event_flags_get(
    group_ptr: *mut TX_EVENT_FLAGS_GROUP,
    requested_flags: ULONG,
    get_option: UINT,
    actual_flags_ptr: *mut ULONG,
    wait_option: ULONG,
) -> UINT {
    let mut guard = enter();
    // SAFETY: null or a live group (contract).
    unsafe {
        if let Err(error) = check(group_ptr) {
            return error;
        }
        if actual_flags_ptr.is_null() {
            return sys::TX_PTR_ERROR;
        }
        if let Err(error) = check_wait(&guard, wait_option) {
            return error;
        }
        if get_option > sys::TX_AND_CLEAR {
            return sys::TX_OPTION_ERROR;
        }
        get(&mut guard, group_ptr, requested_flags, get_option, actual_flags_ptr, wait_option)
    }
}

/// Sets flags (`TX_OR`), or clears those not given (`TX_AND`). Waiters that are satisfied by the
/// new flags return, all by the same flags, in the order they came.
///
/// # Safety
/// See [the module](super).
#[unsafe(no_mangle)]
pub unsafe extern "C" fn _tx_event_flags_set(
    group_ptr: *mut TX_EVENT_FLAGS_GROUP,
    flags_to_set: ULONG,
    set_option: UINT,
) -> UINT {
    // SAFETY: a live group (contract).
    unsafe { set(&mut enter(), group_ptr, flags_to_set, set_option) };
    sys::TX_SUCCESS
}

/// Sets or clears flags and wakes who waited for them.
///
/// # Safety
/// A live group.
#[inline]
pub(crate) unsafe fn set(guard: &mut Guard, group: *mut TX_EVENT_FLAGS_GROUP, flags: ULONG, option: UINT) {
    // SAFETY: a live group (contract), under the lock.
    unsafe {
        if option & sys::TX_AND != 0 {
            (*group).tx_event_flags_group_current &= flags;
            return;
        }
        (*group).tx_event_flags_group_current |= flags;
        let function = (*group).tx_event_flags_group_set_notify;
        let waiting = (*group).tx_event_flags_group_suspended_count;
        if waiting != 0 {
            wake_satisfied(guard, group, waiting);
        }
        // With several waiters ThreadX notifies before it lets one of them run.
        if waiting == 1 {
            guard.preempt_check();
        }
        notify(group, guard, function);
    }
}

unsafe fn wake_satisfied(guard: &mut Guard, group: *mut TX_EVENT_FLAGS_GROUP, waiting: UINT) {
    // SAFETY: a live group and its `waiting` waiters, under the lock. The next waiter is read before
    // one leaves the ring.
    unsafe {
        let current = (*group).tx_event_flags_group_current;
        let mut thread = waiters(group).first();
        for _ in 0..waiting {
            let next = (*thread).tx_thread_suspended_next;
            let requested = (*thread).tx_thread_suspend_info;
            let option = (*thread).tx_thread_suspend_option;
            if satisfied(current, requested, option) != 0 {
                *(*thread).tx_thread_additional_suspend_info.cast() = current;
                if option & CLEAR != 0 {
                    (*group).tx_event_flags_group_current &= !requested;
                }
                guard.wake(thread, sys::TX_SUCCESS);
            }
            thread = next;
        }
    }
}

unsafe fn notify(group: *mut TX_EVENT_FLAGS_GROUP, guard: &mut Guard, function: Notify) {
    if let Some(function) = function {
        // SAFETY: the application's function, with the argument it was registered for.
        guard.unlocked(|| unsafe { function(group) });
    }
}

/// As [`_tx_event_flags_set`], with checks.
///
/// # Safety
/// See [the module](super).
#[unsafe(no_mangle)]
pub unsafe extern "C" fn _txe_event_flags_set(
    group_ptr: *mut TX_EVENT_FLAGS_GROUP,
    flags_to_set: ULONG,
    set_option: UINT,
) -> UINT {
    // SAFETY: null or a live group (contract).
    unsafe {
        if let Err(error) = check(group_ptr) {
            return error;
        }
        if set_option != sys::TX_AND && set_option != sys::TX_OR {
            return sys::TX_OPTION_ERROR;
        }
        _tx_event_flags_set(group_ptr, flags_to_set, set_option)
    }
}

/// Sets the function called after flags were set; null: none.
///
/// # Safety
/// See [the module](super).
#[unsafe(no_mangle)]
pub unsafe extern "C" fn _tx_event_flags_set_notify(
    group_ptr: *mut TX_EVENT_FLAGS_GROUP,
    events_set_notify: Notify,
) -> UINT {
    let _guard = enter();
    // SAFETY: a live object (contract), under the lock.
    unsafe { (*group_ptr).tx_event_flags_group_set_notify = events_set_notify };
    sys::TX_SUCCESS
}

/// As [`_tx_event_flags_set_notify`], with checks.
///
/// # Safety
/// See [the module](super).
#[unsafe(no_mangle)]
pub unsafe extern "C" fn _txe_event_flags_set_notify(
    group_ptr: *mut TX_EVENT_FLAGS_GROUP,
    events_set_notify: Notify,
) -> UINT {
    // SAFETY: null or a live object (contract).
    unsafe {
        check(group_ptr)
            .map_or_else(|error| error, |()| _tx_event_flags_set_notify(group_ptr, events_set_notify))
    }
}

/// Tells about an event flags group; null out-pointers are skipped.
///
/// # Safety
/// See [the module](super).
#[unsafe(no_mangle)]
pub unsafe extern "C" fn _tx_event_flags_info_get(
    group_ptr: *mut TX_EVENT_FLAGS_GROUP,
    name: *mut *mut c_char,
    current_flags: *mut ULONG,
    first_suspended: *mut *mut TX_THREAD,
    suspended_count: *mut ULONG,
    next_group: *mut *mut TX_EVENT_FLAGS_GROUP,
) -> UINT {
    let _guard = enter();
    // SAFETY: a live object and valid or null out-pointers (contract), under the lock.
    unsafe {
        let object = &*group_ptr;
        put(name, object.tx_event_flags_group_name);
        put(current_flags, object.tx_event_flags_group_current);
        put(first_suspended, object.tx_event_flags_group_suspension_list);
        put(suspended_count, object.tx_event_flags_group_suspended_count.into());
        put(next_group, object.tx_event_flags_group_created_next);
    }
    sys::TX_SUCCESS
}

/// As [`_tx_event_flags_info_get`], with checks.
///
/// # Safety
/// See [the module](super).
#[unsafe(no_mangle)]
pub unsafe extern "C" fn _txe_event_flags_info_get(
    group_ptr: *mut TX_EVENT_FLAGS_GROUP,
    name: *mut *mut c_char,
    current_flags: *mut ULONG,
    first_suspended: *mut *mut TX_THREAD,
    suspended_count: *mut ULONG,
    next_group: *mut *mut TX_EVENT_FLAGS_GROUP,
) -> UINT {
    // SAFETY: null or a live object (contract).
    unsafe {
        check(group_ptr).map_or_else(
            |error| error,
            |()| {
                _tx_event_flags_info_get(
                    group_ptr,
                    name,
                    current_flags,
                    first_suspended,
                    suspended_count,
                    next_group,
                )
            },
        )
    }
}
