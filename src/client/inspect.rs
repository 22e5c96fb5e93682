//! Looking into packets for other components.

use mqtt_core::packet::{Inbound, PacketType};

use super::{Error, Result, build::NUMBER};
use crate::rtos::packet::PacketRef;

/// Where the parts of a PUBLISH are.
pub(crate) struct Layout {
    pub(crate) topic_offset: usize,
    pub(crate) topic_len: usize,
    /// 0 if there is no complete PUBLISH.
    pub(crate) message_offset: usize,
    pub(crate) message_len: usize,
}

impl Layout {
    /// # Errors
    /// `INVALID_PACKET` if this is no complete PUBLISH.
    pub(crate) fn check(&self) -> Result<()> {
        if self.message_offset == 0 { Err(Error::INVALID_PACKET) } else { Ok(()) }
    }
}

/// Finds topic and message.
#[inline(never)]
pub(crate) fn layout(packet: PacketRef) -> Layout {
    let mut arrived = Inbound::open(packet, 0, packet.len());
    let mut found = Layout { topic_offset: 0, topic_len: 0, message_offset: 0, message_len: 0 };
    if arrived.result().is_ok()
        && arrived.first_byte() >> 4 == PacketType::Publish as u8
        && let Some(topic_len) = arrived.topic_len()
    {
        let in_front = topic_len.wrapping_add(arrived.around_topic());
        found.topic_offset = arrived.header_len().wrapping_add(NUMBER);
        found.topic_len = topic_len;
        found.message_offset = arrived.header_len().wrapping_add(in_front);
        found.message_len = arrived.remaining_len().wrapping_sub(in_front);
    }
    found
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
