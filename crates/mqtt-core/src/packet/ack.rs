//! The packets that carry a packet identifier and nothing else: PUBACK, PUBREC, PUBREL, PUBCOMP and
//! UNSUBACK (sections 3.4 to 3.7 and 3.11).

use super::{Cursor, PacketId, PacketType, Segment, Version};
use crate::Error;

/// Which acknowledgement.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub enum AckType {
    /// Answer to a QoS 1 PUBLISH.
    Puback = PacketType::Puback as u8,
    /// Answer to a QoS 2 PUBLISH.
    Pubrec = PacketType::Pubrec as u8,
    /// Answer to PUBREC.
    Pubrel = PacketType::Pubrel as u8,
    /// Answer to PUBREL.
    Pubcomp = PacketType::Pubcomp as u8,
    /// Answer to UNSUBSCRIBE.
    Unsuback = PacketType::Unsuback as u8,
}

impl AckType {
    /// The packet type as one of these; `None` for the others.
    pub const fn from_packet_type(packet_type: PacketType) -> Option<Self> {
        Some(match packet_type {
            PacketType::Puback => AckType::Puback,
            PacketType::Pubrec => AckType::Pubrec,
            PacketType::Pubrel => AckType::Pubrel,
            PacketType::Pubcomp => AckType::Pubcomp,
            PacketType::Unsuback => AckType::Unsuback,
            _ => return None,
        })
    }

    /// The first byte of the packet.
    pub const fn first_byte(self) -> u8 {
        let flags = match self {
            AckType::Pubrel => 2,
            _ => 0,
        };
        (self as u8) << 4 | flags
    }
}

/// An acknowledgement.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Ack {
    /// Which one.
    pub ack_type: AckType,
    /// What it acknowledges (MQTT-2.3.1-6, -7).
    pub packet_id: PacketId,
}

impl Ack {
    /// Length of the packet.
    pub const ENCODED_LEN: usize = 4;

    /// The packet.
    pub fn encode(&self, version: Version) -> [u8; Ack::ENCODED_LEN] {
        match version {
            Version::V3_1_1 => {
                let [high, low] = self.packet_id.get().to_be_bytes();
                [self.ack_type.first_byte(), 2, high, low]
            }
        }
    }

    /// Reads the body of a packet.
    ///
    /// # Errors
    /// [`Error::PacketId`] (MQTT-2.3.1-1), [`Error::Truncated`], [`Error::TrailingBytes`].
    pub fn decode<'a, S: Segment<'a>>(
        _version: Version,
        ack_type: AckType,
        body: Cursor<'a, S>,
    ) -> Result<Self, Error> {
        let mut body = body;
        let packet_id = body.packet_id()?;
        body.end()?;
        Ok(Ack { ack_type, packet_id })
    }
}
