//! Packet identifiers.

use mqtt_core::{
    packet::PacketType,
    session::{awaits, id_after},
};

use super::Client;
use crate::{rtos::packet::PacketRef, sys};

impl Client {
    /// An identifier that no stored packet has; `None` if there is none left. With the mutex held, which is kept until
    /// the packet is stored.
    ///
    /// Identifiers are given out one after the other and packets are stored in that order. So the next one in use,
    /// seen from the one to give out, is that of the oldest stored packet: only that one is looked at.
    pub(crate) fn new_id(self) -> Option<u16> {
        let first = (self.next_id() as u16).max(1);
        let mut id = first;
        let mut oldest = self.transmit_head();
        while let Some(packet) = oldest {
            if is_ours(packet) {
                if packet.noted_id() != id {
                    break;
                }
                id = id_after(id).get();
                if id == first {
                    return None;
                }
            }
            oldest = packet.queue_next();
        }
        self.set_next_id(id_after(id).get().into());
        Some(id)
    }

    /// Begins with the first identifier, unless packets of the last connection still have theirs.
    pub(crate) fn restart_ids(self) {
        const FIRST: u16 = sys::NXD_MQTT_INITIAL_PACKET_ID_VALUE as u16;
        let mut stored = self.transmit_head();
        while let Some(packet) = stored {
            if is_ours(packet) {
                return;
            }
            stored = packet.queue_next();
        }
        self.set_next_id(if FIRST == 0 { 1 } else { FIRST.into() });
    }
}

/// A stored PUBREC has an identifier of the broker's; those are independent of ours (section 2.3.1).
fn is_ours(packet: PacketRef) -> bool {
    awaits(packet.first_byte()) != Some(PacketType::Pubrel)
}
