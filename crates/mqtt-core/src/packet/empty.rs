//! The packets without a body: PINGREQ, PINGRESP and DISCONNECT (sections 3.12 to 3.14).

use super::{Cursor, PacketType, Segment};
use crate::Error;

/// PINGREQ.
pub const PINGREQ: [u8; 2] = [PacketType::Pingreq.first_byte(), 0];
/// PINGRESP.
pub const PINGRESP: [u8; 2] = [PacketType::Pingresp.first_byte(), 0];
/// DISCONNECT. Its reserved flags are 0 (MQTT-3.14.1-1).
pub const DISCONNECT: [u8; 2] = [PacketType::Disconnect.first_byte(), 0];

/// Reads the body of one of these: there is none.
///
/// # Errors
/// [`Error::TrailingBytes`].
pub fn decode_empty<'a, S: Segment<'a>>(body: Cursor<'a, S>) -> Result<(), Error> {
    body.end()
}
