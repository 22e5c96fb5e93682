//! Acknowledgements from the broker.

use mqtt_core::{
    packet::{Ack, AckType, Frame, PacketType, Suback, Version},
    session::{self, Progress},
};

use super::{
    Client,
    lock::Guard,
    receive::{Frames, Stop},
};
use crate::{ffi, rtos::packet::PacketRef};

impl Client {
    /// Takes an acknowledgement: of something sent, or PUBREL, of a PUBREC. The stored packet it belongs to is out of
    /// the store before anyone hears of it.
    pub(crate) fn take_ack(self, guard: &mut Guard, kind: PacketType, frame: Frames) -> Result<(), Stop> {
        let id = match AckType::from_packet_type(kind) {
            Some(ack) => Ack::decode(Version::V3_1_1, ack, frame.body)?.packet_id.get(),
            None => {
                let suback = Suback::decode(Version::V3_1_1, frame.body)?;
                suback.check()?;
                suback.packet_id.get()
            }
        };
        let reply = answer_to(kind).map(|ack| self.answer(ack, id)).transpose()?;
        self.consume(frame.header.packet_len());
        let mut done = None;
        if let Some(stored) = self.find_stored(id, kind) {
            match session::progress(kind) {
                Progress::Remove => done = Some(self.unstore(&stored)),
                // In its place: answers come in the order of the messages (MQTT-4.6.0-2), so places do, too.
                Progress::Release =>
                {
                    #[cfg(nxd_extension)]
                    if let Some(release) = &reply {
                        stored.packet.become_copy_of(**release);
                    }
                }
            }
        }
        if let Some(reply) = reply {
            self.reply(guard, reply);
        }
        if let Some(packet) = done {
            ffi::ack_notify(self.as_ptr(), kind as u8, id, packet.as_ptr());
        }
        Ok(())
    }
}

impl Client {
    /// Takes the next acknowledgement that ends an exchange from behind a packet that has to wait: what is kept for it
    /// may be all that the pool lacks. When its turn comes, nothing is kept for it any more. False if there is none.
    pub(crate) fn take_ack_ahead(self, waiting: PacketRef) -> bool {
        let mut cursor = waiting.cursor();
        while let Ok(Some(frame)) = Frame::next(&mut cursor) {
            let kind = frame.header.packet_type();
            let ack = match kind {
                PacketType::Puback => AckType::Puback,
                PacketType::Pubcomp => AckType::Pubcomp,
                _ => continue,
            };
            let Ok(ack) = Ack::decode(Version::V3_1_1, ack, frame.body) else { return false };
            let id = ack.packet_id.get();
            if let Some(stored) = self.find_stored(id, kind) {
                let done = self.unstore(&stored);
                // May end the connection, and with it what is being received.
                ffi::ack_notify(self.as_ptr(), kind as u8, id, done.as_ptr());
                return true;
            }
        }
        false
    }
}

/// The packet that continues an exchange.
fn answer_to(kind: PacketType) -> Option<AckType> {
    // The original feature set never sends what PUBREC answers.
    if cfg!(not(nxd_extension)) && kind == PacketType::Pubrec {
        return None;
    }
    session::reply(kind)
}
