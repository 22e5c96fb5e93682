//! The functions behind the API names: arguments are checked in the original's order, with its codes.

use super::{client, core_calls};
use crate::{
    client::{Error, status},
    ffi::{Buffer, Bytes},
    sys::{CHAR, NX_PTR_ERROR, NXD_MQTT_CLIENT, UCHAR, UINT, ULONG},
};

/// See `nxd_mqtt_client_will_message_set` in the header.
///
/// # Safety
/// Pointers are as the header says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn _nxde_mqtt_client_will_message_set(
    client_ptr: *mut NXD_MQTT_CLIENT,
    will_topic: *const UCHAR,
    will_topic_length: UINT,
    will_message: *const UCHAR,
    will_message_length: UINT,
    will_retain_flag: UINT,
    will_qos: UINT,
) -> UINT {
    if will_topic.is_null() || will_topic_length == 0 || will_retain_flag > 1 {
        return status(Err(Error::INVALID_PARAMETER));
    }
    // SAFETY: the contract of this function.
    unsafe {
        core_calls::_nxd_mqtt_client_will_message_set(
            client_ptr,
            will_topic,
            will_topic_length,
            will_message,
            will_message_length,
            will_retain_flag,
            will_qos,
        )
    }
}

/// See `nxd_mqtt_client_publish` in the header.
///
/// # Safety
/// Pointers are as the header says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn _nxde_mqtt_client_publish(
    client_ptr: *mut NXD_MQTT_CLIENT,
    topic_name: *mut CHAR,
    topic_name_length: UINT,
    message: *mut CHAR,
    message_length: UINT,
    retain: UINT,
    qos: UINT,
    wait_option: ULONG,
) -> UINT {
    // SAFETY: the contract of this function.
    let Some(client) = (unsafe { client(client_ptr) }) else { return NX_PTR_ERROR };
    if !message.is_null() && message_length == 0 {
        return status(Err(Error::INVALID_PARAMETER));
    }
    // SAFETY: the contract of this function.
    let (topic, payload) =
        unsafe { (Bytes::unchecked(topic_name, topic_name_length), Bytes::from_c(message, message_length)) };
    status(client.publish(topic, payload, retain != 0, qos, wait_option))
}

/// See `nxd_mqtt_client_receive_notify_set` in the header.
///
/// # Safety
/// Pointers are as the header says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn _nxde_mqtt_client_receive_notify_set(
    client_ptr: *mut NXD_MQTT_CLIENT,
    receive_notify: Option<unsafe extern "C" fn(*mut NXD_MQTT_CLIENT, UINT)>,
) -> UINT {
    if receive_notify.is_none() {
        return NX_PTR_ERROR;
    }
    // SAFETY: the contract of this function.
    unsafe { core_calls::_nxd_mqtt_client_receive_notify_set(client_ptr, receive_notify) }
}

/// See `nxd_mqtt_client_message_get` in the header.
///
/// # Safety
/// Pointers are as the header says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn _nxde_mqtt_client_message_get(
    client_ptr: *mut NXD_MQTT_CLIENT,
    topic_buffer: *mut UCHAR,
    topic_buffer_size: UINT,
    actual_topic_length: *mut UINT,
    message_buffer: *mut UCHAR,
    message_buffer_size: UINT,
    actual_message_length: *mut UINT,
) -> UINT {
    // SAFETY: the contract of this function.
    let Some(client) = (unsafe { client(client_ptr) }) else { return NX_PTR_ERROR };
    if topic_buffer.is_null()
        || message_buffer.is_null()
        || actual_topic_length.is_null()
        || actual_message_length.is_null()
    {
        return status(Err(Error::INVALID_PARAMETER));
    }
    // SAFETY: the contract of this function.
    let (topic, message) = unsafe {
        (Buffer::from_c(topic_buffer, topic_buffer_size), Buffer::from_c(message_buffer, message_buffer_size))
    };
    status(client.get_message(topic, message).map(|(topic_len, message_len)| {
        // SAFETY: writable, says the header.
        unsafe {
            actual_topic_length.write_unaligned(topic_len as UINT);
            actual_message_length.write_unaligned(message_len as UINT);
        }
    }))
}

/// See `nxd_mqtt_client_websocket_set` in the header.
///
/// # Safety
/// Pointers are as the header says.
#[cfg(nxd_mqtt_over_websocket)]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn _nxde_mqtt_client_websocket_set(
    client_ptr: *mut NXD_MQTT_CLIENT,
    host: *mut UCHAR,
    host_length: UINT,
    uri_path: *mut UCHAR,
    uri_path_length: UINT,
    #[cfg(nxd_mqtt_bearer_argument)] bearer: *mut UCHAR,
    #[cfg(nxd_mqtt_bearer_argument)] bearer_length: UINT,
) -> UINT {
    if host.is_null() || host_length == 0 || uri_path.is_null() || uri_path_length == 0 {
        return NX_PTR_ERROR;
    }
    #[cfg(nxd_mqtt_bearer_argument)]
    if bearer.is_null() && bearer_length != 0 {
        return NX_PTR_ERROR;
    }
    // SAFETY: the contract of this function.
    #[cfg(nxd_mqtt_bearer_argument)]
    return unsafe {
        core_calls::_nxd_mqtt_client_websocket_set(
            client_ptr,
            host,
            host_length,
            uri_path,
            uri_path_length,
            bearer,
            bearer_length,
        )
    };
    // SAFETY: the contract of this function.
    #[cfg(not(nxd_mqtt_bearer_argument))]
    unsafe {
        core_calls::_nxd_mqtt_client_websocket_set(client_ptr, host, host_length, uri_path, uri_path_length)
    }
}
