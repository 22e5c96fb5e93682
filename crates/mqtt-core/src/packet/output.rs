//! Writing packets.

use core::mem;

use super::Field;
use super::header::{MAX_REMAINING_LEN, packet_len};
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

/// What follows the fixed header of a packet. It is written twice by the same code: once to count, once
/// into the output, so that the remaining length is right by construction and known first.
///
/// A trait object of it keeps [`encode`] from being compiled once per packet type.
pub(super) trait Body<O: ?Sized> {
    fn write(&self, writer: &mut Writer<'_, O>);
}

/// The length of the whole packet with this body.
pub(super) fn encoded_len(body: &dyn Body<CountOnly>) -> Result<usize, Error> {
    let mut out = CountOnly;
    let mut writer = Writer::new(&mut out);
    body.write(&mut writer);
    packet_len(writer.counted()?)
}

/// Writes a packet. Nothing is written if the body is too long.
pub(super) fn encode<O: Output + ?Sized>(first: u8, body: &dyn Body<O>, out: &mut O) -> Result<(), Error> {
    let mut writer = Writer::new(out);
    body.write(&mut writer);
    let mut rest = writer.counted()?;
    writer.counting = false;
    writer.bytes(&[first]);
    // Remaining length (section 2.2.3).
    while rest > 0x7f {
        writer.bytes(&[rest as u8 | 0x80]);
        rest >>= 7;
    }
    writer.bytes(&[rest as u8]);
    body.write(&mut writer);
    writer.flush();
    writer.status
}

/// The output of [`encoded_len`], which never gets to writing.
pub(super) struct CountOnly;

impl Output for CountOnly {
    fn append(&mut self, _bytes: &[u8]) -> Result<(), Error> {
        Ok(())
    }
}

/// Counts or writes the parts of a packet. The first error is kept and ends the writing.
///
/// Small parts are collected, so that a small packet costs one call of the output.
pub(super) struct Writer<'o, O: ?Sized> {
    out: &'o mut O,
    counting: bool,
    len: usize,
    status: Result<(), Error>,
    pending: usize,
    buffer: [u8; 48],
}

impl<'o, O: Output + ?Sized> Writer<'o, O> {
    fn new(out: &'o mut O) -> Self {
        Writer { out, counting: true, len: 0, status: Ok(()), pending: 0, buffer: [0; 48] }
    }

    fn counted(&self) -> Result<usize, Error> {
        self.status?;
        if self.len > MAX_REMAINING_LEN { Err(Error::PacketTooLong) } else { Ok(self.len) }
    }

    /// Bytes as they are.
    pub(super) fn bytes(&mut self, bytes: &[u8]) {
        if self.counting {
            self.len = self.len.saturating_add(bytes.len());
            return;
        }
        let end = self.pending.wrapping_add(bytes.len());
        if let Some(room) = self.buffer.get_mut(self.pending..end) {
            room.copy_from_slice(bytes);
            self.pending = end;
        } else {
            self.flush();
            self.append(bytes);
        }
    }

    /// A field without a length in front.
    pub(super) fn field<F: Field>(&mut self, field: F) {
        let mut field = field;
        let mut missing = field.len();
        if self.counting {
            self.len = self.len.saturating_add(missing);
            return;
        }
        while missing != 0 && self.status.is_ok() {
            let chunk = field.next_chunk();
            if chunk.is_empty() {
                self.status = Err(Error::Truncated);
            }
            missing = missing.saturating_sub(chunk.len());
            self.bytes(chunk);
        }
    }

    /// A field with its two-byte length in front.
    pub(super) fn prefixed<F: Field>(&mut self, field: F) {
        match u16::try_from(field.len()) {
            Ok(len) => {
                self.bytes(&len.to_be_bytes());
                self.field(field);
            }
            Err(_) => self.status = Err(Error::FieldTooLong),
        }
    }

    fn flush(&mut self) {
        if self.pending != 0 && self.status.is_ok() {
            self.status = self.out.append(self.buffer.get(..self.pending).unwrap_or_default());
        }
        self.pending = 0;
    }

    fn append(&mut self, bytes: &[u8]) {
        if self.status.is_ok() {
            self.status = self.out.append(bytes);
        }
    }
}
