//! MQTT wire format and session state, without I/O and without allocation.
#![no_std]
#![forbid(unsafe_code)]
