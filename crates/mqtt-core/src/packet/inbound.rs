//! The packet at the front of what has arrived, for a client: no more is read of it than a client needs.

use super::{Bytes, FixedHeader, PacketId, PacketType, Segment, SubackCode, check_topic_name};
use crate::Error;

const NUMBER: usize = 2;

/// A packet at the front of what has arrived: its fixed header, and the bytes behind it to be read.
///
/// It does what [`Frame`](super::Frame) and the `decode` functions do, for the packets that a server sends, in less
/// code and time.
#[derive(Clone, Debug)]
#[repr(C)] // What is used most comes first, where it has the address of the whole.
pub struct Inbound<'a, S> {
    bytes: Bytes<'a, S>,
    /// What follows the fixed header.
    remaining: u32,
    header_len: u32,
    /// As small as the result beside it: this is kept on small stacks.
    first: u8,
    result: Result<(), Error>,
}

impl<'a, S: Segment<'a>> Inbound<'a, S> {
    /// Reads the fixed header that begins `offset` bytes behind the beginning of `first`. There are `available` bytes
    /// from there on.
    #[inline(never)]
    pub fn open(first: S, offset: usize, available: usize) -> Self {
        let mut bytes = Bytes::new(first, offset);
        let header = FixedHeader::scan(bytes.next_two(), || bytes.next());
        let result = header.check(available, header.packet_len());
        Inbound {
            bytes,
            remaining: header.remaining_len() as u32,
            header_len: header.header_len() as u32,
            first: header.first_byte(),
            result,
        }
    }

    /// The first byte: type and flags. This and the lengths: a byte that is missing counts as zero.
    #[inline]
    pub fn first_byte(&self) -> u8 {
        self.first
    }

    /// Length of the fixed header; more than 5 if the remaining length has more than four bytes.
    #[inline]
    pub fn header_len(&self) -> usize {
        self.header_len as usize
    }

    /// Bytes that follow the fixed header.
    #[inline]
    pub fn remaining_len(&self) -> usize {
        self.remaining as usize
    }

    /// Length of the whole packet.
    #[inline]
    pub fn packet_len(&self) -> usize {
        self.header_len().wrapping_add(self.remaining_len())
    }

    /// Whether the header is valid and the packet complete.
    ///
    /// # Errors
    /// [`Error::Truncated`] if it is not complete yet, and otherwise those of [`FixedHeader::read`].
    #[inline]
    pub fn result(&self) -> Result<(), Error> {
        self.result
    }

    /// The next byte, even if it belongs to the packet behind this one; 0 behind the last.
    #[inline]
    pub fn byte(&mut self) -> u8 {
        self.bytes.byte()
    }

    /// The next two-byte integer; see [`byte`](Self::byte).
    #[inline]
    pub fn u16(&mut self) -> u16 {
        self.bytes.u16()
    }

    /// Reads the length of the topic of a PUBLISH. `None` if the packet is too short for topic and packet identifier.
    /// Then come the topic, with QoS 1 and 2 the packet identifier, and the payload.
    #[inline(never)]
    pub fn topic_len(&mut self) -> Option<usize> {
        let len = self.bytes.next_two() as usize;
        (len.wrapping_add(self.around_topic()) <= self.remaining_len()).then_some(len)
    }

    /// How many bytes stand between the fixed header of a PUBLISH and its payload, apart from the topic itself.
    #[inline]
    pub fn around_topic(&self) -> usize {
        if self.first & 6 == 0 { NUMBER } else { NUMBER + NUMBER }
    }

    /// Reads a topic name of this length. Whether it is one, by the rules of [`check_text`](super::check_text).
    #[inline(never)]
    pub fn topic_name(&mut self, len: usize) -> bool {
        check_topic_name(len, &mut self.bytes)
    }

    /// Reads an acknowledgement of any kind for the identifier in it. `None` if it is not valid. The return codes of a
    /// SUBACK are checked.
    #[inline(never)]
    pub fn acknowledged_id(&mut self) -> Option<PacketId> {
        let id = self.bytes.u16();
        let mut left = self.remaining_len().wrapping_sub(NUMBER);
        if self.first == PacketType::Suback.first_byte() {
            // At least one code.
            loop {
                SubackCode::from_value(self.bytes.byte()).ok()?;
                left = left.wrapping_sub(1);
                if left.cast_signed() <= 0 {
                    break;
                }
            }
        }
        PacketId::new(id).filter(|_| left == 0)
    }
}
