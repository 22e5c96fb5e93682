//! The functions behind the API names when error checking is off. They take what means something without the checks,
//! and refuse the rest as the checked ones do.

use super::{checked, client};
use crate::{
    client::{Error, WillMessage, status},
    sys::{CHAR, NX_PTR_ERROR, NXD_MQTT_CLIENT, UCHAR, UINT, ULONG},
};
#[cfg(nxd_mqtt_cloud_enable)]
use crate::{
    client::{Identity, create_on_cloud},
    sys::{NX_IP, NX_PACKET_POOL},
};

/// See `nxd_mqtt_client_will_message_set` in the header.
///
/// # Safety
/// Pointers are as the header says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn _nxd_mqtt_client_will_message_set(
    client_ptr: *mut NXD_MQTT_CLIENT,
    will_topic: *const UCHAR,
    will_topic_length: UINT,
    will_message: *const UCHAR,
    will_message_length: UINT,
    will_retain_flag: UINT,
    will_qos: UINT,
) -> UINT {
    // SAFETY: the contract of this function.
    let Some(client) = (unsafe { client(client_ptr) }) else { return status(Err(Error::INVALID_PARAMETER)) };
    if will_message.is_null() && will_message_length != 0 {
        return status(Err(Error::INVALID_PARAMETER));
    }
    status(client.set_will(&WillMessage {
        topic: will_topic,
        topic_len: will_topic_length,
        message: will_message,
        message_len: will_message_length,
        retain: will_retain_flag == 1,
        qos: will_qos,
    }))
}

/// See `nxd_mqtt_client_publish` in the header.
///
/// # Safety
/// Pointers are as the header says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn _nxd_mqtt_client_publish(
    client_ptr: *mut NXD_MQTT_CLIENT,
    topic_name: *mut CHAR,
    topic_name_length: UINT,
    message: *mut CHAR,
    message_length: UINT,
    retain: UINT,
    qos: UINT,
    wait_option: ULONG,
) -> UINT {
    let message = if message_length == 0 { core::ptr::null_mut() } else { message };
    // SAFETY: the contract of this function.
    unsafe {
        checked::_nxde_mqtt_client_publish(
            client_ptr,
            topic_name,
            topic_name_length,
            message,
            message_length,
            retain,
            qos,
            wait_option,
        )
    }
}

/// See `nxd_mqtt_client_receive_notify_set` in the header.
///
/// # Safety
/// Pointers are as the header says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn _nxd_mqtt_client_receive_notify_set(
    client_ptr: *mut NXD_MQTT_CLIENT,
    receive_notify: Option<unsafe extern "C" fn(*mut NXD_MQTT_CLIENT, UINT)>,
) -> UINT {
    // SAFETY: the contract of this function.
    let Some(client) = (unsafe { client(client_ptr) }) else { return NX_PTR_ERROR };
    status(client.set_receive_notify(receive_notify))
}

/// See `nxd_mqtt_client_message_get` in the header.
///
/// # Safety
/// Pointers are as the header says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn _nxd_mqtt_client_message_get(
    client_ptr: *mut NXD_MQTT_CLIENT,
    topic_buffer: *mut UCHAR,
    topic_buffer_size: UINT,
    actual_topic_length: *mut UINT,
    message_buffer: *mut UCHAR,
    message_buffer_size: UINT,
    actual_message_length: *mut UINT,
) -> UINT {
    // No buffer is one without room.
    let (topic_buffer, topic_buffer_size) = match topic_buffer.is_null() {
        true => (core::ptr::dangling_mut(), 0),
        false => (topic_buffer, topic_buffer_size),
    };
    let (message_buffer, message_buffer_size) = match message_buffer.is_null() {
        true => (core::ptr::dangling_mut(), 0),
        false => (message_buffer, message_buffer_size),
    };
    // SAFETY: the contract of this function.
    unsafe {
        checked::_nxde_mqtt_client_message_get(
            client_ptr,
            topic_buffer,
            topic_buffer_size,
            actual_topic_length,
            message_buffer,
            message_buffer_size,
            actual_message_length,
        )
    }
}

/// See `nxd_mqtt_client_websocket_set` in the header. It takes a bearer token if applications pass one, says that
/// header; else there is none, unless the application puts one into the control block afterwards.
///
/// # Safety
/// Pointers are as the header says.
#[cfg(nxd_mqtt_over_websocket)]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn _nxd_mqtt_client_websocket_set(
    client_ptr: *mut NXD_MQTT_CLIENT,
    host: *mut UCHAR,
    host_length: UINT,
    uri_path: *mut UCHAR,
    uri_path_length: UINT,
    #[cfg(nxd_mqtt_bearer_argument)] bearer: *mut UCHAR,
    #[cfg(nxd_mqtt_bearer_argument)] bearer_length: UINT,
) -> UINT {
    // SAFETY: the contract of this function.
    let Some(client) = (unsafe { client(client_ptr) }) else { return NX_PTR_ERROR };
    #[cfg(all(nx_websocket_bearer, not(nxd_mqtt_bearer_argument)))]
    let (bearer, bearer_length) = (core::ptr::null_mut(), 0);
    status(client.set_websocket(crate::rtos::websocket::Endpoint {
        host,
        host_len: host_length,
        path: uri_path,
        path_len: uri_path_length,
        #[cfg(nx_websocket_bearer)]
        bearer,
        #[cfg(nx_websocket_bearer)]
        bearer_len: bearer_length,
    }))
}

/// See `_nxd_mqtt_client_cloud_create` in the header. It checks its arguments itself.
///
/// # Safety
/// Pointers are as the header says.
#[cfg(nxd_mqtt_cloud_enable)]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn _nxd_mqtt_client_cloud_create(
    client_ptr: *mut NXD_MQTT_CLIENT,
    client_name: *mut CHAR,
    client_id: *mut CHAR,
    client_id_length: UINT,
    ip_ptr: *mut NX_IP,
    pool_ptr: *mut NX_PACKET_POOL,
    cloud_ptr: *mut crate::sys::NX_CLOUD,
) -> UINT {
    let id_len = if client_id.is_null() { 0 } else { client_id_length };
    let identity = Identity { name: client_name, id: client_id, id_len, ip: ip_ptr, pool: pool_ptr };
    // SAFETY: the contract of this function.
    unsafe {
        let null = ip_ptr.is_null() || pool_ptr.is_null() || cloud_ptr.is_null();
        match client(client_ptr) {
            Some(client)
                if !null
                    && (*ip_ptr).nx_ip_id == crate::sys::NX_IP_ID
                    && crate::rtos::cloud::exists(cloud_ptr) =>
            {
                status(create_on_cloud(client, &identity, cloud_ptr))
            }
            _ => NX_PTR_ERROR,
        }
    }
}
