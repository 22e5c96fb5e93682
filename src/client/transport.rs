//! Packets in and out, over TCP, TLS or WebSocket.

use super::Client;
use crate::{
    rtos::{
        Failure, Status, Ticks, check,
        packet::{Packet, PacketRef},
    },
    sys,
};

impl Client {
    /// A packet with room in front for the headers of this connection.
    pub(crate) fn allocate(self, wait: Ticks) -> Option<Packet> {
        #[cfg(nxd_mqtt_over_websocket)]
        if self.use_websocket() != 0 {
            return self.websocket().allocate(wait).ok();
        }
        #[cfg(nx_secure_enable)]
        if self.use_tls() != 0 {
            // SAFETY: the client's pool.
            return unsafe { self.session().allocate(self.pool(), wait) }.ok();
        }
        #[cfg(feature_nx_ipv6)]
        if !self.socket().is_ipv4() {
            // SAFETY: the client's pool.
            return unsafe { Packet::allocate(self.pool(), sys::nxd_value_NX_IPv6_TCP_PACKET, wait) };
        }
        // SAFETY: the client's pool.
        unsafe { Packet::allocate(self.pool(), sys::nxd_value_NX_IPv4_TCP_PACKET, wait) }
    }

    /// A packet to keep something in.
    pub(crate) fn allocate_plain(self, wait: Ticks) -> Option<Packet> {
        // SAFETY: the client's pool.
        unsafe { Packet::allocate(self.pool(), sys::nxd_value_NX_IPv4_TCP_PACKET, wait) }
    }

    /// Sends a packet. One that cannot be sent is released.
    pub(crate) fn send(self, packet: Packet, wait: Ticks) -> Result<(), Failure> {
        check(self.send_ref(*packet, wait))?;
        packet.into_ref();
        Ok(())
    }

    /// Sends a packet that stays its owner's unless the result is success.
    pub(crate) fn send_ref(self, packet: PacketRef, wait: Ticks) -> Status {
        #[cfg(nxd_mqtt_over_websocket)]
        if self.use_websocket() != 0 {
            return self.websocket().send(packet, wait);
        }
        #[cfg(nx_secure_enable)]
        if self.use_tls() != 0 {
            return self.session().send(packet, wait);
        }
        self.socket().send(packet, wait)
    }

    #[cfg_attr(not(any(nx_secure_enable, nxd_mqtt_over_websocket)), inline(always))]
    pub(crate) fn receive(self, wait: Ticks) -> Result<Packet, Failure> {
        #[cfg(nxd_mqtt_over_websocket)]
        if self.use_websocket() != 0 {
            return self.websocket().receive(wait);
        }
        #[cfg(nx_secure_enable)]
        if self.use_tls() != 0 {
            return self.session().receive(wait);
        }
        self.socket().receive(wait)
    }
}
