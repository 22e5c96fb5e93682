//! The functions behind the API names when error checking is off. They refuse what would crash, and nothing else.

use core::ffi::c_void;

use super::client;
use crate::{
    client::{self as mqtt, Error, Identity, Server, Stack, WillMessage, status},
    ffi::{self, Buffer, Bytes},
    sys::{CHAR, NX_IP, NX_PACKET_POOL, NX_PTR_ERROR, NXD_ADDRESS, NXD_MQTT_CLIENT, UCHAR, UINT, ULONG},
};
#[cfg(nx_secure_enable)]
use crate::{
    rtos::tls::Setup,
    sys::{NX_SECURE_TLS_SESSION, NX_SECURE_X509_CERT},
};

/// See `nxd_mqtt_client_create` in the header.
///
/// # Safety
/// Pointers are as the header says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn _nxd_mqtt_client_create(
    client_ptr: *mut NXD_MQTT_CLIENT,
    client_name: *mut CHAR,
    client_id: *mut CHAR,
    client_id_length: UINT,
    ip_ptr: *mut NX_IP,
    pool_ptr: *mut NX_PACKET_POOL,
    stack_ptr: *mut c_void,
    stack_size: ULONG,
    mqtt_thread_priority: UINT,
    _memory_ptr: *mut c_void,
    _memory_size: ULONG,
) -> UINT {
    let identity =
        Identity { name: client_name, id: client_id, id_len: client_id_length, ip: ip_ptr, pool: pool_ptr };
    let stack = Stack { start: stack_ptr, size: stack_size, priority: mqtt_thread_priority };
    // SAFETY: the contract of this function.
    unsafe {
        let Some(client) = client(client_ptr) else { return NX_PTR_ERROR };
        status(mqtt::create(client, &identity, &stack))
    }
}

/// See `nxd_mqtt_client_login_set` in the header.
///
/// # Safety
/// Pointers are as the header says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn _nxd_mqtt_client_login_set(
    client_ptr: *mut NXD_MQTT_CLIENT,
    username: *mut CHAR,
    username_length: UINT,
    password: *mut CHAR,
    password_length: UINT,
) -> UINT {
    // SAFETY: the contract of this function.
    let Some(client) = (unsafe { client(client_ptr) }) else { return status(Err(Error::INVALID_PARAMETER)) };
    status(client.set_login((username, username_length), (password, password_length)))
}

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

/// See `nxd_mqtt_client_connect` in the header.
///
/// # Safety
/// Pointers are as the header says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn _nxd_mqtt_client_connect(
    client_ptr: *mut NXD_MQTT_CLIENT,
    server_ip: *mut NXD_ADDRESS,
    server_port: UINT,
    keepalive: UINT,
    clean_session: UINT,
    wait_option: ULONG,
) -> UINT {
    let server = Server {
        address: server_ip,
        port: server_port,
        keepalive,
        clean_session,
        wait: wait_option,
        #[cfg(nx_secure_enable)]
        tls: None,
    };
    // SAFETY: the contract of this function.
    unsafe {
        match client(client_ptr) {
            Some(client) if !server_ip.is_null() => status(client.connect(&server)),
            _ => NX_PTR_ERROR,
        }
    }
}

/// See `nxd_mqtt_client_secure_connect` in the header.
///
/// # Safety
/// Pointers are as the header says.
#[cfg(nx_secure_enable)]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn _nxd_mqtt_client_secure_connect(
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
    let setup: Option<Setup> = tls_setup;
    let server = Server {
        address: server_ip,
        port: server_port,
        keepalive,
        clean_session,
        wait: wait_option,
        tls: setup,
    };
    // SAFETY: the contract of this function.
    unsafe {
        match client(client_ptr) {
            Some(client) if !server_ip.is_null() && server.tls.is_some() => status(client.connect(&server)),
            _ => NX_PTR_ERROR,
        }
    }
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
    // SAFETY: the contract of this function.
    let (client, topic, payload) = unsafe {
        let Some(client) = client(client_ptr) else { return NX_PTR_ERROR };
        (client, Bytes::unchecked(topic_name, topic_name_length), Bytes::from_c(message, message_length))
    };
    status(client.publish(topic, payload, retain != 0, qos, wait_option))
}

/// See `nxd_mqtt_client_subscribe` in the header.
///
/// # Safety
/// Pointers are as the header says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn _nxd_mqtt_client_subscribe(
    client_ptr: *mut NXD_MQTT_CLIENT,
    topic_name: *mut CHAR,
    topic_name_length: UINT,
    qos: UINT,
) -> UINT {
    // SAFETY: the contract of this function.
    let (client, topic) = unsafe { (client(client_ptr), Bytes::unchecked(topic_name, topic_name_length)) };
    let Some(client) = client else { return NX_PTR_ERROR };
    status(client.subscribe(topic, qos))
}

/// See `nxd_mqtt_client_unsubscribe` in the header.
///
/// # Safety
/// Pointers are as the header says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn _nxd_mqtt_client_unsubscribe(
    client_ptr: *mut NXD_MQTT_CLIENT,
    topic_name: *mut CHAR,
    topic_name_length: UINT,
) -> UINT {
    // SAFETY: the contract of this function.
    let (client, topic) = unsafe { (client(client_ptr), Bytes::unchecked(topic_name, topic_name_length)) };
    let Some(client) = client else { return NX_PTR_ERROR };
    status(client.unsubscribe(topic))
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
    // SAFETY: the contract of this function.
    let (client, topic, message) = unsafe {
        let Some(client) = client(client_ptr) else { return NX_PTR_ERROR };
        (
            client,
            Buffer::from_c(topic_buffer, topic_buffer_size),
            Buffer::from_c(message_buffer, message_buffer_size),
        )
    };
    if actual_topic_length.is_null() || actual_message_length.is_null() {
        return status(Err(Error::INVALID_PARAMETER));
    }
    status(client.get_message(topic, message).map(|(topic_len, message_len)| {
        // SAFETY: writable, says the header.
        unsafe {
            ffi::store(actual_topic_length, topic_len as UINT);
            ffi::store(actual_message_length, message_len as UINT);
        }
    }))
}

/// See `nxd_mqtt_client_disconnect` in the header.
///
/// # Safety
/// Pointers are as the header says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn _nxd_mqtt_client_disconnect(client_ptr: *mut NXD_MQTT_CLIENT) -> UINT {
    // SAFETY: the contract of this function.
    let Some(client) = (unsafe { client(client_ptr) }) else { return NX_PTR_ERROR };
    status(client.disconnect())
}

/// See `nxd_mqtt_client_delete` in the header.
///
/// # Safety
/// Pointers are as the header says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn _nxd_mqtt_client_delete(client_ptr: *mut NXD_MQTT_CLIENT) -> UINT {
    // SAFETY: the contract of this function.
    let Some(client) = (unsafe { client(client_ptr) }) else { return NX_PTR_ERROR };
    status(client.delete())
}

/// See `nxd_mqtt_client_disconnect_notify_set` in the header.
///
/// # Safety
/// Pointers are as the header says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn _nxd_mqtt_client_disconnect_notify_set(
    client_ptr: *mut NXD_MQTT_CLIENT,
    disconnect_notify: Option<unsafe extern "C" fn(*mut NXD_MQTT_CLIENT)>,
) -> UINT {
    // SAFETY: the contract of this function.
    let Some(client) = (unsafe { client(client_ptr) }) else { return NX_PTR_ERROR };
    status(client.set_disconnect_notify(disconnect_notify))
}

/// See `nxd_mqtt_client_websocket_set` in the header.
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
) -> UINT {
    // SAFETY: the contract of this function.
    let Some(client) = (unsafe { client(client_ptr) }) else { return NX_PTR_ERROR };
    status(client.set_websocket(crate::rtos::websocket::Endpoint {
        host,
        host_len: host_length,
        path: uri_path,
        path_len: uri_path_length,
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
    let identity =
        Identity { name: client_name, id: client_id, id_len: client_id_length, ip: ip_ptr, pool: pool_ptr };
    // SAFETY: the contract of this function.
    unsafe {
        let null = ip_ptr.is_null() || pool_ptr.is_null() || cloud_ptr.is_null();
        match client(client_ptr) {
            Some(client)
                if !null
                    && (*ip_ptr).nx_ip_id == crate::sys::NX_IP_ID
                    && crate::rtos::cloud::exists(cloud_ptr) =>
            {
                status(mqtt::create_on_cloud(client, &identity, cloud_ptr))
            }
            _ => NX_PTR_ERROR,
        }
    }
}
