use mqtt_core::Error;

use crate::value::{Counted, Value, accepted, id, malformed, refused, same};

/// The example of section 3.10.3.1.
#[test]
fn two_filters() {
    let value = Value::Unsubscribe(id(10), vec![b"a/b".to_vec(), b"c/d".to_vec()]);
    same(b"\xa2\x0c\0\x0a\0\x03a/b\0\x03c/d", &value);
}

/// MQTT-3.10.3-2: at least one filter.
#[test]
fn no_filter() {
    malformed(&[0xa2, 2, 0, 10], Error::NoTopicFilter);
    let value = Value::Unsubscribe(id(10), vec![]);
    assert_eq!(value.encode_into(&mut Counted::default()), Err((Error::NoTopicFilter, 0)));
}

/// MQTT-3.10.1-1: the flags are 0010.
#[test]
fn flags() {
    malformed(b"\xa0\x05\0\x01\0\x01a", Error::HeaderFlags);
}

#[test]
fn lengths() {
    malformed(b"\xa2\x00", Error::Truncated);
    malformed(b"\xa2\x01\0", Error::Truncated);
    malformed(b"\xa2\x04\0\x01\0\x01", Error::Truncated);
    malformed(b"\xa2\x06\0\x01\0\x01a\0", Error::Truncated);
    malformed(b"\xa2\x05\0\0\0\x01a", Error::PacketId);
}

/// MQTT-3.10.3-1, MQTT-4.7.1-2, -3, MQTT-4.7.3-1: each filter is a topic filter.
#[test]
fn filters() {
    refused(b"\xa2\x04\0\x01\0\0", Error::EmptyTopic);
    refused(b"\xa2\x07\0\x01\0\x03#/a", Error::Wildcard);
    refused(b"\xa2\x08\0\x01\0\x01a\0\x01\0", Error::NullCharacter);
    accepted(b"\xa2\x07\0\x01\0\x03+/#");
}
