//! Pools of blocks of one size, in memory of the application.
//!
//! Before each block is a word: in a free block the address of the next one's word, in an allocated
//! block the address of its pool.

use std::{
    ffi::{c_char, c_void},
    ptr,
};

use super::{check_creator, check_thread, check_wait, put, ring::Ring};
use crate::{
    host::kernel::{Guard, SuspendList, TIMED_OUT, enter},
    sys::{self, TX_BLOCK_POOL, TX_THREAD, UINT, ULONG},
};

const WORD: ULONG = size_of::<*mut u8>() as ULONG;

/// The block pools that exist.
#[unsafe(no_mangle)]
pub static mut _tx_block_pool_created_ptr: *mut TX_BLOCK_POOL = ptr::null_mut();

/// How many exist.
#[unsafe(no_mangle)]
pub static mut _tx_block_pool_created_count: ULONG = 0;

const ID: ULONG = 0x424C_4F43;

fn created() -> Ring<TX_BLOCK_POOL> {
    Ring {
        head: &raw mut _tx_block_pool_created_ptr,
        count: &raw mut _tx_block_pool_created_count,
        // SAFETY: addresses of fields of a live control block.
        links: |o| unsafe {
            (&raw mut (*o).tx_block_pool_created_next, &raw mut (*o).tx_block_pool_created_previous)
        },
    }
}

unsafe fn check(pool: *mut TX_BLOCK_POOL) -> Result<(), UINT> {
    // SAFETY: not null, so readable (contract of the services).
    if !pool.is_null() && unsafe { (*pool).tx_block_pool_id } == ID {
        Ok(())
    } else {
        Err(sys::TX_POOL_ERROR)
    }
}

unsafe fn waiters(pool: *mut TX_BLOCK_POOL) -> SuspendList {
    // SAFETY: addresses of fields of a live control block.
    unsafe {
        SuspendList::uint(
            &raw mut (*pool).tx_block_pool_suspension_list,
            &raw mut (*pool).tx_block_pool_suspended_count,
        )
    }
}

/// Creates a pool of as many blocks of `block_size` bytes as fit.
///
/// # Safety
/// See [the module](super).
#[unsafe(no_mangle)]
pub unsafe extern "C" fn _tx_block_pool_create(
    pool_ptr: *mut TX_BLOCK_POOL,
    name_ptr: *mut c_char,
    block_size: ULONG,
    pool_start: *mut c_void,
    pool_size: ULONG,
) -> UINT {
    let _guard = enter();
    let block_size = block_size.next_multiple_of(WORD);
    let pool_size = pool_size / WORD * WORD;
    let total = pool_size / (block_size + WORD);
    if total == 0 {
        return sys::TX_SIZE_ERROR;
    }
    // SAFETY: memory for a control block and for `total` blocks with their words (contract).
    unsafe {
        pool_ptr.write_bytes(0, 1);
        let pool = &mut *pool_ptr;
        pool.tx_block_pool_name = name_ptr;
        pool.tx_block_pool_start = pool_start.cast();
        pool.tx_block_pool_size = pool_size;
        pool.tx_block_pool_block_size = block_size as UINT;
        pool.tx_block_pool_available = total as UINT;
        pool.tx_block_pool_total = total as UINT;
        pool.tx_block_pool_available_list = pool_start.cast();
        let mut word: *mut u8 = pool_start.cast();
        for _ in 1..total {
            let next = word.add((block_size + WORD) as usize);
            word.cast::<*mut u8>().write_unaligned(next);
            word = next;
        }
        word.cast::<*mut u8>().write_unaligned(ptr::null_mut());
        pool.tx_block_pool_id = ID;
        created().append(pool_ptr);
    }
    sys::TX_SUCCESS
}

/// As [`_tx_block_pool_create`], with checks.
///
/// # Safety
/// See [the module](super).
#[unsafe(no_mangle)]
pub unsafe extern "C" fn _txe_block_pool_create(
    pool_ptr: *mut TX_BLOCK_POOL,
    name_ptr: *mut c_char,
    block_size: ULONG,
    pool_start: *mut c_void,
    pool_size: ULONG,
    pool_control_block_size: UINT,
) -> UINT {
    if pool_ptr.is_null() || pool_control_block_size as usize != size_of::<TX_BLOCK_POOL>() {
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
        if block_size / WORD * WORD >= pool_size / WORD * WORD {
            return sys::TX_SIZE_ERROR;
        }
        if let Err(error) = check_creator(&guard) {
            return error;
        }
        drop(guard);
        _tx_block_pool_create(pool_ptr, name_ptr, block_size, pool_start, pool_size)
    }
}

/// Deletes a block pool: its waiters return `TX_DELETED`.
///
/// # Safety
/// See [the module](super).
#[unsafe(no_mangle)]
pub unsafe extern "C" fn _tx_block_pool_delete(pool_ptr: *mut TX_BLOCK_POOL) -> UINT {
    let mut guard = enter();
    // SAFETY: a live object (contract), under the lock.
    unsafe {
        (*pool_ptr).tx_block_pool_id = 0;
        created().remove(pool_ptr);
        guard.wake_all(waiters(pool_ptr), sys::TX_DELETED);
    }
    sys::TX_SUCCESS
}

/// As [`_tx_block_pool_delete`], with checks.
///
/// # Safety
/// See [the module](super).
#[unsafe(no_mangle)]
pub unsafe extern "C" fn _txe_block_pool_delete(pool_ptr: *mut TX_BLOCK_POOL) -> UINT {
    // SAFETY: null or a live object (contract).
    unsafe {
        let allowed = check(pool_ptr).and_then(|()| check_thread(&enter()));
        allowed.map_or_else(|error| error, |()| _tx_block_pool_delete(pool_ptr))
    }
}

/// Allocates a block, waiting for one if `wait_option` says so.
///
/// # Safety
/// See [the module](super).
#[unsafe(no_mangle)]
pub unsafe extern "C" fn _tx_block_allocate(
    pool_ptr: *mut TX_BLOCK_POOL,
    block_ptr: *mut *mut c_void,
    wait_option: ULONG,
) -> UINT {
    // SAFETY: a live pool and a valid out-pointer (contract).
    unsafe { allocate(&mut enter(), pool_ptr, block_ptr, wait_option) }
}

unsafe fn allocate(
    guard: &mut Guard,
    pool: *mut TX_BLOCK_POOL,
    out: *mut *mut c_void,
    wait_option: ULONG,
) -> UINT {
    // SAFETY: a live pool (callers) and the calling thread, under the lock. The out-pointer stays
    // valid while the caller waits in here.
    unsafe {
        if (*pool).tx_block_pool_available != 0 {
            let word = (*pool).tx_block_pool_available_list;
            (*pool).tx_block_pool_available -= 1;
            (*pool).tx_block_pool_available_list = word.cast::<*mut u8>().read_unaligned();
            word.cast::<*mut TX_BLOCK_POOL>().write_unaligned(pool);
            *out = word.add(WORD as usize).cast();
            return sys::TX_SUCCESS;
        }
        *out = ptr::null_mut();
        if wait_option == super::NO_WAIT || !guard.may_wait() {
            return sys::TX_NO_MEMORY;
        }
        (*guard.current()).tx_thread_additional_suspend_info = out.cast();
        match guard.suspend(waiters(pool), sys::TX_BLOCK_MEMORY, wait_option) {
            TIMED_OUT => sys::TX_NO_MEMORY,
            status => status,
        }
    }
}

/// As [`_tx_block_allocate`], with checks.
///
/// # Safety
/// See [the module](super).
#[unsafe(no_mangle)]
pub unsafe extern "C" fn _txe_block_allocate(
    pool_ptr: *mut TX_BLOCK_POOL,
    block_ptr: *mut *mut c_void,
    wait_option: ULONG,
) -> UINT {
    let mut guard = enter();
    // SAFETY: null or a live pool (contract).
    unsafe {
        if let Err(error) = check(pool_ptr) {
            return error;
        }
        if block_ptr.is_null() {
            return sys::TX_PTR_ERROR;
        }
        if let Err(error) = check_wait(&guard, wait_option) {
            return error;
        }
        allocate(&mut guard, pool_ptr, block_ptr, wait_option)
    }
}

/// Returns a block to its pool, or gives it to the first waiter.
///
/// # Safety
/// See [the module](super).
#[unsafe(no_mangle)]
pub unsafe extern "C" fn _tx_block_release(block_ptr: *mut c_void) -> UINT {
    let mut guard = enter();
    // SAFETY: an allocated block (contract), whose word names its live pool.
    unsafe {
        let word = block_ptr.cast::<u8>().sub(WORD as usize);
        let pool = word.cast::<*mut TX_BLOCK_POOL>().read_unaligned();
        let waiter = waiters(pool).first();
        if waiter.is_null() {
            word.cast::<*mut u8>().write_unaligned((*pool).tx_block_pool_available_list);
            (*pool).tx_block_pool_available_list = word;
            (*pool).tx_block_pool_available += 1;
        } else {
            *(*waiter).tx_thread_additional_suspend_info.cast() = block_ptr;
            guard.wake(waiter, sys::TX_SUCCESS);
        }
    }
    sys::TX_SUCCESS
}

/// As [`_tx_block_release`], with checks.
///
/// # Safety
/// See [the module](super). A pointer that is not null has a readable word before it that holds the
/// address of something readable, as in ThreadX.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn _txe_block_release(block_ptr: *mut c_void) -> UINT {
    if block_ptr.is_null() {
        return sys::TX_PTR_ERROR;
    }
    // SAFETY: the word before is readable, and what it names, if not null (contract).
    unsafe {
        let pool = block_ptr.cast::<*mut TX_BLOCK_POOL>().sub(1).read_unaligned();
        check(pool).map_or(sys::TX_PTR_ERROR, |()| _tx_block_release(block_ptr))
    }
}

/// Moves the most urgent waiter to the front.
///
/// # Safety
/// See [the module](super).
#[unsafe(no_mangle)]
pub unsafe extern "C" fn _tx_block_pool_prioritize(pool_ptr: *mut TX_BLOCK_POOL) -> UINT {
    let _guard = enter();
    // SAFETY: a live object (contract), under the lock.
    unsafe { waiters(pool_ptr).prioritize() };
    sys::TX_SUCCESS
}

/// As [`_tx_block_pool_prioritize`], with checks.
///
/// # Safety
/// See [the module](super).
#[unsafe(no_mangle)]
pub unsafe extern "C" fn _txe_block_pool_prioritize(pool_ptr: *mut TX_BLOCK_POOL) -> UINT {
    // SAFETY: null or a live object (contract).
    unsafe { check(pool_ptr).map_or_else(|error| error, |()| _tx_block_pool_prioritize(pool_ptr)) }
}

/// Tells about a block pool; null out-pointers are skipped.
///
/// # Safety
/// See [the module](super).
#[unsafe(no_mangle)]
pub unsafe extern "C" fn _tx_block_pool_info_get(
    pool_ptr: *mut TX_BLOCK_POOL,
    name: *mut *mut c_char,
    available_blocks: *mut ULONG,
    total_blocks: *mut ULONG,
    first_suspended: *mut *mut TX_THREAD,
    suspended_count: *mut ULONG,
    next_pool: *mut *mut TX_BLOCK_POOL,
) -> UINT {
    let _guard = enter();
    // SAFETY: a live object and valid or null out-pointers (contract), under the lock.
    unsafe {
        let object = &*pool_ptr;
        put(name, object.tx_block_pool_name);
        put(available_blocks, object.tx_block_pool_available.into());
        put(total_blocks, object.tx_block_pool_total.into());
        put(first_suspended, object.tx_block_pool_suspension_list);
        put(suspended_count, object.tx_block_pool_suspended_count.into());
        put(next_pool, object.tx_block_pool_created_next);
    }
    sys::TX_SUCCESS
}

/// As [`_tx_block_pool_info_get`], with checks.
///
/// # Safety
/// See [the module](super).
#[unsafe(no_mangle)]
pub unsafe extern "C" fn _txe_block_pool_info_get(
    pool_ptr: *mut TX_BLOCK_POOL,
    name: *mut *mut c_char,
    available_blocks: *mut ULONG,
    total_blocks: *mut ULONG,
    first_suspended: *mut *mut TX_THREAD,
    suspended_count: *mut ULONG,
    next_pool: *mut *mut TX_BLOCK_POOL,
) -> UINT {
    // SAFETY: null or a live object (contract).
    unsafe {
        check(pool_ptr).map_or_else(
            |error| error,
            |()| {
                _tx_block_pool_info_get(
                    pool_ptr,
                    name,
                    available_blocks,
                    total_blocks,
                    first_suspended,
                    suspended_count,
                    next_pool,
                )
            },
        )
    }
}
