use mqtt_core::packet::{AckType, PacketType, Qos};
use mqtt_core::session::{Progress, Receipt, Resend, awaits, progress, receive, reply, resend};

const PUBLISH_1: u8 = 0x32;
const PUBLISH_2: u8 = 0x34;
const PUBREC: u8 = 0x50;
const PUBREL: u8 = 0x62;
const SUBSCRIBE: u8 = 0x82;
const UNSUBSCRIBE: u8 = 0xa2;

/// Sections 4.3.2 and 4.3.3, 3.8.4 and 3.10.4; all first bytes.
#[test]
fn what_a_stored_packet_awaits() {
    for first in 0..=255 {
        let expected = match first {
            0x32 | 0x33 | 0x3a | 0x3b => Some(PacketType::Puback),
            0x34 | 0x35 | 0x3c | 0x3d => Some(PacketType::Pubrec),
            0x50..=0x5f => Some(PacketType::Pubrel),
            0x60..=0x6f => Some(PacketType::Pubcomp),
            0x80..=0x8f => Some(PacketType::Suback),
            0xa0..=0xaf => Some(PacketType::Unsuback),
            _ => None,
        };
        assert_eq!(awaits(first), expected, "{first:#x}");
    }
}

/// MQTT-4.3.3-1, -2: PUBREC is answered by PUBREL, PUBREL by PUBCOMP; nothing else has an answer.
#[test]
fn answers() {
    for packet_type in PacketType::ALL {
        let (answer, then) = match packet_type {
            PacketType::Pubrec => (Some(AckType::Pubrel), Progress::Release),
            PacketType::Pubrel => (Some(AckType::Pubcomp), Progress::Remove),
            _ => (None, Progress::Remove),
        };
        assert_eq!(reply(packet_type), answer);
        assert_eq!(progress(packet_type), then);
    }
}

/// MQTT-4.4.0-1 and MQTT-3.3.1-1: unacknowledged PUBLISH with DUP, PUBREL as it is.
#[test]
fn reconnect_with_session() {
    assert_eq!(resend(PUBLISH_1, false, true), Resend::Send(0x3a));
    assert_eq!(resend(PUBLISH_1 | 1, false, true), Resend::Send(0x3b));
    assert_eq!(resend(PUBLISH_2, false, true), Resend::Send(0x3c));
    assert_eq!(resend(0x3c, false, true), Resend::Send(0x3c));
    assert_eq!(resend(PUBREL, false, true), Resend::Send(0x62));
    assert_eq!(resend(PUBREC, false, true), Resend::Keep);
    assert_eq!(resend(SUBSCRIBE, false, true), Resend::Remove);
    assert_eq!(resend(UNSUBSCRIBE, false, true), Resend::Remove);
}

/// The server lost its session: it will not release what it sent in it.
#[test]
fn reconnect_without_session() {
    assert_eq!(resend(PUBLISH_1, false, false), Resend::Send(0x3a));
    assert_eq!(resend(PUBLISH_2, false, false), Resend::Send(0x3c));
    assert_eq!(resend(PUBREL, false, false), Resend::Send(0x62));
    assert_eq!(resend(PUBREC, false, false), Resend::Remove);
}

/// MQTT-3.1.2-6: a clean session keeps nothing.
#[test]
fn reconnect_clean() {
    for first in [PUBLISH_1, PUBLISH_2, PUBREC, PUBREL, SUBSCRIBE, UNSUBSCRIBE] {
        for session_present in [false, true] {
            assert_eq!(resend(first, true, session_present), Resend::Remove);
        }
    }
}

/// MQTT-4.3.1-1, MQTT-4.3.2-2, MQTT-4.3.3-2.
#[test]
fn receipts() {
    let receipt = |deliver, store, reply| Receipt { deliver, store, reply };
    for unreleased in [false, true] {
        assert_eq!(receive(Qos::AtMostOnce, unreleased), receipt(true, false, None));
        assert_eq!(receive(Qos::AtLeastOnce, unreleased), receipt(true, false, Some(AckType::Puback)));
    }
    assert_eq!(receive(Qos::ExactlyOnce, false), receipt(true, true, Some(AckType::Pubrec)));
    assert_eq!(receive(Qos::ExactlyOnce, true), receipt(false, false, Some(AckType::Pubrec)));
}
