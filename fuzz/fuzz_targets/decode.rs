//! Any bytes in any segmentation: no panic, the same result as in one piece, and what was read is
//! written back with the same body.
//!
//! Input: one byte `n`, then `n % 16` segment sizes, then the stream of packets.
#![no_main]

use libfuzzer_sys::fuzz_target;
use mqtt_core::Error;
use mqtt_core::packet::{Cursor, Frame, Packet, Segment, SliceOutput, Version};

const V: Version = Version::V3_1_1;

fuzz_target!(|data: &[u8]| {
    let Some((count, rest)) = data.split_first() else { return };
    let Some((sizes, stream)) = rest.split_at_checked(usize::from(count % 16)) else { return };
    let segments = cut(stream, sizes);

    let mut whole = Cursor::from(stream);
    let mut scattered = Cursor::from(&segments[..]);
    loop {
        let start = stream.len() - whole.len();
        let (one, other) = (Frame::next(&mut whole), Frame::next(&mut scattered));
        match (one, other) {
            (Ok(Some(one)), Ok(Some(other))) => {
                assert_eq!(one.header, other.header);
                let written = rewrite(one);
                assert_eq!(written, rewrite(other));
                let packet = &stream[start..start + one.header.packet_len()];
                if let Ok(written) = written {
                    check_written(packet, one.header.header_len(), &written);
                }
            }
            (one, other) => {
                assert_eq!(one.map(|frame| frame.is_none()), other.map(|frame| frame.is_none()));
                return;
            }
        }
    }
});

/// Cuts `bytes` into segments of these sizes, in turn, until nothing is left.
fn cut<'a>(bytes: &'a [u8], sizes: &[u8]) -> Vec<&'a [u8]> {
    if sizes.iter().all(|size| *size == 0) {
        return vec![bytes];
    }
    let mut rest = bytes;
    let mut segments = vec![];
    for size in sizes.iter().cycle() {
        let (segment, after) = rest.split_at(usize::from(*size).min(rest.len()));
        segments.push(segment);
        rest = after;
        if rest.is_empty() {
            break;
        }
    }
    segments
}

/// Reads a packet, checks its contents, writes it again. What differs between two readings of the same
/// bytes shows in the result.
fn rewrite<'a, S: Segment<'a>>(frame: Frame<'a, S>) -> Result<(Vec<u8>, Result<(), Error>), Error> {
    let packet = Packet::decode(V, frame)?;
    let checked = packet.check();
    let mut buffer = vec![0; packet.encoded_len(V)?];
    let mut out = SliceOutput::new(&mut buffer);
    match packet.encode(V, &mut out) {
        // A wrong code in a SUBACK is for `check` to find; the writer refuses it.
        Err(Error::SubackCode) if checked == Err(Error::SubackCode) => return Err(Error::SubackCode),
        result => assert_eq!(result, Ok(()), "a packet that was read cannot be written"),
    }
    assert_eq!(out.written(), buffer.len());
    Ok((buffer, checked))
}

/// Type, flags and body are the same; the remaining length may have been written longer than needed.
fn check_written(read: &[u8], header_len: usize, (written, checked): &(Vec<u8>, Result<(), Error>)) {
    let again = Frame::next(&mut Cursor::from(&written[..]));
    let Ok(Some(again)) = again else { panic!("written as {written:x?}: {again:?}") };
    assert_eq!(again.header.first_byte(), read[0]);
    assert_eq!(again.body.contiguous(), Some(&read[header_len..]));
    assert_eq!(rewrite(again).map(|(bytes, checked)| (bytes == *written, checked)), Ok((true, *checked)));
}
