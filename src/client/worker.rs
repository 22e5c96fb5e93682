//! The client's thread: events and what is done about them.

#[cfg(nxd_mqtt_cloud_enable)]
use core::ffi::c_void;
#[cfg(not(nxd_mqtt_cloud_enable))]
use core::mem::offset_of;

use super::{Client, block::*, lock::Guard};
#[cfg(nxd_mqtt_cloud_enable)]
use crate::rtos::cloud::PERIODIC;
use crate::{rtos::NO_WAIT, sys::ULONG};
#[cfg(not(nxd_mqtt_cloud_enable))]
use crate::{
    rtos::{Ticks, WAIT_FOREVER, thread},
    sys::{self, NXD_MQTT_CLIENT},
};

#[cfg(not(nxd_mqtt_cloud_enable))]
const RETRY: Ticks = sys::nxd_value_NX_IP_PERIODIC_RATE;

/// Time to look whether a ping is due.
pub(crate) const TIMEOUT: ULONG = 0x01;
/// Data has arrived, or something received waits to be gone on with.
pub(crate) const RECEIVE: ULONG = 0x02;
/// The client is to be deleted.
pub(crate) const DELETE: ULONG = 0x08;
/// A ping was not answered.
pub(crate) const PING_TIMEOUT: ULONG = 0x10;
/// The connection broke.
pub(crate) const BROKEN: ULONG = 0x20;
/// A TCP connection begun without waiting is established.
pub(crate) const ESTABLISHED: ULONG = 0x40;

impl Client {
    /// Sets an event. From any context.
    pub(crate) fn raise(self, event: ULONG) {
        #[cfg(not(nxd_mqtt_cloud_enable))]
        self.events().set(event);
        #[cfg(nxd_mqtt_cloud_enable)]
        self.module().set(event);
    }

    /// Takes events back.
    pub(crate) fn withdraw(self, events: ULONG) {
        #[cfg(not(nxd_mqtt_cloud_enable))]
        self.events().clear(events);
        #[cfg(nxd_mqtt_cloud_enable)]
        self.module().clear(events);
    }

    #[inline(never)]
    fn process(self, events: ULONG) {
        let Ok(mut guard) = self.lock() else { return };
        if events & TIMEOUT != 0 {
            self.ping(&mut guard);
        }
        if events & ESTABLISHED != 0 {
            self.go_on_after_tcp();
        }
        if events & RECEIVE != 0 {
            self.receive_all(&mut guard);
        }
        if events & (PING_TIMEOUT | BROKEN) != 0 {
            self.end_connection(&mut guard);
        }
        if events & DELETE != 0 {
            self.finish(guard);
        }
    }

    /// Ends everything the client owns but its thread.
    fn finish(self, mut guard: Guard) {
        self.end_connection(&mut guard);
        self.timer().delete();
        #[cfg(not(nxd_mqtt_cloud_enable))]
        self.events().delete();
        self.drop_received();
        self.sweep_stored(true);
        self.set_state(INITIALIZE);
        drop(guard);
        #[cfg(not(nxd_mqtt_cloud_enable))]
        self.mutex().delete();
        self.socket().disconnect(NO_WAIT);
        self.socket().unbind();
        // The thread that deletes the client waits for this.
        self.socket().delete();
    }
}

/// The client's own thread. It finds its client by being part of it.
#[cfg(not(nxd_mqtt_cloud_enable))]
pub(crate) unsafe extern "C" fn entry(_: ULONG) {
    // SAFETY: the only thread with this entry function is the one in a control block.
    let client =
        unsafe { Client::containing(thread::current(), offset_of!(NXD_MQTT_CLIENT, nxd_mqtt_thread)) };
    let Some(client) = client else { return };
    loop {
        // Something received may be waiting for a packet to be gone on with: look again after a while.
        let events = match client.processing() {
            Some(_) => client.events().take(RETRY) | RECEIVE,
            None => client.events().take(WAIT_FOREVER),
        };
        client.process(events);
        if events & DELETE != 0 {
            return;
        }
    }
}

/// Called on the thread of an NX_CLOUD.
#[cfg(nxd_mqtt_cloud_enable)]
pub(crate) unsafe extern "C" fn process(context: *mut c_void, common: ULONG, own: ULONG) {
    // SAFETY: the context given when the module was registered, a control block.
    let Some(client) = (unsafe { Client::from_c(context.cast()) }) else { return };
    client.process(if common & PERIODIC == 0 { own } else { own | RECEIVE });
    // Something received may be waiting for a packet to be gone on with: look again after a while.
    if own & DELETE == 0 {
        client.module().set_periodic(client.processing().is_some());
    }
}
