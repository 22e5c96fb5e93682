//! Argument checks in front of the services: the `_nxe_packet_` entry points.
//!
//! Codes and the order of the checks are NetX Duo's.

use super::check::{check, ensure, may_wait, non_null, thread_only};
use super::packet::*;
use super::pool::*;
use super::{POOL_ID, locked};
use crate::sys::{
    CHAR, NX_OPTION_ERROR, NX_OVERFLOW, NX_PACKET, NX_PACKET_POOL, NX_PTR_ERROR, NX_SIZE_ERROR, NX_SUCCESS,
    NX_UNDERFLOW, UINT, ULONG, VOID,
};

/// Header room is a multiple of this many bytes: a word of the network.
const HEADER_UNIT: ULONG = 4;

/// Creates a pool; `size_of_block` is that of the caller's control block.
///
/// # Safety
/// As [`_nx_packet_pool_create`]; null pointers are reported.
#[unsafe(no_mangle)]
pub(crate) unsafe extern "C" fn _nxe_packet_pool_create(
    pool: *mut NX_PACKET_POOL,
    name: *mut CHAR,
    payload: ULONG,
    memory: *mut VOID,
    size: ULONG,
    size_of_block: UINT,
) -> UINT {
    // SAFETY: the caller's contract; pointers are checked before they are used.
    unsafe {
        check(|| {
            non_null(pool)?;
            non_null(memory)?;
            ensure(size_of_block as usize == size_of::<NX_PACKET_POOL>(), NX_PTR_ERROR)?;
            let fits = Layout::new(memory.addr(), size as usize, payload as usize).is_some();
            ensure(payload != 0 && fits, NX_SIZE_ERROR)?;
            ensure(!memory_in_use(pool, memory, size), NX_PTR_ERROR)?;
            Ok(_nx_packet_pool_create(pool, name, payload, memory, size))
        })
    }
}

/// True when the control block is that of a live pool, or the memory overlaps that of one.
unsafe fn memory_in_use(pool: *mut NX_PACKET_POOL, memory: *mut VOID, size: ULONG) -> bool {
    let (first, last) = (memory.addr(), memory.addr() + size as usize - 1);
    // SAFETY: the lock is held and members of the list are live.
    locked(|_| unsafe {
        let mut other = _nx_packet_pool_created_ptr;
        for _ in 0.._nx_packet_pool_created_count {
            let start = (*other).nx_packet_pool_start.addr();
            let end = start + ((*other).nx_packet_pool_size as usize).saturating_sub(1);
            if other == pool || (first >= start && first < end) || (last >= start && last < end) {
                return true;
            }
            other = (*other).nx_packet_pool_created_next;
        }
        false
    })
}

/// Checks and releases a packet; on success the caller's pointer becomes null.
///
/// # Safety
/// `packet` points to null or to a pointer to a packet of a live pool.
#[unsafe(no_mangle)]
pub(crate) unsafe extern "C" fn _nxe_packet_release(packet: *mut *mut NX_PACKET) -> UINT {
    // SAFETY: the caller's contract.
    unsafe { give_back(packet, _nx_packet_release) }
}

/// Checks and gives back a packet that a driver has sent; on success the caller's pointer becomes
/// null.
///
/// # Safety
/// `packet` points to null or to a pointer to a packet of a live pool.
#[unsafe(no_mangle)]
pub(crate) unsafe extern "C" fn _nxe_packet_transmit_release(packet: *mut *mut NX_PACKET) -> UINT {
    // SAFETY: the caller's contract.
    unsafe { give_back(packet, _nx_packet_transmit_release) }
}

unsafe fn give_back(
    packet: *mut *mut NX_PACKET,
    release: unsafe extern "C" fn(*mut NX_PACKET) -> UINT,
) -> UINT {
    // SAFETY: the caller's contract; pointers are checked before they are used.
    unsafe {
        check(|| {
            non_null(packet)?;
            live_packet(*packet)?;
            bounds(*packet)?;
            let status = release(*packet);
            if status == NX_SUCCESS {
                *packet = core::ptr::null_mut();
            }
            Ok(status)
        })
    }
}

unsafe fn live_pool(pool: *mut NX_PACKET_POOL) -> Result<(), UINT> {
    // SAFETY: null, or readable (the caller's contract).
    ensure(unsafe { pool.as_ref() }.is_some_and(|p| p.nx_packet_pool_id == POOL_ID), NX_PTR_ERROR)
}

unsafe fn live_packet(packet: *mut NX_PACKET) -> Result<(), UINT> {
    non_null(packet)?;
    // SAFETY: not null, so a packet (the caller's contract).
    unsafe { live_pool((*packet).nx_packet_pool_owner) }
}

/// The data of a packet lies inside its payload area.
unsafe fn bounds(packet: *mut NX_PACKET) -> Result<(), UINT> {
    // SAFETY: a packet (the caller's contract).
    unsafe {
        ensure((*packet).nx_packet_prepend_ptr >= (*packet).nx_packet_data_start, NX_UNDERFLOW)?;
        ensure((*packet).nx_packet_append_ptr <= (*packet).nx_packet_data_end, NX_OVERFLOW)
    }
}

/// Checks, then [`_nx_packet_pool_delete`].
///
/// # Safety
/// As there; null pointers are reported.
#[unsafe(no_mangle)]
pub(crate) unsafe extern "C" fn _nxe_packet_pool_delete(pool: *mut NX_PACKET_POOL) -> UINT {
    // SAFETY: the caller's contract; pointers are checked before they are used.
    unsafe {
        check(|| {
            live_pool(pool)?;
            thread_only()?;
            Ok(_nx_packet_pool_delete(pool))
        })
    }
}

/// Checks, then [`_nx_packet_pool_info_get`].
///
/// # Safety
/// As there; null pointers are reported.
#[unsafe(no_mangle)]
pub(crate) unsafe extern "C" fn _nxe_packet_pool_info_get(
    pool: *mut NX_PACKET_POOL,
    total: *mut ULONG,
    free: *mut ULONG,
    empty_requests: *mut ULONG,
    empty_suspensions: *mut ULONG,
    invalid_releases: *mut ULONG,
) -> UINT {
    // SAFETY: the caller's contract; pointers are checked before they are used.
    unsafe {
        check(|| {
            live_pool(pool)?;
            Ok(_nx_packet_pool_info_get(
                pool,
                total,
                free,
                empty_requests,
                empty_suspensions,
                invalid_releases,
            ))
        })
    }
}

/// Checks, then [`_nx_packet_pool_low_watermark_set`].
///
/// # Safety
/// As there; null pointers are reported.
#[unsafe(no_mangle)]
pub(crate) unsafe extern "C" fn _nxe_packet_pool_low_watermark_set(
    pool: *mut NX_PACKET_POOL,
    low_watermark: ULONG,
) -> UINT {
    // SAFETY: the caller's contract; pointers are checked before they are used.
    unsafe {
        check(|| {
            live_pool(pool)?;
            thread_only()?;
            Ok(_nx_packet_pool_low_watermark_set(pool, low_watermark))
        })
    }
}

/// Checks, then [`_nx_packet_allocate`].
///
/// # Safety
/// As there; null pointers are reported.
#[unsafe(no_mangle)]
pub(crate) unsafe extern "C" fn _nxe_packet_allocate(
    pool: *mut NX_PACKET_POOL,
    packet: *mut *mut NX_PACKET,
    packet_type: ULONG,
    wait: ULONG,
) -> UINT {
    // SAFETY: the caller's contract; pointers are checked before they are used.
    unsafe {
        check(|| {
            live_pool(pool)?;
            non_null(packet)?;
            ensure(packet_type.is_multiple_of(HEADER_UNIT), NX_OPTION_ERROR)?;
            may_wait(wait)?;
            Ok(_nx_packet_allocate(pool, packet, packet_type, wait))
        })
    }
}

/// Checks, then [`_nx_packet_copy`].
///
/// # Safety
/// As there; null pointers are reported.
#[unsafe(no_mangle)]
pub(crate) unsafe extern "C" fn _nxe_packet_copy(
    packet: *mut NX_PACKET,
    copy: *mut *mut NX_PACKET,
    pool: *mut NX_PACKET_POOL,
    wait: ULONG,
) -> UINT {
    // SAFETY: the caller's contract; pointers are checked before they are used.
    unsafe {
        check(|| {
            live_pool(pool)?;
            non_null(packet)?;
            non_null(copy)?;
            bounds(packet)?;
            may_wait(wait)?;
            Ok(_nx_packet_copy(packet, copy, pool, wait))
        })
    }
}

/// Checks, then [`_nx_packet_data_append`].
///
/// # Safety
/// As there; null pointers are reported.
#[unsafe(no_mangle)]
pub(crate) unsafe extern "C" fn _nxe_packet_data_append(
    packet: *mut NX_PACKET,
    data: *mut VOID,
    size: ULONG,
    pool: *mut NX_PACKET_POOL,
    wait: ULONG,
) -> UINT {
    // SAFETY: the caller's contract; pointers are checked before they are used.
    unsafe {
        check(|| {
            live_pool(pool)?;
            non_null(packet)?;
            non_null(data)?;
            ensure(size != 0, NX_SIZE_ERROR)?;
            bounds(packet)?;
            may_wait(wait)?;
            Ok(_nx_packet_data_append(packet, data, size, pool, wait))
        })
    }
}

/// Checks, then [`_nx_packet_data_extract_offset`].
///
/// # Safety
/// As there; null pointers are reported.
#[unsafe(no_mangle)]
pub(crate) unsafe extern "C" fn _nxe_packet_data_extract_offset(
    packet: *mut NX_PACKET,
    offset: ULONG,
    buffer: *mut VOID,
    room: ULONG,
    copied: *mut ULONG,
) -> UINT {
    // SAFETY: the caller's contract; pointers are checked before they are used.
    unsafe {
        check(|| {
            non_null(packet)?;
            non_null(buffer)?;
            non_null(copied)?;
            Ok(_nx_packet_data_extract_offset(packet, offset, buffer, room, copied))
        })
    }
}

/// Checks, then [`_nx_packet_data_retrieve`].
///
/// # Safety
/// As there; null pointers are reported.
#[unsafe(no_mangle)]
pub(crate) unsafe extern "C" fn _nxe_packet_data_retrieve(
    packet: *mut NX_PACKET,
    buffer: *mut VOID,
    copied: *mut ULONG,
) -> UINT {
    // SAFETY: the caller's contract; pointers are checked before they are used.
    unsafe {
        check(|| {
            non_null(packet)?;
            non_null(buffer)?;
            non_null(copied)?;
            Ok(_nx_packet_data_retrieve(packet, buffer, copied))
        })
    }
}

/// Checks, then [`_nx_packet_length_get`].
///
/// # Safety
/// As there; null pointers are reported.
#[unsafe(no_mangle)]
pub(crate) unsafe extern "C" fn _nxe_packet_length_get(packet: *mut NX_PACKET, length: *mut ULONG) -> UINT {
    // SAFETY: the caller's contract; pointers are checked before they are used.
    unsafe {
        check(|| {
            live_packet(packet)?;
            non_null(length)?;
            Ok(_nx_packet_length_get(packet, length))
        })
    }
}
