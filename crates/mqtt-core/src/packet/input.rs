//! Reading bytes that lie scattered over segments.

use core::mem;
use core::num::NonZeroU16;

use super::PacketId;
use crate::Error;

/// One piece of received memory and the way to the one behind it: a buffer of a chain, a slice of a list.
///
/// The chain must end. Segments may be empty.
pub trait Segment<'a>: Copy {
    /// The bytes of this segment.
    fn bytes(self) -> &'a [u8];

    /// The segment that follows, if there is one.
    fn next(self) -> Option<Self>;
}

impl<'a> Segment<'a> for &'a [u8] {
    fn bytes(self) -> &'a [u8] {
        self
    }

    fn next(self) -> Option<Self> {
        None
    }
}

impl<'a> Segment<'a> for &'a [&'a [u8]] {
    fn bytes(self) -> &'a [u8] {
        self.first().copied().unwrap_or_default()
    }

    fn next(self) -> Option<Self> {
        match self {
            [_, rest @ ..] if !rest.is_empty() => Some(rest),
            _ => None,
        }
    }
}

/// A variable-length part of a packet: contiguous bytes, or a [`Cursor`] over scattered ones.
pub trait Field: Copy {
    /// Number of bytes.
    fn len(&self) -> usize;

    /// Whether there are no bytes.
    fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Takes the next contiguous bytes off the front. Empty when none are left.
    fn next_chunk(&mut self) -> &[u8];
}

impl Field for &[u8] {
    fn len(&self) -> usize {
        <[u8]>::len(self)
    }

    fn next_chunk(&mut self) -> &[u8] {
        mem::take(self)
    }
}

/// A range of received bytes, read from front to back.
///
/// It is both the reader of a packet and the result for a variable-length part of it: position in the
/// packet ([`offset`](Self::offset)), length ([`len`](Self::len)), and access to the bytes. Copies are
/// cheap and read independently.
///
/// Reading beyond the end gives zeros and is remembered: [`end`](Self::end) and
/// [`intact`](Self::intact) report it. One check behind a row of reads is smaller than one per read.
#[derive(Clone, Copy, Debug)]
pub struct Cursor<'a, S> {
    chunk: &'a [u8],
    rest: Option<S>,
    offset: usize,
    left: usize,
    short: bool,
}

impl<'a> From<&'a [u8]> for Cursor<'a, &'a [u8]> {
    fn from(bytes: &'a [u8]) -> Self {
        Cursor { chunk: bytes, rest: None, offset: 0, left: bytes.len(), short: false }
    }
}

impl<'a> From<&'a [&'a [u8]]> for Cursor<'a, &'a [&'a [u8]]> {
    fn from(segments: &'a [&'a [u8]]) -> Self {
        Cursor::new(segments, segments.iter().fold(0, |sum, bytes| sum.saturating_add(bytes.len())))
    }
}

impl<'a, S: Segment<'a>> Cursor<'a, S> {
    /// Reads the `len` bytes that begin with `first`. If the segments hold fewer, reads beyond them
    /// are reads beyond the end.
    pub fn new(first: S, len: usize) -> Self {
        Cursor { chunk: &[], rest: Some(first), offset: 0, left: len, short: false }
    }

    /// Position of the next byte, counted from the first byte of the packet.
    pub fn offset(&self) -> usize {
        self.offset
    }

    /// Bytes not read yet.
    pub fn len(&self) -> usize {
        self.left
    }

    /// Whether all bytes are read.
    pub fn is_empty(&self) -> bool {
        self.left == 0
    }

    /// Takes the longest contiguous run of at most `max` bytes. Empty at the end.
    pub fn take_chunk(&mut self, max: usize) -> &'a [u8] {
        let want = max.min(self.left);
        while self.chunk.is_empty() && want != 0 {
            let Some(segment) = self.rest else { return &[] };
            self.chunk = segment.bytes();
            self.rest = segment.next();
        }
        let (taken, chunk) = self.chunk.split_at_checked(want).unwrap_or((self.chunk, &[]));
        self.chunk = chunk;
        self.offset = self.offset.wrapping_add(taken.len());
        self.left = self.left.wrapping_sub(taken.len());
        taken
    }

    /// Reads one byte; 0 beyond the end.
    pub fn byte(&mut self) -> u8 {
        match self.take_chunk(1) {
            [byte, ..] => *byte,
            [] => {
                self.fail();
                0
            }
        }
    }

    /// Reads a two-byte integer, most significant byte first (section 1.5.2).
    pub fn u16(&mut self) -> u16 {
        let high = self.byte();
        u16::from(high) << 8 | u16::from(self.byte())
    }

    /// Reads the remaining length of a fixed header (section 2.2.3), one to four bytes.
    ///
    /// # Errors
    /// [`Error::Truncated`] at the end, [`Error::RemainingLength`] if the fourth byte announces a fifth.
    pub fn remaining_len(&mut self) -> Result<usize, Error> {
        let mut value = 0;
        let mut shift = 0_u32;
        while shift < 28 {
            let byte = self.byte();
            self.intact()?;
            value |= usize::from(byte & 0x7f) << shift;
            if byte & 0x80 == 0 {
                return Ok(value);
            }
            shift = shift.wrapping_add(7);
        }
        Err(Error::RemainingLength)
    }

    /// Reads a packet identifier.
    ///
    /// # Errors
    /// [`Error::Truncated`] at the end, [`Error::PacketId`] for 0 (MQTT-2.3.1-1).
    pub fn packet_id(&mut self) -> Result<PacketId, Error> {
        let id = self.u16();
        self.intact()?;
        NonZeroU16::new(id).ok_or(Error::PacketId)
    }

    /// Takes the next `len` bytes as a part of their own. The part is empty if fewer are left.
    pub fn take(&mut self, len: usize) -> Self {
        let mut part = *self;
        self.skip(len);
        part.left = if self.short { 0 } else { len };
        part
    }

    /// Takes a part that is preceded by its two-byte length (section 1.5.3).
    pub fn prefixed(&mut self) -> Self {
        let len = self.u16();
        self.take(usize::from(len))
    }

    /// Passes over `len` bytes.
    pub fn skip(&mut self, len: usize) {
        // Not by walking: a packet that is coming in small segments would be walked with each of them.
        if len > self.left {
            return self.fail();
        }
        let mut missing = len;
        while missing != 0 {
            let taken = self.take_chunk(missing).len();
            if taken == 0 {
                return self.fail();
            }
            missing = missing.wrapping_sub(taken);
        }
    }

    /// Whether something was read beyond the end.
    pub fn is_short(&self) -> bool {
        self.short
    }

    /// Confirms that nothing was read beyond the end.
    ///
    /// # Errors
    /// [`Error::Truncated`].
    pub fn intact(&self) -> Result<(), Error> {
        if self.short { Err(Error::Truncated) } else { Ok(()) }
    }

    /// Ends the reading of a packet.
    ///
    /// # Errors
    /// [`Error::Truncated`] if something was read beyond the end, [`Error::TrailingBytes`] if something
    /// is left.
    pub fn end(&self) -> Result<(), Error> {
        self.intact()?;
        if self.left == 0 { Ok(()) } else { Err(Error::TrailingBytes) }
    }

    fn fail(&mut self) {
        self.short = true;
        self.left = 0;
    }

    /// The unread bytes as one slice, if they lie in one segment.
    pub fn contiguous(&self) -> Option<&'a [u8]> {
        let bytes = { *self }.take_chunk(usize::MAX);
        (bytes.len() == self.left).then_some(bytes)
    }

    /// Copies unread bytes into `to`, until one of both ends; returns how many.
    pub fn copy_to(&self, to: &mut [u8]) -> usize {
        let mut from = *self;
        let mut done = 0;
        while let Some(room) = to.get_mut(done..) {
            let bytes = from.take_chunk(room.len());
            if bytes.is_empty() {
                break;
            }
            for (slot, byte) in room.iter_mut().zip(bytes) {
                *slot = *byte;
            }
            done = done.wrapping_add(bytes.len());
        }
        done
    }

    /// The same bytes, with offsets counted from here.
    pub(super) fn at_start(self) -> Self {
        Cursor { offset: 0, ..self }
    }
}

impl<'a, S: Segment<'a>> Field for Cursor<'a, S> {
    fn len(&self) -> usize {
        self.left
    }

    fn next_chunk(&mut self) -> &[u8] {
        self.take_chunk(usize::MAX)
    }
}
