//! Packet identifiers. A stored PUBREC has one of the broker's, which could be ours, too (section 2.3.1); it is avoided
//! all the same.

#[cfg(nxd_extension)]
use core::iter;

#[cfg(nxd_extension)]
use mqtt_core::session::PacketIds;
use mqtt_core::session::id_after;

use super::{Client, Error, Result};
use crate::sys;

impl Client {
    /// An identifier that no stored packet has, in the order of bytes in which it is sent, for a packet that is about to be
    /// stored.
    ///
    /// # Errors
    /// `PACKET_POOL` if there is none left; `MUTEX`.
    #[cfg(nxd_extension)]
    pub(crate) fn new_id(self, given: &mut u16) -> Result<()> {
        let _guard = self.lock_connected()?;
        let next = (self.next_id() as u16).max(1);
        // Middleware that takes identifiers by itself moves the next one, and then nothing is known to be free.
        let free = if self.free_from() == next.into() { self.free_ids() as u16 } else { 0 };
        let mut ids = PacketIds { last: next.wrapping_sub(1), free };
        let id = ids.next(|| self.ids_in_use()).ok_or(Error::PACKET_POOL)?.get();
        let next = id_after(id).get().into();
        self.set_next_id(next);
        self.set_free_from(next);
        self.set_free_ids(ids.free.into());
        *given = id.to_be();
        Ok(())
    }

    /// An identifier that no stored packet has, in the order of bytes in which it is sent, for a packet that is about to be
    /// stored. The original layout has no
    /// room to note how many are free: the store is looked at each time.
    ///
    /// # Errors
    /// `PACKET_POOL` if there is none left; `MUTEX`.
    #[cfg(not(nxd_extension))]
    pub(crate) fn new_id(self, given: &mut u16) -> Result<()> {
        let _guard = self.lock_connected()?;
        let first = (self.next_id() as u16).max(1);
        let mut id = first;
        loop {
            let next = id_after(id).get();
            self.set_next_id(next.into());
            if !self.is_in_use(id) {
                *given = id.to_be();
                return Ok(());
            }
            id = next;
            if id == first {
                return Err(Error::PACKET_POOL);
            }
        }
    }

    #[cfg(not(nxd_extension))]
    fn is_in_use(self, id: u16) -> bool {
        let mut next = self.transmit_head();
        while let Some(packet) = next {
            if packet.noted_id() == id {
                return true;
            }
            next = packet.queue_next();
        }
        false
    }

    #[cfg(nxd_extension)]
    fn ids_in_use(self) -> impl Iterator<Item = u16> {
        iter::successors(self.transmit_head(), |packet| packet.queue_next()).map(|packet| packet.noted_id())
    }

    /// Begins with the first identifier, unless packets of the last connection still have theirs.
    pub(crate) fn restart_ids(self) {
        const FIRST: u16 = sys::nxd_value_NXD_MQTT_INITIAL_PACKET_ID_VALUE as u16;
        if self.transmit_head().is_some() {
            return;
        }
        self.set_next_id(if FIRST == 0 { 1 } else { FIRST.into() });
    }
}
