//! Queues of messages of 1 to 16 `ULONG`s.

use std::{
    ffi::{c_char, c_void},
    ptr,
};

use super::{check_creator, check_thread, check_wait, put, ring::Ring};
use crate::{
    host::kernel::{Guard, SuspendList, TIMED_OUT, enter},
    sys::{self, TX_QUEUE, TX_THREAD, UINT, ULONG},
};

type Notify = Option<unsafe extern "C" fn(notify_queue_ptr: *mut TX_QUEUE)>;

/// Which end of the queue a message goes to.
#[derive(Clone, Copy, PartialEq, Eq)]
enum End {
    Back,
    Front,
}

/// The queues that exist.
#[unsafe(no_mangle)]
pub static mut _tx_queue_created_ptr: *mut TX_QUEUE = ptr::null_mut();

/// How many exist.
#[unsafe(no_mangle)]
pub static mut _tx_queue_created_count: ULONG = 0;

const ID: ULONG = 0x5155_4555;

fn created() -> Ring<TX_QUEUE> {
    Ring {
        head: &raw mut _tx_queue_created_ptr,
        count: &raw mut _tx_queue_created_count,
        // SAFETY: addresses of fields of a live control block.
        links: |o| unsafe { (&raw mut (*o).tx_queue_created_next, &raw mut (*o).tx_queue_created_previous) },
    }
}

unsafe fn check(queue: *mut TX_QUEUE) -> Result<(), UINT> {
    // SAFETY: not null, so readable (contract of the services).
    if !queue.is_null() && unsafe { (*queue).tx_queue_id } == ID { Ok(()) } else { Err(sys::TX_QUEUE_ERROR) }
}

unsafe fn waiters(queue: *mut TX_QUEUE) -> SuspendList {
    // SAFETY: addresses of fields of a live control block.
    unsafe {
        SuspendList::uint(
            &raw mut (*queue).tx_queue_suspension_list,
            &raw mut (*queue).tx_queue_suspended_count,
        )
    }
}

/// Creates an empty queue in `queue_size` bytes; a remainder smaller than a message is unused.
///
/// # Safety
/// See [the module](super).
#[unsafe(no_mangle)]
pub unsafe extern "C" fn _tx_queue_create(
    queue_ptr: *mut TX_QUEUE,
    name_ptr: *mut c_char,
    message_size: UINT,
    queue_start: *mut c_void,
    queue_size: ULONG,
) -> UINT {
    let _guard = enter();
    // SAFETY: memory for a control block and for messages (contract), under the lock.
    unsafe {
        queue_ptr.write_bytes(0, 1);
        let queue = &mut *queue_ptr;
        let words = queue_size / size_of::<ULONG>() as ULONG;
        let capacity = words.checked_div(message_size.into()).unwrap_or(0) as UINT;
        queue.tx_queue_name = name_ptr;
        queue.tx_queue_message_size = message_size;
        queue.tx_queue_start = queue_start.cast();
        queue.tx_queue_end = queue.tx_queue_start.add((capacity * message_size) as usize);
        queue.tx_queue_read = queue.tx_queue_start;
        queue.tx_queue_write = queue.tx_queue_start;
        queue.tx_queue_available_storage = capacity;
        queue.tx_queue_capacity = capacity;
        queue.tx_queue_id = ID;
        created().append(queue_ptr);
    }
    sys::TX_SUCCESS
}

/// As [`_tx_queue_create`], with checks.
///
/// # Safety
/// See [the module](super).
#[unsafe(no_mangle)]
pub unsafe extern "C" fn _txe_queue_create(
    queue_ptr: *mut TX_QUEUE,
    name_ptr: *mut c_char,
    message_size: UINT,
    queue_start: *mut c_void,
    queue_size: ULONG,
    queue_control_block_size: UINT,
) -> UINT {
    if queue_ptr.is_null() || queue_control_block_size as usize != size_of::<TX_QUEUE>() {
        return sys::TX_QUEUE_ERROR;
    }
    // SAFETY: memory for a control block (contract); the created ones are live.
    unsafe {
        let guard = enter();
        if created().contains(queue_ptr) {
            return sys::TX_QUEUE_ERROR;
        }
        if queue_start.is_null() {
            return sys::TX_PTR_ERROR;
        }
        let words = queue_size / size_of::<ULONG>() as ULONG;
        if !(sys::TX_1_ULONG..=sys::TX_16_ULONG).contains(&message_size) || words < message_size.into() {
            return sys::TX_SIZE_ERROR;
        }
        if let Err(error) = check_creator(&guard) {
            return error;
        }
        drop(guard);
        _tx_queue_create(queue_ptr, name_ptr, message_size, queue_start, queue_size)
    }
}

/// Deletes a queue: its waiters return `TX_DELETED`.
///
/// # Safety
/// See [the module](super).
#[unsafe(no_mangle)]
pub unsafe extern "C" fn _tx_queue_delete(queue_ptr: *mut TX_QUEUE) -> UINT {
    let mut guard = enter();
    // SAFETY: a live object (contract), under the lock.
    unsafe {
        (*queue_ptr).tx_queue_id = 0;
        created().remove(queue_ptr);
        guard.wake_all(waiters(queue_ptr), sys::TX_DELETED);
    }
    sys::TX_SUCCESS
}

/// As [`_tx_queue_delete`], with checks.
///
/// # Safety
/// See [the module](super).
#[unsafe(no_mangle)]
pub unsafe extern "C" fn _txe_queue_delete(queue_ptr: *mut TX_QUEUE) -> UINT {
    // SAFETY: null or a live object (contract).
    unsafe {
        let allowed = check(queue_ptr).and_then(|()| check_thread(&enter()));
        allowed.map_or_else(|error| error, |()| _tx_queue_delete(queue_ptr))
    }
}

/// Discards all messages; threads that wait to send return successfully, their messages lost.
///
/// # Safety
/// See [the module](super).
#[unsafe(no_mangle)]
pub unsafe extern "C" fn _tx_queue_flush(queue_ptr: *mut TX_QUEUE) -> UINT {
    let mut guard = enter();
    // SAFETY: a live queue (contract), under the lock.
    unsafe {
        let queue = &mut *queue_ptr;
        if queue.tx_queue_enqueued != 0 {
            queue.tx_queue_enqueued = 0;
            queue.tx_queue_available_storage = queue.tx_queue_capacity;
            queue.tx_queue_read = queue.tx_queue_start;
            queue.tx_queue_write = queue.tx_queue_start;
            guard.wake_all(waiters(queue_ptr), sys::TX_SUCCESS);
        }
    }
    sys::TX_SUCCESS
}

/// As [`_tx_queue_flush`], with checks.
///
/// # Safety
/// See [the module](super).
#[unsafe(no_mangle)]
pub unsafe extern "C" fn _txe_queue_flush(queue_ptr: *mut TX_QUEUE) -> UINT {
    // SAFETY: null or a live queue (contract).
    unsafe { check(queue_ptr).map_or_else(|error| error, |()| _tx_queue_flush(queue_ptr)) }
}

unsafe fn copy(queue: *mut TX_QUEUE, from: *const ULONG, to: *mut ULONG) {
    // SAFETY: one message each (callers). The application's need not be aligned, and may be in the
    // queue's own memory.
    unsafe {
        ptr::copy(from.cast::<u8>(), to.cast(), (*queue).tx_queue_message_size as usize * size_of::<ULONG>())
    }
}

unsafe fn store(queue: *mut TX_QUEUE, message: *const ULONG, end: End) {
    // SAFETY: a live queue with room (callers), under the lock.
    unsafe {
        let size = (*queue).tx_queue_message_size as usize;
        (*queue).tx_queue_available_storage -= 1;
        (*queue).tx_queue_enqueued += 1;
        if end == End::Back {
            copy(queue, message, (*queue).tx_queue_write);
            (*queue).tx_queue_write = after(queue, (*queue).tx_queue_write);
        } else {
            let read = (*queue).tx_queue_read;
            let read = if read == (*queue).tx_queue_start { (*queue).tx_queue_end } else { read };
            (*queue).tx_queue_read = read.sub(size);
            copy(queue, message, (*queue).tx_queue_read);
        }
    }
}

unsafe fn take(queue: *mut TX_QUEUE, destination: *mut ULONG) {
    // SAFETY: a live queue with a message (callers), under the lock.
    unsafe {
        copy(queue, (*queue).tx_queue_read, destination);
        (*queue).tx_queue_read = after(queue, (*queue).tx_queue_read);
        (*queue).tx_queue_available_storage += 1;
        (*queue).tx_queue_enqueued -= 1;
    }
}

/// The place after one in the ring of messages.
unsafe fn after(queue: *mut TX_QUEUE, place: *mut ULONG) -> *mut ULONG {
    // SAFETY: a place inside the queue's memory (callers).
    unsafe {
        let next = place.add((*queue).tx_queue_message_size as usize);
        if next == (*queue).tx_queue_end { (*queue).tx_queue_start } else { next }
    }
}

unsafe fn send(queue: *mut TX_QUEUE, source: *mut ULONG, wait_option: ULONG, end: End) -> UINT {
    let mut guard = enter();
    // SAFETY: a live queue and a message (callers), under the lock.
    unsafe {
        let function = (*queue).tx_queue_send_notify;
        let waiter = waiters(queue).first();
        if (*queue).tx_queue_available_storage == 0 {
            if wait_option == super::NO_WAIT || !guard.may_wait() {
                return sys::TX_QUEUE_FULL;
            }
            match wait_to_send(&mut guard, queue, source, wait_option, end) {
                sys::TX_SUCCESS => {}
                TIMED_OUT => return sys::TX_QUEUE_FULL,
                status => return status,
            }
        } else if waiter.is_null() {
            store(queue, source, end);
        } else {
            copy(queue, source, (*waiter).tx_thread_additional_suspend_info.cast());
            guard.wake(waiter, sys::TX_SUCCESS);
            guard.preempt_check();
        }
        notify(queue, &mut guard, function);
    }
    sys::TX_SUCCESS
}

/// The queue is full: a receiver will take the message from where it is.
unsafe fn wait_to_send(
    guard: &mut Guard,
    queue: *mut TX_QUEUE,
    source: *mut ULONG,
    wait_option: ULONG,
    end: End,
) -> UINT {
    // SAFETY: a live queue (callers) and the calling thread, under the lock.
    unsafe {
        let thread = guard.current();
        (*thread).tx_thread_additional_suspend_info = source.cast();
        (*thread).tx_thread_suspend_option = (end == End::Front).into();
        guard.enlist(waiters(queue));
        if end == End::Front {
            waiters(queue).last_to_front();
        }
    }
    guard.block(sys::TX_QUEUE_SUSP, wait_option)
}

unsafe fn receive(queue: *mut TX_QUEUE, destination: *mut ULONG, wait_option: ULONG) -> UINT {
    let mut guard = enter();
    // SAFETY: a live queue and room for a message (callers), under the lock.
    unsafe {
        if (*queue).tx_queue_enqueued != 0 {
            let sender = waiters(queue).first();
            if sender.is_null() {
                take(queue, destination);
                return sys::TX_SUCCESS;
            }
            let message = (*sender).tx_thread_additional_suspend_info.cast();
            if (*sender).tx_thread_suspend_option != 0 {
                // Sent to the front of a full queue: it is the first message.
                copy(queue, message, destination);
            } else {
                take(queue, destination);
                store(queue, message, End::Back);
            }
            guard.wake(sender, sys::TX_SUCCESS);
            return sys::TX_SUCCESS;
        }
        if wait_option == super::NO_WAIT || !guard.may_wait() {
            return sys::TX_QUEUE_EMPTY;
        }
        let thread = guard.current();
        (*thread).tx_thread_additional_suspend_info = destination.cast();
        (*thread).tx_thread_suspend_option = 0;
        match guard.suspend(waiters(queue), sys::TX_QUEUE_SUSP, wait_option) {
            TIMED_OUT => sys::TX_QUEUE_EMPTY,
            status => status,
        }
    }
}

unsafe fn check_transfer(queue: *mut TX_QUEUE, message: *mut c_void, wait_option: ULONG) -> Result<(), UINT> {
    // SAFETY: null or a live queue (callers).
    unsafe { check(queue)? };
    if message.is_null() {
        return Err(sys::TX_PTR_ERROR);
    }
    check_wait(&enter(), wait_option)
}

unsafe fn notify(queue: *mut TX_QUEUE, guard: &mut Guard, function: Notify) {
    if let Some(function) = function {
        // SAFETY: the application's function, with the argument it was registered for.
        guard.unlocked(|| unsafe { function(queue) });
    }
}

/// Sends a message to the end of the queue, waiting for room if `wait_option` says so.
///
/// # Safety
/// See [the module](super).
#[unsafe(no_mangle)]
pub unsafe extern "C" fn _tx_queue_send(
    queue_ptr: *mut TX_QUEUE,
    source_ptr: *mut c_void,
    wait_option: ULONG,
) -> UINT {
    // SAFETY: a live queue and a message of its size (contract).
    unsafe { send(queue_ptr, source_ptr.cast(), wait_option, End::Back) }
}

/// As [`_tx_queue_send`], with checks.
///
/// # Safety
/// See [the module](super).
#[unsafe(no_mangle)]
pub unsafe extern "C" fn _txe_queue_send(
    queue_ptr: *mut TX_QUEUE,
    source_ptr: *mut c_void,
    wait_option: ULONG,
) -> UINT {
    // SAFETY: null or a live queue (contract).
    unsafe {
        let allowed = check_transfer(queue_ptr, source_ptr, wait_option);
        allowed.map_or_else(|error| error, |()| _tx_queue_send(queue_ptr, source_ptr, wait_option))
    }
}

/// Sends a message to the front of the queue, waiting for room if `wait_option` says so.
///
/// # Safety
/// See [the module](super).
#[unsafe(no_mangle)]
pub unsafe extern "C" fn _tx_queue_front_send(
    queue_ptr: *mut TX_QUEUE,
    source_ptr: *mut c_void,
    wait_option: ULONG,
) -> UINT {
    // SAFETY: a live queue and a message of its size (contract).
    unsafe { send(queue_ptr, source_ptr.cast(), wait_option, End::Front) }
}

/// As [`_tx_queue_front_send`], with checks.
///
/// # Safety
/// See [the module](super).
#[unsafe(no_mangle)]
pub unsafe extern "C" fn _txe_queue_front_send(
    queue_ptr: *mut TX_QUEUE,
    source_ptr: *mut c_void,
    wait_option: ULONG,
) -> UINT {
    // SAFETY: null or a live queue (contract).
    unsafe {
        let allowed = check_transfer(queue_ptr, source_ptr, wait_option);
        allowed.map_or_else(|error| error, |()| _tx_queue_front_send(queue_ptr, source_ptr, wait_option))
    }
}

/// Receives the first message, waiting for one if `wait_option` says so.
///
/// # Safety
/// See [the module](super).
#[unsafe(no_mangle)]
pub unsafe extern "C" fn _tx_queue_receive(
    queue_ptr: *mut TX_QUEUE,
    destination_ptr: *mut c_void,
    wait_option: ULONG,
) -> UINT {
    // SAFETY: a live queue and a message of its size (contract).
    unsafe { receive(queue_ptr, destination_ptr.cast(), wait_option) }
}

/// As [`_tx_queue_receive`], with checks.
///
/// # Safety
/// See [the module](super).
#[unsafe(no_mangle)]
pub unsafe extern "C" fn _txe_queue_receive(
    queue_ptr: *mut TX_QUEUE,
    destination_ptr: *mut c_void,
    wait_option: ULONG,
) -> UINT {
    // SAFETY: null or a live queue (contract).
    unsafe {
        let allowed = check_transfer(queue_ptr, destination_ptr, wait_option);
        allowed.map_or_else(|error| error, |()| _tx_queue_receive(queue_ptr, destination_ptr, wait_option))
    }
}

/// Sets the function called after each send; null: none.
///
/// # Safety
/// See [the module](super).
#[unsafe(no_mangle)]
pub unsafe extern "C" fn _tx_queue_send_notify(queue_ptr: *mut TX_QUEUE, queue_send_notify: Notify) -> UINT {
    let _guard = enter();
    // SAFETY: a live object (contract), under the lock.
    unsafe { (*queue_ptr).tx_queue_send_notify = queue_send_notify };
    sys::TX_SUCCESS
}

/// As [`_tx_queue_send_notify`], with checks.
///
/// # Safety
/// See [the module](super).
#[unsafe(no_mangle)]
pub unsafe extern "C" fn _txe_queue_send_notify(queue_ptr: *mut TX_QUEUE, queue_send_notify: Notify) -> UINT {
    // SAFETY: null or a live object (contract).
    unsafe {
        check(queue_ptr).map_or_else(|error| error, |()| _tx_queue_send_notify(queue_ptr, queue_send_notify))
    }
}

/// Moves the most urgent waiter to the front.
///
/// # Safety
/// See [the module](super).
#[unsafe(no_mangle)]
pub unsafe extern "C" fn _tx_queue_prioritize(queue_ptr: *mut TX_QUEUE) -> UINT {
    let _guard = enter();
    // SAFETY: a live object (contract), under the lock.
    unsafe { waiters(queue_ptr).prioritize() };
    sys::TX_SUCCESS
}

/// As [`_tx_queue_prioritize`], with checks.
///
/// # Safety
/// See [the module](super).
#[unsafe(no_mangle)]
pub unsafe extern "C" fn _txe_queue_prioritize(queue_ptr: *mut TX_QUEUE) -> UINT {
    // SAFETY: null or a live object (contract).
    unsafe { check(queue_ptr).map_or_else(|error| error, |()| _tx_queue_prioritize(queue_ptr)) }
}

/// Tells about a queue; null out-pointers are skipped.
///
/// # Safety
/// See [the module](super).
#[unsafe(no_mangle)]
pub unsafe extern "C" fn _tx_queue_info_get(
    queue_ptr: *mut TX_QUEUE,
    name: *mut *mut c_char,
    enqueued: *mut ULONG,
    available_storage: *mut ULONG,
    first_suspended: *mut *mut TX_THREAD,
    suspended_count: *mut ULONG,
    next_queue: *mut *mut TX_QUEUE,
) -> UINT {
    let _guard = enter();
    // SAFETY: a live object and valid or null out-pointers (contract), under the lock.
    unsafe {
        let object = &*queue_ptr;
        put(name, object.tx_queue_name);
        put(enqueued, object.tx_queue_enqueued.into());
        put(available_storage, object.tx_queue_available_storage.into());
        put(first_suspended, object.tx_queue_suspension_list);
        put(suspended_count, object.tx_queue_suspended_count.into());
        put(next_queue, object.tx_queue_created_next);
    }
    sys::TX_SUCCESS
}

/// As [`_tx_queue_info_get`], with checks.
///
/// # Safety
/// See [the module](super).
#[unsafe(no_mangle)]
pub unsafe extern "C" fn _txe_queue_info_get(
    queue_ptr: *mut TX_QUEUE,
    name: *mut *mut c_char,
    enqueued: *mut ULONG,
    available_storage: *mut ULONG,
    first_suspended: *mut *mut TX_THREAD,
    suspended_count: *mut ULONG,
    next_queue: *mut *mut TX_QUEUE,
) -> UINT {
    // SAFETY: null or a live object (contract).
    unsafe {
        check(queue_ptr).map_or_else(
            |error| error,
            |()| {
                _tx_queue_info_get(
                    queue_ptr,
                    name,
                    enqueued,
                    available_storage,
                    first_suspended,
                    suspended_count,
                    next_queue,
                )
            },
        )
    }
}
