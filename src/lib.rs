//! A drop-in replacement for the NetX Duo MQTT client.
#![cfg_attr(not(feature = "host"), no_std)]

#[cfg(feature = "host")]
pub mod host;
pub mod sys;
