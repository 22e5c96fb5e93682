//! SUBSCRIBE and UNSUBSCRIBE.

use mqtt_core::packet::PacketType;

use super::{Client, Error, Result, block::*, publish::NO_ID, settings::check_qos};
use crate::{rtos::WAIT_FOREVER, sys::UINT};

/// In front of a topic filter.
const LENGTH_FIELD: usize = 2;

impl Client {
    /// Asks for messages.
    ///
    /// # Errors
    /// Those of `nxd_mqtt_client_subscribe`.
    pub(crate) fn subscribe(self, filter: &[u8], qos: UINT) -> Result<()> {
        check_qos(qos)?;
        self.request(PacketType::Subscribe, filter, qos, None)
    }

    /// Asks for no more messages.
    ///
    /// # Errors
    /// Those of `nxd_mqtt_client_unsubscribe`.
    pub(crate) fn unsubscribe(self, filter: &[u8]) -> Result<()> {
        self.request(PacketType::Unsubscribe, filter, 0, None)
    }

    /// Sends a SUBSCRIBE, or else an UNSUBSCRIBE, for one topic filter; its identifier goes to `id`.
    ///
    /// # Errors
    /// `NOT_CONNECTED`, `PACKET_POOL`, `COMMUNICATION`, `MUTEX`, `INVALID_PARAMETER` for a filter that is too long.
    pub(crate) fn request(
        self,
        kind: PacketType,
        filter: &[u8],
        qos: UINT,
        id: Option<&mut u16>,
    ) -> Result<()> {
        if self.state() != CONNECTED {
            return Err(Error::NOT_CONNECTED);
        }
        let qos = [qos as u8 & 3];
        let qos: &[u8] = if kind == PacketType::Subscribe { &qos } else { &[] };
        let packet = self.build(kind.first_byte(), &NO_ID, filter, qos, &[], WAIT_FOREVER).map_err(
            |error| match error {
                Error::BUILDING => Error::PACKET_POOL,
                error => error,
            },
        )?;
        let behind = LENGTH_FIELD.wrapping_add(filter.len()).wrapping_add(qos.len());
        let given = self.number_and_store(&packet, behind, 0, WAIT_FOREVER)?;
        if let Some(id) = id {
            *id = given;
        }
        self.send(packet, WAIT_FOREVER).map_err(|_| Error::COMMUNICATION)
    }
}
