//! Packet identifiers.

use core::iter;

use mqtt_core::{
    packet::PacketType,
    session::{PacketIds, awaits, id_after},
};

use super::{Client, Error, Result};
use crate::{
    rtos::packet::PacketRef,
    sys::{self, UINT},
};

impl Client {
    /// An identifier that no stored packet has, for a packet that is about to be stored.
    ///
    /// # Errors
    /// `PACKET_POOL` if there is none left; `NOT_RUNNING`, `MUTEX`.
    pub(crate) fn new_id(self) -> Result<UINT> {
        let _guard = self.lock()?;
        let next = (self.next_id() as u16).max(1);
        let mut ids = PacketIds { last: next.wrapping_sub(1), free: self.known_free(next) };
        let id = ids.next(|| self.ids_in_use()).ok_or(Error::PACKET_POOL)?.get();
        let next = id_after(id).get();
        self.set_next_id(next.into());
        self.note_free(next, ids.free);
        Ok(id.into())
    }

    fn ids_in_use(self) -> impl Iterator<Item = u16> {
        iter::successors(self.transmit_head(), |packet| packet.queue_next())
            .filter(|packet| is_ours(*packet))
            .map(PacketRef::noted_id)
    }

    /// How many identifiers from `next` on are known to be free. Middleware that takes identifiers by itself moves the
    /// next one, and then nothing is known.
    #[cfg(nxd_extension)]
    fn known_free(self, next: u16) -> u16 {
        if self.free_from() == next.into() { self.free_ids() as u16 } else { 0 }
    }

    /// The original layout has no room for that: the store is looked at each time.
    #[cfg(not(nxd_extension))]
    fn known_free(self, _next: u16) -> u16 {
        0
    }

    #[cfg(nxd_extension)]
    fn note_free(self, next: u16, count: u16) {
        self.set_free_from(next.into());
        self.set_free_ids(count.into());
    }

    #[cfg(not(nxd_extension))]
    fn note_free(self, _next: u16, _count: u16) {}

    /// Begins with the first identifier, unless packets of the last connection still have theirs.
    pub(crate) fn restart_ids(self) {
        const FIRST: u16 = sys::NXD_MQTT_INITIAL_PACKET_ID_VALUE as u16;
        if self.ids_in_use().next().is_some() {
            return;
        }
        self.set_next_id(if FIRST == 0 { 1 } else { FIRST.into() });
    }
}

/// A stored PUBREC has an identifier of the broker's; those are independent of ours (section 2.3.1).
fn is_ours(packet: PacketRef) -> bool {
    awaits(packet.first_byte()) != Some(PacketType::Pubrel)
}
