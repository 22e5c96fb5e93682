//! UTF-8 strings (section 1.5.3), topic names and topic filters (section 4.7), checked as they stream by.

use super::{Bytes, Field, Segment};
use crate::Error;

const PLUS: u32 = b'+' as u32;
const HASH: u32 = b'#' as u32;
const SLASH: u32 = b'/' as u32;

/// What a string is used for, and so what it may contain.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TextKind {
    /// Any UTF-8 string: client identifier, user name.
    String,
    /// The topic of a message: not empty, no wildcards (MQTT-3.3.2-2, MQTT-4.7.3-1).
    TopicName,
    /// The topic filter of a subscription: not empty, wildcards where allowed (MQTT-4.7.1-2, -3).
    TopicFilter,
}

/// Checks a string byte by byte, so that it may be split anywhere.
#[derive(Clone, Copy, Debug)]
struct TextCheck {
    kind: TextKind,
    /// The byte before, 0 at the start.
    previous: u32,
    /// Continuation bytes still to come.
    missing: u32,
    /// Range of the next continuation byte. It is narrower than 0x80..=0xbf behind the lead bytes that
    /// could begin an overlong form, a surrogate or a code point above U+10FFFF.
    low: u32,
    high: u32,
}

impl TextCheck {
    /// Begins a string.
    const fn new(kind: TextKind) -> Self {
        TextCheck { kind, previous: 0, missing: 0, low: 0, high: 0 }
    }

    /// Takes the next byte.
    ///
    /// # Errors
    /// [`Error::Utf8`] (MQTT-1.5.3-1), [`Error::NullCharacter`] (MQTT-1.5.3-2), [`Error::Wildcard`].
    #[inline(always)]
    fn push(&mut self, byte: u8) -> Result<(), Error> {
        let byte = u32::from(byte);
        let previous = self.previous;
        self.previous = byte;
        if self.missing != 0 {
            return self.continuation(byte);
        }
        // ASCII behind the last wildcard: most bytes.
        if self.kind != TextKind::TopicFilter && byte > PLUS && byte < 0x80 {
            return Ok(());
        }
        match byte {
            0 => return Err(Error::NullCharacter),
            0xc2..=0xf4 => self.lead(byte),
            0x80.. => return Err(Error::Utf8),
            _ => {}
        }
        if self.kind == TextKind::String { Ok(()) } else { self.wildcards(previous, byte) }
    }

    /// Ends the string.
    ///
    /// # Errors
    /// [`Error::Utf8`] inside a character, [`Error::EmptyTopic`] (MQTT-4.7.3-1).
    fn end(self) -> Result<(), Error> {
        if self.missing != 0 {
            Err(Error::Utf8)
        } else if self.previous == 0 && self.kind != TextKind::String {
            Err(Error::EmptyTopic)
        } else {
            Ok(())
        }
    }

    #[inline(always)]
    fn continuation(&mut self, byte: u32) -> Result<(), Error> {
        if byte < self.low || byte > self.high {
            return Err(Error::Utf8);
        }
        self.missing = self.missing.wrapping_sub(1);
        (self.low, self.high) = (0x80, 0xbf);
        Ok(())
    }

    /// The first byte of a character of two to four bytes.
    #[inline(always)]
    fn lead(&mut self, byte: u32) {
        self.missing = 1_u32.wrapping_add(u32::from(byte >= 0xe0)).wrapping_add(u32::from(byte >= 0xf0));
        self.low = match byte {
            0xe0 => 0xa0,
            0xf0 => 0x90,
            _ => 0x80,
        };
        self.high = match byte {
            0xed => 0x9f,
            0xf4 => 0x8f,
            _ => 0xbf,
        };
    }

    /// A wildcard stands alone in its level, and `#` ends the filter.
    #[inline(always)]
    fn wildcards(&self, previous: u32, byte: u32) -> Result<(), Error> {
        let wildcard = byte == PLUS || byte == HASH;
        if self.kind == TextKind::TopicName {
            return if wildcard { Err(Error::Wildcard) } else { Ok(()) };
        }
        let opens_level = previous == 0 || previous == SLASH;
        let allowed = match previous {
            HASH => false,
            PLUS => byte == SLASH,
            _ => !wildcard || opens_level,
        };
        if allowed { Ok(()) } else { Err(Error::Wildcard) }
    }
}

/// Checks a whole string.
///
/// # Errors
/// Those of [`TextCheck::push`] and [`TextCheck::end`].
pub fn check_text<F: Field>(kind: TextKind, text: F) -> Result<(), Error> {
    let mut text = text;
    let mut check = TextCheck::new(kind);
    while !text.is_empty() {
        let chunk = text.next_chunk();
        if chunk.is_empty() {
            return Err(Error::Truncated);
        }
        for byte in chunk {
            check.push(*byte)?;
        }
    }
    check.end()
}

/// Reads and checks a topic name of this length. It gives what [`check_text`] gives.
#[inline(always)]
pub(super) fn check_topic_name<'a, S: Segment<'a>>(
    len: usize,
    bytes: &mut Bytes<'a, S>,
) -> Result<(), Error> {
    if len == 0 {
        return Err(Error::EmptyTopic);
    }
    let mut check = TextCheck::new(TextKind::TopicName);
    let mut left = len;
    while left != 0 {
        left = left.wrapping_sub(1);
        let byte = bytes.byte_inline();
        // ASCII behind the last wildcard: most bytes.
        if byte > b'+' && byte < 0x80 {
            continue;
        }
        check.push(byte)?;
        while check.missing != 0 {
            if left == 0 {
                return Err(Error::Utf8);
            }
            left = left.wrapping_sub(1);
            check.continuation(bytes.byte().into())?;
        }
    }
    Ok(())
}
