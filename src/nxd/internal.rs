//! Functions that are not in the API but that the Azure IoT middleware and tests link to.

use super::client;
use crate::{
    client::{self as mqtt, Builder, Error, QOS_SHIFT, SUBSCRIBE, UNSUBSCRIBE, status},
    ffi::{self, Bytes},
    rtos::{Ticks, code, packet::PacketRef},
    sys::{CHAR, NX_PACKET, NX_PTR_ERROR, NXD_MQTT_CLIENT, UCHAR, UINT, ULONG, USHORT},
};

/// See the header.
///
/// # Safety
/// Pointers are as the header says; `packet_ptr` is writable.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn _nxd_mqtt_client_packet_allocate(
    client_ptr: *mut NXD_MQTT_CLIENT,
    packet_ptr: *mut *mut NX_PACKET,
    wait_option: ULONG,
) -> UINT {
    // SAFETY: the contract of this function.
    let Some(client) = (unsafe { client(client_ptr) }) else { return NX_PTR_ERROR };
    if !client.exists() {
        return status(Err(Error::NOT_RUNNING));
    }
    // SAFETY: as above.
    unsafe {
        match client.allocate(wait_option) {
            Some(packet) => {
                ffi::store(packet_ptr, packet.into_ref().as_ptr());
                status(Ok(()))
            }
            None => status(Err(Error::PACKET_POOL)),
        }
    }
}

/// See the header.
///
/// # Safety
/// Pointers are as the header says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn _nxd_mqtt_client_publish_packet_send(
    client_ptr: *mut NXD_MQTT_CLIENT,
    packet_ptr: *mut NX_PACKET,
    packet_id: USHORT,
    qos: UINT,
    wait_option: ULONG,
) -> UINT {
    // SAFETY: the contract of this function.
    let arguments = unsafe { client(client_ptr).zip(PacketRef::from_c(packet_ptr)) };
    let Some((client, packet)) = arguments else { return NX_PTR_ERROR };
    if !client.exists() {
        return status(Err(Error::NOT_RUNNING));
    }
    // Kept even if it has no identifier.
    let id = if qos == 0 { 0 } else { 0x1_0000 | UINT::from(packet_id) };
    status(Builder { packet, client, wait: wait_option }.send(id, Ok(()), None))
}

/// See the header.
///
/// # Safety
/// Pointers are as the header says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn _nxd_mqtt_client_sub_unsub(
    client_ptr: *mut NXD_MQTT_CLIENT,
    op: UINT,
    topic_name: *mut CHAR,
    topic_name_length: UINT,
    packet_id_ptr: *mut USHORT,
    qos: UINT,
) -> UINT {
    // SAFETY: the contract of this function.
    unsafe {
        let Some(client) = client(client_ptr) else { return NX_PTR_ERROR };
        let topic = Bytes::unchecked(topic_name, topic_name_length);
        let first = if op == SUBSCRIBE { SUBSCRIBE } else { UNSUBSCRIBE };
        let result = client.request(topic, first | (qos & 3) << QOS_SHIFT);
        let id = (result >> 32) as USHORT;
        if id != 0 {
            ffi::store(packet_id_ptr, id);
        }
        result as UINT
    }
}

/// See the header.
///
/// # Safety
/// Pointers are as the header says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn _nxd_mqtt_client_set_fixed_header(
    client_ptr: *mut NXD_MQTT_CLIENT,
    packet_ptr: *mut NX_PACKET,
    control_header: UCHAR,
    length: UINT,
    wait_option: UINT,
) -> UINT {
    // SAFETY: the contract of this function.
    let arguments = unsafe { client(client_ptr).zip(PacketRef::from_c(packet_ptr)) };
    let Some((client, packet)) = arguments else { return NX_PTR_ERROR };
    let wait = wait_option as Ticks;
    code(Builder { packet, client, wait }.head(control_header, length as usize, 0))
}

/// See the header.
///
/// # Safety
/// Pointers are as the header says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn _nxd_mqtt_client_append_message(
    client_ptr: *mut NXD_MQTT_CLIENT,
    packet_ptr: *mut NX_PACKET,
    message: *mut CHAR,
    length: UINT,
    wait_option: ULONG,
) -> UINT {
    // SAFETY: the contract of this function.
    let arguments = unsafe { client(client_ptr).zip(PacketRef::from_c(packet_ptr)) };
    let Some((client, packet)) = arguments.filter(|_| !message.is_null() || length == 0) else {
        return NX_PTR_ERROR;
    };
    // SAFETY: as above.
    let message = unsafe { Bytes::from_c(message, length) };
    code(Builder { packet, client, wait: wait_option }.string(message))
}

/// See the header.
///
/// # Safety
/// Pointers are as the header says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn _nxd_mqtt_client_connection_end(
    client_ptr: *mut NXD_MQTT_CLIENT,
    wait_option: ULONG,
) {
    // SAFETY: the contract of this function.
    if let Some(client) = unsafe { client(client_ptr) }
        && client.exists()
    {
        client.close(wait_option);
    }
}

/// See the header.
///
/// # Safety
/// Pointers are as the header says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn _nxd_mqtt_read_remaining_length(
    packet_ptr: *mut NX_PACKET,
    remaining_length: *mut UINT,
    offset_ptr: *mut ULONG,
) -> UINT {
    // SAFETY: the contract of this function.
    let Some(packet) = (unsafe { PacketRef::from_c(packet_ptr) }) else {
        return NX_PTR_ERROR;
    };
    status(mqtt::remaining_length(packet).map(|(remaining, offset)| {
        // SAFETY: null or writable (contract of this function).
        unsafe {
            ffi::store(remaining_length, remaining as UINT);
            ffi::store(offset_ptr, offset as ULONG);
        }
    }))
}

/// See the header.
///
/// # Safety
/// Pointers are as the header says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn _nxd_mqtt_process_publish_packet(
    packet_ptr: *mut NX_PACKET,
    topic_offset_ptr: *mut ULONG,
    topic_length_ptr: *mut USHORT,
    message_offset_ptr: *mut ULONG,
    message_length_ptr: *mut ULONG,
) -> UINT {
    // SAFETY: the contract of this function.
    let Some(packet) = (unsafe { PacketRef::from_c(packet_ptr) }) else {
        return NX_PTR_ERROR;
    };
    let found = mqtt::layout(packet);
    status(found.check().map(|()| {
        // SAFETY: null or writable (contract of this function).
        unsafe {
            ffi::store(topic_offset_ptr, found.topic_offset as ULONG);
            ffi::store(topic_length_ptr, found.topic_len as USHORT);
            ffi::store(message_offset_ptr, found.message_offset as ULONG);
            ffi::store(message_length_ptr, found.message_len as ULONG);
        }
    }))
}

/// Called by NetX Duo when a WebSocket handshake is over; see the header.
///
/// # Safety
/// `context` is the control block that was given to NetX Duo with this function.
#[cfg(nxd_mqtt_over_websocket)]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn _nxd_mqtt_client_websocket_connection_status_callback(
    _websocket_client_ptr: *mut crate::sys::NX_WEBSOCKET_CLIENT,
    context: *mut core::ffi::c_void,
    result: UINT,
) {
    // SAFETY: the contract of this function.
    if let Some(client) = unsafe { client(context.cast()) } {
        client.websocket_done(result);
    }
}

/// See `nxd_mqtt_ext.h`.
///
/// # Safety
/// Pointers are as the header says.
#[cfg(nxd_extension)]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn _nxd_mqtt_client_failure_get(
    client_ptr: *mut NXD_MQTT_CLIENT,
    phase: *mut UINT,
    code: *mut UINT,
) -> UINT {
    // SAFETY: the contract of this function.
    let Some(client) = (unsafe { client(client_ptr) }) else { return NX_PTR_ERROR };
    status(client.failure().map(|(failed_in, with)| {
        // SAFETY: null or writable (contract of this function).
        unsafe {
            ffi::store(phase, failed_in);
            ffi::store(code, with);
        }
    }))
}
