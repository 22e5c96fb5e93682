use mqtt_core::Error;
use mqtt_core::packet::{Connack, ReturnCode};

use crate::value::{V, Value, malformed, only_this_length, same};

/// Section 3.2.2.3, table 3.1.
#[test]
fn return_codes() {
    let codes = [
        ReturnCode::Accepted,
        ReturnCode::UnacceptableProtocolVersion,
        ReturnCode::IdentifierRejected,
        ReturnCode::ServerUnavailable,
        ReturnCode::BadUserNameOrPassword,
        ReturnCode::NotAuthorized,
    ];
    for (value, code) in (0..).zip(codes) {
        same(&[0x20, 2, 0, value], &Value::Connack(false, code));
    }
    for value in 6..=255 {
        malformed(&[0x20, 2, 0, value], Error::ReturnCode);
    }
    only_this_length(&[0x20, 2, 0, 0]);
}

/// Section 3.2.2.1: bits 7 to 1 are 0. MQTT-3.2.2-4: a refusal has session present 0.
#[test]
fn flags() {
    same(&[0x20, 2, 1, 0], &Value::Connack(true, ReturnCode::Accepted));
    for flags in 2..=255 {
        malformed(&[0x20, 2, flags, 0], Error::ConnackFlags);
    }
    for code in 1..=5 {
        malformed(&[0x20, 2, 1, code], Error::ConnackFlags);
    }
    let refusal = Connack { session_present: true, code: ReturnCode::NotAuthorized };
    assert_eq!(refusal.encode(V), [0x20, 2, 0, 5]);
}
