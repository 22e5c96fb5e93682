//! Sending messages and requests: numbered with the mutex, built without it, kept with it, sent without it.

use mqtt_core::packet::PacketType;

use super::{
    Client, Error, Result,
    block::*,
    build::{Builder, NUMBER},
    settings::check_qos,
};
use crate::{
    ffi::Bytes,
    rtos::{Ticks, WAIT_FOREVER, packet::PacketRef},
    sys::UINT,
};

impl Client {
    /// Publishes a message.
    ///
    /// # Errors
    /// Those of `nxd_mqtt_client_publish`.
    pub(crate) fn publish(
        self,
        topic: Bytes,
        payload: Bytes,
        retain: bool,
        qos: UINT,
        wait: Ticks,
    ) -> Result<()> {
        check_qos(qos)?;
        check_topic(topic)?;
        self.check_connected()?;
        let id = if qos == 0 { 0 } else { self.new_id()? };
        let first = PacketType::Publish.first_byte() | (qos as u8) << 1 | u8::from(retain);
        let id_len = if qos == 0 { 0 } else { NUMBER };
        let len = (NUMBER + id_len).wrapping_add(topic.len()).saturating_add(payload.len());
        let mut packet = Builder::new(self, wait);
        packet.begin(first, len, topic.len() as u16);
        packet.bytes(topic);
        if qos != 0 {
            packet.number(id as u16);
        }
        packet.bytes(payload);
        packet.send(Error::INTERNAL, id as u16, qos != 0)
    }

    /// Asks for messages.
    ///
    /// # Errors
    /// Those of `nxd_mqtt_client_subscribe`.
    pub(crate) fn subscribe(self, filter: Bytes, qos: UINT) -> Result<()> {
        check_qos(qos)?;
        self.request(PacketType::Subscribe, filter, qos, None)
    }

    /// Asks for no more messages.
    ///
    /// # Errors
    /// Those of `nxd_mqtt_client_unsubscribe`.
    pub(crate) fn unsubscribe(self, filter: Bytes) -> Result<()> {
        self.request(PacketType::Unsubscribe, filter, 0, None)
    }

    /// Sends a SUBSCRIBE, or else an UNSUBSCRIBE, for one topic filter; its identifier goes to `id`.
    ///
    /// # Errors
    /// `NOT_CONNECTED`, `PACKET_POOL`, `COMMUNICATION`, `MUTEX`, `INVALID_PARAMETER` for a filter that is too long.
    pub(crate) fn request(
        self,
        kind: PacketType,
        filter: Bytes,
        qos: UINT,
        id: Option<&mut u16>,
    ) -> Result<()> {
        check_topic(filter)?;
        self.check_connected()?;
        let given = self.new_id()? as u16;
        if let Some(id) = id {
            *id = given;
        }
        let qos_len = usize::from(kind == PacketType::Subscribe);
        let len = (NUMBER + NUMBER + qos_len).wrapping_add(filter.len());
        let mut packet = Builder::new(self, WAIT_FOREVER);
        packet.begin(kind.first_byte(), len, given);
        packet.string(filter);
        packet.bytes(Bytes::from(&[qos as u8 & 3]).first(qos_len));
        packet.send(Error::PACKET_POOL, given, true)
    }

    /// Sends a packet; with `keep`, a copy stays until it is acknowledged. The packet stays the caller's on failure.
    ///
    /// # Errors
    /// `PACKET_POOL`, `COMMUNICATION`, `NOT_RUNNING`, `MUTEX`.
    pub(crate) fn keep_and_send(self, packet: PacketRef, id: u16, keep: bool, wait: Ticks) -> Result<()> {
        let copy = if keep {
            self.check_room()?;
            Some(self.copy(packet, packet.len(), wait)?)
        } else {
            None
        };
        {
            let _guard = self.lock()?;
            if let Some(copy) = copy {
                self.check_room()?;
                self.store(copy, id);
            }
            self.postpone_ping();
        }
        match self.send_ref(packet, wait) {
            0 => Ok(()),
            _ => Err(Error::COMMUNICATION),
        }
    }

    fn check_connected(self) -> Result<()> {
        if self.state() == CONNECTED { Ok(()) } else { Err(Error::NOT_CONNECTED) }
    }
}

/// Whether a topic has characters (MQTT-4.7.3-1), and no more than can be told in front of it.
///
/// # Errors
/// `INVALID_PARAMETER`.
fn check_topic(topic: Bytes) -> Result<()> {
    if (1..=usize::from(u16::MAX)).contains(&topic.len()) { Ok(()) } else { Err(Error::INVALID_PARAMETER) }
}
