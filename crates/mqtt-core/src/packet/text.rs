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
    character: Character,
}

/// A character that is being read.
#[derive(Clone, Copy, Debug, Default)]
struct Character {
    /// Bytes of it still to come; 0 between two characters.
    missing: u32,
    /// Its first byte, with six bits for each that followed.
    bits: u32,
}

impl TextCheck {
    /// Begins a string.
    const fn new(kind: TextKind) -> Self {
        TextCheck { kind, previous: 0, character: Character { missing: 0, bits: 0 } }
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
        let inside = self.character.missing != 0;
        if inside || byte >= 0x80 {
            if !self.character.push(byte) {
                return Err(Error::Utf8);
            }
            if inside || self.kind != TextKind::TopicFilter {
                return Ok(());
            }
        }
        if byte == 0 {
            return Err(Error::NullCharacter);
        }
        if self.kind == TextKind::String { Ok(()) } else { self.wildcards(previous, byte) }
    }

    /// Ends the string.
    ///
    /// # Errors
    /// [`Error::Utf8`] inside a character, [`Error::EmptyTopic`] (MQTT-4.7.3-1).
    fn end(self) -> Result<(), Error> {
        if self.character.missing != 0 {
            Err(Error::Utf8)
        } else if self.previous == 0 && self.kind != TextKind::String {
            Err(Error::EmptyTopic)
        } else {
            Ok(())
        }
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

impl Character {
    /// Takes a byte that is not ASCII, or should not be. False if it is wrong.
    fn push(&mut self, byte: u32) -> bool {
        const LAST_FIRST: u32 = 0xf4;
        if self.missing == 0 {
            self.bits = byte;
            self.missing = (byte as u8).leading_ones();
            if byte > LAST_FIRST {
                return false;
            }
        } else {
            let continued = byte ^ 0x80;
            if continued > 0x3f {
                return false;
            }
            self.bits = self.bits.wrapping_shl(6) | continued;
        }
        self.missing = self.missing.wrapping_sub(1);
        self.missing != 0 || self.is_valid()
    }

    /// Takes any byte of a topic name, as a signed number. False if it is wrong.
    #[inline(never)]
    fn push_of_name(&mut self, byte: i32) -> bool {
        if self.missing == 0 && byte >= 0 {
            return !matches!(byte.cast_unsigned(), 0 | HASH | PLUS);
        }
        self.push(byte.cast_unsigned() & 0xff)
    }

    /// Whether the whole character is one: no overlong form, no surrogate, nothing above U+10FFFF, and no continuation
    /// byte without a first one.
    fn is_valid(self) -> bool {
        // As if it had three continuation bytes, so that all that counts is in the ten bits from 16 on.
        let mut bits = self.bits;
        while bits < 1 << 25 {
            bits = bits.wrapping_shl(6);
        }
        let place = (bits >> 16).wrapping_sub(0x308);
        // Between C2 80 and F4 8F; not E0 80 to E0 9F, not ED A0 to ED BF, not F0 80 to F0 8F.
        place < 0xc9 && place >> 1 != 0x3c && place >> 1 != 0x57 && place != 0xb8
    }
}

/// Checks a whole string.
///
/// # Errors
/// [`Error::Utf8`] (MQTT-1.5.3-1), [`Error::NullCharacter`] (MQTT-1.5.3-2), [`Error::Wildcard`],
/// [`Error::EmptyTopic`] (MQTT-4.7.3-1), [`Error::Truncated`] if there are fewer bytes than the field tells.
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
pub(super) fn check_topic_name<'a, S: Segment<'a>>(len: usize, bytes: &mut Bytes<'a, S>) -> bool {
    if len == 0 {
        return false;
    }
    // Bytes above this need no look: ASCII behind the last wildcard, which is most bytes; inside a character none.
    const PLAIN: i32 = b'+' as i32;
    let mut plain = PLAIN;
    let mut character = Character::default();
    let mut left = len;
    while left != 0 {
        let run = bytes.run(left);
        if run.is_empty() {
            return false;
        }
        left = left.wrapping_sub(run.len());
        for byte in run {
            // Signed from the start: one instruction loads it as such.
            let byte = i32::from(byte.cast_signed());
            if byte > plain {
                continue;
            }
            if !character.push_of_name(byte) {
                return false;
            }
            plain = if character.missing == 0 { PLAIN } else { i32::MAX };
        }
    }
    plain == PLAIN
}
