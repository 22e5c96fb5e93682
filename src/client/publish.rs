//! Sending messages and requests: built without the mutex, numbered and stored with it, sent without it.

use mqtt_core::packet::{MAX_REMAINING_LEN, PacketType, Publish, Qos};

use super::{Client, Error, Result, block::*, settings::check_qos};
use crate::{
    rtos::{
        Ticks,
        packet::{Packet, PacketRef},
    },
    sys::UINT,
};

/// Stands in a packet until its identifier is known.
pub(crate) const NO_ID: [u8; 2] = [0; 2];

impl Client {
    /// Publishes a message.
    ///
    /// # Errors
    /// Those of `nxd_mqtt_client_publish`.
    pub(crate) fn publish(
        self,
        topic: &[u8],
        payload: &[u8],
        retain: bool,
        qos: UINT,
        wait: Ticks,
    ) -> Result<()> {
        check_qos(qos)?;
        self.check_connected()?;
        let qos = Qos::from_level(qos as u8).unwrap_or_default();
        let id: &[u8] = if qos == Qos::AtMostOnce { &[] } else { &NO_ID };
        let first = PacketType::Publish.first_byte() | (qos as u8) << 1 | u8::from(retain);
        let packet = self.build(first, &[], topic, id, payload, wait).map_err(|error| match error {
            Error::BUILDING => Error::INTERNAL,
            error => error,
        })?;
        if id.is_empty() {
            let _guard = self.lock()?;
            self.check_connected()?;
            self.postpone_ping();
        } else {
            self.number_and_store(&packet, payload.len(), Publish::DUP_FLAG, wait)?;
        }
        self.send(packet, wait).map_err(|_| Error::COMMUNICATION)
    }

    /// Puts a packet together: `before`, a topic with its length in front, `between`, `behind`. It is done by hand
    /// because it is what a client does most: nothing is copied twice.
    ///
    /// # Errors
    /// `INVALID_PARAMETER` if the topic or the packet is too long, `PACKET_POOL` without a first packet, `BUILDING`
    /// without a further one.
    pub(crate) fn build(
        self,
        first: u8,
        before: &[u8],
        topic: &[u8],
        between: &[u8],
        behind: &[u8],
        wait: Ticks,
    ) -> Result<Packet> {
        let length = [2, before.len(), topic.len(), between.len(), behind.len()]
            .iter()
            .fold(0_usize, |sum, part| sum.saturating_add(*part));
        if topic.len() > usize::from(u16::MAX) || length > MAX_REMAINING_LEN {
            return Err(Error::INVALID_PARAMETER);
        }
        let packet = self.allocate(wait)?;
        self.append_fixed_header(*packet, first, length as UINT, wait)
            .and_then(|()| self.append(*packet, before, wait))
            .and_then(|()| self.append_string(*packet, topic, wait))
            .and_then(|()| self.append(*packet, between, wait))
            .and_then(|()| self.append(*packet, behind, wait))
            .map_err(|_| Error::BUILDING)?;
        Ok(packet)
    }

    /// Gives a packet an identifier that is `behind` bytes and its own two before the end, and stores a copy, with
    /// `flag` set in its first byte, until it is acknowledged.
    ///
    /// # Errors
    /// `PACKET_POOL`, also when no identifier is left; `NOT_CONNECTED`, `NOT_RUNNING`, `MUTEX`.
    pub(crate) fn number_and_store(
        self,
        packet: &Packet,
        behind: usize,
        flag: u8,
        wait: Ticks,
    ) -> Result<u16> {
        let copy = self.copy_to_store(**packet, flag, wait)?;
        let at = packet.len().wrapping_sub(behind).wrapping_sub(2);
        let _guard = self.lock()?;
        self.check_connected()?;
        self.check_room()?;
        let id = self.new_id().ok_or(Error::PACKET_POOL)?;
        let [high, low] = id.to_be_bytes();
        for packet in [**packet, *copy] {
            packet.write_at(at, high);
            packet.write_at(at.wrapping_add(1), low);
        }
        self.store(copy, id);
        self.postpone_ping();
        Ok(id)
    }

    /// Sends a PUBLISH that somebody else has built and numbered. The packet stays the caller's on failure.
    ///
    /// # Errors
    /// `PACKET_POOL`, `COMMUNICATION`, `NOT_RUNNING`, `MUTEX`.
    pub(crate) fn publish_built(self, packet: PacketRef, id: u16, qos: UINT, wait: Ticks) -> Result<()> {
        let copy = if qos == 0 { None } else { Some(self.copy_to_store(packet, Publish::DUP_FLAG, wait)?) };
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

    fn copy_to_store(self, packet: PacketRef, flag: u8, wait: Ticks) -> Result<Packet> {
        self.check_room()?;
        let copy = self.allocate_plain(wait).map_err(|_| Error::PACKET_POOL)?;
        self.append_from(&copy, packet, packet.len(), wait).map_err(|_| Error::PACKET_POOL)?;
        copy.set_first_byte(copy.first_byte() | flag);
        Ok(copy)
    }

    fn check_connected(self) -> Result<()> {
        if self.state() == CONNECTED { Ok(()) } else { Err(Error::NOT_CONNECTED) }
    }
}
