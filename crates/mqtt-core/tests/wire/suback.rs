use mqtt_core::Error;
use mqtt_core::packet::{Qos, SubackCode};

use crate::value::{Counted, Value, accepted, id, malformed, refused, same};

/// The example of section 3.9.3.
#[test]
fn three_codes() {
    same(&[0x90, 5, 0, 10, 0, 2, 0x80], &Value::Suback(id(10), vec![0, 2, 0x80]));
}

/// MQTT-3.9.3-2: other codes are reserved.
#[test]
fn codes() {
    for code in 0..=255 {
        let bytes = [0x90, 4, 0, 1, 0, code];
        let value = SubackCode::from_value(code);
        if matches!(code, 0..=2 | 0x80) {
            accepted(&bytes);
            assert_eq!(value.map(SubackCode::value), Ok(code));
        } else {
            refused(&bytes, Error::SubackCode);
            assert_eq!(value, Err(Error::SubackCode));
            let value = Value::Suback(id(1), vec![0, code]);
            assert_eq!(value.encode_into(&mut Counted::default()), Err((Error::SubackCode, 0)));
        }
    }
    assert_eq!(SubackCode::from_value(1), Ok(SubackCode::Granted(Qos::AtLeastOnce)));
    assert_eq!(SubackCode::from_value(0x80), Ok(SubackCode::Failure));
}

#[test]
fn lengths() {
    malformed(&[0x90, 0], Error::Truncated);
    malformed(&[0x90, 1, 0], Error::Truncated);
    malformed(&[0x90, 2, 0, 1], Error::NoTopicFilter);
    malformed(&[0x90, 3, 0, 0, 0], Error::PacketId);
    let value = Value::Suback(id(1), vec![]);
    assert_eq!(value.encode_into(&mut Counted::default()), Err((Error::NoTopicFilter, 0)));
}
