//! The wire format: one file per packet family.
//!
//! Reading has three layers, and a caller chooses how many it applies:
//! 1. [`Frame::next`] finds where a packet ends and checks type, flags and remaining length;
//! 2. `decode` of each packet checks its structure: every field is inside, nothing is left over,
//!    identifiers and codes are in range;
//! 3. `check` of each packet looks into the contents: UTF-8, topic names, topic filters.
//!
//! The same structures are written by `encode`. A variable-length part is a [`Field`]: a byte slice, or
//! a [`Cursor`] into a received packet, so that a broker can forward what it read without a copy of its
//! own.

mod ack;
mod any;
mod connack;
mod connect;
mod empty;
mod header;
mod inbound;
mod input;
mod output;
mod publish;
mod suback;
mod subscribe;
mod text;
mod topic;
mod unsubscribe;

pub use ack::{Ack, AckType};
pub use any::Packet;
pub use connack::{Connack, ReturnCode};
pub use connect::{Connect, ConnectFlags, Will};
pub use empty::{DISCONNECT, PINGREQ, PINGRESP, decode_empty};
pub use header::{FixedHeader, Frame, MAX_REMAINING_LEN};
pub use inbound::Inbound;
pub use input::{Bytes, Cursor, Field, Segment};
pub use output::{Output, SliceOutput};
pub use publish::Publish;
pub use suback::{Suback, SubackCode};
pub use subscribe::{Subscribe, Subscription, SubscriptionFilters};
use text::check_topic_name;
pub use text::{TextKind, check_text};
pub use topic::matches;
pub use unsubscribe::{TopicFilters, Unsubscribe};

use core::num::NonZeroU16;

use crate::Error;

/// A packet identifier; 0 does not exist (MQTT-2.3.1-1).
pub type PacketId = NonZeroU16;

/// The protocol version of a connection, carried as data wherever the format depends on it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
#[non_exhaustive]
pub enum Version {
    /// MQTT 3.1.1, protocol level 4.
    #[default]
    V3_1_1,
}

impl Version {
    /// The protocol level byte of CONNECT (MQTT-3.1.2-2).
    pub const fn level(self) -> u8 {
        match self {
            Version::V3_1_1 => 4,
        }
    }

    /// The version with this protocol level, if this crate speaks it.
    pub const fn from_level(level: u8) -> Option<Self> {
        match level {
            4 => Some(Version::V3_1_1),
            _ => None,
        }
    }
}

/// The control packet types (table 2.1), with their values on the wire.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[repr(u8)]
#[expect(missing_docs, reason = "the names are those of the specification")]
pub enum PacketType {
    Connect = 1,
    Connack,
    Publish,
    Puback,
    Pubrec,
    Pubrel,
    Pubcomp,
    Subscribe,
    Suback,
    Unsubscribe,
    Unsuback,
    Pingreq,
    Pingresp,
    Disconnect,
}

impl PacketType {
    /// Every type, in the order of their values.
    pub const ALL: [PacketType; 14] = [
        PacketType::Connect,
        PacketType::Connack,
        PacketType::Publish,
        PacketType::Puback,
        PacketType::Pubrec,
        PacketType::Pubrel,
        PacketType::Pubcomp,
        PacketType::Subscribe,
        PacketType::Suback,
        PacketType::Unsubscribe,
        PacketType::Unsuback,
        PacketType::Pingreq,
        PacketType::Pingresp,
        PacketType::Disconnect,
    ];

    /// The type in the upper half of a packet's first byte; `None` for the reserved 0 and 15.
    pub const fn from_first_byte(first: u8) -> Option<Self> {
        Some(match first >> 4 {
            1 => PacketType::Connect,
            2 => PacketType::Connack,
            3 => PacketType::Publish,
            4 => PacketType::Puback,
            5 => PacketType::Pubrec,
            6 => PacketType::Pubrel,
            7 => PacketType::Pubcomp,
            8 => PacketType::Subscribe,
            9 => PacketType::Suback,
            10 => PacketType::Unsubscribe,
            11 => PacketType::Unsuback,
            12 => PacketType::Pingreq,
            13 => PacketType::Pingresp,
            14 => PacketType::Disconnect,
            _ => return None,
        })
    }

    /// The first byte of a packet of this type with the flags that the specification prescribes
    /// (table 2.2). For PUBLISH these are the flags of a QoS 0 message that is not retained.
    pub const fn first_byte(self) -> u8 {
        let flags = match self {
            PacketType::Pubrel | PacketType::Subscribe | PacketType::Unsubscribe => 2,
            _ => 0,
        };
        (self as u8) << 4 | flags
    }

    /// Whether a client may receive this type (table 2.1, direction of flow).
    pub const fn sent_by_server(self) -> bool {
        const SERVER: u16 = 0b0010_1010_1111_1100;
        SERVER >> self as u8 & 1 != 0
    }

    /// Whether a server may receive this type (table 2.1, direction of flow).
    pub const fn sent_by_client(self) -> bool {
        const CLIENT: u16 = 0b0101_0101_1111_1010;
        CLIENT >> self as u8 & 1 != 0
    }
}

/// Quality of service (section 4.3).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Default)]
#[repr(u8)]
pub enum Qos {
    /// QoS 0: no acknowledgement.
    #[default]
    AtMostOnce = 0,
    /// QoS 1: acknowledged by PUBACK.
    AtLeastOnce = 1,
    /// QoS 2: PUBREC, PUBREL, PUBCOMP.
    ExactlyOnce = 2,
}

impl Qos {
    /// The level with this number.
    ///
    /// # Errors
    /// [`Error::Qos`] from 3 on.
    pub const fn from_level(level: u8) -> Result<Self, Error> {
        match level {
            0 => Ok(Qos::AtMostOnce),
            1 => Ok(Qos::AtLeastOnce),
            2 => Ok(Qos::ExactlyOnce),
            _ => Err(Error::Qos),
        }
    }
}
