//! The fixed header (section 2.2) and where a packet ends.

use super::{Cursor, PacketType, Segment};
use crate::Error;

/// The largest remaining length (section 2.2.3).
pub const MAX_REMAINING_LEN: usize = 268_435_455;

/// A fixed header.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FixedHeader {
    remaining: u32,
    /// Above `MAX_HEADER_LEN` if the last byte announces a further one.
    len: u32,
    first: u32,
}

const MAX_HEADER_LEN: u32 = 5;

/// In place of a remaining length that is too long: more than any stream has.
const ENDLESS: u32 = 1 << 30;

impl FixedHeader {
    /// Reads the header at the front of `stream`, which need not hold the rest of the packet. It looks at no
    /// more than five bytes, so it may be called again with each byte that comes.
    ///
    /// # Errors
    /// [`Error::Truncated`] if the header is not complete yet. As soon as the offending byte is there:
    /// [`Error::PacketType`], [`Error::HeaderFlags`], [`Error::Qos`] at the first byte,
    /// [`Error::RemainingLength`] if the fourth byte of the length announces a fifth.
    pub fn read<'a, S: Segment<'a>>(stream: &mut Cursor<'a, S>) -> Result<Self, Error> {
        let available = stream.len();
        let header = FixedHeader::scan(stream.u16().into(), || stream.byte().into());
        // A header that is too long needs more than there is, whatever there is.
        let needed = if header.is_too_long() { usize::MAX } else { header.header_len() };
        header.check(available, needed)?;
        Ok(header)
    }

    /// A header that is not checked, from its first two bytes and those behind them. Bytes that are missing are zeros.
    #[inline(always)]
    pub(super) fn scan(start: u32, mut next: impl FnMut() -> u32) -> Self {
        let first = start >> 8;
        let mut byte = start & 0xff;
        let (mut remaining, mut len, mut shift) = (0, 2_u32, 0_u32);
        loop {
            remaining |= (byte & 0x7f).wrapping_shl(shift);
            if byte & 0x80 == 0 {
                break;
            }
            shift = shift.wrapping_add(7);
            len = len.wrapping_add(1);
            if len > MAX_HEADER_LEN {
                remaining = ENDLESS;
                break;
            }
            byte = next();
        }
        FixedHeader { remaining, len, first }
    }

    /// Checks the header; `available` bytes were there to read, and `needed` of them are needed.
    #[inline(always)]
    pub(super) fn check(&self, available: usize, needed: usize) -> Result<(), Error> {
        if let Err(error) = check_first_byte(self.first) {
            return Err(if available == 0 { Error::Truncated } else { error });
        }
        if needed > available {
            return Err(if self.is_too_long() { Error::RemainingLength } else { Error::Truncated });
        }
        Ok(())
    }

    /// Whether the fourth byte of the remaining length announces a fifth.
    pub fn is_too_long(&self) -> bool {
        self.len > MAX_HEADER_LEN
    }

    /// Control packet type.
    pub fn packet_type(&self) -> PacketType {
        // The scan has refused reserved types, so the alternative is never taken.
        PacketType::from_first_byte(self.first_byte()).unwrap_or(PacketType::Disconnect)
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
        self.first as u8
    }

    /// Length of this header in bytes, 2 to 5.
    pub fn header_len(&self) -> usize {
        self.len as usize
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
#[inline(always)]
fn check_first_byte(first: u32) -> Result<(), Error> {
    /// A bit for each type whose flags are 2; those of the others, but PUBLISH, are 0.
    const FLAGGED: u32 = 1 << PacketType::Pubrel as u32
        | 1 << PacketType::Subscribe as u32
        | 1 << PacketType::Unsubscribe as u32;
    let packet_type = first >> 4;
    if packet_type == PacketType::Publish as u32 {
        if first & 6 == 6 { Err(Error::Qos) } else { Ok(()) }
    } else if packet_type.wrapping_sub(1) >= 14 {
        Err(Error::PacketType)
    } else if first & 15 == (FLAGGED >> (packet_type & 15) & 1) << 1 {
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
