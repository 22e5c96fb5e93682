//! Packets: appending, reading and copying chained data.

use super::{Guard, locked, pool};
use crate::sys::{
    NX_INVALID_PACKET, NX_NO_WAIT, NX_NOT_SUPPORTED, NX_PACKET, NX_PACKET_OFFSET_ERROR, NX_PACKET_POOL,
    NX_SUCCESS, NX_UNDERFLOW, UCHAR, UINT, ULONG, VOID,
};
use core::ptr;

/// Appends data, chaining packets of `pool` when the last one is full. On failure the packet is
/// as before.
///
/// # Safety
/// `packet` is the first packet of a chain the caller owns, `data` has `size` readable bytes and
/// `pool` is a live pool.
#[unsafe(no_mangle)]
pub(crate) unsafe extern "C" fn _nx_packet_data_append(
    packet: *mut NX_PACKET,
    data: *mut VOID,
    size: ULONG,
    pool: *mut NX_PACKET_POOL,
    wait: ULONG,
) -> UINT {
    // SAFETY: the caller's contract; the lock is held.
    locked(|k| unsafe { append(k, packet, data.cast(), size as usize, pool, wait) })
}

/// # Safety
/// As [`_nx_packet_data_append`], and the lock is held.
pub(super) unsafe fn append(
    k: &mut Guard,
    packet: *mut NX_PACKET,
    mut data: *const u8,
    mut size: usize,
    pool: *mut NX_PACKET_POOL,
    wait: ULONG,
) -> UINT {
    // SAFETY: the caller's contract. Room for `size` bytes is chained before any byte is copied.
    unsafe {
        let mut last = if (*packet).nx_packet_last.is_null() { packet } else { (*packet).nx_packet_last };
        let mut work = last;
        let mut room = room_of(work);
        while !(*last).nx_packet_next.is_null() {
            last = (*last).nx_packet_next;
            room += room_of(last);
        }
        if let Err(status) = extend(k, last, size, room, pool, wait) {
            return status;
        }
        (*packet).nx_packet_length += size as ULONG;
        loop {
            let part = size.min(room_of(work));
            ptr::copy_nonoverlapping(data, (*work).nx_packet_append_ptr, part);
            (*work).nx_packet_append_ptr = (*work).nx_packet_append_ptr.add(part);
            data = data.add(part);
            size -= part;
            if size == 0 {
                return NX_SUCCESS;
            }
            work = (*work).nx_packet_next;
            (*packet).nx_packet_last = work;
        }
    }
}

/// Chains packets behind `last` until the chain has room for `size` bytes.
///
/// # Safety
/// As [`append`]; `last` ends the chain.
unsafe fn extend(
    k: &mut Guard,
    last: *mut NX_PACKET,
    size: usize,
    mut room: usize,
    pool: *mut NX_PACKET_POOL,
    wait: ULONG,
) -> Result<(), UINT> {
    let mut first: *mut NX_PACKET = ptr::null_mut();
    let mut end: *mut NX_PACKET = ptr::null_mut();
    // SAFETY: the caller's contract; the new packets belong to this function until linked.
    unsafe {
        while room < size {
            let fresh = match pool::allocate(k, pool, 0, wait) {
                Ok(fresh) => fresh,
                Err(status) => {
                    pool::release(k, first);
                    return Err(status);
                }
            };
            if end.is_null() {
                first = fresh;
            } else {
                (*end).nx_packet_next = fresh;
            }
            end = fresh;
            room += room_of(fresh);
        }
        if !first.is_null() {
            (*last).nx_packet_next = first;
        }
    }
    Ok(())
}

/// Bytes that still fit behind the data of one packet.
///
/// # Safety
/// `packet` is a packet of a live pool.
unsafe fn room_of(packet: *const NX_PACKET) -> usize {
    // SAFETY: the caller's contract.
    unsafe { (*packet).nx_packet_data_end.addr().saturating_sub((*packet).nx_packet_append_ptr.addr()) }
}

/// Bytes of data in one packet of a chain.
///
/// # Safety
/// `packet` is a packet of a live pool.
pub(super) unsafe fn data_of(packet: *const NX_PACKET) -> usize {
    // SAFETY: the caller's contract.
    unsafe { (*packet).nx_packet_append_ptr.addr().saturating_sub((*packet).nx_packet_prepend_ptr.addr()) }
}

/// Copies out up to `room` bytes from `offset` on; the count goes to `copied`.
///
/// # Safety
/// `packet` is the first packet of a chain, `buffer` has `room` writable bytes, `copied` is
/// writable.
#[unsafe(no_mangle)]
pub(crate) unsafe extern "C" fn _nx_packet_data_extract_offset(
    packet: *mut NX_PACKET,
    offset: ULONG,
    buffer: *mut VOID,
    room: ULONG,
    copied: *mut ULONG,
) -> UINT {
    // SAFETY: the caller's contract; the caller owns the packet, so no lock is needed.
    unsafe {
        let length = (*packet).nx_packet_length;
        if offset >= length {
            if offset == 0 {
                put_count(copied, 0);
                return NX_SUCCESS;
            }
            return NX_PACKET_OFFSET_ERROR;
        }
        let mut skip = offset as usize;
        let mut work = packet;
        while !work.is_null() && data_of(work) <= skip {
            skip -= data_of(work);
            work = (*work).nx_packet_next;
        }
        if work.is_null() {
            return NX_PACKET_OFFSET_ERROR;
        }
        let mut left = room.min(length - offset) as usize;
        put_count(copied, left);
        let mut to = buffer.cast::<u8>();
        while !work.is_null() && left > 0 {
            let part = left.min(data_of(work) - skip);
            ptr::copy_nonoverlapping((*work).nx_packet_prepend_ptr.add(skip), to, part);
            to = to.add(part);
            left -= part;
            skip = 0;
            work = (*work).nx_packet_next;
        }
        NX_SUCCESS
    }
}

/// Copies out all data of a chain.
///
/// `NX_INVALID_PACKET` when the packets hold less than the length says; nothing is written
/// beyond that length.
///
/// # Safety
/// `packet` is the first packet of a chain, `buffer` takes its length, `copied` is writable.
#[unsafe(no_mangle)]
pub(crate) unsafe extern "C" fn _nx_packet_data_retrieve(
    packet: *mut NX_PACKET,
    buffer: *mut VOID,
    copied: *mut ULONG,
) -> UINT {
    // SAFETY: the caller's contract; the caller owns the packet, so no lock is needed.
    unsafe {
        let length = (*packet).nx_packet_length as usize;
        let mut left = length;
        let mut work = packet;
        while !work.is_null() && left > 0 {
            let part = left.min(data_of(work));
            ptr::copy_nonoverlapping(
                (*work).nx_packet_prepend_ptr,
                buffer.cast::<u8>().add(length - left),
                part,
            );
            left -= part;
            work = (*work).nx_packet_next;
        }
        put_count(copied, length - left);
        if left == 0 { NX_SUCCESS } else { NX_INVALID_PACKET }
    }
}

/// Stores a byte count.
///
/// Code written where `ULONG` is 32 bits wide, NetX Duo's own MQTT client included, passes pointers
/// to `UINT` here. One that is not aligned for a `ULONG` cannot be anything else: it gets 32 bits.
///
/// # Safety
/// `to` is writable, for 32 bits at least if it is not aligned for a `ULONG`.
unsafe fn put_count(to: *mut ULONG, count: usize) {
    // SAFETY: the caller's contract.
    unsafe {
        if to.is_aligned() {
            *to = count as ULONG;
        } else {
            to.cast::<UINT>().write_unaligned(count as UINT);
        }
    }
}

/// Length of all data in a chain.
///
/// # Safety
/// `packet` is a packet of a live pool and `length` is writable.
#[unsafe(no_mangle)]
pub(crate) unsafe extern "C" fn _nx_packet_length_get(packet: *mut NX_PACKET, length: *mut ULONG) -> UINT {
    // SAFETY: the caller's contract.
    unsafe { put_count(length, (*packet).nx_packet_length as usize) };
    NX_SUCCESS
}

/// Copies a chain into packets of `pool`, with the same room and bytes in front of the data.
///
/// # Safety
/// `packet` is the first packet of a chain, `copy` is writable and `pool` is a live pool.
#[unsafe(no_mangle)]
pub(crate) unsafe extern "C" fn _nx_packet_copy(
    packet: *mut NX_PACKET,
    copy: *mut *mut NX_PACKET,
    pool: *mut NX_PACKET_POOL,
    wait: ULONG,
) -> UINT {
    // SAFETY: the caller's contract; the lock is held.
    locked(|k| unsafe {
        *copy = ptr::null_mut();
        match duplicate(k, packet, pool, wait) {
            Ok(made) => {
                *copy = made;
                NX_SUCCESS
            }
            Err(status) => status,
        }
    })
}

/// # Safety
/// As [`_nx_packet_copy`], and the lock is held.
pub(super) unsafe fn duplicate(
    k: &mut Guard,
    packet: *mut NX_PACKET,
    pool: *mut NX_PACKET_POOL,
    wait: ULONG,
) -> Result<*mut NX_PACKET, UINT> {
    // SAFETY: the caller's contract; the copy belongs to this function until it is returned.
    unsafe {
        if (*packet).nx_packet_length == 0 {
            return Err(NX_INVALID_PACKET);
        }
        let front = (*packet).nx_packet_prepend_ptr.addr() - (*packet).nx_packet_data_start.addr();
        let made = pool::allocate(k, pool, 0, wait)?;
        (*made).nx_packet_address = (*packet).nx_packet_address;
        (*made).nx_packet_ip_version = (*packet).nx_packet_ip_version;
        let mut work = packet;
        let mut from = (*packet).nx_packet_data_start;
        while !work.is_null() {
            let size = (*work).nx_packet_append_ptr.addr() - from.addr();
            let status = append(k, made, from, size, pool, wait);
            if status != NX_SUCCESS {
                pool::release(k, made);
                return Err(status);
            }
            work = (*work).nx_packet_next;
            if !work.is_null() {
                from = (*work).nx_packet_prepend_ptr;
            }
        }
        (*made).nx_packet_length = (*made).nx_packet_length.wrapping_sub(front as ULONG);
        if front > data_of(made) || (*made).nx_packet_length != (*packet).nx_packet_length {
            // The room in front does not fit the first packet of this pool, or lengths disagree.
            pool::release(k, made);
            return Err(NX_INVALID_PACKET);
        }
        (*made).nx_packet_prepend_ptr = (*made).nx_packet_data_start.add(front);
        Ok(made)
    }
}

/// Moves the data of the first packet so that `header` bytes are free in front of it.
///
/// # Safety
/// `packet` is the first packet of a chain the caller owns.
#[unsafe(no_mangle)]
pub(crate) unsafe extern "C" fn _nx_packet_data_adjust(packet: *mut NX_PACKET, header: ULONG) -> UINT {
    // SAFETY: the caller's contract; the lock is held.
    locked(|k| unsafe {
        let header = header as usize;
        let start = (*packet).nx_packet_data_start;
        let capacity = (*packet).nx_packet_data_end.addr() - start.addr();
        if capacity < header {
            return NX_UNDERFLOW;
        }
        if (*packet).nx_packet_prepend_ptr.addr() - start.addr() >= header {
            return NX_SUCCESS;
        }
        let size = data_of(packet);
        let keep = size.min(capacity - header);
        if keep < size {
            if header & 1 != 0 {
                return NX_NOT_SUPPORTED;
            }
            let tail = (*packet).nx_packet_prepend_ptr.add(keep);
            if let Err(status) = split_tail(k, packet, tail, size - keep) {
                return status;
            }
        }
        ptr::copy((*packet).nx_packet_prepend_ptr, start.add(header), keep);
        (*packet).nx_packet_prepend_ptr = start.add(header);
        (*packet).nx_packet_append_ptr = start.add(header + keep);
        NX_SUCCESS
    })
}

/// Moves `size` bytes at `tail`, the end of the first packet, into a packet chained behind it.
///
/// # Safety
/// As [`_nx_packet_data_adjust`], and the lock is held.
unsafe fn split_tail(
    k: &mut Guard,
    packet: *mut NX_PACKET,
    tail: *mut UCHAR,
    size: usize,
) -> Result<(), UINT> {
    // SAFETY: the caller's contract; a packet of the same pool has at least the same capacity.
    unsafe {
        let fresh = pool::allocate(k, (*packet).nx_packet_pool_owner, 0, ULONG::from(NX_NO_WAIT))?;
        ptr::copy_nonoverlapping(tail, (*fresh).nx_packet_prepend_ptr, size);
        (*fresh).nx_packet_append_ptr = (*fresh).nx_packet_prepend_ptr.add(size);
        (*fresh).nx_packet_next = (*packet).nx_packet_next;
        (*packet).nx_packet_next = fresh;
        if (*packet).nx_packet_last.is_null() {
            (*packet).nx_packet_last = fresh;
        }
        Ok(())
    }
}

/// Drops the first `count` bytes of a chain's data without releasing packets.
///
/// # Safety
/// `packet` is the first packet of a chain the caller owns; `count` is at most its length.
pub(super) unsafe fn consume(packet: *mut NX_PACKET, mut count: usize) {
    // SAFETY: the caller's contract.
    unsafe {
        (*packet).nx_packet_length -= count as ULONG;
        let mut work = packet;
        while count > 0 && !work.is_null() {
            let part = count.min(data_of(work));
            (*work).nx_packet_prepend_ptr = (*work).nx_packet_prepend_ptr.add(part);
            count -= part;
            work = (*work).nx_packet_next;
        }
    }
}
