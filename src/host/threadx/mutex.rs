//! Mutexes: recursive, with priority inheritance on request.

use std::{ffi::c_char, ptr};

use super::{check_creator, check_thread, check_wait, code, put, ring::Ring};
use crate::{
    host::kernel::{Guard, SuspendList, TIMED_OUT, enter, thread},
    sys::{self, TX_MUTEX, TX_THREAD, UINT, ULONG},
};

/// The mutexes that exist.
#[unsafe(no_mangle)]
pub static mut _tx_mutex_created_ptr: *mut TX_MUTEX = ptr::null_mut();

/// How many exist.
#[unsafe(no_mangle)]
pub static mut _tx_mutex_created_count: ULONG = 0;

const ID: ULONG = 0x4D55_5445;

fn created() -> Ring<TX_MUTEX> {
    Ring {
        head: &raw mut _tx_mutex_created_ptr,
        count: &raw mut _tx_mutex_created_count,
        // SAFETY: addresses of fields of a live control block.
        links: |m| unsafe { (&raw mut (*m).tx_mutex_created_next, &raw mut (*m).tx_mutex_created_previous) },
    }
}

unsafe fn check(mutex: *mut TX_MUTEX) -> Result<(), UINT> {
    // SAFETY: not null, so readable (contract of the services).
    if !mutex.is_null() && unsafe { (*mutex).tx_mutex_id } == ID { Ok(()) } else { Err(sys::TX_MUTEX_ERROR) }
}

unsafe fn waiters(mutex: *mut TX_MUTEX) -> SuspendList {
    // SAFETY: addresses of fields of a live control block.
    unsafe {
        SuspendList::uint(
            &raw mut (*mutex).tx_mutex_suspension_list,
            &raw mut (*mutex).tx_mutex_suspended_count,
        )
    }
}

/// Creates a free mutex.
///
/// # Safety
/// See [the module](super).
#[unsafe(no_mangle)]
pub unsafe extern "C" fn _tx_mutex_create(
    mutex_ptr: *mut TX_MUTEX,
    name_ptr: *mut c_char,
    inherit: UINT,
) -> UINT {
    let guard = enter();
    // SAFETY: memory for a control block (contract).
    unsafe { create(&guard, mutex_ptr, name_ptr, inherit) };
    sys::TX_SUCCESS
}

unsafe fn create(_: &Guard, mutex: *mut TX_MUTEX, name: *mut c_char, inherit: UINT) {
    // SAFETY: memory for a control block; the lock is held.
    unsafe {
        mutex.write_bytes(0, 1);
        (*mutex).tx_mutex_name = name;
        (*mutex).tx_mutex_inherit = inherit;
        (*mutex).tx_mutex_id = ID;
        created().append(mutex);
    }
}

/// As [`_tx_mutex_create`], with checks.
///
/// # Safety
/// See [the module](super).
#[unsafe(no_mangle)]
pub unsafe extern "C" fn _txe_mutex_create(
    mutex_ptr: *mut TX_MUTEX,
    name_ptr: *mut c_char,
    inherit: UINT,
    mutex_control_block_size: UINT,
) -> UINT {
    let guard = enter();
    // SAFETY: a non-null pointer is to memory for a control block (contract).
    unsafe {
        if mutex_ptr.is_null()
            || mutex_control_block_size as usize != size_of::<TX_MUTEX>()
            || created().contains(mutex_ptr)
        {
            return sys::TX_MUTEX_ERROR;
        }
        if inherit != sys::TX_INHERIT && inherit != sys::TX_NO_INHERIT {
            return sys::TX_INHERIT_ERROR;
        }
        code(check_creator(&guard).map(|()| create(&guard, mutex_ptr, name_ptr, inherit)))
    }
}

/// Deletes a mutex: its waiters return `TX_DELETED`.
///
/// # Safety
/// See [the module](super).
#[unsafe(no_mangle)]
pub unsafe extern "C" fn _tx_mutex_delete(mutex_ptr: *mut TX_MUTEX) -> UINT {
    let mut guard = enter();
    // SAFETY: a live mutex (contract).
    unsafe { delete(&mut guard, mutex_ptr) };
    sys::TX_SUCCESS
}

unsafe fn delete(guard: &mut Guard, mutex: *mut TX_MUTEX) {
    // SAFETY: a live mutex and its owner, under the lock.
    unsafe {
        (*mutex).tx_mutex_id = 0;
        created().remove(mutex);
        guard.wake_all(waiters(mutex), sys::TX_DELETED);
        if !(*mutex).tx_mutex_owner.is_null() {
            give_up(guard, mutex);
        }
        (*mutex).tx_mutex_ownership_count = 0;
    }
}

/// As [`_tx_mutex_delete`], with checks.
///
/// # Safety
/// See [the module](super).
#[unsafe(no_mangle)]
pub unsafe extern "C" fn _txe_mutex_delete(mutex_ptr: *mut TX_MUTEX) -> UINT {
    let mut guard = enter();
    // SAFETY: null or a live mutex (contract).
    unsafe {
        code(check(mutex_ptr).and_then(|()| check_thread(&guard)).map(|()| delete(&mut guard, mutex_ptr)))
    }
}

/// Obtains a mutex, waiting for it if `wait_option` says so.
///
/// # Safety
/// See [the module](super).
#[unsafe(no_mangle)]
pub unsafe extern "C" fn _tx_mutex_get(mutex_ptr: *mut TX_MUTEX, wait_option: ULONG) -> UINT {
    let mut guard = enter();
    // SAFETY: a live mutex (contract).
    unsafe { get(&mut guard, mutex_ptr, wait_option) }
}

/// Obtains a mutex for the calling thread.
///
/// # Safety
/// A live mutex.
#[inline]
pub(crate) unsafe fn get(guard: &mut Guard, mutex: *mut TX_MUTEX, wait_option: ULONG) -> UINT {
    let thread = guard.current();
    // SAFETY: a live mutex, under the lock.
    unsafe {
        if (*mutex).tx_mutex_ownership_count == 0 {
            (*mutex).tx_mutex_ownership_count = 1;
            (*mutex).tx_mutex_owner = thread;
            if !thread.is_null() {
                own(mutex, thread);
            }
            sys::TX_SUCCESS
        } else if (*mutex).tx_mutex_owner == thread {
            (*mutex).tx_mutex_ownership_count += 1;
            sys::TX_SUCCESS
        } else {
            wait(guard, mutex, wait_option)
        }
    }
}

/// Adds a mutex to those its new owner holds.
#[inline]
unsafe fn own(mutex: *mut TX_MUTEX, thread: *mut TX_THREAD) {
    // SAFETY: live objects, under the lock.
    unsafe {
        if (*mutex).tx_mutex_inherit == sys::TX_TRUE {
            (*mutex).tx_mutex_original_priority = (*thread).tx_thread_priority;
            (*mutex).tx_mutex_highest_priority_waiting = sys::TX_MAX_PRIORITIES;
        }
        let first = (*thread).tx_thread_owned_mutex_list;
        if first.is_null() {
            (*thread).tx_thread_owned_mutex_list = mutex;
            (*mutex).tx_mutex_owned_next = mutex;
            (*mutex).tx_mutex_owned_previous = mutex;
        } else {
            let last = (*first).tx_mutex_owned_previous;
            (*mutex).tx_mutex_owned_next = first;
            (*mutex).tx_mutex_owned_previous = last;
            (*first).tx_mutex_owned_previous = mutex;
            (*last).tx_mutex_owned_next = mutex;
        }
        (*thread).tx_thread_owned_mutex_count += 1;
    }
}

#[inline]
unsafe fn disown(mutex: *mut TX_MUTEX, thread: *mut TX_THREAD) {
    // SAFETY: live objects, under the lock.
    unsafe {
        (*thread).tx_thread_owned_mutex_count -= 1;
        let next = (*mutex).tx_mutex_owned_next;
        if next == mutex {
            (*thread).tx_thread_owned_mutex_list = ptr::null_mut();
        } else {
            let previous = (*mutex).tx_mutex_owned_previous;
            (*next).tx_mutex_owned_previous = previous;
            (*previous).tx_mutex_owned_next = next;
            if (*thread).tx_thread_owned_mutex_list == mutex {
                (*thread).tx_thread_owned_mutex_list = next;
            }
        }
    }
}

#[cold]
unsafe fn wait(guard: &mut Guard, mutex: *mut TX_MUTEX, wait_option: ULONG) -> UINT {
    if wait_option == super::NO_WAIT || !guard.may_wait() {
        return sys::TX_NOT_AVAILABLE;
    }
    // SAFETY: a live mutex with an owner, under the lock.
    unsafe {
        guard.enlist(waiters(mutex));
        let owner = (*mutex).tx_mutex_owner;
        if (*mutex).tx_mutex_inherit == sys::TX_TRUE && !owner.is_null() {
            let priority = (*guard.current()).tx_thread_priority;
            let highest = &mut (*mutex).tx_mutex_highest_priority_waiting;
            *highest = priority.min(*highest);
            let inherited = &mut (*owner).tx_thread_inherit_priority;
            *inherited = priority.min(*inherited);
            if (*owner).tx_thread_priority > priority {
                change_priority(guard, owner, priority);
            }
        }
        match guard.block(sys::TX_MUTEX_SUSP, wait_option) {
            TIMED_OUT => sys::TX_NOT_AVAILABLE,
            status => status,
        }
    }
}

/// Gives a thread the priority it inherits, or its own back.
unsafe fn change_priority(guard: &mut Guard, thread: *mut TX_THREAD, priority: UINT) {
    // SAFETY: a created thread, under the lock.
    let threshold = unsafe { (*thread).tx_thread_user_preempt_threshold }.min(priority);
    thread::change_priority(guard, thread, priority, threshold, priority);
}

/// As [`_tx_mutex_get`], with checks.
///
/// # Safety
/// See [the module](super).
#[unsafe(no_mangle)]
pub unsafe extern "C" fn _txe_mutex_get(mutex_ptr: *mut TX_MUTEX, wait_option: ULONG) -> UINT {
    let mut guard = enter();
    // SAFETY: null or a live mutex (contract).
    unsafe {
        if let Err(error) = check(mutex_ptr).and_then(|()| check_caller(&guard, wait_option)) {
            return error;
        }
        get(&mut guard, mutex_ptr, wait_option)
    }
}

#[inline]
fn check_caller(guard: &Guard, wait_option: ULONG) -> Result<(), UINT> {
    check_wait(guard, wait_option)?;
    if guard.current().is_null() { check_creator(guard) } else { Ok(()) }
}

/// Releases a mutex once; the last release passes it to the first waiter (with inheritance: to the
/// most urgent one).
///
/// # Safety
/// See [the module](super).
#[unsafe(no_mangle)]
pub unsafe extern "C" fn _tx_mutex_put(mutex_ptr: *mut TX_MUTEX) -> UINT {
    let mut guard = enter();
    // SAFETY: a live mutex (contract).
    unsafe { release(&mut guard, mutex_ptr) }
}

/// Releases a mutex the calling thread owns.
///
/// # Safety
/// A live mutex.
#[inline]
pub(crate) unsafe fn release(guard: &mut Guard, mutex: *mut TX_MUTEX) -> UINT {
    // SAFETY: a live mutex, under the lock.
    unsafe {
        let count = (*mutex).tx_mutex_ownership_count;
        if count == 0 || (*mutex).tx_mutex_owner != guard.current() {
            return sys::TX_NOT_OWNED;
        }
        if count > 1 {
            (*mutex).tx_mutex_ownership_count = count - 1;
        } else {
            give_up(guard, mutex);
        }
        sys::TX_SUCCESS
    }
}

/// The owner of a mutex, if it is a thread, loses it; the next waiter gets it.
#[inline]
unsafe fn give_up(guard: &mut Guard, mutex: *mut TX_MUTEX) {
    // SAFETY: a live mutex and its owner, under the lock.
    unsafe {
        let owner = (*mutex).tx_mutex_owner;
        (*mutex).tx_mutex_ownership_count = 0;
        (*mutex).tx_mutex_owner = ptr::null_mut();
        if owner.is_null() {
            return;
        }
        disown(mutex, owner);
        if (*mutex).tx_mutex_inherit == sys::TX_TRUE {
            let inherited = inherited(owner);
            (*owner).tx_thread_inherit_priority = inherited;
            let priority = (*owner).tx_thread_user_priority.min(inherited);
            if (*owner).tx_thread_priority != priority {
                change_priority(guard, owner, priority);
            }
        }
        if !waiters(mutex).first().is_null() {
            pass_on(guard, mutex);
        }
    }
}

/// The most urgent priority that waits for what a thread still owns.
unsafe fn inherited(thread: *mut TX_THREAD) -> UINT {
    // SAFETY: the ring of mutexes a live thread owns, under the lock.
    unsafe {
        let mut priority = sys::TX_MAX_PRIORITIES;
        let first = (*thread).tx_thread_owned_mutex_list;
        let mut mutex = first;
        while !mutex.is_null() {
            if (*mutex).tx_mutex_inherit == sys::TX_TRUE {
                priority = priority.min((*mutex).tx_mutex_highest_priority_waiting);
            }
            mutex = (*mutex).tx_mutex_owned_next;
            if mutex == first {
                break;
            }
        }
        priority
    }
}

unsafe fn pass_on(guard: &mut Guard, mutex: *mut TX_MUTEX) {
    // SAFETY: a live mutex with waiters, under the lock.
    unsafe {
        let list = waiters(mutex);
        if (*mutex).tx_mutex_inherit == sys::TX_TRUE {
            list.prioritize();
        }
        let thread = list.first();
        (*mutex).tx_mutex_ownership_count = 1;
        (*mutex).tx_mutex_owner = thread;
        own(mutex, thread);
        guard.wake(thread, sys::TX_SUCCESS);
        if (*mutex).tx_mutex_inherit == sys::TX_TRUE && !list.first().is_null() {
            list.prioritize();
            (*mutex).tx_mutex_highest_priority_waiting = (*list.first()).tx_thread_priority;
        }
    }
}

/// A thread ended: it loses every mutex it owns.
pub(crate) fn release_all(guard: &mut Guard, thread: *mut TX_THREAD) {
    // SAFETY: a created thread, under the lock; the mutexes it owns are live.
    unsafe {
        while !(*thread).tx_thread_owned_mutex_list.is_null() {
            give_up(guard, (*thread).tx_thread_owned_mutex_list);
        }
    }
}

/// As [`_tx_mutex_put`], with checks.
///
/// # Safety
/// See [the module](super).
#[unsafe(no_mangle)]
pub unsafe extern "C" fn _txe_mutex_put(mutex_ptr: *mut TX_MUTEX) -> UINT {
    let mut guard = enter();
    // SAFETY: null or a live mutex (contract).
    unsafe {
        if let Err(error) = check(mutex_ptr).and_then(|()| check_caller(&guard, super::NO_WAIT)) {
            return error;
        }
        release(&mut guard, mutex_ptr)
    }
}

/// Moves the most urgent waiter to the front.
///
/// # Safety
/// See [the module](super).
#[unsafe(no_mangle)]
pub unsafe extern "C" fn _tx_mutex_prioritize(mutex_ptr: *mut TX_MUTEX) -> UINT {
    let _guard = enter();
    // SAFETY: a live mutex (contract), under the lock.
    unsafe { waiters(mutex_ptr).prioritize() };
    sys::TX_SUCCESS
}

/// As [`_tx_mutex_prioritize`], with checks.
///
/// # Safety
/// See [the module](super).
#[unsafe(no_mangle)]
pub unsafe extern "C" fn _txe_mutex_prioritize(mutex_ptr: *mut TX_MUTEX) -> UINT {
    // SAFETY: null or a live mutex (contract).
    unsafe { check(mutex_ptr).map_or_else(|error| error, |()| _tx_mutex_prioritize(mutex_ptr)) }
}

/// Tells about a mutex; null out-pointers are skipped.
///
/// # Safety
/// See [the module](super).
#[unsafe(no_mangle)]
pub unsafe extern "C" fn _tx_mutex_info_get(
    mutex_ptr: *mut TX_MUTEX,
    name: *mut *mut c_char,
    count: *mut ULONG,
    owner: *mut *mut TX_THREAD,
    first_suspended: *mut *mut TX_THREAD,
    suspended_count: *mut ULONG,
    next_mutex: *mut *mut TX_MUTEX,
) -> UINT {
    let _guard = enter();
    // SAFETY: a live mutex and valid or null out-pointers (contract), under the lock.
    unsafe {
        put(name, (*mutex_ptr).tx_mutex_name);
        put(count, (*mutex_ptr).tx_mutex_ownership_count.into());
        put(owner, (*mutex_ptr).tx_mutex_owner);
        put(first_suspended, (*mutex_ptr).tx_mutex_suspension_list);
        put(suspended_count, (*mutex_ptr).tx_mutex_suspended_count.into());
        put(next_mutex, (*mutex_ptr).tx_mutex_created_next);
    }
    sys::TX_SUCCESS
}

/// As [`_tx_mutex_info_get`], with checks.
///
/// # Safety
/// See [the module](super).
#[unsafe(no_mangle)]
pub unsafe extern "C" fn _txe_mutex_info_get(
    mutex_ptr: *mut TX_MUTEX,
    name: *mut *mut c_char,
    count: *mut ULONG,
    owner: *mut *mut TX_THREAD,
    first_suspended: *mut *mut TX_THREAD,
    suspended_count: *mut ULONG,
    next_mutex: *mut *mut TX_MUTEX,
) -> UINT {
    // SAFETY: null or a live mutex (contract).
    unsafe {
        check(mutex_ptr).map_or_else(
            |error| error,
            |()| {
                _tx_mutex_info_get(
                    mutex_ptr,
                    name,
                    count,
                    owner,
                    first_suspended,
                    suspended_count,
                    next_mutex,
                )
            },
        )
    }
}
