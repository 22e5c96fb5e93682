//! Putting packets together. It is done by hand because it is what a client does most: nothing is copied twice.

use mqtt_core::packet::MAX_REMAINING_LEN;

use super::{Client, Error, Result};
use crate::{
    ffi::Bytes,
    rtos::{
        Ticks,
        packet::{Packet, PacketRef},
    },
    sys::UINT,
};

/// A part of a packet.
#[derive(Clone, Copy)]
pub(crate) struct Part<'a> {
    bytes: Bytes<'a>,
    /// The two bytes of the length go in front (section 1.5.3).
    prefixed: bool,
}

impl<'a> Part<'a> {
    /// A part that is not there.
    pub(crate) const NONE: Self = Self { bytes: Bytes::EMPTY, prefixed: false };

    /// A string of the application's.
    ///
    /// # Safety
    /// As for `Bytes::from_c`. A null pointer makes it empty.
    pub(crate) unsafe fn text<T>(data: *const T, len: UINT) -> Self {
        // SAFETY: the contract of this function.
        Self::prefixed(unsafe { Bytes::from_c(data, len) }.unwrap_or(Bytes::EMPTY))
    }

    pub(crate) fn raw(bytes: impl Into<Bytes<'a>>) -> Self {
        Self { bytes: bytes.into(), prefixed: false }
    }

    pub(crate) const fn prefixed(bytes: Bytes<'a>) -> Self {
        Self { bytes, prefixed: true }
    }
}

impl Client {
    /// Puts a packet together from its first byte and its parts.
    ///
    /// # Errors
    /// `INVALID_PARAMETER` if a part with a length in front or the packet is too long, `PACKET_POOL` without a first
    /// packet, `starved` without a further one.
    pub(crate) fn build(self, first: u8, parts: &[Part], starved: Error, wait: Ticks) -> Result<Packet> {
        let mut length = 0_usize;
        for part in parts {
            if part.prefixed {
                if part.bytes.len() > usize::from(u16::MAX) {
                    return Err(Error::INVALID_PARAMETER);
                }
                length = length.wrapping_add(2);
            }
            length = length.saturating_add(part.bytes.len());
        }
        if length > MAX_REMAINING_LEN {
            return Err(Error::INVALID_PARAMETER);
        }
        let packet = self.allocate(wait)?;
        let mut result = self.append_fixed_header(*packet, first, length as UINT, wait);
        for part in parts {
            if result.is_err() {
                return Err(starved);
            }
            result = if part.prefixed {
                self.append_string(*packet, part.bytes, wait)
            } else {
                self.append(*packet, part.bytes, wait)
            };
        }
        result.map_err(|_| starved)?;
        Ok(packet)
    }

    /// Appends a first byte and a remaining length.
    ///
    /// # Errors
    /// A code of NetX Duo.
    pub(crate) fn append_fixed_header(
        self,
        packet: PacketRef,
        first: u8,
        length: UINT,
        wait: Ticks,
    ) -> Result<()> {
        const MASK: usize = 7;
        let mut bytes = [first; MASK + 1];
        let mut rest = length;
        let mut used = 1;
        loop {
            let byte = rest as u8 & 0x7f;
            rest >>= 7;
            bytes[used & MASK] = if rest == 0 { byte } else { byte | 0x80 };
            used += 1;
            if rest == 0 {
                return self.append(packet, Bytes::from(&bytes[..used & MASK]), wait);
            }
        }
    }

    /// Appends a string with its two-byte length in front.
    ///
    /// # Errors
    /// A code of NetX Duo.
    pub(crate) fn append_string(self, packet: PacketRef, string: Bytes, wait: Ticks) -> Result<()> {
        self.append(packet, Bytes::from(&(string.len() as u16).to_be_bytes()), wait)?;
        self.append(packet, string, wait)
    }

    fn append(self, packet: PacketRef, bytes: Bytes, wait: Ticks) -> Result<()> {
        // SAFETY: the client's pool.
        unsafe { packet.append(bytes, self.pool(), wait) }.map_err(Error::netx)
    }

    /// A copy of the first `count` bytes of `source`, to keep.
    ///
    /// # Errors
    /// `PACKET_POOL`.
    pub(crate) fn copy(self, source: PacketRef, count: usize, wait: Ticks) -> Result<Packet> {
        self.fill(self.allocate_plain(wait)?, source, count, wait)
    }

    /// Appends the first `count` bytes of `source`.
    ///
    /// # Errors
    /// `PACKET_POOL`; the packet is gone then.
    pub(crate) fn fill(self, packet: Packet, source: PacketRef, count: usize, wait: Ticks) -> Result<Packet> {
        let mut from = source.cursor();
        let mut missing = count;
        loop {
            let chunk = from.take_chunk(missing);
            if chunk.is_empty() {
                return Ok(packet);
            }
            missing = missing.wrapping_sub(chunk.len());
            self.append(*packet, Bytes::from(chunk), wait).map_err(|_| Error::PACKET_POOL)?;
        }
    }
}
