//! SUBSCRIBE and UNSUBSCRIBE.

use core::iter;

use mqtt_core::packet::{PacketType, Qos, Subscribe, Subscription, Unsubscribe, Version};

use super::{Client, Error, Result, block::*, publish::NO_ID, settings::check_qos};
use crate::{
    rtos::{WAIT_FOREVER, packet::PacketOutput},
    sys::UINT,
};

/// Length of a topic filter's length, and of the QoS behind it.
const LENGTH_FIELD: usize = 2;
const QOS_FIELD: usize = 1;

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
        let packet = self.allocate(WAIT_FOREVER)?;
        // SAFETY: the client's pool.
        let mut output = unsafe { PacketOutput::new(*packet, self.pool(), WAIT_FOREVER) };
        let mut behind = LENGTH_FIELD.wrapping_add(filter.len());
        if kind == PacketType::Subscribe {
            let qos = Qos::from_level(qos as u8 & 3)?;
            let filters = iter::once(Subscription { filter, qos });
            Subscribe { packet_id: NO_ID, filters }.encode(Version::V3_1_1, &mut output)?;
            behind = behind.wrapping_add(QOS_FIELD);
        } else {
            let filters = iter::once(filter);
            Unsubscribe { packet_id: NO_ID, filters }.encode(Version::V3_1_1, &mut output)?;
        }
        let given = self.number_and_store(&packet, behind, 0, WAIT_FOREVER)?;
        if let Some(id) = id {
            *id = given;
        }
        self.send(packet, WAIT_FOREVER).map_err(|_| Error::COMMUNICATION)
    }
}
