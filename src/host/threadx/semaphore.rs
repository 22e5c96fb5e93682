//! Counting semaphores.

use std::{ffi::c_char, ptr};

use super::{check_creator, check_thread, check_wait, put, ring::Ring};
use crate::{
    host::kernel::{Guard, SuspendList, TIMED_OUT, enter},
    sys::{self, TX_SEMAPHORE, TX_THREAD, UINT, ULONG},
};

type Notify = Option<unsafe extern "C" fn(notify_semaphore_ptr: *mut TX_SEMAPHORE)>;

/// The semaphores that exist.
#[unsafe(no_mangle)]
pub static mut _tx_semaphore_created_ptr: *mut TX_SEMAPHORE = ptr::null_mut();

/// How many exist.
#[unsafe(no_mangle)]
pub static mut _tx_semaphore_created_count: ULONG = 0;

const ID: ULONG = 0x5345_4D41;

fn created() -> Ring<TX_SEMAPHORE> {
    Ring {
        head: &raw mut _tx_semaphore_created_ptr,
        count: &raw mut _tx_semaphore_created_count,
        // SAFETY: addresses of fields of a live control block.
        links: |o| unsafe {
            (&raw mut (*o).tx_semaphore_created_next, &raw mut (*o).tx_semaphore_created_previous)
        },
    }
}

unsafe fn check(semaphore: *mut TX_SEMAPHORE) -> Result<(), UINT> {
    // SAFETY: not null, so readable (contract of the services).
    if !semaphore.is_null() && unsafe { (*semaphore).tx_semaphore_id } == ID {
        Ok(())
    } else {
        Err(sys::TX_SEMAPHORE_ERROR)
    }
}

unsafe fn waiters(semaphore: *mut TX_SEMAPHORE) -> SuspendList {
    // SAFETY: addresses of fields of a live control block.
    unsafe {
        SuspendList::uint(
            &raw mut (*semaphore).tx_semaphore_suspension_list,
            &raw mut (*semaphore).tx_semaphore_suspended_count,
        )
    }
}

/// Creates a semaphore with `initial_count` instances.
///
/// # Safety
/// See [the module](super).
#[unsafe(no_mangle)]
pub unsafe extern "C" fn _tx_semaphore_create(
    semaphore_ptr: *mut TX_SEMAPHORE,
    name_ptr: *mut c_char,
    initial_count: ULONG,
) -> UINT {
    let _guard = enter();
    // SAFETY: memory for a control block (contract), under the lock.
    unsafe {
        semaphore_ptr.write_bytes(0, 1);
        (*semaphore_ptr).tx_semaphore_name = name_ptr;
        (*semaphore_ptr).tx_semaphore_count = initial_count;
        (*semaphore_ptr).tx_semaphore_id = ID;
        created().append(semaphore_ptr);
    }
    sys::TX_SUCCESS
}

/// As [`_tx_semaphore_create`], with checks.
///
/// # Safety
/// See [the module](super).
#[unsafe(no_mangle)]
pub unsafe extern "C" fn _txe_semaphore_create(
    semaphore_ptr: *mut TX_SEMAPHORE,
    name_ptr: *mut c_char,
    initial_count: ULONG,
    semaphore_control_block_size: UINT,
) -> UINT {
    if semaphore_ptr.is_null() || semaphore_control_block_size as usize != size_of::<TX_SEMAPHORE>() {
        return sys::TX_SEMAPHORE_ERROR;
    }
    // SAFETY: memory for a control block (contract); the created ones are live.
    unsafe {
        let guard = enter();
        if created().contains(semaphore_ptr) {
            return sys::TX_SEMAPHORE_ERROR;
        }
        if let Err(error) = check_creator(&guard) {
            return error;
        }
        drop(guard);
        _tx_semaphore_create(semaphore_ptr, name_ptr, initial_count)
    }
}

/// Deletes a semaphore: its waiters return `TX_DELETED`.
///
/// # Safety
/// See [the module](super).
#[unsafe(no_mangle)]
pub unsafe extern "C" fn _tx_semaphore_delete(semaphore_ptr: *mut TX_SEMAPHORE) -> UINT {
    let mut guard = enter();
    // SAFETY: a live object (contract), under the lock.
    unsafe {
        (*semaphore_ptr).tx_semaphore_id = 0;
        created().remove(semaphore_ptr);
        guard.wake_all(waiters(semaphore_ptr), sys::TX_DELETED);
    }
    sys::TX_SUCCESS
}

/// As [`_tx_semaphore_delete`], with checks.
///
/// # Safety
/// See [the module](super).
#[unsafe(no_mangle)]
pub unsafe extern "C" fn _txe_semaphore_delete(semaphore_ptr: *mut TX_SEMAPHORE) -> UINT {
    // SAFETY: null or a live object (contract).
    unsafe {
        let allowed = check(semaphore_ptr).and_then(|()| check_thread(&enter()));
        allowed.map_or_else(|error| error, |()| _tx_semaphore_delete(semaphore_ptr))
    }
}

/// Takes an instance, waiting for one if `wait_option` says so.
///
/// # Safety
/// See [the module](super).
#[unsafe(no_mangle)]
pub unsafe extern "C" fn _tx_semaphore_get(semaphore_ptr: *mut TX_SEMAPHORE, wait_option: ULONG) -> UINT {
    // SAFETY: a live semaphore (contract).
    unsafe { get(&mut enter(), semaphore_ptr, wait_option) }
}

/// Takes an instance for the calling thread.
///
/// # Safety
/// A live semaphore.
pub(crate) unsafe fn get(guard: &mut Guard, semaphore: *mut TX_SEMAPHORE, wait_option: ULONG) -> UINT {
    // SAFETY: a live semaphore (contract), under the lock.
    unsafe {
        if (*semaphore).tx_semaphore_count != 0 {
            (*semaphore).tx_semaphore_count -= 1;
            return sys::TX_SUCCESS;
        }
        if wait_option == super::NO_WAIT {
            return sys::TX_NO_INSTANCE;
        }
        match guard.suspend(waiters(semaphore), sys::TX_SEMAPHORE_SUSP, wait_option) {
            TIMED_OUT => sys::TX_NO_INSTANCE,
            status => status,
        }
    }
}

/// As [`_tx_semaphore_get`], with checks.
///
/// # Safety
/// See [the module](super).
#[unsafe(no_mangle)]
pub unsafe extern "C" fn _txe_semaphore_get(semaphore_ptr: *mut TX_SEMAPHORE, wait_option: ULONG) -> UINT {
    let mut guard = enter();
    // SAFETY: null or a live semaphore (contract).
    unsafe {
        match check(semaphore_ptr).and_then(|()| check_wait(&guard, wait_option)) {
            Ok(()) => get(&mut guard, semaphore_ptr, wait_option),
            Err(error) => error,
        }
    }
}

/// Adds an instance, or gives it to the first waiter.
///
/// # Safety
/// See [the module](super).
#[unsafe(no_mangle)]
pub unsafe extern "C" fn _tx_semaphore_put(semaphore_ptr: *mut TX_SEMAPHORE) -> UINT {
    // SAFETY: a live semaphore (contract).
    unsafe { ceiling_put(&mut enter(), semaphore_ptr, ULONG::MAX) }
}

/// Adds an instance unless there are `ceiling` already.
///
/// # Safety
/// A live semaphore.
pub(crate) unsafe fn ceiling_put(guard: &mut Guard, semaphore: *mut TX_SEMAPHORE, ceiling: ULONG) -> UINT {
    // SAFETY: a live semaphore (contract), under the lock.
    unsafe {
        let function = (*semaphore).tx_semaphore_put_notify;
        let waiter = waiters(semaphore).first();
        if !waiter.is_null() {
            guard.wake(waiter, sys::TX_SUCCESS);
            guard.preempt_check();
        } else if (*semaphore).tx_semaphore_count >= ceiling {
            return sys::TX_CEILING_EXCEEDED;
        } else {
            (*semaphore).tx_semaphore_count += 1;
        }
        notify(semaphore, guard, function);
    }
    sys::TX_SUCCESS
}

unsafe fn notify(semaphore: *mut TX_SEMAPHORE, guard: &mut Guard, function: Notify) {
    if let Some(function) = function {
        // SAFETY: the application's function, with the argument it was registered for.
        guard.unlocked(|| unsafe { function(semaphore) });
    }
}

/// As [`_tx_semaphore_put`], with checks.
///
/// # Safety
/// See [the module](super).
#[unsafe(no_mangle)]
pub unsafe extern "C" fn _txe_semaphore_put(semaphore_ptr: *mut TX_SEMAPHORE) -> UINT {
    // SAFETY: null or a live semaphore (contract).
    unsafe { check(semaphore_ptr).map_or_else(|error| error, |()| _tx_semaphore_put(semaphore_ptr)) }
}

/// As [`_tx_semaphore_put`], but `TX_CEILING_EXCEEDED` if there are `ceiling` instances already.
///
/// # Safety
/// See [the module](super).
#[unsafe(no_mangle)]
pub unsafe extern "C" fn _tx_semaphore_ceiling_put(semaphore_ptr: *mut TX_SEMAPHORE, ceiling: ULONG) -> UINT {
    // SAFETY: a live semaphore (contract).
    unsafe { ceiling_put(&mut enter(), semaphore_ptr, ceiling) }
}

/// As [`_tx_semaphore_ceiling_put`], with checks.
///
/// # Safety
/// See [the module](super).
#[unsafe(no_mangle)]
pub unsafe extern "C" fn _txe_semaphore_ceiling_put(
    semaphore_ptr: *mut TX_SEMAPHORE,
    ceiling: ULONG,
) -> UINT {
    // SAFETY: null or a live semaphore (contract).
    unsafe {
        match check(semaphore_ptr) {
            Err(error) => error,
            Ok(()) if ceiling == 0 => sys::TX_INVALID_CEILING,
            Ok(()) => _tx_semaphore_ceiling_put(semaphore_ptr, ceiling),
        }
    }
}

/// Sets the function called after each put; null: none.
///
/// # Safety
/// See [the module](super).
#[unsafe(no_mangle)]
pub unsafe extern "C" fn _tx_semaphore_put_notify(
    semaphore_ptr: *mut TX_SEMAPHORE,
    semaphore_put_notify: Notify,
) -> UINT {
    let _guard = enter();
    // SAFETY: a live object (contract), under the lock.
    unsafe { (*semaphore_ptr).tx_semaphore_put_notify = semaphore_put_notify };
    sys::TX_SUCCESS
}

/// As [`_tx_semaphore_put_notify`], with checks.
///
/// # Safety
/// See [the module](super).
#[unsafe(no_mangle)]
pub unsafe extern "C" fn _txe_semaphore_put_notify(
    semaphore_ptr: *mut TX_SEMAPHORE,
    semaphore_put_notify: Notify,
) -> UINT {
    // SAFETY: null or a live object (contract).
    unsafe {
        check(semaphore_ptr)
            .map_or_else(|error| error, |()| _tx_semaphore_put_notify(semaphore_ptr, semaphore_put_notify))
    }
}

/// Moves the most urgent waiter to the front.
///
/// # Safety
/// See [the module](super).
#[unsafe(no_mangle)]
pub unsafe extern "C" fn _tx_semaphore_prioritize(semaphore_ptr: *mut TX_SEMAPHORE) -> UINT {
    let _guard = enter();
    // SAFETY: a live object (contract), under the lock.
    unsafe { waiters(semaphore_ptr).prioritize() };
    sys::TX_SUCCESS
}

/// As [`_tx_semaphore_prioritize`], with checks.
///
/// # Safety
/// See [the module](super).
#[unsafe(no_mangle)]
pub unsafe extern "C" fn _txe_semaphore_prioritize(semaphore_ptr: *mut TX_SEMAPHORE) -> UINT {
    // SAFETY: null or a live object (contract).
    unsafe { check(semaphore_ptr).map_or_else(|error| error, |()| _tx_semaphore_prioritize(semaphore_ptr)) }
}

/// Tells about a semaphore; null out-pointers are skipped.
///
/// # Safety
/// See [the module](super).
#[unsafe(no_mangle)]
pub unsafe extern "C" fn _tx_semaphore_info_get(
    semaphore_ptr: *mut TX_SEMAPHORE,
    name: *mut *mut c_char,
    current_value: *mut ULONG,
    first_suspended: *mut *mut TX_THREAD,
    suspended_count: *mut ULONG,
    next_semaphore: *mut *mut TX_SEMAPHORE,
) -> UINT {
    let _guard = enter();
    // SAFETY: a live object and valid or null out-pointers (contract), under the lock.
    unsafe {
        let object = &*semaphore_ptr;
        put(name, object.tx_semaphore_name);
        put(current_value, object.tx_semaphore_count);
        put(first_suspended, object.tx_semaphore_suspension_list);
        put(suspended_count, object.tx_semaphore_suspended_count.into());
        put(next_semaphore, object.tx_semaphore_created_next);
    }
    sys::TX_SUCCESS
}

/// As [`_tx_semaphore_info_get`], with checks.
///
/// # Safety
/// See [the module](super).
#[unsafe(no_mangle)]
pub unsafe extern "C" fn _txe_semaphore_info_get(
    semaphore_ptr: *mut TX_SEMAPHORE,
    name: *mut *mut c_char,
    current_value: *mut ULONG,
    first_suspended: *mut *mut TX_THREAD,
    suspended_count: *mut ULONG,
    next_semaphore: *mut *mut TX_SEMAPHORE,
) -> UINT {
    // SAFETY: null or a live object (contract).
    unsafe {
        check(semaphore_ptr).map_or_else(
            |error| error,
            |()| {
                _tx_semaphore_info_get(
                    semaphore_ptr,
                    name,
                    current_value,
                    first_suspended,
                    suspended_count,
                    next_semaphore,
                )
            },
        )
    }
}
