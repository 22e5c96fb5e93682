//! The little of MQTT 3.1.1 that a sink needs, parsed in place.
//!
//! On purpose not the library's own codec: the benchmark would not notice an error that both
//! ends share, and the sink must never be the slower side.

use std::io::{self, ErrorKind};

/// A packet at the front of the buffer.
pub(crate) struct Frame<'a> {
    /// Type and flags.
    pub(crate) first: u8,
    /// All after the remaining length.
    pub(crate) body: &'a [u8],
    /// Bytes of the whole packet.
    pub(crate) length: usize,
}

/// What is at the front of the buffer.
pub(crate) enum Front<'a> {
    Whole(Frame<'a>),
    /// This many bytes are needed in all, as far as is known yet.
    Needs(usize),
}

/// Looks at the front of `bytes` (section 2.2).
#[inline]
pub(crate) fn front(bytes: &[u8]) -> io::Result<Front<'_>> {
    let mut remaining = 0;
    for index in 0..4 {
        let Some(&byte) = bytes.get(1 + index) else { return Ok(Front::Needs(index + 2)) };
        remaining |= usize::from(byte & 0x7f) << (7 * index);
        if byte & 0x80 == 0 {
            let length = index + 2 + remaining;
            return Ok(match bytes.get(index + 2..length) {
                Some(body) => Front::Whole(Frame { first: bytes[0], body, length }),
                None => Front::Needs(length),
            });
        }
    }
    Err(malformed("remaining length"))
}

/// A PUBLISH taken apart (section 3.3).
pub(crate) struct Publish<'a> {
    pub(crate) topic: &'a [u8],
    pub(crate) quality: u8,
    /// Present with quality of service 1 and 2.
    pub(crate) identifier: [u8; 2],
}

/// Takes a PUBLISH apart.
#[inline]
pub(crate) fn publish<'a>(frame: &Frame<'a>) -> io::Result<Publish<'a>> {
    let (topic, rest) = string(frame.body)?;
    let quality = (frame.first >> 1) & 3;
    let identifier = match quality {
        0 => [0, 0],
        _ => identifier(rest)?,
    };
    Ok(Publish { topic, quality, identifier })
}

/// The packet identifier that `bytes` begin with.
pub(crate) fn identifier(bytes: &[u8]) -> io::Result<[u8; 2]> {
    bytes.first_chunk().copied().ok_or_else(|| malformed("packet identifier"))
}

/// A length-prefixed string and what follows it.
#[inline]
pub(crate) fn string(bytes: &[u8]) -> io::Result<(&[u8], &[u8])> {
    let (length, rest) = bytes.split_first_chunk().ok_or_else(|| malformed("string"))?;
    rest.split_at_checked(u16::from_be_bytes(*length).into()).ok_or_else(|| malformed("string"))
}

/// The acknowledgement of `type_and_flags` for one packet.
pub(crate) fn acknowledgement(type_and_flags: u8, identifier: [u8; 2]) -> [u8; 4] {
    [type_and_flags, 2, identifier[0], identifier[1]]
}

/// One QoS 0 PUBLISH with `size` bytes of payload.
pub(crate) fn message(topic: &[u8], size: usize) -> Vec<u8> {
    let mut bytes = vec![0x30];
    let mut remaining = 2 + topic.len() + size;
    loop {
        let low = (remaining & 0x7f) as u8;
        remaining >>= 7;
        if remaining == 0 {
            bytes.push(low);
            break;
        }
        bytes.push(low | 0x80);
    }
    bytes.extend_from_slice(&(topic.len() as u16).to_be_bytes());
    bytes.extend_from_slice(topic);
    bytes.resize(bytes.len() + size, b'x');
    bytes
}

pub(crate) fn malformed(what: &str) -> io::Error {
    io::Error::new(ErrorKind::InvalidData, format!("malformed {what}"))
}

#[cfg(test)]
mod tests {
    use super::{Front, front, message, publish};

    #[test]
    fn finds_whole_packets_at_every_split() {
        for size in [0, 1, 117, 118, 20_000] {
            let bytes = message(b"t/x", size);
            for split in 0..bytes.len() {
                assert!(
                    matches!(front(&bytes[..split]), Ok(Front::Needs(n)) if n > split && n <= bytes.len())
                );
            }
            let Ok(Front::Whole(frame)) = front(&bytes) else { unreachable!("a whole packet") };
            assert_eq!(frame.length, bytes.len());
            assert!(matches!(publish(&frame), Ok(p) if p.topic == b"t/x" && p.quality == 0));
        }
    }

    #[test]
    fn refuses_malformed_bytes() {
        assert!(front(&[0x30, 0xff, 0xff, 0xff, 0xff, 1]).is_err());
        let Ok(Front::Whole(frame)) = front(&[0x30, 2, 0, 9]) else { unreachable!("a whole packet") };
        assert!(publish(&frame).is_err());
    }
}
