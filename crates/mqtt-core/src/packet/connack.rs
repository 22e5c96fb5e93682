//! CONNACK (section 3.2).

use super::{Cursor, PacketType, Segment, Version};
use crate::Error;

/// The server's answer to a CONNECT.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Connack {
    /// The server has state of an earlier connection (MQTT-3.2.2-1 to -4).
    pub session_present: bool,
    /// Accepted, or why not.
    pub code: ReturnCode,
}

/// CONNACK return codes (section 3.2.2.3), with their values on the wire.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub enum ReturnCode {
    /// Connection accepted.
    Accepted = 0,
    /// The server does not speak the protocol level.
    UnacceptableProtocolVersion = 1,
    /// The client identifier is well-formed but not allowed.
    IdentifierRejected = 2,
    /// The MQTT service is not available.
    ServerUnavailable = 3,
    /// User name or password are malformed.
    BadUserNameOrPassword = 4,
    /// The client is not authorized to connect.
    NotAuthorized = 5,
}

impl ReturnCode {
    /// The code with this value.
    ///
    /// # Errors
    /// [`Error::ReturnCode`] for the reserved values from 6 on.
    pub const fn from_value(value: u8) -> Result<Self, Error> {
        Ok(match value {
            0 => ReturnCode::Accepted,
            1 => ReturnCode::UnacceptableProtocolVersion,
            2 => ReturnCode::IdentifierRejected,
            3 => ReturnCode::ServerUnavailable,
            4 => ReturnCode::BadUserNameOrPassword,
            5 => ReturnCode::NotAuthorized,
            _ => return Err(Error::ReturnCode),
        })
    }
}

impl Connack {
    /// Length of the packet.
    pub const ENCODED_LEN: usize = 4;

    /// The packet. Session present goes out only with an accepted connection (MQTT-3.2.2-4).
    pub fn encode(&self, version: Version) -> [u8; Connack::ENCODED_LEN] {
        match version {
            Version::V3_1_1 => {
                let session_present = self.session_present && self.code == ReturnCode::Accepted;
                [PacketType::Connack.first_byte(), 2, u8::from(session_present), self.code as u8]
            }
        }
    }

    /// Reads the body of a packet.
    ///
    /// A client that asked for a clean session also checks that `session_present` is false: the server
    /// must not set it then (MQTT-3.2.2-1).
    ///
    /// # Errors
    /// [`Error::ConnackFlags`] (section 3.2.2.1, MQTT-3.2.2-4), [`Error::ReturnCode`],
    /// [`Error::Truncated`], [`Error::TrailingBytes`].
    pub fn decode<'a, S: Segment<'a>>(_version: Version, body: Cursor<'a, S>) -> Result<Self, Error> {
        let mut body = body;
        let flags = body.byte();
        let code = body.byte();
        body.end()?;
        let code = ReturnCode::from_value(code)?;
        if flags > u8::from(code == ReturnCode::Accepted) {
            return Err(Error::ConnackFlags);
        }
        Ok(Connack { session_present: flags != 0, code })
    }
}
