//! Any control packet, for code that handles all of them: brokers, tracers, tests.

use super::{
    Ack, AckType, Connack, Connect, Cursor, DISCONNECT, Frame, Output, PINGREQ, PINGRESP, PacketType,
    Publish, Segment, Suback, Subscribe, SubscriptionFilters, TopicFilters, Unsubscribe, Version,
    decode_empty,
};
use crate::Error;

/// A received packet of any type. Its variable-length parts are cursors into the received bytes.
#[derive(Clone, Copy, Debug)]
#[expect(missing_docs, reason = "the names are those of the packets")]
pub enum Packet<'a, S> {
    Connect(Connect<Cursor<'a, S>>),
    Connack(Connack),
    Publish(Publish<Cursor<'a, S>>),
    /// PUBACK, PUBREC, PUBREL, PUBCOMP or UNSUBACK.
    Ack(Ack),
    Subscribe(Subscribe<SubscriptionFilters<'a, S>>),
    Suback(Suback<Cursor<'a, S>>),
    Unsubscribe(Unsubscribe<TopicFilters<'a, S>>),
    Pingreq,
    Pingresp,
    Disconnect,
}

impl<'a, S: Segment<'a>> Packet<'a, S> {
    /// Reads a packet of a connection that speaks `version`. Contents are not checked; see
    /// [`check`](Self::check).
    ///
    /// # Errors
    /// Those of the packet's own `decode`.
    pub fn decode(version: Version, frame: Frame<'a, S>) -> Result<Self, Error> {
        let body = frame.body;
        let packet_type = frame.header.packet_type();
        if let Some(ack_type) = AckType::from_packet_type(packet_type) {
            return Ack::decode(version, ack_type, body).map(Packet::Ack);
        }
        match packet_type {
            PacketType::Connect => Connect::decode(body).map(Packet::Connect),
            PacketType::Connack => Connack::decode(version, body).map(Packet::Connack),
            PacketType::Publish => Publish::decode(version, frame).map(Packet::Publish),
            PacketType::Subscribe => Subscribe::decode(version, body).map(Packet::Subscribe),
            PacketType::Suback => Suback::decode(version, body).map(Packet::Suback),
            PacketType::Unsubscribe => Unsubscribe::decode(version, body).map(Packet::Unsubscribe),
            PacketType::Pingreq => decode_empty(body).map(|()| Packet::Pingreq),
            PacketType::Pingresp => decode_empty(body).map(|()| Packet::Pingresp),
            _ => decode_empty(body).map(|()| Packet::Disconnect),
        }
    }

    /// Checks the contents, where the packet has any to check.
    ///
    /// # Errors
    /// Those of the packet's own `check`.
    pub fn check(&self) -> Result<(), Error> {
        match self {
            Packet::Connect(packet) => packet.check(),
            Packet::Publish(packet) => packet.check(),
            Packet::Subscribe(packet) => packet.check(),
            Packet::Suback(packet) => packet.check(),
            Packet::Unsubscribe(packet) => packet.check(),
            _ => Ok(()),
        }
    }

    /// Length of the whole packet.
    ///
    /// # Errors
    /// Those of the packet's own `encoded_len`.
    pub fn encoded_len(&self, version: Version) -> Result<usize, Error> {
        match self {
            Packet::Connect(packet) => packet.encoded_len(),
            Packet::Connack(_) => Ok(Connack::ENCODED_LEN),
            Packet::Publish(packet) => packet.encoded_len(version),
            Packet::Ack(_) => Ok(Ack::ENCODED_LEN),
            Packet::Subscribe(packet) => packet.encoded_len(version),
            Packet::Suback(packet) => packet.encoded_len(version),
            Packet::Unsubscribe(packet) => packet.encoded_len(version),
            Packet::Pingreq | Packet::Pingresp | Packet::Disconnect => Ok(PINGREQ.len()),
        }
    }

    /// Writes the packet.
    ///
    /// # Errors
    /// Those of the packet's own `encode`.
    pub fn encode<O: Output + ?Sized>(&self, version: Version, out: &mut O) -> Result<(), Error> {
        match self {
            Packet::Connect(packet) => packet.encode(out),
            Packet::Connack(packet) => out.append(&packet.encode(version)),
            Packet::Publish(packet) => packet.encode(version, out),
            Packet::Ack(packet) => out.append(&packet.encode(version)),
            Packet::Subscribe(packet) => packet.encode(version, out),
            Packet::Suback(packet) => packet.encode(version, out),
            Packet::Unsubscribe(packet) => packet.encode(version, out),
            Packet::Pingreq => out.append(&PINGREQ),
            Packet::Pingresp => out.append(&PINGRESP),
            Packet::Disconnect => out.append(&DISCONNECT),
        }
    }
}
