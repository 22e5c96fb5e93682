//! Packets in and out, over TCP, TLS or WebSocket.

use core::mem::ManuallyDrop;

use super::{Client, Error, Result};
use crate::{
    rtos::{
        Status, Ticks, check,
        packet::{Packet, PacketRef},
    },
    sys,
};

impl Client {
    /// A packet with room in front for the headers of this connection.
    pub(crate) fn allocate(self, wait: Ticks) -> Result<Packet> {
        self.allocate_any(wait).map_err(|_| Error::PACKET_POOL)
    }

    fn allocate_any(self, wait: Ticks) -> core::result::Result<Packet, Status> {
        #[cfg(nxd_mqtt_over_websocket)]
        if self.use_websocket() != 0 {
            return self.websocket().allocate(wait);
        }
        #[cfg(nx_secure_enable)]
        if self.use_tls() != 0 {
            // SAFETY: the client's pool.
            return unsafe { self.session().allocate(self.pool(), wait) };
        }
        #[cfg(feature_nx_ipv6)]
        if !self.socket().is_ipv4() {
            // SAFETY: the client's pool.
            return unsafe { Packet::allocate(self.pool(), sys::nxd_value_NX_IPv6_TCP_PACKET, wait) };
        }
        self.allocate_plain(wait)
    }

    /// A packet to keep something in.
    pub(crate) fn allocate_plain(self, wait: Ticks) -> core::result::Result<Packet, Status> {
        // SAFETY: the client's pool.
        unsafe { Packet::allocate(self.pool(), sys::nxd_value_NX_IPv4_TCP_PACKET, wait) }
    }

    /// Appends the first `count` bytes of `source`.
    pub(crate) fn append_from(
        self,
        packet: &Packet,
        source: PacketRef,
        count: usize,
        wait: Ticks,
    ) -> core::result::Result<(), Status> {
        let mut from = source.cursor().take(count);
        while !from.is_empty() {
            let chunk = from.take_chunk(usize::MAX);
            if chunk.is_empty() {
                break;
            }
            // SAFETY: the client's pool.
            unsafe { packet.append(chunk, self.pool(), wait) }?;
        }
        Ok(())
    }

    /// Sends a packet. One that cannot be sent is released.
    pub(crate) fn send(self, packet: Packet, wait: Ticks) -> core::result::Result<(), Status> {
        let packet = ManuallyDrop::new(packet);
        let result = check(self.send_ref(**packet, wait));
        if result.is_err() {
            drop(ManuallyDrop::into_inner(packet));
        }
        result
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

    pub(crate) fn receive(self, wait: Ticks) -> core::result::Result<Packet, Status> {
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

/// Building blocks for components that put packets together themselves.
impl Client {
    /// Appends a first byte and a remaining length.
    ///
    /// # Errors
    /// A code of NetX Duo.
    pub(crate) fn append_fixed_header(
        self,
        packet: PacketRef,
        first: u8,
        length: sys::UINT,
        wait: Ticks,
    ) -> Result<()> {
        let mut bytes = [first, 0, 0, 0, 0, 0];
        let mut used = 1_usize;
        let mut rest = length;
        for byte in bytes.iter_mut().skip(1) {
            *byte = rest as u8 & 0x7f;
            rest >>= 7;
            used = used.wrapping_add(1);
            if rest == 0 {
                break;
            }
            *byte |= 0x80;
        }
        self.append(packet, bytes.get(..used).unwrap_or_default(), wait)
    }

    /// Appends a string with its two-byte length in front.
    ///
    /// # Errors
    /// A code of NetX Duo.
    pub(crate) fn append_string(self, packet: PacketRef, string: &[u8], wait: Ticks) -> Result<()> {
        self.append(packet, &(string.len() as u16).to_be_bytes(), wait)?;
        self.append(packet, string, wait)
    }

    pub(crate) fn append(self, packet: PacketRef, bytes: &[u8], wait: Ticks) -> Result<()> {
        if bytes.is_empty() {
            return Ok(());
        }
        // SAFETY: the client's pool.
        unsafe { packet.append(bytes, self.pool(), wait) }.map_err(Error::netx)
    }
}
