//! The MQTT client: one implementation behind every C interface.
//!
//! A [`Client`] is a control block that belongs to the application. No Rust reference to its memory is kept across a
//! callback or a NetX Duo call: callbacks re-enter the API while this thread holds the recursive mutex, and other
//! threads come in while it does not. Fields are read and written one at a time by the accessors of `block`.
//!
//! What is being received stays in the control block (`processing`) until it is consumed, and a stored packet is
//! unlinked before anyone is told of it, so that nothing dangles when a callback disconnects the client.

mod block;
mod build;
mod connack;
mod connect;
mod create;
mod delete;
mod disconnect;
mod error;
mod failure;
mod handshake;
mod ids;
mod inspect;
mod keepalive;
mod lock;
mod message;
mod publish;
mod queue;
mod receive;
mod settings;
mod transport;
mod worker;

pub(crate) use block::Client;
pub(crate) use build::Builder;
pub(crate) use connect::Server;
#[cfg(nxd_mqtt_cloud_enable)]
pub(crate) use create::create_on_cloud;
pub(crate) use create::{Identity, Stack, create};
pub(crate) use error::{Error, Result, status};
pub(crate) use inspect::{layout, remaining_length};
pub(crate) use publish::{QOS_SHIFT, SUBSCRIBE, UNSUBSCRIBE};
pub(crate) use settings::WillMessage;
