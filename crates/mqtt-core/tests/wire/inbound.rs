//! The client's reader against the general one.

use mqtt_core::Error;
use mqtt_core::packet::{
    Ack, AckType, Cursor, Frame, Inbound, Publish, Suback, TextKind, Version, check_text,
};

/// Reads the packet in two segments, split at each place, and as single bytes behind two foreign ones.
fn each_split(bytes: &[u8], mut look: impl for<'a> FnMut(Inbound<'a, &'a [&'a [u8]]>)) {
    for at in 0..=bytes.len() {
        let (front, back) = bytes.split_at(at);
        look(Inbound::open(&[front, back][..], 0, bytes.len()));
    }
    let mut single: Vec<&[u8]> = vec![b"ab"];
    single.extend(bytes.chunks(1));
    look(Inbound::open(&single[..], 2, bytes.len()));
}

#[test]
fn headers() {
    let mut packets: Vec<Vec<u8>> = (0..=0xff).map(|first| vec![first, 0]).collect();
    for length in
        [&[0x80, 1][..], &[0xff, 0xff, 0x7f], &[0x80, 0x80, 0x80, 0x80], &[0x80, 0x80, 0x80, 0x80, 1]]
    {
        packets.push([&[0x30], length].concat());
        packets.push([&[0x31], length, &[0; 200]].concat());
    }
    for packet in packets {
        for len in 0..=packet.len() {
            let bytes = &packet[..len];
            let mut stream = Cursor::from(bytes);
            let expected = Frame::next(&mut stream);
            each_split(bytes, |arrived| match &expected {
                Ok(None) => assert_eq!(arrived.result(), Err(Error::Truncated), "{bytes:x?}"),
                Ok(Some(frame)) => {
                    assert_eq!(arrived.result(), Ok(()));
                    assert_eq!(arrived.first_byte(), frame.header.first_byte());
                    assert_eq!(arrived.header_len(), frame.header.header_len());
                    assert_eq!(arrived.packet_len(), frame.header.packet_len());
                }
                Err(error) => assert_eq!(arrived.result(), Err(*error), "{bytes:x?}"),
            });
        }
    }
}

#[test]
fn publishes() {
    for packet in [
        &b"\x30\x06\0\x03a/bp"[..],
        b"\x32\x07\0\x03a/b\x12\x34",
        b"\x32\x06\0\x03a/b\x12",
        b"\x30\x00",
        b"\x30\x01\0",
        b"\x30\x03\xff\xfft",
    ] {
        let frame = Frame::next(&mut Cursor::from(packet)).unwrap().unwrap();
        let expected = Publish::decode(Version::V3_1_1, frame).ok();
        each_split(packet, |mut arrived| {
            let len = arrived.topic_len();
            assert_eq!(len, expected.map(|publish| publish.topic.len()), "{packet:x?}");
            let (Some(len), Some(publish)) = (len, expected) else { return };
            assert_eq!(arrived.header_len() + arrived.around_topic() + len, publish.payload.offset());
            assert!(arrived.topic_name(len));
            if let Some(id) = publish.packet_id {
                assert_eq!(arrived.u16(), id.get());
            }
            if !publish.payload.is_empty() {
                assert_eq!(arrived.byte(), b'p');
            }
        });
    }
}

/// Every character, and every sequence of bytes that could be mistaken for one.
#[test]
fn topic_names() {
    let same = |name: &[u8]| {
        let packet = [&[0x30, name.len() as u8 + 2, 0, name.len() as u8], name].concat();
        let expected = check_text(TextKind::TopicName, name).is_ok();
        let by_the_book =
            core::str::from_utf8(name).is_ok_and(|name| !name.is_empty() && !name.contains(['\0', '+', '#']));
        assert_eq!(expected, by_the_book, "{name:x?}");
        let mut whole = Inbound::open(&packet[..], 0, packet.len());
        let len = whole.topic_len().unwrap();
        assert_eq!(whole.topic_name(len), expected, "{name:x?}");
        (packet, expected)
    };
    let check = |name: &[u8]| {
        let (packet, expected) = same(name);
        each_split(&packet, |mut arrived| {
            let len = arrived.topic_len().unwrap();
            assert_eq!(arrived.topic_name(len), expected, "{name:x?}");
        });
    };
    check(b"");
    for first in 0..=0xff_u8 {
        check(&[first]);
        check(&[b'a', first, b'/']);
        for second in 0..=0xff_u8 {
            same(&[b't', first, second]);
            same(&[first, second, 0x80]);
            same(&[first, second, 0xbf, 0x80, b'x']);
            same(&[first, second, 0xc0, 0x80]);
        }
    }
    check("température/größe/\u{1f321}".as_bytes());
}

#[test]
fn acknowledgements() {
    let bodies: &[&[u8]] =
        &[b"", b"\0", b"\0\x01", b"\0\0", b"\x12\x34", b"\0\x01\0", b"\0\x01\x03", b"\0\x01\x02\x80"];
    for kind in [AckType::Puback, AckType::Pubrec, AckType::Pubrel, AckType::Pubcomp, AckType::Unsuback] {
        for body in bodies {
            let packet = [&[kind.first_byte(), body.len() as u8], *body].concat();
            let expected =
                Ack::decode(Version::V3_1_1, kind, Cursor::from(*body)).ok().map(|ack| ack.packet_id);
            each_split(&packet, |mut arrived| assert_eq!(arrived.acknowledged_id(), expected, "{packet:x?}"));
        }
    }
    for body in bodies {
        let packet = [&[0x90, body.len() as u8], *body].concat();
        let expected = Suback::decode(Version::V3_1_1, Cursor::from(*body))
            .ok()
            .filter(|suback| suback.check().is_ok())
            .map(|suback| suback.packet_id);
        each_split(&packet, |mut arrived| assert_eq!(arrived.acknowledged_id(), expected, "{packet:x?}"));
    }
}
