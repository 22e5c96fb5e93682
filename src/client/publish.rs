//! Sending messages and requests: built without the mutex, numbered and stored with it, sent without it.

use mqtt_core::packet::{PacketId, Publish, Qos, Version};

use super::{Client, Error, Result, block::*, settings::check_qos};
use crate::{
    rtos::{
        Ticks,
        packet::{Packet, PacketOutput, PacketRef},
    },
    sys::UINT,
};

/// Stands in a packet until its identifier is known.
pub(crate) const NO_ID: PacketId = PacketId::MIN;

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
        let packet_id = (qos != Qos::AtMostOnce).then_some(NO_ID);
        let message = Publish { dup: false, qos, retain, packet_id, topic, payload };
        let packet = self.allocate(wait)?;
        // SAFETY: the client's pool.
        let mut output = unsafe { PacketOutput::new(*packet, self.pool(), wait) };
        message.encode(Version::V3_1_1, &mut output).map_err(|error| match error {
            mqtt_core::Error::OutputFull => Error::INTERNAL,
            error => error.into(),
        })?;
        if packet_id.is_none() {
            let _guard = self.lock()?;
            self.check_connected()?;
            self.postpone_ping();
        } else {
            self.number_and_store(&packet, payload.len(), Publish::DUP_FLAG, wait)?;
        }
        self.send(packet, wait).map_err(|_| Error::COMMUNICATION)
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
