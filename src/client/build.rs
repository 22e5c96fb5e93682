//! Putting packets together, by hand because it is what a client does most.

use mqtt_core::packet::Segment;

use super::{Client, Error, Result};
use crate::{
    ffi::Bytes,
    rtos::{
        Failure, Ticks,
        packet::{Packet, PacketRef},
    },
    sys::UINT,
};

/// The length of a two-byte integer (section 1.5.2), such as the one in front of a string.
pub(crate) const NUMBER: usize = 2;

/// What adds to a packet tells whether it could.
pub(crate) type Added = core::result::Result<(), Failure>;

/// Adds to a packet, which is somebody else's. After a failure the packet is incomplete.
pub(crate) struct Builder {
    pub(crate) packet: PacketRef,
    pub(crate) client: Client,
    pub(crate) wait: Ticks,
}

impl Builder {
    /// A first byte, the length `len` of what is behind the fixed header (section 2.2.3), and the number this begins
    /// with, unless it is 0.
    ///
    /// # Errors
    /// A code of NetX Duo.
    #[inline(never)]
    pub(crate) fn head(&self, first: u8, len: usize, number: u16) -> Added {
        /// Groups of seven bits in 32.
        const GROUPS: usize = 5;
        let mut bytes = [0_u8; 1 + GROUPS + NUMBER];
        let mut used = 0;
        let mut push = |byte| {
            // SAFETY: a first byte, at most five groups, and two bytes of a number: no more than there is room for.
            unsafe { *bytes.get_unchecked_mut(used) = byte };
            used += 1;
        };
        push(first);
        let mut rest = len as u32;
        while rest > 0x7f {
            push(rest as u8 | 0x80);
            rest >>= 7;
        }
        push(rest as u8);
        if number != 0 {
            let [high, low] = number.to_be_bytes();
            push(high);
            push(low);
        }
        // SAFETY: bytes that have just been written.
        self.bytes(unsafe { Bytes::unchecked(bytes.as_ptr(), used as UINT) })
    }

    /// A two-byte integer (section 1.5.2).
    ///
    /// # Errors
    /// A code of NetX Duo.
    #[inline(always)]
    pub(crate) fn number(&self, number: u16) -> Added {
        self.bytes(Bytes::from(&number.to_be_bytes()))
    }

    /// A string with its length in front (section 1.5.3).
    ///
    /// # Errors
    /// A code of NetX Duo.
    pub(crate) fn string(&self, string: Bytes) -> Added {
        self.number(string.len() as u16)?;
        self.bytes(string)
    }

    /// Bytes as they are.
    ///
    /// # Errors
    /// A code of NetX Duo.
    #[inline(never)]
    pub(crate) fn bytes(&self, bytes: Bytes) -> Added {
        // SAFETY: the client's pool.
        unsafe { self.packet.append(bytes, self.client.pool(), self.wait) }
    }
}

impl Client {
    /// A packet with nothing but an identifier, or without one if `id` is 0.
    ///
    /// # Errors
    /// `PACKET_POOL`.
    pub(crate) fn build_short(self, first: u8, id: u16, wait: Ticks) -> Result<Packet> {
        let packet = self.allocate(wait).ok_or(Error::PACKET_POOL)?;
        let len = if id == 0 { 0 } else { NUMBER };
        let bytes = u32::from_be_bytes([first, len as u8, 0, 0]) | u32::from(id);
        if packet.append_short(bytes.to_be_bytes(), NUMBER + len) {
            Ok(packet)
        } else {
            Err(Error::PACKET_POOL)
        }
    }

    /// A copy of the first `count` bytes of `source`, to keep.
    ///
    /// # Errors
    /// `PACKET_POOL`.
    pub(crate) fn copy(self, source: PacketRef, count: usize, wait: Ticks) -> Result<Packet> {
        let source = Builder { packet: source, client: self, wait };
        source.copy_to(self.allocate_plain(wait), count).ok_or(Error::PACKET_POOL)
    }
}

impl Builder {
    /// Appends the first `count` bytes of the packet to another, if there is one and room for them.
    #[inline(never)]
    pub(crate) fn copy_to(&self, packet: Option<Packet>, count: usize) -> Option<Packet> {
        let packet = packet?;
        let mut missing = count;
        let mut segment = Some(self.packet);
        while let Some(here) = segment
            && missing != 0
        {
            let bytes = Bytes::from(here.bytes()).first(missing);
            missing = missing.wrapping_sub(bytes.len());
            // SAFETY: the client's pool.
            unsafe { packet.append(bytes, self.client.pool(), self.wait) }.ok()?;
            segment = here.next();
        }
        Some(packet)
    }
}
