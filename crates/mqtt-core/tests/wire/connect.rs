use mqtt_core::Error;
use mqtt_core::packet::Qos;

use crate::value::{Counted, Value, accepted, malformed, only_this_length, refused, same};

const HEADER: [u8; 6] = [0, 4, b'M', b'Q', b'T', b'T'];

/// A CONNECT with these flags and this payload.
fn connect(flags: u8, payload: &[u8]) -> Vec<u8> {
    let mut bytes = vec![0x10, 10 + payload.len() as u8];
    bytes.extend(HEADER);
    bytes.extend([4, flags, 0, 60]);
    bytes.extend(payload);
    bytes
}

fn plain() -> Value {
    Value::Connect {
        clean_session: true,
        keep_alive: 60,
        client_id: b"ab".to_vec(),
        will: None,
        user_name: None,
        password: None,
    }
}

#[test]
fn smallest() {
    same(&connect(0x02, b"\0\x02ab"), &plain());
    only_this_length(&connect(0x02, b"\0\x02ab"));
}

/// The flags of the example in section 3.1.2.11, with a payload in the order of MQTT-3.1.3-1.
#[test]
fn everything() {
    let bytes = connect(0xce, b"\0\x01c\0\x03w/t\0\x02\0\xff\0\x01u\0\x02\xfe\0");
    let value = Value::Connect {
        clean_session: true,
        keep_alive: 60,
        client_id: b"c".to_vec(),
        will: Some((b"w/t".to_vec(), b"\0\xff".to_vec(), Qos::AtLeastOnce, false)),
        user_name: Some(b"u".to_vec()),
        password: Some(b"\xfe\0".to_vec()),
    };
    same(&bytes, &value);
    only_this_length(&bytes);
}

#[test]
fn will_flags() {
    for (flags, qos, retain) in [
        (0x06, Qos::AtMostOnce, false),
        (0x0e, Qos::AtLeastOnce, false),
        (0x16, Qos::ExactlyOnce, false),
        (0x36, Qos::ExactlyOnce, true),
    ] {
        let value = Value::Connect {
            clean_session: true,
            keep_alive: 60,
            client_id: b"c".to_vec(),
            will: Some((b"w".to_vec(), vec![], qos, retain)),
            user_name: None,
            password: None,
        };
        same(&connect(flags, b"\0\x01c\0\x01w\0\0"), &value);
    }
}

/// MQTT-3.1.2-1: the protocol name is `MQTT`.
#[test]
fn protocol_name() {
    for at in 0..HEADER.len() {
        let mut bytes = connect(0x02, b"\0\x01c");
        bytes[2 + at] ^= 0x20;
        malformed(&bytes, Error::ProtocolName);
    }
    // MQTT 3.1, which is another protocol.
    malformed(b"\x10\x0f\0\x06MQIsdp\x03\x02\0\x3c\0\x01c", Error::ProtocolName);
}

/// MQTT-3.1.2-2: the protocol level is 4.
#[test]
fn protocol_level() {
    for level in [0, 3, 5, 0x84, 255] {
        let mut bytes = connect(0x02, b"\0\x01c");
        bytes[8] = level;
        malformed(&bytes, Error::ProtocolLevel);
    }
}

/// MQTT-3.1.2-3 (reserved bit), -11, -13, -15 (will parts only with a will), -22 (password only with a
/// user name), -14 (will QoS 3); all 256 values.
#[test]
fn flags() {
    for flags in 0..=255u8 {
        let mut payload = b"\0\x01c".to_vec();
        for part in [0x04, 0x04, 0x80, 0x40] {
            if flags & part != 0 {
                payload.extend(b"\0\x01x");
            }
        }
        let bytes = connect(flags, &payload);
        let reserved = flags & 0x01 != 0;
        let will_parts = flags & 0x04 == 0 && flags & 0x38 != 0;
        let password = flags & 0xc0 == 0x40;
        if reserved || will_parts || password {
            malformed(&bytes, Error::ConnectFlags);
        } else if flags & 0x18 == 0x18 {
            malformed(&bytes, Error::Qos);
        } else {
            accepted(&bytes);
        }
    }
}

/// MQTT-3.1.2-22, for the writer.
#[test]
fn password_without_user_name_is_not_written() {
    let Value::Connect { clean_session, keep_alive, client_id, .. } = plain() else { unreachable!() };
    let password = Some(vec![1]);
    let value =
        Value::Connect { clean_session, keep_alive, client_id, will: None, user_name: None, password };
    assert_eq!(value.encode_into(&mut Counted::default()), Err((Error::ConnectFlags, 0)));
}

/// MQTT-3.1.3-7, -8: without a client identifier only a clean session.
#[test]
fn empty_client_id() {
    accepted(&connect(0x02, b"\0\0"));
    refused(&connect(0x00, b"\0\0"), Error::ClientId);
    accepted(&connect(0x00, b"\0\x01c"));
}

/// MQTT-3.1.3-4, -10, -11 and MQTT-1.5.3-1, -2: the strings are UTF-8; payload and password are not.
#[test]
fn strings() {
    refused(&connect(0x02, b"\0\x01\xff"), Error::Utf8);
    refused(&connect(0x02, b"\0\x01\0"), Error::NullCharacter);
    refused(&connect(0x06, b"\0\x01c\0\x01\xff\0\0"), Error::Utf8);
    refused(&connect(0x06, b"\0\x01c\0\x01#\0\0"), Error::Wildcard);
    refused(&connect(0x06, b"\0\x01c\0\0\0\0"), Error::EmptyTopic);
    refused(&connect(0x82, b"\0\x01c\0\x01\xc0"), Error::Utf8);
    accepted(&connect(0x82, b"\0\x01c\0\0"));
    accepted(&connect(0xc2, b"\0\x01c\0\0\0\x01\xff"));
}

/// A string of more than 65,535 bytes has no length (section 1.5.3).
#[test]
fn fields_too_long() {
    for (len, expected) in [(65_535, Ok(65_535 + 16)), (65_536, Err((Error::FieldTooLong, 0)))] {
        let value = Value::Connect {
            clean_session: true,
            keep_alive: 0,
            client_id: vec![b'c'; len],
            will: None,
            user_name: None,
            password: None,
        };
        assert_eq!(value.encode_into(&mut Counted::default()), expected);
    }
}
