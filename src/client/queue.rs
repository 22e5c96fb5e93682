//! The two queues of the control block: packets not acknowledged yet, and messages not read yet. With the mutex held.

use mqtt_core::{packet::PacketType, session};

use super::{Client, Error, Result};
use crate::rtos::packet::{Packet, PacketRef};

const SUBSCRIBE: u8 = PacketType::Subscribe as u8;
const UNSUBSCRIBE: u8 = PacketType::Unsubscribe as u8;

/// A stored packet and the one in front of it.
pub(crate) struct Stored {
    pub(crate) previous: Option<PacketRef>,
    pub(crate) packet: PacketRef,
}

impl Client {
    /// Whether one more packet may be stored.
    ///
    /// # Errors
    /// `PACKET_POOL` when `NXD_MQTT_MAXIMUM_TRANSMIT_QUEUE_DEPTH` is reached.
    pub(crate) fn check_room(self) -> Result<()> {
        #[cfg(nxd_mqtt_maximum_transmit_queue_depth)]
        if self.in_flight() >= crate::sys::nxd_value_transmit_queue_depth {
            return Err(Error::PACKET_POOL);
        }
        Ok::<(), Error>(())
    }

    /// Stores a packet until it is acknowledged.
    pub(crate) fn store(self, packet: Packet, id: u16) {
        let packet = packet.into_ref();
        packet.note_id(id);
        packet.set_queue_next(None);
        match self.transmit_head().and(self.transmit_tail()) {
            Some(tail) => tail.set_queue_next(Some(packet)),
            None => self.set_transmit_head(Some(packet)),
        }
        self.set_transmit_tail(Some(packet));
        #[cfg(nxd_mqtt_maximum_transmit_queue_depth)]
        self.set_in_flight(self.in_flight().wrapping_add(1));
    }

    /// The stored packet with this identifier that a packet of type `received` acknowledges. The oldest is looked at
    /// first, so that acknowledgements in order cost the same however many packets are stored.
    pub(crate) fn find_stored(self, id: u32, received: u32) -> Option<Stored> {
        let mut previous = None;
        let mut next = self.transmit_head();
        while let Some(packet) = next {
            if u32::from(packet.noted_id()) == id
                && u32::from(session::awaited(packet.first_byte())) == received
            {
                return Some(Stored { previous, packet });
            }
            previous = next;
            next = packet.queue_next();
        }
        None
    }

    /// Takes a packet out of the store.
    #[inline(never)]
    pub(crate) fn unstore(self, stored: &Stored) -> Packet {
        let next = stored.packet.queue_next();
        match stored.previous {
            Some(previous) => previous.set_queue_next(next),
            None => self.set_transmit_head(next),
        }
        if next.is_none() {
            self.set_transmit_tail(stored.previous);
        }
        #[cfg(nxd_mqtt_maximum_transmit_queue_depth)]
        self.set_in_flight(self.in_flight().wrapping_sub(1));
        // SAFETY: it was the store's and is now the caller's.
        unsafe { Packet::from_ref(stored.packet) }
    }

    /// Drops the stored packets: all, or those that are not part of a session, which are requests.
    #[inline(never)]
    pub(crate) fn sweep_stored(self, all: bool) {
        let mut previous = None;
        let mut next = self.transmit_head();
        while let Some(packet) = next {
            next = packet.queue_next();
            if all || matches!(packet.first_byte() >> 4, SUBSCRIBE | UNSUBSCRIBE) {
                drop(self.unstore(&Stored { previous, packet }));
            } else {
                previous = Some(packet);
            }
        }
    }

    /// Drops what is received and not read yet.
    #[inline(never)]
    pub(crate) fn drop_received(self) {
        while self.drop_message() {}
        drop(self.take_processing());
    }

    /// Adds a message for the application to read.
    pub(crate) fn push_message(self, message: PacketRef) {
        message.set_queue_next(None);
        match self.receive_tail().filter(|_| self.receive_head().is_some()) {
            Some(tail) => tail.set_queue_next(Some(message)),
            None => self.set_receive_head(Some(message)),
        }
        self.set_receive_tail(Some(message));
        self.set_unread(self.unread().wrapping_add(1));
    }

    /// Drops the oldest message. False if there is none.
    #[inline(never)]
    pub(crate) fn drop_message(self) -> bool {
        let Some(message) = self.receive_head() else { return false };
        let next = message.queue_next();
        self.set_receive_head(next);
        if next.is_none() {
            self.set_receive_tail(None);
        }
        self.set_unread(self.unread().saturating_sub(1));
        // SAFETY: it was the queue's and is now nobody's.
        drop(unsafe { Packet::from_ref(message) });
        true
    }
}
