//! Putting packets together, by hand because it is what a client does most.

use core::mem::forget;

use mqtt_core::packet::{MAX_REMAINING_LEN, Segment};

use super::{Client, Error, Result};
use crate::{
    ffi::Bytes,
    rtos::{
        Ticks,
        packet::{Packet, PacketRef},
    },
};

/// The length of a two-byte integer (section 1.5.2), such as the one in front of a string.
pub(crate) const NUMBER: usize = 2;

/// A packet that is being put together. The first failure is kept and ends the writing.
pub(crate) struct Builder {
    client: Client,
    wait: Ticks,
    packet: Option<Packet>,
    result: Result<()>,
}

impl Builder {
    pub(crate) fn new(client: Client, wait: Ticks) -> Self {
        Self { client, wait, packet: None, result: Ok(()) }
    }

    /// Adds to somebody else's packet.
    ///
    /// # Errors
    /// A code of NetX Duo.
    pub(crate) fn extend(
        client: Client,
        packet: PacketRef,
        wait: Ticks,
        add: impl FnOnce(&mut Self),
    ) -> Result<()> {
        let mut builder = Self::new(client, wait);
        // SAFETY: it is given back below.
        builder.packet = Some(unsafe { Packet::from_ref(packet) });
        add(&mut builder);
        forget(builder.packet);
        builder.result
    }

    /// Begins a packet that has `len` bytes behind the fixed header. If there are any, the first two are `number`.
    pub(crate) fn begin(&mut self, first: u8, len: usize, number: u16) {
        if len > MAX_REMAINING_LEN {
            self.result = Err(Error::INVALID_PARAMETER);
            return;
        }
        match self.client.allocate(self.wait) {
            Err(error) => self.result = Err(error),
            Ok(packet) => {
                forget(self.packet.replace(packet));
                self.head(first, len, if len == 0 { None } else { Some(number) });
            }
        }
    }

    /// A first byte, a remaining length and perhaps a number.
    #[inline(never)]
    pub(crate) fn head(&mut self, first: u8, len: usize, number: Option<u16>) {
        let mut bytes = [first; 8];
        let mut rest = len;
        let mut used = 0;
        loop {
            used += 1;
            bytes[used & 7] = rest as u8 & 0x7f;
            rest >>= 7;
            if rest == 0 {
                break;
            }
            bytes[used & 7] |= 0x80;
        }
        used += 1;
        if let Some(number) = number {
            [bytes[used & 7], bytes[(used + 1) & 7]] = number.to_be_bytes();
            used += NUMBER;
        }
        self.bytes(Bytes::from(&bytes).first(used));
    }

    /// A two-byte integer (section 1.5.2).
    pub(crate) fn number(&mut self, number: u16) {
        self.bytes(Bytes::from(&number.to_be_bytes()));
    }

    /// A string with its length in front (section 1.5.3).
    pub(crate) fn string(&mut self, string: Bytes) {
        self.number(string.len() as u16);
        self.bytes(string);
    }

    /// Bytes as they are.
    #[inline(never)]
    pub(crate) fn bytes(&mut self, bytes: Bytes) {
        if let (Ok(()), Some(packet)) = (self.result, &self.packet) {
            // SAFETY: the client's pool.
            let appended = unsafe { packet.append(bytes, self.client.pool(), self.wait) };
            self.result = appended.map_err(Error::netx);
        }
    }

    /// The first `count` bytes of another packet.
    pub(crate) fn copy(&mut self, source: PacketRef, count: usize) {
        let mut missing = count;
        let mut segment = Some(source);
        while let Some(here) = segment
            && missing != 0
        {
            let bytes = Bytes::from(here.bytes()).first(missing);
            missing = missing.wrapping_sub(bytes.len());
            self.bytes(bytes);
            segment = here.next();
        }
    }

    /// The packet.
    ///
    /// # Errors
    /// `INVALID_PARAMETER` if it would be too long, `PACKET_POOL` without a first packet for it, `starved` without a
    /// further one.
    #[inline(never)]
    pub(crate) fn finish(self, starved: Error) -> Result<Packet> {
        match (self.packet, self.result) {
            (Some(packet), Ok(())) => Ok(packet),
            (Some(_), Err(_)) => Err(starved),
            (None, result) => Err(result.err().unwrap_or(starved)),
        }
    }

    /// Sends the packet; with `keep`, a copy stays until it is acknowledged.
    ///
    /// # Errors
    /// Those of `finish`; `COMMUNICATION`, `NOT_RUNNING`, `MUTEX`.
    pub(crate) fn send(self, starved: Error, id: u16, keep: bool) -> Result<()> {
        let (client, wait) = (self.client, self.wait);
        let packet = self.finish(starved)?;
        client.keep_and_send(*packet, id, keep, wait)?;
        packet.into_ref();
        Ok(())
    }
}

impl Client {
    /// A packet with nothing but an identifier.
    ///
    /// # Errors
    /// `PACKET_POOL`.
    pub(crate) fn build_short(self, first: u8, id: Option<u16>, wait: Ticks) -> Result<Packet> {
        let mut packet = Builder::new(self, wait);
        packet.begin(first, if id.is_some() { NUMBER } else { 0 }, id.unwrap_or(0));
        packet.finish(Error::PACKET_POOL)
    }

    /// A copy of the first `count` bytes of `source`, to keep.
    ///
    /// # Errors
    /// `PACKET_POOL`.
    pub(crate) fn copy(self, source: PacketRef, count: usize, wait: Ticks) -> Result<Packet> {
        let packet = self.allocate_plain(wait)?;
        self.copy_into(packet, source, count, wait)
    }

    /// Appends the first `count` bytes of `source`.
    ///
    /// # Errors
    /// `PACKET_POOL`; the packet is gone then.
    pub(crate) fn copy_into(
        self,
        packet: Packet,
        source: PacketRef,
        count: usize,
        wait: Ticks,
    ) -> Result<Packet> {
        let mut copy = Builder::new(self, wait);
        forget(copy.packet.replace(packet));
        copy.copy(source, count);
        copy.finish(Error::PACKET_POOL)
    }
}
