//! Looking into packets for other components.

use mqtt_core::packet::{Inbound, PacketType};

use super::{Error, Result, build::NUMBER};
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
    let mut arrived = Inbound::open(packet, 0, packet.len());
    if arrived.result().is_ok()
        && arrived.first_byte() >> 4 == PacketType::Publish as u8
        && let Some(topic_len) = arrived.topic_len()
    {
        let in_front = topic_len.wrapping_add(arrived.around_topic());
        return Ok(Layout {
            topic_offset: arrived.header_len().wrapping_add(NUMBER),
            topic_len,
            message_offset: arrived.header_len().wrapping_add(in_front),
            message_len: arrived.remaining_len().wrapping_sub(in_front),
        });
    }
    Err(Error::INVALID_PACKET)
}

const MAX_HEADER_LEN: usize = 5;

/// The remaining length of the packet, whatever its type, and the length of its fixed header.
///
/// # Errors
/// `PARTIAL_PACKET` if the packet is not complete, `INTERNAL` if there are more than four length bytes.
pub(crate) fn remaining_length(packet: PacketRef) -> Result<(usize, usize)> {
    let arrived = Inbound::open(packet, 0, packet.len());
    if arrived.header_len() > MAX_HEADER_LEN {
        return Err(Error::INTERNAL);
    }
    if arrived.packet_len() > packet.len() {
        return Err(Error::PARTIAL_PACKET);
    }
    Ok((arrived.remaining_len(), arrived.header_len()))
}
