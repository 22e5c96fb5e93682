//! Heaps in memory of the application: first fit, free neighbours merged during the search.
//!
//! The memory is a ring of fragments. Each starts with two words: the address of the next fragment,
//! and a mark: `FREE`, or for an allocated one the address of its pool. The last fragment is empty
//! and counts as allocated.

use std::{
    ffi::{c_char, c_void},
    ptr,
};

use super::{Caller, check_creator, check_thread, put, ring::Ring};
use crate::{
    host::kernel::{Guard, SuspendList, TIMED_OUT, enter},
    sys::{self, TX_BYTE_POOL, TX_THREAD, UINT, ULONG},
};

/// Marks a free fragment.
const FREE: usize = 0xFFFF_EEEE_FFFF_EEEE_u64 as usize;

/// Words before the memory of a fragment.
const HEADER: ULONG = size_of::<Header>() as ULONG;

/// Bytes left over that are worth a fragment of their own.
const WORTHWHILE: ULONG = 20;

/// Smallest pool the checked create accepts.
const SMALLEST: ULONG = 100;

/// The application's memory need not be aligned.
#[repr(C, packed)]
struct Header {
    next: *mut Header,
    mark: usize,
}

/// The byte pools that exist.
#[unsafe(no_mangle)]
pub static mut _tx_byte_pool_created_ptr: *mut TX_BYTE_POOL = ptr::null_mut();

/// How many exist.
#[unsafe(no_mangle)]
pub static mut _tx_byte_pool_created_count: ULONG = 0;

const ID: ULONG = 0x4259_5445;

fn created() -> Ring<TX_BYTE_POOL> {
    Ring {
        head: &raw mut _tx_byte_pool_created_ptr,
        count: &raw mut _tx_byte_pool_created_count,
        // SAFETY: addresses of fields of a live control block.
        links: |o| unsafe {
            (&raw mut (*o).tx_byte_pool_created_next, &raw mut (*o).tx_byte_pool_created_previous)
        },
    }
}

unsafe fn check(pool: *mut TX_BYTE_POOL) -> Result<(), UINT> {
    // SAFETY: not null, so readable (contract of the services).
    if !pool.is_null() && unsafe { (*pool).tx_byte_pool_id } == ID { Ok(()) } else { Err(sys::TX_POOL_ERROR) }
}

unsafe fn waiters(pool: *mut TX_BYTE_POOL) -> SuspendList {
    // SAFETY: addresses of fields of a live control block.
    unsafe {
        SuspendList::uint(
            &raw mut (*pool).tx_byte_pool_suspension_list,
            &raw mut (*pool).tx_byte_pool_suspended_count,
        )
    }
}

/// Creates a pool of `pool_size` bytes.
///
/// # Safety
/// See [the module](super). The memory is aligned for a pointer.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn _tx_byte_pool_create(
    pool_ptr: *mut TX_BYTE_POOL,
    name_ptr: *mut c_char,
    pool_start: *mut c_void,
    pool_size: ULONG,
) -> UINT {
    let _guard = enter();
    let pool_size = pool_size / size_of::<usize>() as ULONG * size_of::<usize>() as ULONG;
    // SAFETY: memory for a control block and for fragments (contract), under the lock.
    unsafe {
        pool_ptr.write_bytes(0, 1);
        let pool = &mut *pool_ptr;
        let first: *mut Header = pool_start.cast();
        let last: *mut Header = pool_start.cast::<u8>().add((pool_size - HEADER) as usize).cast();
        pool.tx_byte_pool_name = name_ptr;
        pool.tx_byte_pool_start = pool_start.cast();
        pool.tx_byte_pool_size = pool_size;
        pool.tx_byte_pool_list = pool_start.cast();
        pool.tx_byte_pool_search = pool_start.cast();
        pool.tx_byte_pool_available = pool_size - HEADER;
        pool.tx_byte_pool_fragments = 2;
        *first = Header { next: last, mark: FREE };
        *last = Header { next: first, mark: pool_ptr as usize };
        pool.tx_byte_pool_id = ID;
        created().append(pool_ptr);
    }
    sys::TX_SUCCESS
}

/// As [`_tx_byte_pool_create`], with checks.
///
/// # Safety
/// See [the module](super).
#[unsafe(no_mangle)]
pub unsafe extern "C" fn _txe_byte_pool_create(
    pool_ptr: *mut TX_BYTE_POOL,
    name_ptr: *mut c_char,
    pool_start: *mut c_void,
    pool_size: ULONG,
    pool_control_block_size: UINT,
) -> UINT {
    if pool_ptr.is_null() || pool_control_block_size as usize != size_of::<TX_BYTE_POOL>() {
        return sys::TX_POOL_ERROR;
    }
    // SAFETY: memory for a control block (contract); the created ones are live.
    unsafe {
        let guard = enter();
        if created().contains(pool_ptr) {
            return sys::TX_POOL_ERROR;
        }
        if pool_start.is_null() {
            return sys::TX_PTR_ERROR;
        }
        if pool_size < SMALLEST {
            return sys::TX_SIZE_ERROR;
        }
        if let Err(error) = check_creator(&guard) {
            return error;
        }
        drop(guard);
        _tx_byte_pool_create(pool_ptr, name_ptr, pool_start, pool_size)
    }
}

/// Deletes a byte pool: its waiters return `TX_DELETED`.
///
/// # Safety
/// See [the module](super).
#[unsafe(no_mangle)]
pub unsafe extern "C" fn _tx_byte_pool_delete(pool_ptr: *mut TX_BYTE_POOL) -> UINT {
    let mut guard = enter();
    // SAFETY: a live object (contract), under the lock.
    unsafe {
        (*pool_ptr).tx_byte_pool_id = 0;
        created().remove(pool_ptr);
        guard.wake_all(waiters(pool_ptr), sys::TX_DELETED);
    }
    sys::TX_SUCCESS
}

/// As [`_tx_byte_pool_delete`], with checks.
///
/// # Safety
/// See [the module](super).
#[unsafe(no_mangle)]
pub unsafe extern "C" fn _txe_byte_pool_delete(pool_ptr: *mut TX_BYTE_POOL) -> UINT {
    // SAFETY: null or a live object (contract).
    unsafe {
        let allowed = check(pool_ptr).and_then(|()| check_thread(&enter()));
        allowed.map_or_else(|error| error, |()| _tx_byte_pool_delete(pool_ptr))
    }
}

/// Allocates `memory_size` bytes, waiting for them if `wait_option` says so.
///
/// # Safety
/// See [the module](super).
#[unsafe(no_mangle)]
pub unsafe extern "C" fn _tx_byte_allocate(
    pool_ptr: *mut TX_BYTE_POOL,
    memory_ptr: *mut *mut c_void,
    memory_size: ULONG,
    wait_option: ULONG,
) -> UINT {
    // SAFETY: a live pool and a valid out-pointer (contract).
    unsafe { allocate(&mut enter(), pool_ptr, memory_ptr, memory_size, wait_option) }
}

unsafe fn allocate(
    guard: &mut Guard,
    pool: *mut TX_BYTE_POOL,
    out: *mut *mut c_void,
    size: ULONG,
    wait_option: ULONG,
) -> UINT {
    let Some(size) = size.checked_next_multiple_of(size_of::<usize>() as ULONG) else {
        return sys::TX_NO_MEMORY;
    };
    // SAFETY: a live pool (callers) and the calling thread, under the lock. The out-pointer stays
    // valid while the caller waits in here.
    unsafe {
        (*pool).tx_byte_pool_owner = guard.current();
        *out = search(pool, size).cast();
        if !(*out).is_null() {
            return sys::TX_SUCCESS;
        }
        if wait_option == super::NO_WAIT || !guard.may_wait() {
            return sys::TX_NO_MEMORY;
        }
        let thread = guard.current();
        (*thread).tx_thread_additional_suspend_info = out.cast();
        (*thread).tx_thread_suspend_info = size;
        match guard.suspend(waiters(pool), sys::TX_BYTE_MEMORY, wait_option) {
            TIMED_OUT => sys::TX_NO_MEMORY,
            status => status,
        }
    }
}

/// Bytes a fragment can hold.
unsafe fn room(fragment: *mut Header) -> ULONG {
    // SAFETY: a fragment of a live pool (callers).
    unsafe { ((*fragment).next as ULONG).wrapping_sub(fragment as ULONG).wrapping_sub(HEADER) }
}

/// Finds memory from where the last search left off; merges free neighbours on the way.
unsafe fn search(pool: *mut TX_BYTE_POOL, size: ULONG) -> *mut u8 {
    // SAFETY: the fragments of a live pool (callers), under the lock.
    unsafe {
        let headers = ULONG::from((*pool).tx_byte_pool_fragments - 2) * HEADER;
        if size >= (*pool).tx_byte_pool_available + headers {
            return ptr::null_mut();
        }
        let mut fragment: *mut Header = (*pool).tx_byte_pool_search.cast();
        let mut first_free = true;
        let mut left = (*pool).tx_byte_pool_fragments + 1;
        while left != 0 {
            left -= 1;
            if (*fragment).mark == FREE {
                if std::mem::take(&mut first_free) {
                    (*pool).tx_byte_pool_search = fragment.cast();
                }
                if room(fragment) >= size {
                    return carve(pool, fragment, size);
                }
                let next = (*fragment).next;
                if (*next).mark == FREE {
                    merge(pool, fragment, next);
                    continue;
                }
            }
            fragment = (*fragment).next;
        }
        ptr::null_mut()
    }
}

/// Joins a free fragment with the free one after it.
unsafe fn merge(pool: *mut TX_BYTE_POOL, fragment: *mut Header, next: *mut Header) {
    // SAFETY: neighbours in a live pool (caller), under the lock.
    unsafe {
        (*fragment).next = (*next).next;
        (*pool).tx_byte_pool_fragments -= 1;
        if (*pool).tx_byte_pool_search == next.cast() {
            (*pool).tx_byte_pool_search = fragment.cast();
        }
    }
}

/// Allocates a free fragment that is large enough, giving back what is too much.
unsafe fn carve(pool: *mut TX_BYTE_POOL, fragment: *mut Header, size: ULONG) -> *mut u8 {
    // SAFETY: a free fragment of a live pool with room for `size` bytes (caller), under the lock.
    unsafe {
        let mut taken = room(fragment);
        let memory: *mut u8 = fragment.add(1).cast();
        if taken - size >= WORTHWHILE {
            let rest: *mut Header = memory.add(size as usize).cast();
            *rest = Header { next: (*fragment).next, mark: FREE };
            (*fragment).next = rest;
            (*pool).tx_byte_pool_fragments += 1;
            taken = size;
        }
        (*fragment).mark = pool as usize;
        (*pool).tx_byte_pool_available -= taken + HEADER;
        if (*pool).tx_byte_pool_search == fragment.cast() {
            (*pool).tx_byte_pool_search = (*fragment).next.cast();
        }
        memory
    }
}

/// As [`_tx_byte_allocate`], with checks.
///
/// # Safety
/// See [the module](super).
#[unsafe(no_mangle)]
pub unsafe extern "C" fn _txe_byte_allocate(
    pool_ptr: *mut TX_BYTE_POOL,
    memory_ptr: *mut *mut c_void,
    memory_size: ULONG,
    wait_option: ULONG,
) -> UINT {
    let mut guard = enter();
    // SAFETY: null or a live pool (contract).
    unsafe {
        if let Err(error) = check_allocate(&guard, pool_ptr, memory_ptr, memory_size, wait_option) {
            return error;
        }
        allocate(&mut guard, pool_ptr, memory_ptr, memory_size, wait_option)
    }
}

unsafe fn check_allocate(
    guard: &Guard,
    pool: *mut TX_BYTE_POOL,
    out: *mut *mut c_void,
    size: ULONG,
    wait_option: ULONG,
) -> Result<(), UINT> {
    // SAFETY: null or a live pool (callers).
    unsafe { check(pool)? };
    if out.is_null() {
        return Err(sys::TX_PTR_ERROR);
    }
    // SAFETY: a live pool, as just checked.
    if size == 0 || size > unsafe { (*pool).tx_byte_pool_size } {
        return Err(sys::TX_SIZE_ERROR);
    }
    let not_running = matches!(guard.caller(), Caller::Initialization | Caller::Interrupt);
    if wait_option != super::NO_WAIT && not_running {
        return Err(sys::TX_WAIT_ERROR);
    }
    check_creator(guard)
}

/// Returns memory to its pool; waiters whose requests fit now get theirs, first come first.
/// `TX_PTR_ERROR` for memory that is not an allocation.
///
/// # Safety
/// See [the module](super). A pointer that is not null has two readable words before it, the second
/// of which is the free mark or the address of something readable, as in ThreadX.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn _tx_byte_release(memory_ptr: *mut c_void) -> UINT {
    let mut guard = enter();
    if memory_ptr.is_null() {
        return sys::TX_PTR_ERROR;
    }
    // SAFETY: the words before the memory are readable (contract); once the pool is known to be
    // one, they are the header of a fragment of it.
    unsafe {
        let fragment: *mut Header = memory_ptr.cast::<Header>().sub(1);
        if (*fragment).mark == FREE {
            return sys::TX_PTR_ERROR;
        }
        let pool = (*fragment).mark as *mut TX_BYTE_POOL;
        if check(pool).is_err() {
            return sys::TX_PTR_ERROR;
        }
        (*pool).tx_byte_pool_owner = guard.current();
        free(pool, fragment);
        serve(&mut guard, pool);
    }
    sys::TX_SUCCESS
}

unsafe fn free(pool: *mut TX_BYTE_POOL, fragment: *mut Header) {
    // SAFETY: an allocated fragment of a live pool (callers), under the lock.
    unsafe {
        (*fragment).mark = FREE;
        (*pool).tx_byte_pool_available += room(fragment) + HEADER;
        if fragment.cast() < (*pool).tx_byte_pool_search {
            (*pool).tx_byte_pool_search = fragment.cast();
        }
    }
}

/// Gives waiters their memory until the first whose request does not fit.
unsafe fn serve(guard: &mut Guard, pool: *mut TX_BYTE_POOL) {
    // SAFETY: a live pool and its waiters (caller), under the lock.
    unsafe {
        while let Some(waiter) = ptr::NonNull::new(waiters(pool).first()) {
            let waiter = waiter.as_ptr();
            let memory = search(pool, (*waiter).tx_thread_suspend_info);
            if memory.is_null() {
                break;
            }
            *(*waiter).tx_thread_additional_suspend_info.cast() = memory;
            guard.wake(waiter, sys::TX_SUCCESS);
            // As in ThreadX, a more urgent waiter runs before the next is served; it may allocate,
            // or delete the pool.
            guard.preempt_check();
            if check(pool).is_err() {
                break;
            }
        }
    }
}

/// As [`_tx_byte_release`], with checks.
///
/// # Safety
/// As [`_tx_byte_release`].
#[unsafe(no_mangle)]
pub unsafe extern "C" fn _txe_byte_release(memory_ptr: *mut c_void) -> UINT {
    if memory_ptr.is_null() {
        return sys::TX_PTR_ERROR;
    }
    if let Err(error) = check_creator(&enter()) {
        return error;
    }
    // SAFETY: as for the caller.
    unsafe { _tx_byte_release(memory_ptr) }
}

/// Moves the most urgent waiter to the front.
///
/// # Safety
/// See [the module](super).
#[unsafe(no_mangle)]
pub unsafe extern "C" fn _tx_byte_pool_prioritize(pool_ptr: *mut TX_BYTE_POOL) -> UINT {
    let _guard = enter();
    // SAFETY: a live object (contract), under the lock.
    unsafe { waiters(pool_ptr).prioritize() };
    sys::TX_SUCCESS
}

/// As [`_tx_byte_pool_prioritize`], with checks.
///
/// # Safety
/// See [the module](super).
#[unsafe(no_mangle)]
pub unsafe extern "C" fn _txe_byte_pool_prioritize(pool_ptr: *mut TX_BYTE_POOL) -> UINT {
    // SAFETY: null or a live object (contract).
    unsafe { check(pool_ptr).map_or_else(|error| error, |()| _tx_byte_pool_prioritize(pool_ptr)) }
}

/// Tells about a byte pool; null out-pointers are skipped.
///
/// # Safety
/// See [the module](super).
#[unsafe(no_mangle)]
pub unsafe extern "C" fn _tx_byte_pool_info_get(
    pool_ptr: *mut TX_BYTE_POOL,
    name: *mut *mut c_char,
    available_bytes: *mut ULONG,
    fragments: *mut ULONG,
    first_suspended: *mut *mut TX_THREAD,
    suspended_count: *mut ULONG,
    next_pool: *mut *mut TX_BYTE_POOL,
) -> UINT {
    let _guard = enter();
    // SAFETY: a live object and valid or null out-pointers (contract), under the lock.
    unsafe {
        let object = &*pool_ptr;
        put(name, object.tx_byte_pool_name);
        put(available_bytes, object.tx_byte_pool_available);
        put(fragments, object.tx_byte_pool_fragments.into());
        put(first_suspended, object.tx_byte_pool_suspension_list);
        put(suspended_count, object.tx_byte_pool_suspended_count.into());
        put(next_pool, object.tx_byte_pool_created_next);
    }
    sys::TX_SUCCESS
}

/// As [`_tx_byte_pool_info_get`], with checks.
///
/// # Safety
/// See [the module](super).
#[unsafe(no_mangle)]
pub unsafe extern "C" fn _txe_byte_pool_info_get(
    pool_ptr: *mut TX_BYTE_POOL,
    name: *mut *mut c_char,
    available_bytes: *mut ULONG,
    fragments: *mut ULONG,
    first_suspended: *mut *mut TX_THREAD,
    suspended_count: *mut ULONG,
    next_pool: *mut *mut TX_BYTE_POOL,
) -> UINT {
    // SAFETY: null or a live object (contract).
    unsafe {
        check(pool_ptr).map_or_else(
            |error| error,
            |()| {
                _tx_byte_pool_info_get(
                    pool_ptr,
                    name,
                    available_bytes,
                    fragments,
                    first_suspended,
                    suspended_count,
                    next_pool,
                )
            },
        )
    }
}
