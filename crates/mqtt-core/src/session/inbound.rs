//! Messages from the peer (section 4.3).

use crate::packet::{AckType, Qos};

/// What to do with a PUBLISH from the peer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Receipt {
    /// Hand it to the application.
    pub deliver: bool,
    /// Store a PUBREC with its identifier until PUBREL comes.
    pub store: bool,
    /// Acknowledge it with this, after delivery.
    pub reply: Option<AckType>,
}

/// Decides what to do with a PUBLISH of quality `qos`. `unreleased` tells whether a PUBREC with its
/// identifier is stored.
///
/// A QoS 2 message is delivered once: until its PUBREL comes, a PUBLISH with the same identifier is the
/// same message, with DUP or without (MQTT-4.3.3-2). A QoS 1 message is delivered each time
/// (MQTT-4.3.2-2).
pub fn receive(qos: Qos, unreleased: bool) -> Receipt {
    match qos {
        Qos::AtMostOnce => Receipt { deliver: true, store: false, reply: None },
        Qos::AtLeastOnce => Receipt { deliver: true, store: false, reply: Some(AckType::Puback) },
        Qos::ExactlyOnce => {
            Receipt { deliver: !unreleased, store: !unreleased, reply: Some(AckType::Pubrec) }
        }
    }
}
