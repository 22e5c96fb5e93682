//! The broker's answer to CONNECT, and what was left unacknowledged on the last connection.

use mqtt_core::{
    packet::{Connack, Inbound, PacketType},
    session::{Resend, resend},
};

use super::{
    Client, Error, Result, block::*, build::Builder, failure::Phase, lock::Guard, queue::Stored, status,
};
use crate::{
    ffi,
    rtos::{
        NO_WAIT, Ticks,
        packet::{Packet, PacketRef},
    },
};

impl Client {
    /// Puts the broker's answer, at the front of what is being received or else in `arrived`, into effect; tells the
    /// application, and sends again what was not acknowledged.
    ///
    /// # Errors
    /// `SERVER_MESSAGE` if it is no valid CONNACK; the broker's reason if it refuses; `PACKET_POOL` or `COMMUNICATION`
    /// if something could not be sent again. It is then kept, and the connection is up all the same.
    pub(crate) fn take_connack(self, arrived: Option<Packet>, wait: Ticks) -> Result<()> {
        let (mut last, mut session_present) = (None, false);
        let outcome = {
            let _guard = self.lock()?;
            if let Some(arrived) = arrived {
                self.set_processing(Some(arrived.into_ref()));
            }
            let outcome = self.judge(&mut session_present);
            if outcome.is_ok() {
                self.consume(Connack::ENCODED_LEN);
                self.set_state(CONNECTED);
                self.restart_ids();
                last = self.transmit_head().and(self.transmit_tail());
            } else {
                drop(self.take_processing());
            }
            outcome
        };
        ffi::connect_notify(self.as_ptr(), status(outcome));
        if outcome.is_err() {
            self.close(NO_WAIT);
        } else if let Some(last) = last
            && self.clean_session() != TRUE
        {
            return self.send_again(session_present, last, wait);
        }
        outcome
    }

    /// What the packet that followed CONNECT says.
    fn judge(self, session_present: &mut bool) -> Result<()> {
        let Some(packet) = self.processing() else { return Err(Error::SERVER_MESSAGE) };
        let mut arrived = Inbound::open(packet, 0, packet.len());
        let (flags, code) = (arrived.byte(), arrived.byte());
        // The other flags are reserved; brokers that set them are put up with, as by the original.
        *session_present = flags & 1 != 0;
        let result = if arrived.result().is_err()
            || arrived.first_byte() != PacketType::Connack.first_byte()
            || arrived.packet_len() != Connack::ENCODED_LEN
            || code > 5
            || (*session_present && self.clean_session() != FALSE)
        {
            Err(Error::SERVER_MESSAGE)
        } else {
            Error::refused(code)
        };
        if result.is_err() {
            self.note_failure(
                Phase::Refused,
                if result == Err(Error::SERVER_MESSAGE) { 0 } else { code.into() },
            );
        }
        result
    }

    /// Goes through the stored packets up to `last`, the newest when the connection was accepted. Nobody takes packets
    /// out of the store meanwhile, unless the connection ends: this thread is the client's own, or `changer`.
    fn send_again(self, session_present: bool, last: PacketRef, wait: Ticks) -> Result<()> {
        let mut guard = self.lock()?;
        let mut previous = None;
        let mut next = self.transmit_head();
        while let Some(packet) = next {
            let first = packet.first_byte();
            match resend(first, false, session_present) {
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
        let source = Builder { packet, client: self, wait };
        let copy = source.copy_to(self.allocate(wait), packet.len()).ok_or(Error::PACKET_POOL)?;
        copy.set_first_byte(first);
        guard.unlocked(|| self.send(copy, wait)).map_err(|_| Error::COMMUNICATION)?;
        if self.state() == CONNECTED { Ok(()) } else { Err(Error::COMMUNICATION) }
    }
}
