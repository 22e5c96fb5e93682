//! SUBACK (section 3.9).

use super::output::{Body, Writer, encode, encoded_len};
use super::{Cursor, Field, Output, PacketId, PacketType, Qos, Segment, Version};
use crate::Error;

/// The server's answer to a SUBSCRIBE.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Suback<F> {
    /// That of the SUBSCRIBE (MQTT-3.8.4-2).
    pub packet_id: PacketId,
    /// One byte per topic filter, in order (MQTT-3.8.4-5): a granted QoS or 0x80; see [`SubackCode`].
    pub codes: F,
}

/// One return code of a SUBACK.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SubackCode {
    /// Subscribed, with this highest quality of service.
    Granted(Qos),
    /// Refused.
    Failure,
}

impl SubackCode {
    /// The code with this value.
    ///
    /// # Errors
    /// [`Error::SubackCode`] for the reserved values (MQTT-3.9.3-2).
    pub const fn from_value(value: u8) -> Result<Self, Error> {
        match (value, Qos::from_level(value)) {
            (_, Ok(qos)) => Ok(SubackCode::Granted(qos)),
            (0x80, _) => Ok(SubackCode::Failure),
            _ => Err(Error::SubackCode),
        }
    }

    /// The value on the wire.
    pub const fn value(self) -> u8 {
        match self {
            SubackCode::Granted(qos) => qos as u8,
            SubackCode::Failure => 0x80,
        }
    }
}

impl<F: Field> Suback<F> {
    /// Length of the whole packet.
    ///
    /// # Errors
    /// [`Error::PacketTooLong`], [`Error::NoTopicFilter`] without codes.
    pub fn encoded_len(&self, _version: Version) -> Result<usize, Error> {
        self.not_empty()?;
        encoded_len(self)
    }

    /// Writes the packet.
    ///
    /// # Errors
    /// Those of [`encoded_len`](Self::encoded_len) and [`Error::SubackCode`] before anything is written;
    /// those of the output.
    pub fn encode<O: Output + ?Sized>(&self, _version: Version, out: &mut O) -> Result<(), Error> {
        self.check()?;
        self.not_empty()?;
        encode(PacketType::Suback.first_byte(), self, out)
    }

    /// Checks that every return code is a defined one (MQTT-3.9.3-2).
    ///
    /// # Errors
    /// [`Error::SubackCode`].
    pub fn check(&self) -> Result<(), Error> {
        let mut codes = self.codes;
        loop {
            let chunk = codes.next_chunk();
            if chunk.is_empty() {
                return Ok(());
            }
            for code in chunk {
                SubackCode::from_value(*code)?;
            }
        }
    }

    fn not_empty(&self) -> Result<(), Error> {
        if self.codes.is_empty() { Err(Error::NoTopicFilter) } else { Ok(()) }
    }
}

impl<F: Field, O: Output + ?Sized> Body<O> for Suback<F> {
    fn write(&self, writer: &mut Writer<'_, O>) {
        writer.bytes(&self.packet_id.get().to_be_bytes());
        writer.field(self.codes);
    }
}

impl<'a, S: Segment<'a>> Suback<Cursor<'a, S>> {
    /// Reads the body of a packet. The codes are not checked; see [`check`](Self::check).
    ///
    /// # Errors
    /// [`Error::PacketId`] (MQTT-2.3.1-1), [`Error::NoTopicFilter`] without codes, [`Error::Truncated`].
    pub fn decode(_version: Version, body: Cursor<'a, S>) -> Result<Self, Error> {
        let mut body = body;
        let packet_id = body.packet_id()?;
        if body.is_empty() {
            return Err(Error::NoTopicFilter);
        }
        Ok(Suback { packet_id, codes: body })
    }
}
