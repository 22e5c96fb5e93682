//! Looking into packets for other components.

use mqtt_core::packet::{Cursor, Frame, Publish, Version};

use super::{Error, Result};
use crate::rtos::packet::PacketRef;

/// Where the parts of a PUBLISH are.
pub(crate) struct Layout {
    pub(crate) topic_offset: usize,
    pub(crate) topic_len: usize,
    pub(crate) message_offset: usize,
    pub(crate) message_len: usize,
}

/// The PUBLISH in a packet.
///
/// # Errors
/// `INVALID_PACKET` if it is none, or not complete.
#[inline]
pub(crate) fn publish(packet: PacketRef) -> Result<Publish<Cursor<'static, PacketRef>>> {
    let frame = Frame::next(&mut packet.cursor())?.ok_or(Error::INVALID_PACKET)?;
    Ok(Publish::decode(Version::V3_1_1, frame)?)
}

/// Finds topic and message.
///
/// # Errors
/// `INVALID_PACKET` if this is no complete PUBLISH.
pub(crate) fn layout(packet: PacketRef) -> Result<Layout> {
    let publish = publish(packet)?;
    Ok(Layout {
        topic_offset: publish.topic.offset(),
        topic_len: publish.topic.len(),
        message_offset: publish.payload.offset(),
        message_len: publish.payload.len(),
    })
}

/// The remaining length of the packet, whatever its type, and the length of its fixed header.
///
/// # Errors
/// `PARTIAL_PACKET` if the packet is not complete, `INTERNAL` if there are more than four length bytes.
pub(crate) fn remaining_length(packet: PacketRef) -> Result<(usize, usize)> {
    let mut bytes = packet.cursor();
    bytes.skip(1);
    let remaining = match bytes.remaining_len() {
        Ok(remaining) => remaining,
        Err(mqtt_core::Error::Truncated) => return Err(Error::PARTIAL_PACKET),
        Err(_) => return Err(Error::INTERNAL),
    };
    if remaining > bytes.len() { Err(Error::PARTIAL_PACKET) } else { Ok((remaining, bytes.offset())) }
}
