use std::cell::Cell;

use mqtt_core::Error;
use mqtt_core::packet::{Cursor, Field, Frame, Output, Segment, SliceOutput};

fn scattered<'a>(segments: &'a [&'a [u8]]) -> Cursor<'a, &'a [&'a [u8]]> {
    Cursor::from(segments)
}

#[test]
fn reads_across_segments() {
    let mut cursor = scattered(&[&[1], &[], &[2, 3, 4], &[], &[5, 6]]);
    assert_eq!(cursor.len(), 6);
    assert_eq!(cursor.u16(), 0x0102);
    assert_eq!((cursor.offset(), cursor.len()), (2, 4));
    let part = cursor.take(3);
    assert_eq!((part.offset(), part.len(), part.contiguous()), (2, 3, None));
    let mut copy = [0; 8];
    assert_eq!(part.copy_to(&mut copy), 3);
    assert_eq!(copy, [3, 4, 5, 0, 0, 0, 0, 0]);
    assert_eq!(part.copy_to(&mut copy[..2]), 2);
    assert_eq!(cursor.byte(), 6);
    assert_eq!(cursor.end(), Ok(()));
}

#[test]
fn a_part_inside_a_segment_is_contiguous() {
    let mut cursor = scattered(&[&[1, 2, 3], &[4, 5]]);
    cursor.skip(1);
    assert_eq!(cursor.take(2).contiguous(), Some(&[2, 3][..]));
    assert_eq!(cursor.take(2).contiguous(), Some(&[4, 5][..]));
    assert_eq!(cursor.take(0).contiguous(), Some(&[][..]));
}

#[test]
fn reads_beyond_the_end_are_remembered() {
    let mut cursor = scattered(&[&[1], &[2]]);
    assert_eq!(cursor.end(), Err(Error::TrailingBytes));
    assert_eq!(cursor.intact(), Ok(()));
    let mut bytes = cursor;
    assert_eq!((bytes.u16(), bytes.byte(), bytes.u16()), (0x0102, 0, 0));
    assert_eq!(bytes.end(), Err(Error::Truncated));
    assert!(cursor.take(3).is_empty());
    assert!(cursor.is_short() && cursor.is_empty());
    assert_eq!(cursor.packet_id(), Err(Error::Truncated));
}

/// The caller promised more bytes than its segments hold.
#[test]
fn segments_that_end_early() {
    let bytes: &[u8] = &[0, 3, b'a'];
    let mut cursor = Cursor::new(bytes, 9);
    assert!(cursor.prefixed().is_empty());
    assert_eq!(cursor.intact(), Err(Error::Truncated));
    let lying = Cursor::new(bytes, 9);
    assert_eq!(lying.contiguous(), None);
    assert_eq!(lying.copy_to(&mut [0; 9]), 3);
}

#[test]
fn lists_of_segments() {
    let none: &[&[u8]] = &[];
    assert_eq!(none.bytes(), &[] as &[u8]);
    assert!(none.next().is_none());
    let one: &[&[u8]] = &[&[7]];
    assert_eq!(one.bytes(), &[7]);
    assert!(one.next().is_none());
}

#[test]
fn chunks_of_a_field() {
    let mut field = scattered(&[&[1], &[2, 3]]);
    assert_eq!(Field::len(&field), 3);
    assert!(!Field::is_empty(&field));
    assert_eq!(field.next_chunk(), [1]);
    assert_eq!(field.next_chunk(), [2, 3]);
    assert!(field.next_chunk().is_empty());
}

#[test]
fn slice_output_takes_all_or_nothing() {
    let mut buffer = [9; 3];
    let mut out = SliceOutput::new(&mut buffer);
    assert_eq!(out.append(&[1, 2]), Ok(()));
    assert_eq!(out.append(&[3, 4]), Err(Error::OutputFull));
    assert_eq!(out.append(&[]), Ok(()));
    assert_eq!(out.append(&[3]), Ok(()));
    assert_eq!(out.written(), 3);
    assert_eq!(buffer, [1, 2, 3]);
}

/// A packet that comes in single bytes is not walked again with each of them.
#[test]
fn incomplete_packets_are_not_walked() {
    #[derive(Clone, Copy)]
    struct Counting<'a>(&'a [u8], &'a Cell<usize>);
    impl<'a> Segment<'a> for Counting<'a> {
        fn bytes(self) -> &'a [u8] {
            self.1.set(self.1.get() + 1);
            &self.0[..1]
        }

        fn next(self) -> Option<Self> {
            (self.0.len() > 1).then(|| Counting(&self.0[1..], self.1))
        }
    }

    let mut packet = vec![0x30, 0xff, 0x07];
    packet.resize(3 + 0x3ff, 0);
    let looks = Cell::new(0);
    for len in 1..packet.len() {
        looks.set(0);
        let mut stream = Cursor::new(Counting(&packet[..len], &looks), len);
        assert!(Frame::next(&mut stream).unwrap().is_none());
        assert!(looks.get() <= 6, "{} looks at {len} bytes", looks.get());
    }
    let mut stream = Cursor::new(Counting(&packet, &looks), packet.len());
    assert!(Frame::next(&mut stream).unwrap().is_some());
}
