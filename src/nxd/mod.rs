//! The C interface: the functions of `nxd_mqtt_client.h`, which documents them.
//!
//! `_nxde_*` look at the arguments first, as the original does, and call; so do `_nxd_*` ([`alike`]), except where a
//! call that the others ([`checked`]) refuse means something ([`core`](self::core_calls)). [`internal`] is what other
//! components of NetX Duo link to.

pub mod alike;
pub mod checked;
pub mod core_calls;
pub mod internal;
mod signatures;

use crate::{client::Client, sys::NXD_MQTT_CLIENT};

/// The client behind a C pointer.
///
/// # Safety
/// `client` is null or memory of a control block, created or not, in place during the call.
unsafe fn client(client: *mut NXD_MQTT_CLIENT) -> Option<Client> {
    // SAFETY: the contract of this function.
    unsafe { Client::from_c(client) }
}
