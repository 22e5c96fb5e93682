//! Writing packets.

use core::mem;

use super::Field;
use super::header::put_remaining_len;
use crate::Error;

/// Takes the bytes of a packet in order: a buffer, a chain of buffers, a queue.
pub trait Output {
    /// Appends all of `bytes`.
    ///
    /// # Errors
    /// [`Error::OutputFull`] if not all of them fit. The output then holds part of a packet, which its
    /// owner discards.
    fn append(&mut self, bytes: &[u8]) -> Result<(), Error>;
}

/// Writes into a slice.
#[derive(Debug)]
pub struct SliceOutput<'a> {
    free: &'a mut [u8],
    written: usize,
}

impl<'a> SliceOutput<'a> {
    /// Begins at the start of `buffer`.
    pub fn new(buffer: &'a mut [u8]) -> Self {
        SliceOutput { free: buffer, written: 0 }
    }

    /// Bytes written so far.
    pub fn written(&self) -> usize {
        self.written
    }
}

impl Output for SliceOutput<'_> {
    fn append(&mut self, bytes: &[u8]) -> Result<(), Error> {
        if bytes.len() > self.free.len() {
            return Err(Error::OutputFull);
        }
        let free = mem::take(&mut self.free);
        let (room, free) = free.split_at_mut_checked(bytes.len()).ok_or(Error::OutputFull)?;
        room.copy_from_slice(bytes);
        self.free = free;
        self.written = self.written.wrapping_add(bytes.len());
        Ok(())
    }
}

/// Appends a field without a length in front.
pub(super) fn put<F: Field, O: Output + ?Sized>(field: F, out: &mut O) -> Result<(), Error> {
    let mut field = field;
    let mut missing = field.len();
    while missing != 0 {
        let chunk = field.next_chunk();
        if chunk.is_empty() {
            return Err(Error::Truncated);
        }
        out.append(chunk)?;
        missing = missing.saturating_sub(chunk.len());
    }
    Ok(())
}

/// Appends a field with its two-byte length in front.
pub(super) fn put_prefixed<F: Field, O: Output + ?Sized>(field: F, out: &mut O) -> Result<(), Error> {
    out.append(&field_len(field.len())?.to_be_bytes())?;
    put(field, out)
}

/// The length of a field as it goes into its prefix.
pub(super) fn field_len(len: usize) -> Result<u16, Error> {
    u16::try_from(len).map_err(|_| Error::FieldTooLong)
}

/// The size that a field takes with its two-byte length; an error if it has no room for the length.
pub(super) fn prefixed_len<F: Field>(field: &F) -> Result<usize, Error> {
    Ok(usize::from(field_len(field.len())?).wrapping_add(2))
}

/// The leading bytes of a packet, collected so that they cost one call of the output.
pub(super) struct Head {
    bytes: [u8; Head::CAPACITY],
    len: usize,
}

impl Head {
    /// Fixed header (5), the ten bytes of CONNECT's variable header, one length prefix (2).
    const CAPACITY: usize = 17;

    /// Begins with a fixed header.
    pub(super) fn new(first: u8, remaining: usize) -> Result<Self, Error> {
        let mut head = Head { bytes: [0; Head::CAPACITY], len: 0 };
        head.byte(first);
        put_remaining_len(remaining, &mut head)?;
        Ok(head)
    }

    pub(super) fn byte(&mut self, byte: u8) {
        if let Some(slot) = self.bytes.get_mut(self.len) {
            *slot = byte;
            self.len = self.len.wrapping_add(1);
        }
    }

    pub(super) fn u16(&mut self, value: u16) {
        let [high, low] = value.to_be_bytes();
        self.byte(high);
        self.byte(low);
    }

    pub(super) fn append_to<O: Output + ?Sized>(&self, out: &mut O) -> Result<(), Error> {
        out.append(self.bytes.get(..self.len).unwrap_or_default())
    }
}
