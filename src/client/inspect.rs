//! Looking into packets for other components.

use mqtt_core::packet::{FixedHeader, PacketType, PublishHeader};

use super::{Error, Result};
use crate::rtos::packet::PacketRef;

/// Where the parts of a PUBLISH are.
pub(crate) struct Layout {
    pub(crate) topic_offset: usize,
    pub(crate) topic_len: usize,
    pub(crate) message_offset: usize,
    pub(crate) message_len: usize,
}

/// Finds topic and message.
///
/// # Errors
/// `INVALID_PACKET` if this is no complete PUBLISH.
pub(crate) fn layout(packet: PacketRef) -> Result<Layout> {
    let mut bytes = packet.cursor();
    if let Ok(header) = FixedHeader::read(&mut bytes)
        && header.first_byte() >> 4 == PacketType::Publish as u8
    {
        let message_end = header.packet_len();
        let found = PublishHeader::read(header.first_byte(), &mut bytes);
        let message_offset = bytes.offset();
        if !bytes.is_short() && message_offset <= message_end && message_end <= packet.len() {
            return Ok(Layout {
                topic_offset: found.topic.offset(),
                topic_len: found.topic.len(),
                message_offset,
                message_len: message_end.wrapping_sub(message_offset),
            });
        }
    }
    Err(Error::INVALID_PACKET)
}

/// The remaining length of the packet, whatever its type, and the length of its fixed header.
///
/// # Errors
/// `PARTIAL_PACKET` if the packet is not complete, `INTERNAL` if there are more than four length bytes.
pub(crate) fn remaining_length(packet: PacketRef) -> Result<(usize, usize)> {
    let mut bytes = packet.cursor();
    bytes.skip(1);
    let remaining = bytes.remaining_len().ok_or(Error::INTERNAL)?;
    if bytes.is_short() || remaining > bytes.len() {
        return Err(Error::PARTIAL_PACKET);
    }
    Ok((remaining, bytes.offset()))
}
