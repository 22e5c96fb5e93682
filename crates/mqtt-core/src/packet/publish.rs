//! PUBLISH (section 3.3).

use super::output::{Body, Writer, encode, encoded_len};
use super::{
    Cursor, Field, Frame, Output, PacketId, PacketType, Qos, Segment, TextKind, Version, check_text,
};
use crate::Error;

const RETAIN: u8 = 0x01;
const QOS_SHIFT: u8 = 1;
const DUP: u8 = 0x08;

/// An application message.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Publish<F> {
    /// Sent again (section 3.3.1.1).
    pub dup: bool,
    /// Quality of service.
    pub qos: Qos,
    /// Retained (section 3.3.1.3).
    pub retain: bool,
    /// Present exactly with QoS 1 and 2 (MQTT-2.3.1-5).
    pub packet_id: Option<PacketId>,
    /// Topic name.
    pub topic: F,
    /// Any bytes, also none.
    pub payload: F,
}

impl Publish<&[u8]> {
    /// The DUP bit of the first byte, for a caller that sends stored bytes again (MQTT-3.3.1-1).
    pub const DUP_FLAG: u8 = DUP;

    /// The QoS bits in the first byte of a PUBLISH.
    ///
    /// # Errors
    /// [`Error::Qos`] for 3.
    pub const fn qos_of(first_byte: u8) -> Result<Qos, Error> {
        Qos::from_level(first_byte >> QOS_SHIFT & 3)
    }
}

impl<F: Field> Publish<F> {
    /// Length of the whole packet.
    ///
    /// # Errors
    /// [`Error::FieldTooLong`], [`Error::PacketTooLong`].
    pub fn encoded_len(&self, _version: Version) -> Result<usize, Error> {
        encoded_len(self)
    }

    /// Writes the packet. Contents are not checked; see [`check`](Self::check).
    ///
    /// # Errors
    /// [`Error::FieldTooLong`], [`Error::PacketTooLong`] and [`Error::PacketId`] (an identifier present
    /// or absent against the QoS) before anything is written; those of the output.
    pub fn encode<O: Output + ?Sized>(&self, _version: Version, out: &mut O) -> Result<(), Error> {
        if self.packet_id.is_some() != (self.qos != Qos::AtMostOnce) {
            return Err(Error::PacketId);
        }
        encode(self.first_byte(), self, out)
    }

    /// Checks the contents: the topic is a topic name (MQTT-3.3.2-1, -2), a QoS 0 message is no
    /// duplicate (MQTT-3.3.1-2).
    ///
    /// # Errors
    /// Those of [`check_text`], [`Error::Dup`].
    pub fn check(&self) -> Result<(), Error> {
        if self.dup && self.qos == Qos::AtMostOnce {
            return Err(Error::Dup);
        }
        check_text(TextKind::TopicName, self.topic)
    }

    fn first_byte(&self) -> u8 {
        let mut first = PacketType::Publish.first_byte() | (self.qos as u8) << QOS_SHIFT;
        if self.dup {
            first |= DUP;
        }
        if self.retain {
            first |= RETAIN;
        }
        first
    }
}

impl<F: Field, O: Output + ?Sized> Body<O> for Publish<F> {
    fn write(&self, writer: &mut Writer<'_, O>) {
        writer.prefixed(self.topic);
        if let Some(id) = self.packet_id {
            writer.bytes(&id.get().to_be_bytes());
        }
        writer.field(self.payload);
    }
}

impl<'a, S: Segment<'a>> Publish<Cursor<'a, S>> {
    /// Reads a packet. Contents are not checked; see [`check`](Self::check).
    ///
    /// # Errors
    /// [`Error::Truncated`], [`Error::PacketId`] (MQTT-2.3.1-1), [`Error::Qos`].
    pub fn decode(_version: Version, frame: Frame<'a, S>) -> Result<Self, Error> {
        let first = frame.header.first_byte();
        let mut body = frame.body;
        let qos = Publish::qos_of(first)?;
        let topic = body.prefixed();
        let packet_id = match qos {
            Qos::AtMostOnce => None,
            _ => Some(body.packet_id()?),
        };
        body.intact()?;
        let (dup, retain) = (first & DUP != 0, first & RETAIN != 0);
        Ok(Publish { dup, qos, retain, packet_id, topic, payload: body })
    }
}
