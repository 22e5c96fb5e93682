//! What the broker sends: taken from the transport, put together, taken apart.

use mqtt_core::{
    Error,
    packet::{Inbound, PacketType},
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

const PUBLISH: u8 = PacketType::Publish as u8;
const PUBACK: u8 = PacketType::Puback as u8;
const PUBREC: u8 = PacketType::Pubrec as u8;
const PUBREL: u8 = PacketType::Pubrel as u8;
const PUBCOMP: u8 = PacketType::Pubcomp as u8;
const SUBACK: u8 = PacketType::Suback as u8;
const UNSUBACK: u8 = PacketType::Unsuback as u8;
const PINGRESP: u8 = PacketType::Pingresp as u8;

/// Why taking apart stops.
pub(crate) enum Stop {
    /// There is no packet for an answer or a copy: try again when there may be one.
    Later,
    /// The broker broke the protocol.
    Violation,
}

/// Packets are all that a client can lack while it takes something apart.
impl From<super::Error> for Stop {
    fn from(_: super::Error) -> Self {
        Self::Later
    }
}

type Arrived = Inbound<'static, PacketRef>;

impl Client {
    /// Takes in everything that has arrived. On the client's thread, with the mutex held.
    pub(crate) fn receive_all(self, guard: &mut Guard) {
        #[cfg(nx_secure_enable)]
        if self.tls_in_progress() != 0 {
            return self.go_on_with_tls();
        }
        // A thread that waits for a CONNACK receives for itself. What cannot be handled now stays with TCP, so that
        // its window holds the broker back.
        while (self.take_apart(guard) || self.looks_further()) && self.is_open() && self.changer().is_null() {
            // A new connection has another port, once it is bound, and until then a thread that makes it. What came of the
            // old one means nothing on it.
            let port = self.socket().port();
            let received = guard.unlocked(|| self.receive(NO_WAIT));
            match received {
                Err(failure) if matches!(failure.get(), sys::NX_NO_PACKET | sys::NX_CONTINUE) => return,
                _ if port != self.socket().port() || !self.changer().is_null() => return,
                Ok(packet) => self.take_in(packet),
                Err(_) => return self.raise(worker::BROKEN),
            }
        }
    }

    /// Whether to receive more behind a packet that has to wait: an acknowledgement that sets one free may be there.
    /// Not without end, which is TCP's to set.
    fn looks_further(self) -> bool {
        const ENOUGH: usize = sys::nxd_value_NXD_MQTT_CLIENT_SOCKET_WINDOW_SIZE as usize;
        self.transmit_head().is_some() && self.processing().is_some_and(|packet| packet.len() < ENOUGH)
    }

    /// Adds a packet to what is being received. If the connection has just ended, it will not be looked at.
    fn take_in(self, packet: Packet) {
        let whole = match self.take_processing() {
            Some(begun) => {
                begun.chain(packet);
                begun
            }
            None => packet,
        };
        let whole = whole.into_ref();
        if !ffi::packet_notify(self.as_ptr(), whole.as_ptr()) {
            self.set_processing(Some(whole));
        }
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
            let mut arrived = Inbound::open(packet, 0, packet.len());
            let result = if arrived.result().is_ok() {
                self.dispatch(guard, packet, &mut arrived)
            } else {
                match arrived.result() {
                    Err(Error::Truncated) if self.can_hold(arrived.packet_len()) => break,
                    Err(Error::HeaderFlags) if tolerate_pubrel(packet) => Ok(()),
                    _ => Err(Stop::Violation),
                }
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

    fn dispatch(self, guard: &mut Guard, packet: PacketRef, arrived: &mut Arrived) -> Result<(), Stop> {
        if self.state() == CONNECTING {
            // That something could not be sent again is not the connection's end.
            let _ = self.take_connack(None, NO_WAIT);
            return Ok(());
        }
        if arrived.first_byte() >> 4 == PUBLISH {
            self.take_publish(guard, packet, arrived)
        } else {
            self.take_other(guard, arrived)
        }
    }

    /// Whatever may fail for want of a packet comes before anything that shows.
    #[inline(never)]
    fn take_publish(self, guard: &mut Guard, packet: PacketRef, arrived: &mut Arrived) -> Result<(), Stop> {
        let first = arrived.first_byte();
        let qos = first >> 1 & 3;
        let topic_len = arrived.topic_len().ok_or(Stop::Violation)?;
        if !arrived.topic_name(topic_len) {
            return Err(Stop::Violation);
        }
        let id = if qos == 0 { 0 } else { arrived.u16() };
        // DUP belongs to a message with an identifier, which is not 0.
        if if qos == 0 { first & DUP != 0 } else { id == 0 } {
            return Err(Stop::Violation);
        }
        let known = qos == 2 && self.find_stored(id.into(), PUBREL.into()).is_some();
        let reply = if qos == 0 { None } else { Some(self.answer(PUBLISH + qos, id)?) };
        if !known {
            let record = match &reply {
                Some(reply) if qos == 2 => Some(self.copy(**reply, reply.len(), NO_WAIT)?),
                _ => None,
            };
            self.deliver(packet, arrived.packet_len())?;
            if let Some(record) = record {
                self.store(record, id);
            }
            ffi::receive_notify(self.as_ptr(), self.unread());
        } else {
            self.consume(arrived.packet_len());
        }
        if let Some(reply) = reply {
            self.reply(guard, reply);
        }
        Ok(())
    }

    /// Moves the message at the front of what is being received to those that are not read yet.
    fn deliver(self, packet: PacketRef, len: usize) -> Result<(), Stop> {
        let message = if len == packet.len() {
            self.set_processing(None);
            packet
        } else {
            let copy = self.copy(packet, len, NO_WAIT)?;
            self.consume(len);
            copy.into_ref()
        };
        self.push_message(message);
        Ok(())
    }

    /// Takes a PINGRESP, or an acknowledgement: of something sent, or PUBREL, of a PUBREC.
    #[inline(never)]
    fn take_other(self, guard: &mut Guard, arrived: &mut Arrived) -> Result<(), Stop> {
        let kind = arrived.first_byte() >> 4;
        if kind == PINGRESP && arrived.remaining_len() == 0 {
            self.consume(arrived.packet_len());
            self.ping_answered();
            return Ok(());
        }
        if !matches!(kind, PUBACK | PUBREC | PUBREL | PUBCOMP | SUBACK | UNSUBACK) {
            return Err(Stop::Violation);
        }
        let id = arrived.acknowledged_id().ok_or(Stop::Violation)?.get();
        // PUBREC is answered by PUBREL, PUBREL by PUBCOMP (MQTT-4.3.3-1, -2), whether the identifier is known or not:
        // the broker repeats itself because an answer was lost.
        let reply = match kind {
            #[cfg(nxd_extension)]
            PUBREC => Some(self.answer(PUBREL, id)?),
            PUBREL => Some(self.answer(PUBCOMP, id)?),
            _ => None,
        };
        self.consume(arrived.packet_len());
        #[cfg(nxd_extension)]
        if kind == PUBREC
            && let (Some(stored), Some(release)) = (self.find_stored(id.into(), kind.into()), &reply)
        {
            // In its place: answers come in the order of the messages (MQTT-4.6.0-2), so places do, too.
            stored.packet.become_copy_of(**release);
        }
        if let Some(reply) = reply {
            self.reply(guard, reply);
        }
        if kind != PUBREC {
            self.finish_stored(id.into(), kind.into());
        }
        Ok(())
    }

    /// The exchange with this identifier is over. The stored packet is out of the store before anyone hears of it.
    fn finish_stored(self, id: u32, kind: u32) -> bool {
        let Some(stored) = self.find_stored(id, kind) else { return false };
        let done = self.unstore(&stored);
        ffi::ack_notify(self.as_ptr(), kind as u8, id as u16, done.as_ptr());
        true
    }

    /// Takes the next acknowledgement that ends an exchange from behind a packet that has to wait: what is kept for it
    /// may be all that the pool lacks. When its turn comes, nothing is kept for it any more. False if there is none.
    #[inline(never)]
    fn take_ack_ahead(self, waiting: PacketRef) -> bool {
        let mut offset = 0;
        loop {
            let mut arrived = Inbound::open(waiting, offset, waiting.len().wrapping_sub(offset));
            if arrived.result().is_err() {
                return false;
            }
            let kind = arrived.first_byte() >> 4;
            if matches!(kind, PUBACK | PUBCOMP)
                && let Some(id) = arrived.acknowledged_id()
                // May end the connection, and with it what is being received.
                && self.finish_stored(id.get().into(), kind.into())
            {
                return true;
            }
            offset = offset.wrapping_add(arrived.packet_len());
        }
    }

    /// A packet of this type with nothing but an identifier, to send.
    fn answer(self, kind: u8, id: u16) -> super::Result<Packet> {
        let first = if kind == PUBREL { PacketType::Pubrel.first_byte() } else { kind << 4 };
        self.build_short(first, id, NO_WAIT)
    }

    /// Sends an acknowledgement. If that fails, the connection is broken, and the broker will ask again on the next.
    fn reply(self, guard: &mut Guard, packet: Packet) {
        if self.state() == CONNECTED && guard.unlocked(|| self.send(packet, WAIT_FOREVER)).is_ok() {
            self.postpone_ping();
        }
    }

    /// Takes `count` bytes off the front of what is being received.
    pub(crate) fn consume(self, count: usize) {
        if let Some(packet) = self.take_processing() {
            self.set_processing(packet.trim(count).map(Packet::into_ref));
        }
    }

    /// Whether the pool is large enough for a packet that has begun. One that is not would never be complete.
    fn can_hold(self, len: usize) -> bool {
        // SAFETY: the client's pool.
        let pool = unsafe { &*self.pool() };
        len <= (pool.nx_packet_pool_total as usize).saturating_mul(pool.nx_packet_pool_payload_size as usize)
    }

    /// Whether there is a connection, or there will be.
    fn is_open(self) -> bool {
        matches!(self.state(), CONNECTED | CONNECTING)
    }
}

/// Some brokers leave the flag bit of PUBREL out (MQTT-3.6.1-1 asks for it), and the original accepts that: puts it
/// in. False if the packet is something else.
fn tolerate_pubrel(packet: PacketRef) -> bool {
    let mine = packet.first_byte() == PUBREL << 4;
    if mine {
        packet.set_first_byte(PacketType::Pubrel.first_byte());
    }
    mine
}
