use mqtt_core::Error;
use mqtt_core::packet::{Cursor, Frame, Output, Packet, Publish, Qos};

use crate::value::{Counted, V, Value, accepted, id, malformed, refused, same};

fn publish(qos: Qos, packet_id: u16, topic: &[u8], payload: &[u8]) -> Value {
    Value::Publish {
        dup: false,
        qos,
        retain: false,
        packet_id: (packet_id != 0).then(|| id(packet_id)),
        topic: topic.to_vec(),
        payload: payload.to_vec(),
    }
}

/// The example of section 3.3.2.3: topic `a/b`, identifier 10.
#[test]
fn qos_levels() {
    same(b"\x30\x07\0\x03a/bhi", &publish(Qos::AtMostOnce, 0, b"a/b", b"hi"));
    same(b"\x32\x09\0\x03a/b\0\x0ahi", &publish(Qos::AtLeastOnce, 10, b"a/b", b"hi"));
    same(b"\x34\x09\0\x03a/b\0\x0ahi", &publish(Qos::ExactlyOnce, 10, b"a/b", b"hi"));
}

#[test]
fn flags() {
    let mut value = publish(Qos::AtLeastOnce, 1, b"t", b"");
    if let Value::Publish { dup, retain, .. } = &mut value {
        (*dup, *retain) = (true, true);
    }
    same(b"\x3b\x05\0\x01t\0\x01", &value);
    if let Value::Publish { dup, .. } = &mut value {
        *dup = false;
    }
    same(b"\x33\x05\0\x01t\0\x01", &value);
}

/// MQTT-3.3.1-2: DUP is 0 for QoS 0.
#[test]
fn dup_without_qos() {
    refused(b"\x38\x03\0\x01t", Error::Dup);
    accepted(b"\x3a\x05\0\x01t\0\x01");
}

/// MQTT-3.3.1-4: QoS 3 does not exist.
#[test]
fn qos_3() {
    malformed(b"\x36\x05\0\x01t\0\x01", Error::Qos);
}

/// MQTT-3.3.2-1, -2, MQTT-4.7.3-1: the topic is a topic name.
#[test]
fn topics() {
    refused(b"\x30\x02\0\0", Error::EmptyTopic);
    refused(b"\x30\x03\0\x01#", Error::Wildcard);
    refused(b"\x30\x05\0\x03a/+", Error::Wildcard);
    refused(b"\x30\x04\0\x02a+", Error::Wildcard);
    refused(b"\x30\x04\0\x02a\0", Error::NullCharacter);
    refused(b"\x30\x05\0\x03\xed\xa0\x80", Error::Utf8);
    accepted(b"\x30\x03\0\x01/");
    accepted(b"\x30\x06\0\x04\xf0\x9f\x98\x80");
}

/// MQTT-2.3.1-1: an identifier is there and not 0.
#[test]
fn packet_ids() {
    malformed(b"\x32\x05\0\x01t\0\0", Error::PacketId);
    malformed(b"\x34\x05\0\x01t\0\0", Error::PacketId);
    malformed(b"\x32\x04\0\x01t\0", Error::Truncated);
    malformed(b"\x32\x03\0\x01t", Error::Truncated);
}

/// MQTT-2.3.1-5: a QoS 0 PUBLISH has no identifier; the others have.
#[test]
fn packet_ids_written() {
    let cases = [publish(Qos::AtMostOnce, 1, b"t", b""), publish(Qos::AtLeastOnce, 0, b"t", b"")];
    for value in cases {
        assert_eq!(value.encode_into(&mut Counted::default()), Err((Error::PacketId, 0)));
    }
}

#[test]
fn lengths() {
    malformed(b"\x30\x00", Error::Truncated);
    malformed(b"\x30\x01\0", Error::Truncated);
    malformed(b"\x30\x02\0\x01", Error::Truncated);
    malformed(b"\x30\x03\xff\xfft", Error::Truncated);
    // Everything behind the topic is payload, also nothing.
    same(b"\x30\x03\0\x01t", &publish(Qos::AtMostOnce, 0, b"t", b""));
    same(b"\x34\x05\0\x01t\xff\xff", &publish(Qos::ExactlyOnce, 65_535, b"t", b""));
}

#[test]
fn positions_count_from_the_first_byte() {
    let bytes = b"\xc0\0\x32\x09\0\x03a/b\0\x0ahi";
    let mut stream = Cursor::from(&bytes[..]);
    assert!(Frame::next(&mut stream).unwrap().is_some());
    let publish = Publish::decode(V, Frame::next(&mut stream).unwrap().unwrap()).unwrap();
    assert_eq!((publish.topic.offset(), publish.topic.len()), (4, 3));
    assert_eq!((publish.payload.offset(), publish.payload.len()), (9, 2));
}

/// A small message costs one call of the output, a large one the parts that do not fit.
#[test]
fn few_calls_of_the_output() {
    let mut out = Counted::default();
    assert_eq!(publish(Qos::AtLeastOnce, 1, b"a/topic/of/usual/len", &[0; 16]).encode_into(&mut out), Ok(42));
    assert_eq!(out.calls, 1);
    let mut out = Counted::default();
    assert_eq!(publish(Qos::AtLeastOnce, 1, b"topic", &[0; 1024]).encode_into(&mut out), Ok(1036));
    assert_eq!(out.calls, 2);
}

#[test]
fn output_that_fills_up() {
    struct Limited(usize);
    impl Output for Limited {
        fn append(&mut self, bytes: &[u8]) -> Result<(), Error> {
            self.0 = self.0.checked_sub(bytes.len()).ok_or(Error::OutputFull)?;
            Ok(())
        }
    }
    let publish = Publish {
        dup: false,
        qos: Qos::AtMostOnce,
        retain: false,
        packet_id: None,
        topic: b"topic".as_slice(),
        payload: &[0; 100],
    };
    assert_eq!(publish.encoded_len(V), Ok(109));
    for room in 0..109 {
        assert_eq!(publish.encode(V, &mut Limited(room)), Err(Error::OutputFull));
    }
    assert_eq!(publish.encode(V, &mut Limited(109)), Ok(()));
}

/// A received message is forwarded as it lies, in pieces.
#[test]
fn forwarding() {
    let pieces: [&[u8]; 4] = [b"\x30", b"\x07\0\x03a", b"/bh", b"i"];
    let mut stream = Cursor::from(&pieces[..]);
    let frame = Frame::next(&mut stream).unwrap().unwrap();
    let Packet::Publish(received) = Packet::decode(V, frame).unwrap() else { panic!("not a PUBLISH") };
    let forwarded = Publish { qos: Qos::AtLeastOnce, packet_id: Some(id(7)), ..received };
    let mut buffer = [0; 11];
    let mut out = mqtt_core::packet::SliceOutput::new(&mut buffer);
    forwarded.encode(V, &mut out).unwrap();
    assert_eq!(&buffer, b"\x32\x09\0\x03a/b\0\x07hi");
}

/// A field whose segments are shorter than it said, found while writing.
#[test]
fn field_that_lies() {
    let lying = Cursor::new(b"abc".as_slice(), 5);
    let publish = Publish {
        dup: false,
        qos: Qos::AtMostOnce,
        retain: false,
        packet_id: None,
        topic: lying,
        payload: lying,
    };
    assert_eq!(publish.encode(V, &mut Counted::default()), Err(Error::Truncated));
    assert_eq!(publish.check(), Err(Error::Truncated));
}
