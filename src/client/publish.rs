//! Sending messages and requests: numbered with the mutex, built without it, kept with it, sent without it.

use mqtt_core::packet::{MAX_REMAINING_LEN, PacketType};

use super::{
    Client, Error, Result,
    block::*,
    build::{Added, Builder, NUMBER},
    settings::check_qos,
    status,
};
use crate::{
    ffi::Bytes,
    rtos::{Ticks, WAIT_FOREVER, packet::Packet},
    sys::UINT,
};

/// First bytes.
pub(crate) const SUBSCRIBE: UINT = PacketType::Subscribe.first_byte() as UINT;
pub(crate) const UNSUBSCRIBE: UINT = PacketType::Unsubscribe.first_byte() as UINT;
/// Where the QoS is beside a first byte.
pub(crate) const QOS_SHIFT: u32 = 8;

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
        let first = PacketType::Publish.first_byte() | (qos as u8) << 1 | u8::from(retain);
        // 2 for the levels 1 and 2.
        let id_len = (qos as usize).wrapping_add(1) & NUMBER;
        let len = (NUMBER + id_len).wrapping_add(topic.len()).wrapping_add(payload.len());
        // A sum that has wrapped has a payload that is too long by itself.
        if len | payload.len() > MAX_REMAINING_LEN {
            return Err(Error::INVALID_PARAMETER);
        }
        let mut id = 0_u16;
        if qos != 0 {
            self.new_id(&mut id)?;
        }
        let packet = self.allocate(wait).ok_or(Error::PACKET_POOL)?.into_ref();
        let builder = Builder { packet, client: self, wait };
        let add = || {
            builder.head(first, len, topic.len() as u16)?;
            builder.bytes(topic)?;
            if qos != 0 {
                // SAFETY: the two bytes of the variable.
                builder.bytes(unsafe { Bytes::unchecked(&raw const id, NUMBER as UINT) })?;
            }
            builder.bytes(payload)
        };
        builder.send(u16::from_be(id).into(), add(), Some(Error::INTERNAL))
    }

    /// Asks for messages. The result is a code.
    ///
    /// # Errors
    /// Those of `nxd_mqtt_client_subscribe`.
    pub(crate) fn subscribe(self, filter: Bytes, qos: UINT) -> UINT {
        match check_qos(qos) {
            Ok(()) => self.request(filter, SUBSCRIBE | qos << QOS_SHIFT) as UINT,
            refused => status(refused),
        }
    }

    /// Sends a SUBSCRIBE, or else an UNSUBSCRIBE, for one topic filter. `kind` is its first byte and the QoS. The
    /// result is a code, and in the upper half the identifier, if there is one: both fit in registers.
    ///
    /// # Errors
    /// `NOT_CONNECTED`, `PACKET_POOL`, `COMMUNICATION`, `MUTEX`, `INVALID_PARAMETER` for a filter that is too long.
    #[inline(never)]
    pub(crate) fn request(self, filter: Bytes, kind: UINT) -> u64 {
        let mut id = 0;
        let result = self.try_request(filter, kind, &mut id);
        u64::from(u16::from_be(id)) << 32 | u64::from(status(result))
    }

    #[inline(always)]
    fn try_request(self, filter: Bytes, kind: UINT, id: &mut u16) -> Result<()> {
        check_topic(filter)?;
        self.check_connected()?;
        self.new_id(id)?;
        let id = u16::from_be(*id);
        let packet = self.allocate(WAIT_FOREVER).ok_or(Error::PACKET_POOL)?.into_ref();
        // The bit that tells one from the other: a SUBSCRIBE has the QoS.
        let qos_len = (((kind ^ UNSUBSCRIBE) / (SUBSCRIBE ^ UNSUBSCRIBE)) & 1) as usize;
        let len = (NUMBER + NUMBER + qos_len).wrapping_add(filter.len());
        let builder = Builder { packet, client: self, wait: WAIT_FOREVER };
        let add = || {
            builder.head(kind as u8, len, id)?;
            builder.string(filter)?;
            builder.bytes(Bytes::from(&[(kind >> QOS_SHIFT) as u8]).first(qos_len))
        };
        builder.send(id.into(), add(), Some(Error::PACKET_POOL))
    }

    /// Keeps a copy of a packet until it is acknowledged.
    fn keep(self, packet: &Builder, id: u16) -> Result<()> {
        self.check_room()?;
        let copy = packet.copy_to(self.allocate_plain(packet.wait), packet.packet.len());
        let copy = copy.ok_or(Error::PACKET_POOL)?;
        // As it will be sent again, and as the original keeps it.
        copy.set_flags(PacketType::Publish as u8, DUP);
        let _guard = self.lock_connected()?;
        self.check_room()?;
        self.store(copy, id);
        Ok(())
    }

    fn check_connected(self) -> Result<()> {
        if self.state() == CONNECTED { Ok(()) } else { Err(Error::NOT_CONNECTED) }
    }
}

impl Builder {
    /// Sends the packet, if everything could be added; with an `id` other than 0, a copy stays until it is
    /// acknowledged. On failure the packet is released, or stays the caller's if `starved` is `None`.
    ///
    /// # Errors
    /// `starved` if something could not be added; `PACKET_POOL`, `COMMUNICATION`, `NOT_RUNNING`, `MUTEX`.
    #[inline(never)]
    pub(crate) fn send(&self, id: UINT, added: Added, starved: Option<Error>) -> Result<()> {
        let result = match (added, starved) {
            (Err(_), Some(starved)) => Err(starved),
            _ => self.keep_and_send(id),
        };
        if result.is_err() && starved.is_some() {
            // SAFETY: a packet that the caller gives away, and that nobody has taken.
            drop(unsafe { Packet::from_ref(self.packet) });
        }
        result
    }

    #[inline(always)]
    fn keep_and_send(&self, id: UINT) -> Result<()> {
        if id != 0 {
            self.client.keep(self, id as u16)?;
        }
        self.client.postpone_ping();
        match self.client.send_ref(self.packet, self.wait) {
            0 => Ok(()),
            _ => Err(Error::COMMUNICATION),
        }
    }
}

/// Whether a topic has characters (MQTT-4.7.3-1), and no more than can be told in front of it.
///
/// # Errors
/// `INVALID_PARAMETER`.
fn check_topic(topic: Bytes) -> Result<()> {
    if topic.as_ptr().is_null() || !(1..=usize::from(u16::MAX)).contains(&topic.len()) {
        return Err(Error::INVALID_PARAMETER);
    }
    Ok(())
}
