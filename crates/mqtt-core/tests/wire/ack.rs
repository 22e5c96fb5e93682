use mqtt_core::Error;
use mqtt_core::packet::{AckType, PacketType};

use crate::value::{Value, id, malformed, only_this_length, same};

const FIRST_BYTES: [(AckType, u8); 5] = [
    (AckType::Puback, 0x40),
    (AckType::Pubrec, 0x50),
    (AckType::Pubrel, 0x62),
    (AckType::Pubcomp, 0x70),
    (AckType::Unsuback, 0xb0),
];

#[test]
fn all_of_them() {
    for (ack_type, first) in FIRST_BYTES {
        same(&[first, 2, 0x12, 0x34], &Value::Ack(ack_type, id(0x1234)));
        same(&[first, 2, 0xff, 0xff], &Value::Ack(ack_type, id(0xffff)));
        only_this_length(&[first, 2, 0, 1]);
    }
}

/// MQTT-2.3.1-1: identifier 0 does not exist.
#[test]
fn identifier_0() {
    for (_, first) in FIRST_BYTES {
        malformed(&[first, 2, 0, 0], Error::PacketId);
    }
}

/// MQTT-3.6.1-1: PUBREL has the flags 0010, the others 0000.
#[test]
fn flags() {
    for (ack_type, first) in FIRST_BYTES {
        assert_eq!(ack_type.first_byte(), first);
        for flags in (0..16).filter(|flags| *flags != first & 15) {
            malformed(&[first & 0xf0 | flags, 2, 0, 1], Error::HeaderFlags);
        }
    }
}

#[test]
fn types() {
    let acks = PacketType::ALL.map(AckType::from_packet_type).into_iter().flatten();
    assert!(acks.eq(FIRST_BYTES.map(|(ack_type, _)| ack_type)));
}
