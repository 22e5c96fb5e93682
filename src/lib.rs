//! A drop-in replacement for the NetX Duo MQTT client.
//!
//! C programs use it through `include/nxd_mqtt_client.h`. From the outside in: [`nxd`] is the C interface, `client`
//! the one client behind it, `rtos` what it needs of ThreadX and NetX Duo, [`sys`] the declarations of both, read from
//! the headers of this build. With the feature `host`, the module of that name supplies ThreadX and NetX Duo on
//! Linux; without it the library is `no_std` and the symbols come from the program that links it.
#![cfg_attr(not(feature = "host"), no_std)]

mod client;
mod ffi;
#[cfg(feature = "host")]
pub mod host;
pub mod nxd;
mod rtos;
pub mod sys;

/// Never entered: the client has no reachable panic. A `no_std` library must name a handler all the same.
#[cfg(all(not(feature = "host"), not(test)))]
#[panic_handler]
fn panic(_: &core::panic::PanicInfo<'_>) -> ! {
    loop {}
}
