//! Messages in flight from here to the peer (section 4.3), and what a reconnect does with them.

use crate::packet::{AckType, PacketType, Publish, Qos};

/// The packet type that ends or advances a stored packet, told by the stored packet's first byte.
///
/// An acknowledgement belongs to the stored packet with the same identifier that awaits its type. A
/// stored PUBREC stands for an inbound QoS 2 message that awaits its PUBREL; identifiers of the two
/// directions are independent (section 2.3.1), so looking for the awaited type keeps them apart.
pub const fn awaits(stored_first_byte: u8) -> Option<PacketType> {
    match PacketType::from_first_byte(stored_first_byte) {
        Some(PacketType::Publish) => match Publish::qos_of(stored_first_byte) {
            Ok(Qos::AtLeastOnce | Qos::ExactlyOnce) => {}
            _ => return None,
        },
        Some(PacketType::Pubrec | PacketType::Pubrel | PacketType::Subscribe | PacketType::Unsubscribe) => {}
        _ => return None,
    }
    PacketType::from_first_byte(awaited(stored_first_byte) << 4)
}

/// [`awaits`] for a caller that knows what it has stored, and as a number. It is that of PUBLISH for a
/// QoS 0 message, which awaits nothing.
pub const fn awaited(stored_first_byte: u8) -> u8 {
    let kind = stored_first_byte >> 4;
    // The answer to each has the number behind its own, but for PUBLISH, which has two.
    let step = if kind == PacketType::Publish as u8 { stored_first_byte >> 1 & 3 } else { 1 };
    kind.wrapping_add(step)
}

/// What becomes of a stored packet when what it awaits has arrived.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Progress {
    /// It is done: remove it.
    Remove,
    /// It becomes a PUBREL with the same identifier, at the end of the store: PUBRELs are sent again in
    /// the order in which PUBRECs came (MQTT-4.6.0-4). The message itself is no longer needed.
    Release,
}

/// What becomes of the stored packet that awaited a packet of the type received.
pub fn progress(received: PacketType) -> Progress {
    if received == PacketType::Pubrec { Progress::Release } else { Progress::Remove }
}

/// The answer to an acknowledgement, whether a stored packet awaited it or not.
///
/// PUBREC is answered by PUBREL and PUBREL by PUBCOMP (MQTT-4.3.3-1, -2) also when the identifier is
/// unknown here: the peer repeats itself because an answer was lost, and without one it would never
/// finish.
pub fn reply(received: PacketType) -> Option<AckType> {
    match received {
        PacketType::Pubrec => Some(AckType::Pubrel),
        PacketType::Pubrel => Some(AckType::Pubcomp),
        _ => None,
    }
}

/// What a reconnect does with a stored packet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Resend {
    /// Send it now, in the order of the store, with this first byte (DUP set on a PUBLISH:
    /// MQTT-3.3.1-1), and keep it.
    Send(u8),
    /// Keep it, send nothing.
    Keep,
    /// It belongs to a session that is gone: remove it.
    Remove,
}

/// What an accepted CONNACK does with a stored packet, told by the stored packet's first byte
/// (MQTT-4.4.0-1).
///
/// After a connect with clean session nothing is kept (MQTT-3.1.2-6). Without it, messages go out again
/// even if the server has lost its session: they have not been delivered yet. What the server sent in a
/// session that it lost, it will not release any more, so the mark of such a message goes. Subscribe and
/// unsubscribe requests are not part of the session state (section 3.1.2.4).
pub fn resend(stored_first_byte: u8, clean_session: bool, session_present: bool) -> Resend {
    if clean_session {
        return Resend::Remove;
    }
    const PUBLISH: u8 = PacketType::Publish as u8;
    const PUBREC: u8 = PacketType::Pubrec as u8;
    const PUBREL: u8 = PacketType::Pubrel as u8;
    match stored_first_byte >> 4 {
        PUBLISH => Resend::Send(stored_first_byte | Publish::DUP_FLAG),
        PUBREL => Resend::Send(stored_first_byte),
        PUBREC if session_present => Resend::Keep,
        _ => Resend::Remove,
    }
}
