//! NetX Duo packets: chains of segments from a pool.

use core::{mem::ManuallyDrop, ops::Deref, ptr::NonNull, slice};

use mqtt_core::packet::Segment;

use super::{Failure, Status, Ticks, check};
use crate::ffi::{Buffer, Bytes};
use crate::sys::{self, NX_PACKET, UCHAR, ULONG};

/// A packet that this value owns: dropped, it goes back to its pool with all its segments.
pub(crate) struct Packet(PacketRef);

impl Packet {
    /// Takes a packet from `pool`, with `kind` bytes (`NX_IPv4_TCP_PACKET`, ...) left free in front.
    ///
    /// # Safety
    /// `pool` is a packet pool.
    pub(crate) unsafe fn allocate(pool: *mut sys::NX_PACKET_POOL, kind: ULONG, wait: Ticks) -> Option<Self> {
        let mut packet = core::ptr::null_mut();
        // SAFETY: a pool (contract), and a result variable, which is not null on success only.
        unsafe {
            sys::_nx_packet_allocate(pool, &raw mut packet, kind, wait);
            PacketRef::from_c(packet).map(Self)
        }
    }

    /// # Safety
    /// `packet` belongs to the caller, who gives it away.
    pub(crate) unsafe fn from_ref(packet: PacketRef) -> Self {
        Self(packet)
    }

    /// Gives the packet away without releasing it.
    pub(crate) fn into_ref(self) -> PacketRef {
        ManuallyDrop::new(self).0
    }
}

impl Deref for Packet {
    type Target = PacketRef;

    fn deref(&self) -> &PacketRef {
        &self.0
    }
}

impl Drop for Packet {
    fn drop(&mut self) {
        // SAFETY: an owned packet, used by nobody else.
        unsafe { sys::_nx_packet_release(self.0.as_ptr()) };
    }
}

/// A success without a packet.
const NO_PACKET: Failure = match Failure::new(sys::NX_NO_PACKET) {
    Some(failure) => failure,
    None => Failure::MIN,
};

/// Calls a service that hands out a packet.
#[inline(always)]
pub(crate) fn receive(call: impl FnOnce(*mut *mut NX_PACKET) -> Status) -> Result<Packet, Failure> {
    let mut packet = core::ptr::null_mut();
    let status = call(&raw mut packet);
    if status == 0
        && let Some(packet) = NonNull::new(packet)
    {
        return Ok(Packet(PacketRef(packet)));
    }
    Err(Failure::new(status).unwrap_or(NO_PACKET))
}

/// A packet somebody else owns: one in a queue of the control block, or inside a [`Packet`].
///
/// Valid as long as the owner keeps it; what is in a queue stays there while the client's mutex is held and no
/// callback runs.
#[derive(Clone, Copy, PartialEq, Eq)]
#[repr(transparent)]
pub(crate) struct PacketRef(NonNull<NX_PACKET>);

impl PacketRef {
    /// # Safety
    /// `packet` is null or a packet that is not in a pool.
    pub(crate) unsafe fn from_c(packet: *mut NX_PACKET) -> Option<Self> {
        NonNull::new(packet).map(Self)
    }

    pub(crate) fn as_ptr(self) -> *mut NX_PACKET {
        self.0.as_ptr()
    }

    /// Bytes in all segments.
    pub(crate) fn len(self) -> usize {
        self.get().nx_packet_length as usize
    }

    /// The first byte; 0 if the first segment is empty.
    pub(crate) fn first_byte(self) -> u8 {
        let (start, len) = self.segment();
        // SAFETY: inside the bytes of a segment.
        if len == 0 { 0 } else { unsafe { *start } }
    }

    /// Changes the first byte of a packet that has one in its first segment.
    pub(crate) fn set_first_byte(self, byte: u8) {
        let (start, len) = self.segment();
        if len != 0 {
            // SAFETY: inside the bytes of a segment.
            unsafe { *start.cast_mut() = byte };
        }
    }

    /// Sets `flags` in the first byte, if that says the packet is of type `kind`.
    pub(crate) fn set_flags(self, kind: u8, flags: u8) {
        let (start, len) = self.segment();
        // SAFETY: inside the bytes of a segment.
        unsafe {
            if len != 0 && *start >> 4 == kind {
                *start.cast_mut() |= flags;
            }
        }
    }

    /// Copies the bytes at `offset` to the application's buffer, as many as it has room for.
    pub(crate) fn copy_out(self, offset: usize, to: Buffer) {
        let mut copied = 0;
        // SAFETY: a packet, writable memory (contract of Buffer), a result variable.
        unsafe {
            sys::_nx_packet_data_extract_offset(
                self.as_ptr(),
                offset as ULONG,
                to.as_ptr().cast(),
                to.len() as ULONG,
                &raw mut copied,
            )
        };
    }

    /// Appends `bytes`, if there are any, taking more packets from `pool` when the last segment is full.
    ///
    /// # Safety
    /// `pool` is a packet pool.
    #[inline(always)]
    pub(crate) unsafe fn append(
        self,
        bytes: Bytes,
        pool: *mut sys::NX_PACKET_POOL,
        wait: Ticks,
    ) -> Result<(), Failure> {
        let (data, len) = (bytes.as_ptr().cast_mut(), bytes.len() as ULONG);
        // SAFETY: a packet, readable bytes that the callee does not write, a pool (contract).
        check(unsafe { sys::_nx_packet_data_append(self.as_ptr(), data.cast(), len, pool, wait) })
    }

    /// Puts the first `len` of `bytes` into a packet that is empty. False if it has no room for all of them.
    pub(crate) fn append_short(self, bytes: [u8; 4], len: usize) -> bool {
        let packet = self.0.as_ptr();
        // SAFETY: a packet; the bytes go into its memory if they have room there.
        unsafe {
            let end = (*packet).nx_packet_append_ptr;
            let room = ((*packet).nx_packet_data_end as usize).wrapping_sub(end as usize);
            if room < bytes.len() {
                return false;
            }
            end.cast::<[u8; 4]>().write(bytes);
            (*packet).nx_packet_append_ptr = end.add(len);
            (*packet).nx_packet_length = len as ULONG;
        }
        true
    }

    /// The packet behind this one in a queue.
    pub(crate) fn queue_next(self) -> Option<Self> {
        // SAFETY: queue links lead to packets or nowhere.
        unsafe { Self::from_c(self.get().nx_packet_queue_next) }
    }

    pub(crate) fn set_queue_next(self, next: Option<Self>) {
        // SAFETY: a packet.
        unsafe { (*self.0.as_ptr()).nx_packet_queue_next = raw(next) };
    }

    /// The identifier noted in front of a stored packet.
    pub(crate) fn noted_id(self) -> u16 {
        // SAFETY: stored packets have room for it in front, see `note_id`.
        unsafe { self.get().nx_packet_data_start.cast::<u16>().read_unaligned() }
    }

    /// Notes the identifier in the free room in front of a packet that has some.
    pub(crate) fn note_id(self, id: u16) {
        // SAFETY: packets are allocated with room for the headers of TCP and IP.
        unsafe { self.get().nx_packet_data_start.cast::<u16>().write_unaligned(id) };
    }

    /// Puts the bytes of `short`, a packet of one segment, in the place of this one's.
    #[cfg(nxd_extension)]
    pub(crate) fn become_copy_of(self, short: Self) {
        let rest = self.next();
        let packet = self.0.as_ptr();
        let room = self.get().nx_packet_data_end as usize - self.get().nx_packet_prepend_ptr as usize;
        let bytes = short.bytes();
        if bytes.len() > room {
            return;
        }
        // SAFETY: the first segment has room for the bytes; the others get an owner and go.
        unsafe {
            (*packet).nx_packet_next = core::ptr::null_mut();
            (*packet).nx_packet_last = core::ptr::null_mut();
            drop(rest.map(|rest| Packet::from_ref(rest)));
            let start = (*packet).nx_packet_prepend_ptr;
            start.copy_from_nonoverlapping(bytes.as_ptr(), bytes.len());
            (*packet).nx_packet_append_ptr = start.add(bytes.len());
            (*packet).nx_packet_length = bytes.len() as ULONG;
        }
    }

    /// Links `more` behind the last segment.
    pub(crate) fn chain(self, more: Packet) {
        let more = more.into_ref();
        let last = |packet: Self| {
            // SAFETY: `last` leads to a packet of the chain, or nowhere if there is only one.
            unsafe { Self::from_c(packet.get().nx_packet_last) }.unwrap_or(packet)
        };
        let end = last(more);
        // SAFETY: packets of two chains that are the caller's.
        unsafe {
            (*last(self).as_ptr()).nx_packet_next = more.as_ptr();
            (*self.as_ptr()).nx_packet_last = end.as_ptr();
            (*self.as_ptr()).nx_packet_length += more.get().nx_packet_length;
        }
    }

    fn get<'a>(self) -> &'a NX_PACKET {
        // SAFETY: a packet (contract of the constructors); not written while the result is used.
        unsafe { self.0.as_ref() }
    }

    fn segment(self) -> (*const UCHAR, usize) {
        let packet = self.get();
        let start = packet.nx_packet_prepend_ptr;
        (start, (packet.nx_packet_append_ptr as usize).wrapping_sub(start as usize))
    }
}

impl<'a> Segment<'a> for PacketRef {
    fn bytes(self) -> &'a [u8] {
        let (start, len) = self.segment();
        // SAFETY: NetX Duo keeps its data between these two pointers.
        unsafe { slice::from_raw_parts(start, len) }
    }

    fn next(self) -> Option<Self> {
        // SAFETY: chain links lead to packets or nowhere.
        unsafe { Self::from_c(self.get().nx_packet_next) }
    }
}

impl Packet {
    /// Takes `count` bytes off the front; segments that become empty are released. `None` if nothing is left.
    pub(crate) fn trim(self, count: usize) -> Option<Self> {
        let len = self.len().wrapping_sub(count);
        let last = self.get().nx_packet_last;
        let mut left = count;
        let mut segment = self;
        while left >= segment.segment().1 {
            left = left.wrapping_sub(segment.segment().1);
            let next = Segment::next(*segment)?;
            // SAFETY: the rest of the chain gets an owner of its own, then the first segment goes alone.
            unsafe { (*segment.as_ptr()).nx_packet_next = core::ptr::null_mut() };
            drop(core::mem::replace(&mut segment, Self(next)));
        }
        let packet = segment.as_ptr();
        // SAFETY: an owned packet; `left` is inside its first segment; `last` is its chain's last segment.
        unsafe {
            (*packet).nx_packet_prepend_ptr = (*packet).nx_packet_prepend_ptr.add(left);
            (*packet).nx_packet_length = len as ULONG;
            (*packet).nx_packet_last = if last == packet { core::ptr::null_mut() } else { last };
        }
        Some(segment)
    }
}

/// As C has it: null for none.
pub(crate) fn raw(packet: Option<PacketRef>) -> *mut NX_PACKET {
    packet.map_or(core::ptr::null_mut(), PacketRef::as_ptr)
}
