//! Sending messages and requests: numbered with the mutex, built without it, kept with it, sent without it.

use mqtt_core::packet::{PacketType, Publish};

use super::{Client, Error, Result, block::*, build::Part, settings::check_qos};
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
        self.check_connected()?;
        let id = if qos == 0 { 0 } else { self.new_id()? };
        let id_bytes = (id as u16).to_be_bytes();
        let id_part = if qos == 0 { Part::NONE } else { Part::raw(&id_bytes) };
        let first = PacketType::Publish.first_byte() | (qos as u8) << 1 | u8::from(retain);
        let parts = [Part::prefixed(topic), id_part, Part::raw(payload)];
        let packet = self.build(first, &parts, Error::INTERNAL, wait)?;
        self.publish_built(*packet, id as u16, qos, wait)?;
        packet.into_ref();
        Ok(())
    }

    /// Sends a PUBLISH that is built and numbered. The packet stays the caller's on failure.
    ///
    /// # Errors
    /// `PACKET_POOL`, `COMMUNICATION`, `NOT_RUNNING`, `MUTEX`.
    pub(crate) fn publish_built(self, packet: PacketRef, id: u16, qos: UINT, wait: Ticks) -> Result<()> {
        self.keep_and_send(packet, id, if qos == 0 { None } else { Some(Publish::DUP_FLAG) }, wait)
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
        self.check_connected()?;
        let given = self.new_id()? as u16;
        if let Some(id) = id {
            *id = given;
        }
        let (id_bytes, qos) = (given.to_be_bytes(), [qos as u8 & 3]);
        let qos = if kind == PacketType::Subscribe { Part::raw(&qos) } else { Part::NONE };
        let parts = [Part::raw(&id_bytes), Part::prefixed(filter), qos];
        let packet = self.build(kind.first_byte(), &parts, Error::PACKET_POOL, WAIT_FOREVER)?;
        self.keep_and_send(*packet, given, Some(0), WAIT_FOREVER)?;
        packet.into_ref();
        Ok(())
    }

    /// Sends a packet. With `keep`, a copy stays until it is acknowledged, with these bits set in its first byte.
    /// The packet stays the caller's on failure.
    ///
    /// # Errors
    /// `PACKET_POOL`, `COMMUNICATION`, `NOT_RUNNING`, `MUTEX`.
    fn keep_and_send(self, packet: PacketRef, id: u16, keep: Option<u8>, wait: Ticks) -> Result<()> {
        let copy = match keep {
            None => None,
            Some(flag) => {
                self.check_room()?;
                let copy = self.copy(packet, packet.len(), wait)?;
                copy.set_first_byte(copy.first_byte() | flag);
                Some(copy)
            }
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
