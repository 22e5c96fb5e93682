//! What the broker sends: taken from the transport, put together, taken apart.

use mqtt_core::{
    packet::{AckType, Cursor, Frame, PacketType, Publish, Qos, Version, decode_empty},
    session,
};

use super::{Client, block::*, lock::Guard, worker};
use crate::{
    ffi,
    rtos::{
        NO_WAIT, WAIT_FOREVER,
        packet::{Packet, PacketRef},
    },
    sys,
};

/// Why taking apart stops.
pub(crate) enum Stop {
    /// There is no packet for an answer or a copy: try again when there may be one.
    Later,
    /// The broker broke the protocol.
    Violation,
}

impl From<mqtt_core::Error> for Stop {
    fn from(_: mqtt_core::Error) -> Self {
        Self::Violation
    }
}

pub(crate) type Frames = Frame<'static, PacketRef>;

impl Client {
    /// Takes in everything that has arrived. On the client's thread, with the mutex held.
    pub(crate) fn receive_all(self, guard: &mut Guard) {
        #[cfg(nx_secure_enable)]
        if self.tls_in_progress() != 0 {
            return self.go_on_with_tls();
        }
        let mut go_on = self.take_apart(guard);
        // A thread that waits for a CONNACK receives for itself. What cannot be handled now stays with TCP, so that
        // its window holds the broker back.
        while go_on && matches!(self.state(), CONNECTED | CONNECTING) && self.changer().is_null() {
            // A new connection has another port. What came of the old one means nothing on it.
            let port = self.socket().port();
            let received = guard.unlocked(|| self.receive(NO_WAIT));
            if port != self.socket().port() || !self.changer().is_null() {
                return;
            }
            match received {
                Ok(packet) => go_on = self.take_in(guard, packet),
                Err(sys::NX_NO_PACKET | sys::NX_CONTINUE) => return,
                Err(_) => return self.raise(worker::BROKEN),
            }
        }
    }

    /// Adds a packet to what is being received. False if that has to wait.
    fn take_in(self, guard: &mut Guard, packet: Packet) -> bool {
        if !matches!(self.state(), CONNECTED | CONNECTING) {
            return true;
        }
        let whole = match self.take_processing() {
            Some(begun) => {
                begun.chain(packet);
                begun
            }
            None => packet,
        };
        let whole = whole.into_ref();
        if ffi::packet_notify(self.as_ptr(), whole.as_ptr()) {
            return true;
        }
        self.set_processing(Some(whole));
        self.take_apart(guard)
    }

    /// Takes the packets of the protocol out of what is being received, one after the other. False if one has to wait.
    fn take_apart(self, guard: &mut Guard) -> bool {
        while let Some(packet) = self.processing() {
            // A thread that makes a connection may be sending what is kept again, and does not expect it to go.
            if !self.changer().is_null() {
                return false;
            }
            if self.state() == IDLE {
                drop(self.take_processing());
                break;
            }
            tolerate_pubrel(packet);
            let result = match Frame::next(&mut packet.cursor()) {
                Ok(Some(frame)) => self.dispatch(guard, packet, frame),
                Ok(None) if self.can_hold(packet.cursor()) => break,
                _ => Err(Stop::Violation),
            };
            match result {
                Ok(()) => {}
                Err(Stop::Later) if self.take_ack_ahead(packet) => {}
                Err(Stop::Later) => return false,
                Err(Stop::Violation) => self.end_connection(guard),
            }
        }
        true
    }

    fn dispatch(self, guard: &mut Guard, packet: PacketRef, frame: Frames) -> Result<(), Stop> {
        let kind = frame.header.packet_type();
        if self.state() == CONNECTING {
            let outcome = self.judge(&packet);
            self.consume(frame.header.packet_len());
            // That something could not be sent again is not the connection's end.
            let _ = self.settle(outcome, NO_WAIT);
            return Ok(());
        }
        match kind {
            PacketType::Publish => self.take_publish(guard, packet, frame),
            PacketType::Pingresp => {
                decode_empty(frame.body)?;
                self.consume(frame.header.packet_len());
                self.ping_answered();
                Ok(())
            }
            PacketType::Puback
            | PacketType::Pubrec
            | PacketType::Pubrel
            | PacketType::Pubcomp
            | PacketType::Suback
            | PacketType::Unsuback => self.take_ack(guard, kind, frame),
            _ => Err(Stop::Violation),
        }
    }

    /// Whatever may fail for want of a packet comes before anything that shows.
    fn take_publish(self, guard: &mut Guard, packet: PacketRef, frame: Frames) -> Result<(), Stop> {
        let publish = Publish::decode(Version::V3_1_1, frame)?;
        publish.check()?;
        let id = publish.packet_id.map_or(0, |id| id.get());
        let known = publish.qos == Qos::ExactlyOnce && self.find_stored(id, PacketType::Pubrel).is_some();
        let receipt = session::receive(publish.qos, known);
        let reply = receipt.reply.map(|kind| self.answer(kind, id)).transpose()?;
        let record = match &reply {
            Some(reply) if receipt.store => Some(self.copy(**reply, reply.len())?),
            _ => None,
        };
        let len = frame.header.packet_len();
        if receipt.deliver {
            let message = if len == packet.len() {
                self.take_processing().ok_or(Stop::Later)?
            } else {
                let copy = self.copy(packet, len)?;
                self.consume(len);
                copy
            };
            self.push_message(message);
        } else {
            self.consume(len);
        }
        if let Some(record) = record {
            self.store(record, id);
        }
        if receipt.deliver {
            ffi::receive_notify(self.as_ptr(), self.unread());
        }
        if let Some(reply) = reply {
            self.reply(guard, reply);
        }
        Ok(())
    }

    /// An acknowledgement to send.
    pub(crate) fn answer(self, kind: AckType, id: u16) -> Result<Packet, Stop> {
        const REMAINING: u8 = 2;
        let packet = self.allocate(NO_WAIT).map_err(|_| Stop::Later)?;
        let [high, low] = id.to_be_bytes();
        self.fill(&packet, &[kind.first_byte(), REMAINING, high, low]).map_err(|()| Stop::Later)?;
        Ok(packet)
    }

    /// Sends an acknowledgement. If that fails, the connection is broken, and the broker will ask again on the next.
    pub(crate) fn reply(self, guard: &mut Guard, packet: Packet) {
        if self.state() == CONNECTED && guard.unlocked(|| self.send(packet, WAIT_FOREVER)).is_ok() {
            self.postpone_ping();
        }
    }

    /// Writes a short packet.
    pub(crate) fn fill(self, packet: &Packet, bytes: &[u8]) -> Result<(), ()> {
        // SAFETY: the client's pool.
        unsafe { packet.append(bytes, self.pool(), NO_WAIT) }.map_err(|_| ())
    }

    /// Takes `count` bytes off the front of what is being received.
    pub(crate) fn consume(self, count: usize) {
        let rest = self.take_processing().and_then(|packet| packet.trim(count));
        self.set_processing(rest.map(Packet::into_ref));
    }

    fn copy(self, source: PacketRef, count: usize) -> Result<Packet, Stop> {
        let copy = self.allocate_plain(NO_WAIT).map_err(|_| Stop::Later)?;
        self.append_from(&copy, source, count, NO_WAIT).map_err(|_| Stop::Later)?;
        Ok(copy)
    }

    /// Whether the pool is large enough for a packet that has begun. One that is not would never be complete.
    fn can_hold(self, begun: Cursor<'_, PacketRef>) -> bool {
        // SAFETY: the client's pool.
        let capacity = unsafe {
            let pool = &*self.pool();
            (pool.nx_packet_pool_total as usize).saturating_mul(pool.nx_packet_pool_payload_size as usize)
        };
        !matches!(Frame::scan(begun), Ok(Some(header)) if header.packet_len() > capacity)
    }
}

/// Some brokers leave the flag bit of PUBREL out (MQTT-3.6.1-1 asks for it), and the original accepts that.
fn tolerate_pubrel(packet: PacketRef) {
    const WITHOUT_FLAG: u8 = (AckType::Pubrel as u8) << 4;
    if packet.first_byte() == WITHOUT_FLAG {
        packet.set_first_byte(AckType::Pubrel.first_byte());
    }
}
