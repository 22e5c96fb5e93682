use mqtt_core::Error;
use mqtt_core::packet::{Cursor, FixedHeader, Frame, MAX_REMAINING_LEN, PacketType, Publish, Qos};

use crate::value::{Counted, V};

fn scan(bytes: &[u8]) -> Result<Option<FixedHeader>, Error> {
    let whole = FixedHeader::read(&mut Cursor::from(bytes));
    let single: Vec<&[u8]> = bytes.chunks(1).collect();
    assert_eq!(FixedHeader::read(&mut Cursor::from(&single[..])), whole);
    match whole {
        Err(Error::Truncated) => Ok(None),
        whole => whole.map(Some),
    }
}

/// Table 2.1 and table 2.2: types and the flags that each must have (MQTT-2.2.2-1, MQTT-2.2.2-2).
#[test]
fn types_and_flags() {
    for first in 0..=255u8 {
        let expected = match (first >> 4, first & 15) {
            (0 | 15, _) => Err(Error::PacketType),
            (3, flags) if flags & 6 == 6 => Err(Error::Qos),
            (3, _) | (6 | 8 | 10, 2) => Ok(()),
            (6 | 8 | 10, _) => Err(Error::HeaderFlags),
            (_, 0) => Ok(()),
            _ => Err(Error::HeaderFlags),
        };
        let header = scan(&[first, 0]);
        assert_eq!(header.map(|_| ()), expected, "{first:#x}");
        // The first byte alone is enough to refuse it.
        assert_eq!(scan(&[first]).err(), expected.err(), "{first:#x}");
        if let Ok(Some(header)) = header {
            assert_eq!(header.packet_type() as u8, first >> 4);
            assert_eq!(header.first_byte(), first);
        }
    }
}

#[test]
fn first_bytes_and_values() {
    let expected = [0x10, 0x20, 0x30, 0x40, 0x50, 0x62, 0x70, 0x82, 0x90, 0xa2, 0xb0, 0xc0, 0xd0, 0xe0];
    assert_eq!(PacketType::ALL.map(PacketType::first_byte), expected);
    assert_eq!(expected.map(PacketType::from_first_byte), PacketType::ALL.map(Some));
}

/// Table 2.1, direction of flow.
#[test]
fn directions() {
    use PacketType::*;
    for packet_type in PacketType::ALL {
        let (client, server) = match packet_type {
            Connect | Subscribe | Unsubscribe | Pingreq | Disconnect => (true, false),
            Connack | Suback | Unsuback | Pingresp => (false, true),
            _ => (true, true),
        };
        assert_eq!((packet_type.sent_by_client(), packet_type.sent_by_server()), (client, server));
        let header = scan(&[packet_type.first_byte(), 0]).unwrap().unwrap();
        let allowed = |yes| if yes { Ok(()) } else { Err(Error::Direction) };
        assert_eq!(header.check_from_client(), allowed(client));
        assert_eq!(header.check_from_server(), allowed(server));
    }
}

/// Section 2.2.3, table 2.4: the limits of each size.
#[test]
fn remaining_lengths() {
    let sizes: [(&[u8], usize); 10] = [
        (&[0x00], 0),
        (&[0x7f], 127),
        (&[0x80, 0x01], 128),
        (&[0xff, 0x7f], 16_383),
        (&[0x80, 0x80, 0x01], 16_384),
        (&[0xff, 0xff, 0x7f], 2_097_151),
        (&[0x80, 0x80, 0x80, 0x01], 2_097_152),
        (&[0xff, 0xff, 0xff, 0x7f], 268_435_455),
        (&[0xc1, 0x02], 321),
        // Not the shortest form, which only MQTT 5 demands.
        (&[0x80, 0x80, 0x80, 0x00], 0),
    ];
    for (bytes, len) in sizes {
        let mut packet = vec![0x30];
        packet.extend(bytes);
        let header = scan(&packet).unwrap().unwrap();
        assert_eq!(header.remaining_len(), len);
        assert_eq!(header.header_len(), packet.len());
        assert_eq!(header.packet_len(), packet.len() + len);
        for cut in 0..packet.len() {
            assert_eq!(scan(&packet[..cut]), Ok(None), "{cut} of {packet:x?}");
        }
    }
    assert_eq!(MAX_REMAINING_LEN, 268_435_455);
}

/// Section 2.2.3: the maximum number of bytes is four.
#[test]
fn remaining_length_of_five_bytes() {
    assert_eq!(scan(&[0x30, 0xff, 0xff, 0xff, 0x80]), Err(Error::RemainingLength));
    assert_eq!(scan(&[0x30, 0x80, 0x80, 0x80, 0x80, 0x00]), Err(Error::RemainingLength));
}

/// The largest packet there is, and one byte more.
#[test]
fn packet_too_long() {
    let payload = vec![0; MAX_REMAINING_LEN - 2];
    let mut publish = Publish {
        dup: false,
        qos: Qos::AtMostOnce,
        retain: false,
        packet_id: None,
        topic: b"".as_slice(),
        payload: payload.as_slice(),
    };
    assert_eq!(publish.encoded_len(V), Ok(MAX_REMAINING_LEN + 5));
    let mut out = Counted::default();
    assert_eq!(publish.encode(V, &mut out), Ok(()));
    assert_eq!(out.bytes, MAX_REMAINING_LEN + 5);

    publish.topic = b"t";
    let mut out = Counted::default();
    assert_eq!(publish.encoded_len(V), Err(Error::PacketTooLong));
    assert_eq!(publish.encode(V, &mut out), Err(Error::PacketTooLong));
    assert_eq!((out.bytes, out.calls), (0, 0), "nothing is written");
}

/// Packets one behind the other, the last one incomplete.
#[test]
fn frames_of_a_stream() {
    let stream = [0xd0, 0, 0x40, 2, 0, 1, 0x30, 5, 0, 1, b'a'];
    let mut cursor = Cursor::from(&stream[..]);
    let first = Frame::next(&mut cursor).unwrap().unwrap();
    assert_eq!((first.header.packet_type(), first.body.len()), (PacketType::Pingresp, 0));
    let second = Frame::next(&mut cursor).unwrap().unwrap();
    assert_eq!(
        (second.header.packet_type(), second.body.contiguous()),
        (PacketType::Puback, Some(&[0, 1][..]))
    );
    assert_eq!(second.body.offset(), 2, "offsets count from the start of the packet");
    assert!(Frame::next(&mut cursor).unwrap().is_none());
    assert_eq!(cursor.len(), 5, "an incomplete packet stays");
    assert_eq!(cursor.contiguous(), Some(&stream[6..]));
    assert!(Frame::next(&mut Cursor::from(&[][..] as &[u8])).unwrap().is_none());
}
