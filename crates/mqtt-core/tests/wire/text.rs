use mqtt_core::Error;
use mqtt_core::packet::{Cursor, TextKind, check_text};

/// Checks in one piece and byte by byte, which must agree.
fn check(kind: TextKind, text: &[u8]) -> Result<(), Error> {
    let whole = check_text(kind, text);
    let single: Vec<&[u8]> = text.chunks(1).collect();
    assert_eq!(check_text(kind, Cursor::from(&single[..])), whole);
    whole
}

/// MQTT-1.5.3-1 and -2, for every sequence of two bytes and a sample of longer ones: the standard library's
/// decoder is the reference.
#[test]
fn utf8_like_the_standard_library() {
    let agree = |text: &[u8]| {
        let expected = match std::str::from_utf8(text) {
            Ok(string) if !string.contains('\0') => Ok(()),
            Ok(_) => Err(Error::NullCharacter),
            Err(_) => Err(Error::Utf8),
        };
        let found = check_text(TextKind::String, text);
        // With both faults in a text, the first one met is reported.
        assert_eq!(found.is_ok(), expected.is_ok(), "{text:x?}");
        if !text.contains(&0) {
            assert_eq!(found, expected, "{text:x?}");
        }
    };
    agree(&[]);
    for a in 0..=255 {
        agree(&[a]);
        for b in 0..=255 {
            agree(&[a, b]);
            for c in [0, 1, 0x7f, 0x80, 0x8f, 0x90, 0x9f, 0xa0, 0xbf, 0xc0, 0xc2, 0xe0, 0xed, 0xff] {
                agree(&[a, b, c]);
                for d in [0, b'a', 0x80, 0xbf, 0xc0] {
                    agree(&[a, b, c, d]);
                }
            }
        }
    }
}

#[test]
fn utf8_named_cases() {
    let cases: [(&[u8], Result<(), Error>); 12] = [
        (b"", Ok(())),
        ("A\u{2a6d4}".as_bytes(), Ok(())),
        // MQTT-1.5.3-3: U+FEFF is a character like any other.
        (b"\xef\xbb\xbf", Ok(())),
        (b"\xf4\x8f\xbf\xbf", Ok(())),
        (b"\0", Err(Error::NullCharacter)),
        (b"a\0b", Err(Error::NullCharacter)),
        // Surrogates, alone and as a pair.
        (b"\xed\xa0\x80", Err(Error::Utf8)),
        (b"\xed\xa0\x80\xed\xb0\x80", Err(Error::Utf8)),
        // Overlong forms of U+0000 and `/`.
        (b"\xc0\x80", Err(Error::Utf8)),
        (b"\xe0\x80\xaf", Err(Error::Utf8)),
        (b"\xf4\x90\x80\x80", Err(Error::Utf8)),
        (b"a\xe2\x82", Err(Error::Utf8)),
    ];
    for (text, expected) in cases {
        assert_eq!(check(TextKind::String, text), expected, "{text:x?}");
    }
}

/// MQTT-3.3.2-2, MQTT-4.7.3-1.
#[test]
fn topic_names() {
    for good in ["a", "/", "a/b", "//", "$SYS/x", " ", "ä/€/𝄞"] {
        assert_eq!(check(TextKind::TopicName, good.as_bytes()), Ok(()), "{good}");
    }
    for bad in ["#", "+", "a/#", "a+", "+a", "€#", "#€"] {
        assert_eq!(check(TextKind::TopicName, bad.as_bytes()), Err(Error::Wildcard), "{bad}");
    }
    assert_eq!(check(TextKind::TopicName, b""), Err(Error::EmptyTopic));
    assert_eq!(check(TextKind::TopicName, b"a\0"), Err(Error::NullCharacter));
    assert_eq!(check(TextKind::TopicName, b"\xff"), Err(Error::Utf8));
}

/// MQTT-4.7.1-2 (`#` alone in the last level) and MQTT-4.7.1-3 (`+` alone in its level), with the
/// examples of sections 4.7.1.2 and 4.7.1.3.
#[test]
fn topic_filters() {
    let good =
        ["#", "+", "/#", "/+", "+/", "+/#", "+/+", "sport/tennis/#", "+/tennis/#", "sport/+/player1", "a/+/"];
    for good in good {
        assert_eq!(check(TextKind::TopicFilter, good.as_bytes()), Ok(()), "{good}");
    }
    let bad = [
        "sport/tennis#",
        "sport/tennis/#/ranking",
        "sport+",
        "##",
        "++",
        "+#",
        "#+",
        "#/",
        "a/+b",
        "a/b+/c",
        "€+",
        "+€",
        "#€",
    ];
    for bad in bad {
        assert_eq!(check(TextKind::TopicFilter, bad.as_bytes()), Err(Error::Wildcard), "{bad}");
    }
    assert_eq!(check(TextKind::TopicFilter, b""), Err(Error::EmptyTopic));
    assert_eq!(check(TextKind::TopicFilter, b"a/\xed\xbf\xbf"), Err(Error::Utf8));
}
