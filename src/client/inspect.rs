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
    let header = arrived.header();
    if arrived.result().is_ok()
        && header.first_byte() >> 4 == PacketType::Publish as u8
        && let Some(topic_len) = arrived.topic_len()
    {
        let in_front = topic_len.wrapping_add(arrived.around_topic());
        return Ok(Layout {
            topic_offset: header.header_len().wrapping_add(NUMBER),
            topic_len,
            message_offset: header.header_len().wrapping_add(in_front),
            message_len: header.remaining_len().wrapping_sub(in_front),
        });
    }
    Err(Error::INVALID_PACKET)
}

/// The remaining length of the packet, whatever its type, and the length of its fixed header.
///
/// # Errors
/// `PARTIAL_PACKET` if the packet is not complete, `INTERNAL` if there are more than four length bytes.
pub(crate) fn remaining_length(packet: PacketRef) -> Result<(usize, usize)> {
    let header = Inbound::open(packet, 0, packet.len()).header();
    if header.is_too_long() {
        return Err(Error::INTERNAL);
    }
    if header.packet_len() > packet.len() {
        return Err(Error::PARTIAL_PACKET);
    }
    Ok((header.remaining_len(), header.header_len()))
}
