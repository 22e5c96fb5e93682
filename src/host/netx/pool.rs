//! Packet pools: fixed-size packets in memory of the application.

use super::{Guard, PACKET_ALLOCATED, PACKET_FREE, POOL_ID, WAIT_FOREVER, locked, tcp};
use crate::sys::{
    CHAR, NX_INVALID_PARAMETERS, NX_IP_VERSION_V4, NX_NO_PACKET, NX_PACKET, NX_PACKET_POOL, NX_POOL_DELETED,
    NX_PTR_ERROR, NX_SUCCESS, TX_THREAD, UCHAR, UINT, ULONG, VOID,
};
use core::ptr;

/// Packets and payloads start at multiples of this.
const ALIGNMENT: usize = size_of::<ULONG>();

/// Head of the circular list of pools, for code written against NetX Duo's internals.
#[unsafe(no_mangle)]
pub(crate) static mut _nx_packet_pool_created_ptr: *mut NX_PACKET_POOL = ptr::null_mut();
/// Number of pools in that list.
#[unsafe(no_mangle)]
pub(crate) static mut _nx_packet_pool_created_count: ULONG = 0;

/// How packets of one payload size lie in memory.
pub(super) struct Layout {
    /// First packet header.
    pub(super) start: usize,
    /// Usable bytes from there.
    pub(super) size: usize,
    /// From a header to its payload.
    header: usize,
    /// From a header to the next one.
    pub(super) stride: usize,
}

impl Layout {
    /// Lays packets of `payload` bytes out in `size` bytes at `start`; `None` when nothing fits.
    pub(super) fn new(start: usize, size: usize, payload: usize) -> Option<Self> {
        let aligned = start.checked_next_multiple_of(ALIGNMENT)?;
        let size = size.checked_sub(aligned - start)? / ALIGNMENT * ALIGNMENT;
        let header = size_of::<NX_PACKET>().next_multiple_of(ALIGNMENT);
        let stride = header.checked_add(payload)?.checked_next_multiple_of(ALIGNMENT)?;
        (stride <= size).then_some(Self { start: aligned, size, header, stride })
    }
}

/// Creates a pool; see `nx_packet_pool_create`.
///
/// # Safety
/// `pool` is writable and `memory` has `size` writable bytes, both for the pool's lifetime.
#[unsafe(no_mangle)]
pub(crate) unsafe extern "C" fn _nx_packet_pool_create(
    pool: *mut NX_PACKET_POOL,
    name: *mut CHAR,
    payload: ULONG,
    memory: *mut VOID,
    size: ULONG,
) -> UINT {
    let Some(layout) = Layout::new(memory.addr(), size as usize, payload as usize) else {
        return crate::sys::NX_SIZE_ERROR;
    };
    // SAFETY: the caller's contract; every packet made lies inside the given memory, and the
    // lock is held while the list of pools changes.
    locked(|_| unsafe {
        ptr::write_bytes(pool, 0, 1);
        let base = memory.cast::<u8>().add(layout.start - memory.addr());
        let count = layout.size / layout.stride;
        let mut next = ptr::null_mut();
        for i in (0..count).rev() {
            let packet = base.add(i * layout.stride).cast::<NX_PACKET>();
            ptr::write_bytes(packet, 0, 1);
            (*packet).nx_packet_queue_next = next;
            (*packet).nx_packet_pool_owner = pool;
            set_mark(packet, PACKET_FREE);
            (*packet).nx_packet_data_start = packet.cast::<UCHAR>().add(layout.header);
            (*packet).nx_packet_data_end = (*packet).nx_packet_data_start.add(payload as usize);
            next = packet;
        }
        (*pool).nx_packet_pool_name = name;
        (*pool).nx_packet_pool_start = base.cast();
        (*pool).nx_packet_pool_size = layout.size as ULONG;
        (*pool).nx_packet_pool_payload_size = payload;
        (*pool).nx_packet_pool_available = count as ULONG;
        (*pool).nx_packet_pool_total = count as ULONG;
        (*pool).nx_packet_pool_available_list = next;
        (*pool).nx_packet_pool_id = POOL_ID;
        link_created(pool);
        NX_SUCCESS
    })
}

/// # Safety
/// The lock is held and `pool` is not in the list.
unsafe fn link_created(pool: *mut NX_PACKET_POOL) {
    // SAFETY: every member of the list is a live pool, by the contract of create and delete.
    unsafe {
        let head = _nx_packet_pool_created_ptr;
        if head.is_null() {
            (*pool).nx_packet_pool_created_next = pool;
            (*pool).nx_packet_pool_created_previous = pool;
            _nx_packet_pool_created_ptr = pool;
        } else {
            let tail = (*head).nx_packet_pool_created_previous;
            (*pool).nx_packet_pool_created_next = head;
            (*pool).nx_packet_pool_created_previous = tail;
            (*tail).nx_packet_pool_created_next = pool;
            (*head).nx_packet_pool_created_previous = pool;
        }
        _nx_packet_pool_created_count += 1;
    }
}

/// Deletes a pool. Waiting threads get `NX_POOL_DELETED`; its packets must not be used any more.
///
/// # Safety
/// `pool` is a live pool.
#[unsafe(no_mangle)]
pub(crate) unsafe extern "C" fn _nx_packet_pool_delete(pool: *mut NX_PACKET_POOL) -> UINT {
    // SAFETY: the caller's contract; the lock is held.
    locked(|k| unsafe {
        (*pool).nx_packet_pool_id = 0;
        let next = (*pool).nx_packet_pool_created_next;
        if next == pool {
            _nx_packet_pool_created_ptr = ptr::null_mut();
        } else {
            (*next).nx_packet_pool_created_previous = (*pool).nx_packet_pool_created_previous;
            (*(*pool).nx_packet_pool_created_previous).nx_packet_pool_created_next = next;
            if _nx_packet_pool_created_ptr == pool {
                _nx_packet_pool_created_ptr = next;
            }
        }
        _nx_packet_pool_created_count -= 1;
        while !(*pool).nx_packet_pool_suspension_list.is_null() {
            k.wake((*pool).nx_packet_pool_suspension_list, NX_POOL_DELETED);
        }
        NX_SUCCESS
    })
}

/// Reports a pool; null pointers are skipped.
///
/// # Safety
/// `pool` is a live pool; the others are null or writable.
#[unsafe(no_mangle)]
pub(crate) unsafe extern "C" fn _nx_packet_pool_info_get(
    pool: *mut NX_PACKET_POOL,
    total: *mut ULONG,
    free: *mut ULONG,
    empty_requests: *mut ULONG,
    empty_suspensions: *mut ULONG,
    invalid_releases: *mut ULONG,
) -> UINT {
    // SAFETY: the caller's contract; the lock is held.
    locked(|_| unsafe {
        super::put(total, (*pool).nx_packet_pool_total);
        super::put(free, (*pool).nx_packet_pool_available);
        super::put(empty_requests, (*pool).nx_packet_pool_empty_requests);
        super::put(empty_suspensions, (*pool).nx_packet_pool_empty_suspensions);
        super::put(invalid_releases, (*pool).nx_packet_pool_invalid_releases);
        NX_SUCCESS
    })
}

/// Packets that data arriving from the network leaves in the pool.
///
/// # Safety
/// `pool` is a live pool.
#[unsafe(no_mangle)]
pub(crate) unsafe extern "C" fn _nx_packet_pool_low_watermark_set(
    pool: *mut NX_PACKET_POOL,
    low_watermark: ULONG,
) -> UINT {
    // SAFETY: the caller's contract; the lock is held.
    locked(|_| unsafe {
        (*pool).nx_packet_pool_low_watermark = low_watermark as UINT;
        NX_SUCCESS
    })
}

/// Takes a packet with `packet_type` bytes of header room; see `nx_packet_allocate`.
///
/// # Safety
/// `pool` is a live pool and `packet` is writable.
#[unsafe(no_mangle)]
pub(crate) unsafe extern "C" fn _nx_packet_allocate(
    pool: *mut NX_PACKET_POOL,
    packet: *mut *mut NX_PACKET,
    packet_type: ULONG,
    wait: ULONG,
) -> UINT {
    // SAFETY: the caller's contract; the lock is held.
    locked(|k| unsafe {
        if (*pool).nx_packet_pool_payload_size < packet_type {
            return NX_INVALID_PARAMETERS;
        }
        *packet = ptr::null_mut();
        match allocate(k, pool, packet_type, wait) {
            Ok(taken) => {
                *packet = taken;
                NX_SUCCESS
            }
            Err(status) => status,
        }
    })
}

/// Takes a packet, waiting up to `wait` ticks for one.
///
/// # Safety
/// The lock is held and `pool` is a live pool whose payload is at least `headroom`.
pub(super) unsafe fn allocate(
    k: &mut Guard,
    pool: *mut NX_PACKET_POOL,
    headroom: ULONG,
    wait: ULONG,
) -> Result<*mut NX_PACKET, UINT> {
    // SAFETY: the caller's contract. The slot outlives the wait: it is on this thread's stack.
    unsafe {
        if let Some(packet) = take(pool, headroom) {
            return Ok(packet);
        }
        // Packets held back to be sent together are free as soon as they are sent.
        tcp::host::flush_all(k);
        if let Some(packet) = take(pool, headroom) {
            return Ok(packet);
        }
        (*pool).nx_packet_pool_empty_requests += 1;
        let thread = k.current();
        if wait == 0 || thread.is_null() {
            return Err(NX_NO_PACKET);
        }
        (*pool).nx_packet_pool_empty_suspensions += 1;
        let mut slot: *mut NX_PACKET = ptr::null_mut();
        (*thread).tx_thread_additional_suspend_info = (&raw mut slot).cast();
        (*thread).tx_thread_suspend_info = headroom;
        let list = super::list(
            &raw mut (*pool).nx_packet_pool_suspension_list,
            &raw mut (*pool).nx_packet_pool_suspended_count,
        );
        match super::wait_on(k, list, wait, NX_NO_PACKET) {
            NX_SUCCESS => Ok(slot),
            status => Err(status),
        }
    }
}

/// Takes a packet if one is free.
///
/// # Safety
/// As [`allocate`].
pub(super) unsafe fn take(pool: *mut NX_PACKET_POOL, headroom: ULONG) -> Option<*mut NX_PACKET> {
    // SAFETY: the list of free packets holds live packets of this pool.
    unsafe {
        let packet = (*pool).nx_packet_pool_available_list;
        if packet.is_null() {
            return None;
        }
        (*pool).nx_packet_pool_available_list = (*packet).nx_packet_queue_next;
        (*pool).nx_packet_pool_available -= 1;
        reset(packet, headroom);
        Some(packet)
    }
}

/// Makes a packet empty, with `headroom` bytes in front.
///
/// # Safety
/// `packet` is a packet of a live pool that nothing else refers to.
unsafe fn reset(packet: *mut NX_PACKET, headroom: ULONG) {
    // SAFETY: the caller's contract.
    unsafe {
        (*packet).nx_packet_queue_next = ptr::null_mut();
        (*packet).nx_packet_next = ptr::null_mut();
        (*packet).nx_packet_last = ptr::null_mut();
        (*packet).nx_packet_length = 0;
        (*packet).nx_packet_prepend_ptr = (*packet).nx_packet_data_start.add(headroom as usize);
        (*packet).nx_packet_append_ptr = (*packet).nx_packet_prepend_ptr;
        (*packet).nx_packet_address.nx_packet_interface_ptr = ptr::null_mut();
        (*packet).nx_packet_interface_capability_flag = 0;
        (*packet).nx_packet_option_state = 0;
        (*packet).nx_packet_ip_version = NX_IP_VERSION_V4 as UCHAR;
        (*packet).nx_packet_identical_copy = 0;
        (*packet).nx_packet_ip_header_length = 0;
        set_mark(packet, PACKET_ALLOCATED);
    }
}

/// Gives a chain back: to waiting threads first, oldest first.
///
/// Stops with `NX_PTR_ERROR`, counted in the pool, at a packet that is already free or queued.
///
/// # Safety
/// The lock is held and `packet` is null or a packet of a live pool.
pub(super) unsafe fn release(k: &mut Guard, mut packet: *mut NX_PACKET) -> UINT {
    // SAFETY: the caller's contract; a waiting thread's slot is valid while it waits.
    unsafe {
        while !packet.is_null() {
            let pool = (*packet).nx_packet_pool_owner;
            if mark(packet) != PACKET_ALLOCATED {
                if !pool.is_null() && (*pool).nx_packet_pool_id == POOL_ID {
                    (*pool).nx_packet_pool_invalid_releases += 1;
                }
                return NX_PTR_ERROR;
            }
            let next = (*packet).nx_packet_next;
            let waiter: *mut TX_THREAD = (*pool).nx_packet_pool_suspension_list;
            if waiter.is_null() {
                set_mark(packet, PACKET_FREE);
                (*packet).nx_packet_queue_next = (*pool).nx_packet_pool_available_list;
                (*pool).nx_packet_pool_available_list = packet;
                (*pool).nx_packet_pool_available += 1;
                if (*pool).nx_packet_pool_host_starved != 0 {
                    (*pool).nx_packet_pool_host_starved = 0;
                    tcp::pool_refilled(k, pool);
                }
            } else {
                reset(packet, (*waiter).tx_thread_suspend_info);
                *(*waiter).tx_thread_additional_suspend_info.cast::<*mut NX_PACKET>() = packet;
                k.wake(waiter, NX_SUCCESS);
            }
            packet = next;
        }
        NX_SUCCESS
    }
}

/// Releases a packet and all chained to it; see `nx_packet_release`.
///
/// # Safety
/// `packet` is null or a packet of a live pool.
#[unsafe(no_mangle)]
pub(crate) unsafe extern "C" fn _nx_packet_release(packet: *mut NX_PACKET) -> UINT {
    // SAFETY: the caller's contract; the lock is held.
    locked(|k| unsafe { release(k, packet) })
}

/// Releases a packet that a driver has sent; one on a socket's transmit queue stays there.
///
/// # Safety
/// `packet` is a packet of a live pool.
#[unsafe(no_mangle)]
pub(crate) unsafe extern "C" fn _nx_packet_transmit_release(packet: *mut NX_PACKET) -> UINT {
    // SAFETY: the caller's contract; the lock is held.
    locked(|k| unsafe {
        if matches!(mark(packet), PACKET_ALLOCATED | PACKET_FREE) {
            return release(k, packet);
        }
        (*packet).nx_packet_prepend_ptr =
            (*packet).nx_packet_prepend_ptr.add(usize::from((*packet).nx_packet_ip_header_length));
        (*packet).nx_packet_length -= ULONG::from((*packet).nx_packet_ip_header_length);
        (*packet).nx_packet_ip_header_length = 0;
        NX_SUCCESS
    })
}

/// The link or mark of a packet in its transmit or receive queue.
///
/// # Safety
/// `packet` is a packet of a live pool.
pub(super) unsafe fn mark(packet: *const NX_PACKET) -> usize {
    // SAFETY: both members of the union are pointers.
    unsafe { (*packet).nx_packet_union_next.nx_packet_tcp_queue_next.addr() }
}

/// # Safety
/// As [`mark`], and the lock is held.
pub(super) unsafe fn set_mark(packet: *mut NX_PACKET, mark: usize) {
    // SAFETY: the caller's contract.
    unsafe { (*packet).nx_packet_union_next.nx_packet_tcp_queue_next = ptr::without_provenance_mut(mark) }
}

/// How many packets arriving data may take now: half of what is free above the watermark.
///
/// # Safety
/// The lock is held and `pool` is a live pool.
pub(super) unsafe fn receive_budget(pool: *const NX_PACKET_POOL) -> usize {
    // SAFETY: the caller's contract.
    let free = unsafe {
        (*pool).nx_packet_pool_available.saturating_sub(ULONG::from((*pool).nx_packet_pool_low_watermark))
            as usize
    };
    if free == 1 { 1 } else { free / 2 }
}

const _: () = assert!(WAIT_FOREVER == crate::sys::NX_WAIT_FOREVER as ULONG);
