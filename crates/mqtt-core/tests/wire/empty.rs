use mqtt_core::Error;

use crate::value::{Value, malformed, only_this_length, same};

/// Sections 3.12 to 3.14; MQTT-3.14.1-1: the flags are 0.
#[test]
fn no_body() {
    for (first, value) in [(0xc0, Value::Pingreq), (0xd0, Value::Pingresp), (0xe0, Value::Disconnect)] {
        same(&[first, 0], &value);
        only_this_length(&[first, 0]);
        for flags in 1..16 {
            malformed(&[first | flags, 0], Error::HeaderFlags);
        }
    }
}
