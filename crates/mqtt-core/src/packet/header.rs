//! The fixed header (section 2.2) and where a packet ends.

use super::{Cursor, PacketType, Qos, Segment};
use crate::Error;

/// The largest remaining length (section 2.2.3).
pub const MAX_REMAINING_LEN: usize = 268_435_455;

/// A checked fixed header.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FixedHeader {
    remaining: u32,
    len: u8,
    first: u8,
}

impl FixedHeader {
    /// Reads the header at the front of `stream`, which need not hold the rest of the packet. It looks at no
    /// more than five bytes, so it may be called again with each byte that comes.
    ///
    /// # Errors
    /// [`Error::Truncated`] if the header is not complete yet. As soon as the offending byte is there:
    /// [`Error::PacketType`], [`Error::HeaderFlags`], [`Error::Qos`] at the first byte,
    /// [`Error::RemainingLength`] if the fourth byte of the length announces a fifth.
    pub fn read<'a, S: Segment<'a>>(stream: &mut Cursor<'a, S>) -> Result<Self, Error> {
        let start = stream.offset();
        let first = stream.byte();
        stream.intact()?;
        check_first_byte(first)?;
        let remaining = stream.remaining_len().ok_or(Error::RemainingLength)?;
        stream.intact()?;
        Ok(FixedHeader { remaining: remaining as u32, len: stream.offset().wrapping_sub(start) as u8, first })
    }

    /// Control packet type.
    pub fn packet_type(&self) -> PacketType {
        // The scan has refused reserved types, so the alternative is never taken.
        PacketType::from_first_byte(self.first).unwrap_or(PacketType::Disconnect)
    }

    /// Confirms that this is a packet that a server sends (table 2.1, direction of flow).
    ///
    /// # Errors
    /// [`Error::Direction`].
    pub fn check_from_server(&self) -> Result<(), Error> {
        if self.packet_type().sent_by_server() { Ok(()) } else { Err(Error::Direction) }
    }

    /// Confirms that this is a packet that a client sends (table 2.1, direction of flow).
    ///
    /// # Errors
    /// [`Error::Direction`].
    pub fn check_from_client(&self) -> Result<(), Error> {
        if self.packet_type().sent_by_client() { Ok(()) } else { Err(Error::Direction) }
    }

    /// The first byte: type and flags.
    pub fn first_byte(&self) -> u8 {
        self.first
    }

    /// Length of this header in bytes, 2 to 5.
    pub fn header_len(&self) -> usize {
        usize::from(self.len)
    }

    /// Bytes that follow the header.
    pub fn remaining_len(&self) -> usize {
        self.remaining as usize
    }

    /// Length of the whole packet.
    pub fn packet_len(&self) -> usize {
        self.header_len().wrapping_add(self.remaining_len())
    }
}

/// Type and flags of a first byte (MQTT-2.2.2-1, MQTT-2.2.2-2, MQTT-3.3.1-4).
#[inline]
fn check_first_byte(first: u8) -> Result<(), Error> {
    let packet_type = PacketType::from_first_byte(first).ok_or(Error::PacketType)?;
    if packet_type == PacketType::Publish {
        Qos::from_level(first >> 1 & 3).map(|_| ())
    } else if first == packet_type.first_byte() {
        Ok(())
    } else {
        Err(Error::HeaderFlags)
    }
}

/// One packet in a stream of bytes: its header, and a cursor over exactly the bytes behind the header.
#[derive(Clone, Copy, Debug)]
pub struct Frame<'a, S> {
    /// Type, flags and lengths.
    pub header: FixedHeader,
    /// The bytes behind the header. Offsets count from the first byte of the header.
    pub body: Cursor<'a, S>,
}

impl<'a, S: Segment<'a>> Frame<'a, S> {
    /// Takes the next packet off `stream`. `None`, with `stream` unmoved, if it is not complete yet.
    ///
    /// # Errors
    /// Those of [`FixedHeader::read`] but [`Error::Truncated`]; `stream` is unmoved.
    pub fn next(stream: &mut Cursor<'a, S>) -> Result<Option<Self>, Error> {
        let mut rest = stream.at_start();
        let header = match FixedHeader::read(&mut rest) {
            Ok(header) => header,
            Err(Error::Truncated) => return Ok(None),
            Err(error) => return Err(error),
        };
        let body = rest.take(header.remaining_len());
        if rest.is_short() {
            return Ok(None);
        }
        *stream = rest;
        Ok(Some(Frame { header, body }))
    }
}

/// The length of a whole packet whose header announces `remaining` bytes.
pub(super) fn packet_len(remaining: usize) -> Result<usize, Error> {
    let header = match remaining {
        0..=0x7f => 2,
        0x80..=0x3fff => 3,
        0x4000..=0x1f_ffff => 4,
        0x20_0000..=MAX_REMAINING_LEN => 5,
        _ => return Err(Error::PacketTooLong),
    };
    Ok(remaining.wrapping_add(header))
}
