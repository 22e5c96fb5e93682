//! From C pointers to Rust values and back.

use core::marker::PhantomData;

use crate::sys::{NX_PACKET, NXD_MQTT_CLIENT, UINT};

/// Bytes of the application's, as C has them: a pointer, which may be null if there are none, and a length.
#[derive(Clone, Copy)]
pub(crate) struct Bytes<'a> {
    data: *const u8,
    len: usize,
    lifetime: PhantomData<&'a [u8]>,
}

impl<'a> Bytes<'a> {
    /// The `len` bytes at `data`; none if it is null.
    ///
    /// # Safety
    /// A `data` that is not null is readable for `len` bytes, and nothing writes them during `'a`.
    pub(crate) unsafe fn from_c<T>(data: *const T, len: UINT) -> Self {
        Self { data: data.cast(), len: if data.is_null() { 0 } else { len as usize }, lifetime: PhantomData }
    }

    /// The `len` bytes at `data`, which are not looked at while it may be null.
    ///
    /// # Safety
    /// Unless it is null, `data` is readable for `len` bytes, and nothing writes them during `'a`.
    pub(crate) const unsafe fn unchecked<T>(data: *const T, len: UINT) -> Self {
        Self { data: data.cast(), len: len as usize, lifetime: PhantomData }
    }

    pub(crate) fn len(self) -> usize {
        self.len
    }

    pub(crate) fn as_ptr(self) -> *const u8 {
        self.data
    }

    /// At most the first `max` bytes.
    pub(crate) fn first(self, max: usize) -> Self {
        Self { len: self.len.min(max), ..self }
    }
}

impl Default for Bytes<'_> {
    fn default() -> Self {
        Self { data: core::ptr::null(), len: 0, lifetime: PhantomData }
    }
}

impl<'a> From<&'a [u8]> for Bytes<'a> {
    fn from(bytes: &'a [u8]) -> Self {
        Self { data: bytes.as_ptr(), len: bytes.len(), lifetime: PhantomData }
    }
}

impl<'a, const N: usize> From<&'a [u8; N]> for Bytes<'a> {
    fn from(bytes: &'a [u8; N]) -> Self {
        Self { data: bytes.as_ptr(), len: N, lifetime: PhantomData }
    }
}

/// Memory of the application's to write to.
#[derive(Clone, Copy)]
pub(crate) struct Buffer<'a> {
    data: *mut u8,
    len: usize,
    lifetime: PhantomData<&'a mut [u8]>,
}

impl Buffer<'_> {
    /// The `len` bytes at `data`; none if it is null.
    ///
    /// # Safety
    /// A `data` that is not null is writable for `len` bytes, and nothing else uses them during the lifetime.
    pub(crate) unsafe fn from_c<T>(data: *mut T, len: UINT) -> Self {
        Self { data: data.cast(), len: if data.is_null() { 0 } else { len as usize }, lifetime: PhantomData }
    }

    pub(crate) fn len(self) -> usize {
        self.len
    }

    pub(crate) fn as_ptr(self) -> *mut u8 {
        self.data
    }

    /// At most the first `max` bytes.
    pub(crate) fn first(self, max: usize) -> Self {
        Self { len: self.len.min(max), ..self }
    }
}

/// Writes a result to the caller's variable, unless the caller does not want it.
///
/// # Safety
/// `target` is null or writable.
pub(crate) unsafe fn store<T>(target: *mut T, value: T) {
    if !target.is_null() {
        // SAFETY: writable (contract); unaligned is fine for a C caller that packs its structures.
        unsafe { target.write_unaligned(value) };
    }
}

/// Calls the application's disconnect callback, if it has set one.
pub(crate) fn disconnect_notify(client: *mut NXD_MQTT_CLIENT) {
    // SAFETY: a live control block, whose callbacks are functions of the application or null.
    unsafe {
        if let Some(notify) = (*client).nxd_mqtt_disconnect_notify {
            notify(client);
        }
    }
}

/// Calls the application's connect callback, if it has set one.
pub(crate) fn connect_notify(client: *mut NXD_MQTT_CLIENT, status: UINT) {
    // SAFETY: as in disconnect_notify.
    unsafe {
        if let Some(notify) = (*client).nxd_mqtt_connect_notify {
            notify(client, status, (*client).nxd_mqtt_connect_context);
        }
    }
}

/// Calls the application's receive callback, if it has set one.
pub(crate) fn receive_notify(client: *mut NXD_MQTT_CLIENT, messages: UINT) {
    // SAFETY: as in disconnect_notify.
    unsafe {
        if let Some(notify) = (*client).nxd_mqtt_client_receive_notify {
            notify(client, messages);
        }
    }
}

/// Calls the application's acknowledgement callback, if it has set one. The packet stays the caller's.
pub(crate) fn ack_notify(client: *mut NXD_MQTT_CLIENT, kind: u8, id: u16, packet: *mut NX_PACKET) {
    // SAFETY: as in disconnect_notify; the packet outlives the call.
    unsafe {
        if let Some(notify) = (*client).nxd_mqtt_ack_receive_notify {
            notify(client, kind.into(), id, packet, (*client).nxd_mqtt_ack_receive_context);
        }
    }
}

/// Shows what was received to the application, if it wants to see it; true if the packet is now the application's.
pub(crate) fn packet_notify(client: *mut NXD_MQTT_CLIENT, packet: *mut NX_PACKET) -> bool {
    // SAFETY: as in disconnect_notify; the packet is the caller's to give.
    unsafe {
        match (*client).nxd_mqtt_packet_receive_notify {
            Some(notify) => notify(client, packet, (*client).nxd_mqtt_packet_receive_context) == 1,
            None => false,
        }
    }
}
