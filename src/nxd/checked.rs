//! The functions behind the API names: arguments are checked in the original's order, with its codes.

use core::ffi::c_void;

use super::core_calls::*;
#[cfg(nx_secure_enable)]
use crate::sys::{NX_SECURE_TLS_SESSION, NX_SECURE_X509_CERT};
use crate::{
    client::{Error, status},
    sys::{
        self, CHAR, NX_IP, NX_PACKET_POOL, NX_PTR_ERROR, NXD_ADDRESS, NXD_MQTT_CLIENT, UCHAR, UINT, ULONG,
    },
};

/// See `nxd_mqtt_client_create` in the header.
///
/// # Safety
/// Pointers are as the header says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn _nxde_mqtt_client_create(
    client_ptr: *mut NXD_MQTT_CLIENT,
    client_name: *mut CHAR,
    client_id: *mut CHAR,
    client_id_length: UINT,
    ip_ptr: *mut NX_IP,
    pool_ptr: *mut NX_PACKET_POOL,
    stack_ptr: *mut c_void,
    stack_size: ULONG,
    mqtt_thread_priority: UINT,
    memory_ptr: *mut c_void,
    memory_size: ULONG,
) -> UINT {
    if client_ptr.is_null()
        || ip_ptr.is_null()
        // SAFETY: an IP instance, or memory of one (contract of this function).
        || unsafe { (*ip_ptr).nx_ip_id } != sys::NX_IP_ID
        || stack_ptr.is_null()
        || stack_size == 0
        || pool_ptr.is_null()
        || (client_id.is_null() && client_id_length != 0)
    {
        return NX_PTR_ERROR;
    }
    // SAFETY: the contract of this function.
    unsafe {
        _nxd_mqtt_client_create(
            client_ptr,
            client_name,
            client_id,
            client_id_length,
            ip_ptr,
            pool_ptr,
            stack_ptr,
            stack_size,
            mqtt_thread_priority,
            memory_ptr,
            memory_size,
        )
    }
}

/// See `nxd_mqtt_client_login_set` in the header.
///
/// # Safety
/// Pointers are as the header says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn _nxde_mqtt_client_login_set(
    client_ptr: *mut NXD_MQTT_CLIENT,
    username: *mut CHAR,
    username_length: UINT,
    password: *mut CHAR,
    password_length: UINT,
) -> UINT {
    if (username.is_null() && username_length != 0) || (password.is_null() && password_length != 0) {
        return status(Err(Error::INVALID_PARAMETER));
    }
    // SAFETY: the contract of this function.
    unsafe { _nxd_mqtt_client_login_set(client_ptr, username, username_length, password, password_length) }
}

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
        _nxd_mqtt_client_will_message_set(
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

/// See `nxd_mqtt_client_connect` in the header.
///
/// # Safety
/// Pointers are as the header says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn _nxde_mqtt_client_connect(
    client_ptr: *mut NXD_MQTT_CLIENT,
    server_ip: *mut NXD_ADDRESS,
    server_port: UINT,
    keepalive: UINT,
    clean_session: UINT,
    wait_option: ULONG,
) -> UINT {
    if client_ptr.is_null() || server_ip.is_null() {
        return NX_PTR_ERROR;
    }
    // SAFETY: an address (contract of this function).
    if !matches!(unsafe { (*server_ip).nxd_ip_version } as UINT, 4 | 6) {
        return status(Err(Error::INVALID_PARAMETER));
    }
    if server_port == 0 {
        return status(Err(Error::INVALID_PORT));
    }
    // SAFETY: the contract of this function.
    unsafe {
        _nxd_mqtt_client_connect(client_ptr, server_ip, server_port, keepalive, clean_session, wait_option)
    }
}

/// See `nxd_mqtt_client_secure_connect` in the header.
///
/// # Safety
/// Pointers are as the header says.
#[cfg(nx_secure_enable)]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn _nxde_mqtt_client_secure_connect(
    client_ptr: *mut NXD_MQTT_CLIENT,
    server_ip: *mut NXD_ADDRESS,
    server_port: UINT,
    tls_setup: Option<
        unsafe extern "C" fn(
            *mut NXD_MQTT_CLIENT,
            *mut NX_SECURE_TLS_SESSION,
            *mut NX_SECURE_X509_CERT,
            *mut NX_SECURE_X509_CERT,
        ) -> UINT,
    >,
    keepalive: UINT,
    clean_session: UINT,
    wait_option: ULONG,
) -> UINT {
    if client_ptr.is_null() || server_ip.is_null() {
        return NX_PTR_ERROR;
    }
    if server_port == 0 {
        return status(Err(Error::INVALID_PORT));
    }
    // SAFETY: the contract of this function.
    unsafe {
        _nxd_mqtt_client_secure_connect(
            client_ptr,
            server_ip,
            server_port,
            tls_setup,
            keepalive,
            clean_session,
            wait_option,
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
    if client_ptr.is_null() {
        return NX_PTR_ERROR;
    }
    if topic_name.is_null() || topic_name_length == 0 || (!message.is_null() && message_length == 0) {
        return status(Err(Error::INVALID_PARAMETER));
    }
    // SAFETY: the contract of this function.
    unsafe {
        _nxd_mqtt_client_publish(
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

/// See `nxd_mqtt_client_subscribe` in the header.
///
/// # Safety
/// Pointers are as the header says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn _nxde_mqtt_client_subscribe(
    client_ptr: *mut NXD_MQTT_CLIENT,
    topic_name: *mut CHAR,
    topic_name_length: UINT,
    qos: UINT,
) -> UINT {
    if !client_ptr.is_null() && topic_name_length == 0 {
        return status(Err(Error::INVALID_PARAMETER));
    }
    // SAFETY: the contract of this function.
    unsafe { _nxd_mqtt_client_subscribe(client_ptr, topic_name, topic_name_length, qos) }
}

/// See `nxd_mqtt_client_unsubscribe` in the header.
///
/// # Safety
/// Pointers are as the header says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn _nxde_mqtt_client_unsubscribe(
    client_ptr: *mut NXD_MQTT_CLIENT,
    topic_name: *mut CHAR,
    topic_name_length: UINT,
) -> UINT {
    if !client_ptr.is_null() && topic_name_length == 0 {
        return status(Err(Error::INVALID_PARAMETER));
    }
    // SAFETY: the contract of this function.
    unsafe { _nxd_mqtt_client_unsubscribe(client_ptr, topic_name, topic_name_length) }
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
    unsafe { _nxd_mqtt_client_receive_notify_set(client_ptr, receive_notify) }
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
    if !client_ptr.is_null() && (topic_buffer.is_null() || message_buffer.is_null()) {
        return status(Err(Error::INVALID_PARAMETER));
    }
    // SAFETY: the contract of this function.
    unsafe {
        _nxd_mqtt_client_message_get(
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

/// See `nxd_mqtt_client_disconnect` in the header.
///
/// # Safety
/// Pointers are as the header says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn _nxde_mqtt_client_disconnect(client_ptr: *mut NXD_MQTT_CLIENT) -> UINT {
    // SAFETY: the contract of this function.
    unsafe { _nxd_mqtt_client_disconnect(client_ptr) }
}

/// See `nxd_mqtt_client_delete` in the header.
///
/// # Safety
/// Pointers are as the header says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn _nxde_mqtt_client_delete(client_ptr: *mut NXD_MQTT_CLIENT) -> UINT {
    // SAFETY: the contract of this function.
    unsafe { _nxd_mqtt_client_delete(client_ptr) }
}

/// See `nxd_mqtt_client_disconnect_notify_set` in the header.
///
/// # Safety
/// Pointers are as the header says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn _nxde_mqtt_client_disconnect_notify_set(
    client_ptr: *mut NXD_MQTT_CLIENT,
    disconnect_notify: Option<unsafe extern "C" fn(*mut NXD_MQTT_CLIENT)>,
) -> UINT {
    // SAFETY: the contract of this function.
    unsafe { _nxd_mqtt_client_disconnect_notify_set(client_ptr, disconnect_notify) }
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
        _nxd_mqtt_client_websocket_set(
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
        _nxd_mqtt_client_websocket_set(client_ptr, host, host_length, uri_path, uri_path_length)
    }
}
