use mqtt_core::Error;
use mqtt_core::packet::Qos;

use crate::value::{Counted, Value, accepted, id, malformed, refused, same};

/// As the example of section 3.8.3.1: `a/b` at QoS 1 and `c/d`, here at QoS 2.
#[test]
fn two_filters() {
    let filters = vec![(b"a/b".to_vec(), Qos::AtLeastOnce), (b"c/d".to_vec(), Qos::ExactlyOnce)];
    let value = Value::Subscribe(id(10), filters);
    same(b"\x82\x0e\0\x0a\0\x03a/b\x01\0\x03c/d\x02", &value);
}

/// MQTT-3.8.3-3: at least one filter.
#[test]
fn no_filter() {
    malformed(&[0x82, 2, 0, 10], Error::NoTopicFilter);
    let value = Value::Subscribe(id(10), vec![]);
    assert_eq!(value.encode_into(&mut Counted::default()), Err((Error::NoTopicFilter, 0)));
}

/// MQTT-3-8.3-4: the upper six bits of the requested QoS are 0, and it is not 3.
#[test]
fn requested_qos() {
    for qos in 0..=255 {
        let bytes = [0x82, 6, 0, 1, 0, 1, b'a', qos];
        if qos < 3 { accepted(&bytes) } else { malformed(&bytes, Error::Qos) }
    }
}

/// MQTT-3.8.1-1: the flags are 0010.
#[test]
fn flags() {
    malformed(&[0x80, 6, 0, 1, 0, 1, b'a', 0], Error::HeaderFlags);
}

#[test]
fn lengths() {
    let bytes = b"\x82\x0e\0\x0a\0\x03a/b\x01\0\x03c/d\x02";
    // Cut behind the first filter, this is a packet of its own.
    for len in (0..14).filter(|len| *len != 8) {
        let mut cut = vec![0x82, len as u8];
        cut.extend(&bytes[2..2 + len]);
        malformed(&cut, if len == 2 { Error::NoTopicFilter } else { Error::Truncated });
    }
    malformed(b"\x82\x07\0\x0a\0\x01a\x01\0", Error::Truncated);
    malformed(b"\x82\x06\0\0\0\x01a\x01", Error::PacketId);
}

/// MQTT-3.8.3-1, MQTT-4.7.1-2, -3, MQTT-4.7.3-1: each filter is a topic filter.
#[test]
fn filters() {
    refused(b"\x82\x05\0\x01\0\0\0", Error::EmptyTopic);
    refused(b"\x82\x07\0\x01\0\x02a#\0", Error::Wildcard);
    refused(b"\x82\x0a\0\x01\0\x01a\0\0\x01\xff\0", Error::Utf8);
    accepted(b"\x82\x06\0\x01\0\x01#\0");
}

#[test]
fn filter_too_long() {
    let filters = vec![(vec![b'a'; 65_535], Qos::AtMostOnce)];
    assert_eq!(Value::Subscribe(id(1), filters).encode_into(&mut Counted::default()), Ok(65_544));
    let filters = vec![(vec![b'a'], Qos::AtMostOnce), (vec![b'a'; 65_536], Qos::AtMostOnce)];
    let value = Value::Subscribe(id(1), filters);
    assert_eq!(value.encode_into(&mut Counted::default()), Err((Error::FieldTooLong, 0)));
}
