//! Reading bytes that lie scattered over segments.

use core::mem;
use core::num::NonZeroU16;
use core::slice;

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

/// The bytes of segments one by one, for a reader that knows by other means how many there are.
///
/// Behind the last segment come zeros. A [`Cursor`] counts, and is three times as large as code.
#[derive(Clone, Debug)]
pub struct Bytes<'a, S> {
    chunk: slice::Iter<'a, u8>,
    segment: S,
}

impl<'a, S: Segment<'a>> Bytes<'a, S> {
    /// Begins `offset` bytes behind the beginning of `first`.
    #[inline(always)]
    pub fn new(first: S, offset: usize) -> Self {
        let (mut segment, mut offset) = (first, offset);
        loop {
            let bytes = segment.bytes();
            if let Some(chunk) = bytes.get(offset..) {
                return Bytes { chunk: chunk.iter(), segment };
            }
            let Some(next) = segment.next() else { return Bytes { chunk: [].iter(), segment } };
            segment = next;
            offset = offset.wrapping_sub(bytes.len());
        }
    }

    /// The next byte.
    #[inline]
    pub fn byte(&mut self) -> u8 {
        self.next() as u8
    }

    /// The next two-byte integer, most significant byte first (section 1.5.2).
    #[inline]
    pub fn u16(&mut self) -> u16 {
        self.next_two() as u16
    }

    /// The next byte, as a number that needs no cutting to size.
    #[inline(never)]
    pub(super) fn next(&mut self) -> u32 {
        loop {
            if let Some(byte) = self.chunk.next() {
                return (*byte).into();
            }
            let Some(next) = self.segment.next() else { return 0 };
            self.segment = next;
            self.chunk = next.bytes().iter();
        }
    }

    /// The next two-byte integer, as a number that needs no cutting to size.
    #[inline(never)]
    pub(super) fn next_two(&mut self) -> u32 {
        if let Some((bytes, behind)) = self.chunk.as_slice().split_first_chunk() {
            self.chunk = behind.iter();
            return u16::from_be_bytes(*bytes).into();
        }
        self.next_two_across()
    }

    /// A two-byte integer that does not lie in this segment as a whole.
    #[inline(never)]
    fn next_two_across(&mut self) -> u32 {
        let high = self.next();
        high << 8 | self.next()
    }

    /// Takes the longest contiguous run of at most `max` bytes. Empty at the end.
    #[inline(always)]
    pub(super) fn run(&mut self, max: usize) -> &'a [u8] {
        while self.chunk.as_slice().is_empty() {
            let Some(next) = self.segment.next() else { break };
            self.segment = next;
            self.chunk = next.bytes().iter();
        }
        let chunk = self.chunk.as_slice();
        let len = max.min(chunk.len());
        self.chunk = chunk.get(len..).unwrap_or_default().iter();
        chunk.get(..len).unwrap_or_default()
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
    /// Unread bytes of `segment`, none of them behind the end of the range.
    chunk: &'a [u8],
    segment: S,
    /// Bytes of the range that are in later segments.
    left: usize,
    /// Offset of what is behind the range; `SHORT` once something was read beyond it.
    end: usize,
}

const SHORT: usize = usize::MAX;

impl<'a> From<&'a [u8]> for Cursor<'a, &'a [u8]> {
    fn from(bytes: &'a [u8]) -> Self {
        Cursor::new(bytes, bytes.len())
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
    #[inline]
    pub fn new(first: S, len: usize) -> Self {
        let bytes = first.bytes();
        let chunk = bytes.get(..len).unwrap_or(bytes);
        Cursor { chunk, segment: first, left: len.wrapping_sub(chunk.len()), end: len }
    }

    /// Position of the next byte, counted from the first byte of the packet.
    #[inline]
    pub fn offset(&self) -> usize {
        self.end.wrapping_sub(self.len())
    }

    /// Bytes not read yet.
    #[inline]
    pub fn len(&self) -> usize {
        self.chunk.len().wrapping_add(self.left)
    }

    /// Whether all bytes are read.
    #[inline]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Takes the longest contiguous run of at most `max` bytes. Empty at the end.
    pub fn take_chunk(&mut self, max: usize) -> &'a [u8] {
        self.refill();
        let (taken, rest) = self.chunk.split_at_checked(max).unwrap_or((self.chunk, &[]));
        self.chunk = rest;
        taken
    }

    /// Goes on to the next segment with bytes, if those of this one are read.
    fn refill(&mut self) {
        while self.chunk.is_empty() && self.left != 0 {
            let Some(next) = self.segment.next() else { return };
            self.segment = next;
            let bytes = next.bytes();
            self.chunk = bytes.get(..self.left).unwrap_or(bytes);
            self.left = self.left.wrapping_sub(self.chunk.len());
        }
    }

    /// Reads one byte; 0 beyond the end.
    pub fn byte(&mut self) -> u8 {
        if self.chunk.is_empty() {
            self.refill();
        }
        match self.chunk.split_first() {
            Some((byte, rest)) => {
                self.chunk = rest;
                *byte
            }
            None => {
                self.fail();
                0
            }
        }
    }

    /// Reads a two-byte integer, most significant byte first (section 1.5.2); 0 beyond the end.
    pub fn u16(&mut self) -> u16 {
        let high = self.byte();
        u16::from_be_bytes([high, self.byte()])
    }

    /// Leaves out what is behind the next `len` bytes.
    pub fn truncate(&mut self, len: usize) {
        let len = len.min(self.len());
        self.end = self.offset().wrapping_add(len);
        self.chunk = self.chunk.get(..len).unwrap_or(self.chunk);
        self.left = len.wrapping_sub(self.chunk.len());
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
        part.truncate(if self.is_short() { 0 } else { len });
        part
    }

    /// Takes a part that is preceded by its two-byte length (section 1.5.3).
    #[inline]
    pub fn prefixed(&mut self) -> Self {
        let len = self.u16();
        self.take(usize::from(len))
    }

    /// Passes over `len` bytes.
    pub fn skip(&mut self, len: usize) {
        let mut missing = len;
        // Not by walking: a packet that is coming in small segments would be walked with each of them.
        if missing > self.len() {
            return self.fail();
        }
        while missing != 0 {
            let taken = self.take_chunk(missing).len();
            if taken == 0 {
                return self.fail();
            }
            missing = missing.wrapping_sub(taken);
        }
    }

    /// Whether something was read beyond the end.
    #[inline]
    pub fn is_short(&self) -> bool {
        self.end == SHORT
    }

    /// Whether all bytes are read, and nothing beyond them.
    #[inline]
    pub fn is_at_end(&self) -> bool {
        self.is_empty() && !self.is_short()
    }

    /// Confirms that nothing was read beyond the end.
    ///
    /// # Errors
    /// [`Error::Truncated`].
    #[inline]
    pub fn intact(&self) -> Result<(), Error> {
        if self.is_short() { Err(Error::Truncated) } else { Ok(()) }
    }

    /// Ends the reading of a packet.
    ///
    /// # Errors
    /// [`Error::Truncated`] if something was read beyond the end, [`Error::TrailingBytes`] if something
    /// is left.
    pub fn end(&self) -> Result<(), Error> {
        self.intact()?;
        if self.is_at_end() { Ok(()) } else { Err(Error::TrailingBytes) }
    }

    #[inline]
    fn fail(&mut self) {
        (self.chunk, self.left, self.end) = (&[], 0, SHORT);
    }

    /// The unread bytes as one slice, if they lie in one segment.
    pub fn contiguous(&self) -> Option<&'a [u8]> {
        let bytes = { *self }.take_chunk(usize::MAX);
        (bytes.len() == self.len()).then_some(bytes)
    }

    /// Copies unread bytes into `to`, until one of both ends; returns how many.
    pub fn copy_to(&self, to: &mut [u8]) -> usize {
        let mut from = *self;
        let mut room = to;
        let mut copied = 0;
        while !room.is_empty() {
            let bytes = from.take_chunk(room.len());
            // The parts have equal lengths, so that the copy has nothing to check.
            match room.split_at_mut_checked(bytes.len()) {
                Some((part, behind)) if !bytes.is_empty() => {
                    part.copy_from_slice(bytes);
                    copied = usize::wrapping_add(copied, bytes.len());
                    room = behind;
                }
                _ => break,
            }
        }
        copied
    }

    /// The same bytes, with offsets counted from here.
    #[inline]
    pub(super) fn at_start(self) -> Self {
        Cursor { end: self.len(), ..self }
    }
}

impl<'a, S: Segment<'a>> Field for Cursor<'a, S> {
    fn len(&self) -> usize {
        Cursor::len(self)
    }

    fn next_chunk(&mut self) -> &[u8] {
        self.take_chunk(usize::MAX)
    }
}
