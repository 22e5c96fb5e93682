//! The broker's answer to CONNECT, and what was left unacknowledged on the last connection.

use mqtt_core::{
    packet::{Connack, PacketType},
    session::{Resend, resend},
};

use super::{Client, Error, Result, block::*, failure::Phase, lock::Guard, queue::Stored, status};
use crate::{
    ffi,
    rtos::{
        Ticks,
        packet::{Packet, PacketRef},
    },
};

/// A connection the broker accepted.
#[derive(Clone, Copy)]
pub(crate) struct Accepted {
    session_present: bool,
}

impl Client {
    /// Whether a packet may be the beginning of a CONNACK that is still coming.
    pub(crate) fn is_part_of_connack(self, packet: &Packet) -> bool {
        let mut bytes = packet.cursor();
        let (kind, remaining) = (bytes.byte(), bytes.byte());
        packet.len() < Connack::ENCODED_LEN
            && kind >> 4 == PacketType::Connack as u8
            && (bytes.is_short() || remaining == 2)
    }

    /// What the packet that followed CONNECT says.
    ///
    /// # Errors
    /// `SERVER_MESSAGE` if it is no valid CONNACK; the broker's reason if it refuses.
    pub(crate) fn judge(self, packet: &PacketRef) -> Result<Accepted> {
        let mut bytes = packet.cursor();
        let (kind, remaining) = (bytes.byte(), bytes.byte());
        let (flags, code) = (bytes.byte(), bytes.byte());
        // The other flags are reserved; brokers that set them are put up with, as by the original.
        let session_present = flags & 1 != 0;
        if bytes.is_short()
            || kind != PacketType::Connack.first_byte()
            || remaining != 2
            || code > 5
            || (session_present && self.clean_session() != FALSE)
        {
            self.note_failure(Phase::Refused, 0);
            return Err(Error::SERVER_MESSAGE);
        }
        if code == 0 {
            return Ok(Accepted { session_present });
        }
        self.note_failure(Phase::Refused, code.into());
        Err(Error::refused(code))
    }

    /// Puts the broker's answer into effect, tells the application, and sends again what was not acknowledged.
    ///
    /// # Errors
    /// The broker's; `PACKET_POOL` or `COMMUNICATION` if something could not be sent again. It is then kept, and the
    /// connection is up all the same.
    pub(crate) fn settle(self, outcome: Result<Accepted>, wait: Ticks) -> Result<()> {
        let mut last = None;
        if outcome.is_ok() {
            let _guard = self.lock();
            self.set_state(CONNECTED);
            self.restart_ids();
            last = self.transmit_head().and(self.transmit_tail());
        }
        ffi::connect_notify(self.as_ptr(), status(outcome.map(|_| ())));
        match outcome {
            Ok(accepted) => match last {
                Some(last) if self.clean_session() != TRUE => self.send_again(accepted, last, wait),
                _ => Ok(()),
            },
            Err(error) => {
                self.close(crate::rtos::NO_WAIT);
                Err(error)
            }
        }
    }

    /// Goes through the stored packets up to `last`, the newest when the connection was accepted. Nobody takes packets
    /// out of the store meanwhile, unless the connection ends: this thread is the client's own, or `changer`.
    fn send_again(self, accepted: Accepted, last: PacketRef, wait: Ticks) -> Result<()> {
        let mut guard = self.lock()?;
        let mut previous = None;
        let mut next = self.transmit_head();
        while let Some(packet) = next {
            let first = packet.first_byte();
            match resend(first, false, accepted.session_present) {
                Resend::Send(first) => {
                    self.send_copy(&mut guard, packet, first, wait)?;
                    previous = next;
                }
                Resend::Keep => previous = next,
                Resend::Remove => {}
            }
            next = packet.queue_next();
            if previous != Some(packet) {
                drop(self.unstore(&Stored { previous, packet }));
            }
            if packet == last {
                break;
            }
        }
        self.postpone_ping();
        Ok(())
    }

    fn send_copy(self, guard: &mut Guard, packet: PacketRef, first: u8, wait: Ticks) -> Result<()> {
        let copy = self.allocate(wait)?;
        self.append_from(&copy, packet, packet.len(), wait).map_err(|_| Error::PACKET_POOL)?;
        copy.set_first_byte(first);
        guard.unlocked(|| self.send(copy, wait)).map_err(|_| Error::COMMUNICATION)?;
        if self.state() == CONNECTED { Ok(()) } else { Err(Error::COMMUNICATION) }
    }
}
