//! Random packets and random bytes, in random pieces.

use mqtt_core::Error;
use mqtt_core::packet::{
    AckType, Cursor, Frame, Packet, Qos, ReturnCode, SliceOutput, TextKind, check_text, matches,
};
use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;

use crate::value::{V, Value, id, read};

fn qos() -> impl Strategy<Value = Qos> {
    prop_oneof![Just(Qos::AtMostOnce), Just(Qos::AtLeastOnce), Just(Qos::ExactlyOnce)]
}

fn bytes() -> impl Strategy<Value = Vec<u8>> {
    vec(any::<u8>(), 0..300)
}

fn text() -> impl Strategy<Value = Vec<u8>> {
    "[^\0]{1,40}".prop_map(String::into_bytes)
}

fn topic() -> impl Strategy<Value = Vec<u8>> {
    "[^\0+#]{1,40}".prop_map(String::into_bytes)
}

fn filter() -> impl Strategy<Value = Vec<u8>> {
    "(\\+|[a-zé$]{0,3})(/(\\+|[a-zé]{0,3})){1,4}(/#)?".prop_map(String::into_bytes)
}

fn connect() -> impl Strategy<Value = Value> {
    let will = option::of((topic(), bytes(), qos(), any::<bool>()));
    let login = option::of((text(), option::of(bytes())));
    (any::<bool>(), any::<u16>(), text(), will, login).prop_map(
        |(clean_session, keep_alive, client_id, will, login)| {
            let (user_name, password) = login.map_or((None, None), |(user, password)| (Some(user), password));
            Value::Connect { clean_session, keep_alive, client_id, will, user_name, password }
        },
    )
}

fn connack() -> impl Strategy<Value = Value> {
    (any::<bool>(), 0..=5u8).prop_map(|(present, code)| {
        Value::Connack(present && code == 0, ReturnCode::from_value(code).unwrap())
    })
}

fn publish() -> impl Strategy<Value = Value> {
    (any::<(bool, bool)>(), qos(), 1..=u16::MAX, topic(), bytes()).prop_map(
        |((dup, retain), qos, packet_id, topic, payload)| {
            let numbered = qos != Qos::AtMostOnce;
            let packet_id = numbered.then(|| id(packet_id));
            Value::Publish { dup: dup && numbered, qos, retain, packet_id, topic, payload }
        },
    )
}

fn value() -> impl Strategy<Value = Value> {
    let ack_type = prop_oneof![
        Just(AckType::Puback),
        Just(AckType::Pubrec),
        Just(AckType::Pubrel),
        Just(AckType::Pubcomp),
        Just(AckType::Unsuback)
    ];
    let packet_id = || (1..=u16::MAX).prop_map(id);
    let code = prop_oneof![0..=2u8, Just(0x80)];
    prop_oneof![
        connect(),
        connack(),
        publish(),
        (ack_type, packet_id()).prop_map(|(ack_type, id)| Value::Ack(ack_type, id)),
        (packet_id(), vec((filter(), qos()), 1..5)).prop_map(|(id, filters)| Value::Subscribe(id, filters)),
        (packet_id(), vec(code, 1..9)).prop_map(|(id, codes)| Value::Suback(id, codes)),
        (packet_id(), vec(filter(), 1..5)).prop_map(|(id, filters)| Value::Unsubscribe(id, filters)),
        prop_oneof![Just(Value::Pingreq), Just(Value::Pingresp), Just(Value::Disconnect)],
    ]
}

/// Cuts `bytes` into pieces of these sizes, again and again.
fn cut<'a>(bytes: &'a [u8], sizes: &[usize]) -> Vec<&'a [u8]> {
    let mut rest = bytes;
    let mut pieces = vec![];
    for size in sizes.iter().cycle() {
        let (piece, after) = rest.split_at((*size).min(rest.len()));
        pieces.push(piece);
        rest = after;
        if rest.is_empty() {
            break;
        }
    }
    pieces
}

fn sizes() -> impl Strategy<Value = Vec<usize>> {
    (vec(0..20usize, 0..6), 1..50usize).prop_map(|(mut sizes, last)| {
        sizes.push(last);
        sizes
    })
}

proptest! {
    /// What is written is read again, in any segmentation, and passes every check.
    #[test]
    fn round_trip(value in value(), sizes in sizes()) {
        let bytes = value.encode().unwrap();
        let pieces = cut(&bytes, &sizes);
        prop_assert_eq!(read(Cursor::from(&bytes[..]), true), Ok(value.clone()));
        prop_assert_eq!(read(Cursor::from(&pieces[..]), true), Ok(value));
    }

    /// A stream of packets comes apart where it was put together.
    #[test]
    fn stream(values in vec(value(), 0..8), sizes in sizes(), missing in 0..5usize) {
        let mut bytes = vec![];
        for value in &values {
            bytes.extend(value.encode().unwrap());
        }
        let cut_off = missing.min(bytes.len());
        bytes.truncate(bytes.len() - cut_off);
        let pieces = cut(&bytes, &sizes);
        let mut stream = Cursor::from(&pieces[..]);
        let mut found = vec![];
        while let Some(frame) = Frame::next(&mut stream).unwrap() {
            found.push(Value::from(Packet::decode(V, frame).unwrap()));
        }
        let complete = found.len();
        prop_assert_eq!(&found[..], &values[..complete]);
        if cut_off == 0 {
            prop_assert_eq!(complete, values.len());
            prop_assert!(stream.is_empty());
        } else {
            prop_assert!(complete < values.len());
        }
    }

    /// Arbitrary bytes give a packet or an error, the same in any segmentation; a packet is written back
    /// with the same body.
    #[test]
    fn arbitrary(first in any::<u8>(), body in vec(prop_oneof![0..4u8, any::<u8>()], 0..60), sizes in sizes()) {
        let mut bytes = vec![first, body.len() as u8];
        bytes.extend(&body);
        let pieces = cut(&bytes, &sizes);
        let whole = decode_lenient(Cursor::from(&bytes[..]));
        prop_assert_eq!(&decode_lenient(Cursor::from(&pieces[..])), &whole);
        if let Ok(again) = whole {
            prop_assert_eq!(again, bytes);
        }
    }

    /// One wrong byte in a good packet.
    #[test]
    fn mutated(value in value(), at in any::<prop::sample::Index>(), byte in any::<u8>()) {
        let mut bytes = value.encode().unwrap();
        let at = at.index(bytes.len());
        bytes[at] = byte;
        let mut stream = Cursor::from(&bytes[..]);
        while let Ok(Some(frame)) = Frame::next(&mut stream) {
            if let Ok(packet) = Packet::decode(V, frame) {
                let _ = packet.check();
            }
        }
    }

    /// A filter that spells out a topic selects it; so does one with a level or the tail replaced.
    #[test]
    fn filters_select(levels in vec("[a-z]{0,3}", 1..6), at in any::<prop::sample::Index>()) {
        let topic = levels.join("/");
        prop_assert!(matches(topic.as_bytes(), topic.as_bytes()));
        let at = at.index(levels.len());
        let mut plus = levels.clone();
        plus[at] = "+".into();
        prop_assert!(matches(plus.join("/").as_bytes(), topic.as_bytes()));
        let mut tail = levels[..at].to_vec();
        tail.push("#".into());
        prop_assert!(matches(tail.join("/").as_bytes(), topic.as_bytes()));
        prop_assert_eq!(check_text(TextKind::TopicFilter, plus.join("/").as_bytes()), Ok(()));
    }

    #[test]
    fn any_bytes_match_or_not(filter in bytes(), topic in bytes()) {
        let _ = matches(&filter, &topic);
    }
}

/// Reads with no more than the structural checks and writes again.
fn decode_lenient<'a, S: mqtt_core::packet::Segment<'a>>(stream: Cursor<'a, S>) -> Result<Vec<u8>, Error> {
    let mut stream = stream;
    let frame = Frame::next(&mut stream)?.ok_or(Error::Truncated)?;
    let packet = Packet::decode(V, frame)?;
    let len = match packet.encoded_len(V) {
        Ok(len) => len,
        Err(error) => panic!("{error:?}"),
    };
    let mut buffer = vec![0; len];
    let mut out = SliceOutput::new(&mut buffer);
    match packet.encode(V, &mut out) {
        // The codes of a SUBACK are contents for the reader, but the writer refuses them.
        Err(Error::SubackCode) => Err(Error::SubackCode),
        written => {
            assert_eq!(written, Ok(()));
            assert_eq!(out.written(), len);
            Ok(buffer)
        }
    }
}
