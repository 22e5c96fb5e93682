//! The functions behind the API names that are the same with and without error checking. Arguments are checked in the
//! original's order, with its codes.

use core::ffi::c_void;

use super::client;
#[cfg(nx_secure_enable)]
use crate::sys::{NX_SECURE_TLS_SESSION, NX_SECURE_X509_CERT};
use crate::{
    client::{self as mqtt, Error, Identity, Server, Stack, UNSUBSCRIBE, status},
    ffi::Bytes,
    sys::{self, CHAR, NX_IP, NX_PACKET_POOL, NX_PTR_ERROR, NXD_ADDRESS, NXD_MQTT_CLIENT, UINT, ULONG},
};

/// Exports a function under both of its names. The compiler merges what is equal: there is one function with two
/// symbols.
macro_rules! export {
    ($(#[$attribute:meta])* fn $checked:ident, $core:ident($($name:ident: $kind:ty),* $(,)?) -> UINT $body:block) => {
        $(#[$attribute])*
        #[unsafe(no_mangle)]
        pub unsafe extern "C" fn $checked($($name: $kind),*) -> UINT $body

        $(#[$attribute])*
        #[unsafe(no_mangle)]
        pub unsafe extern "C" fn $core($($name: $kind),*) -> UINT $body
    };
}

export! {
    /// See `nxd_mqtt_client_create` in the header.
    ///
    /// # Safety
    /// Pointers are as the header says.
    fn _nxde_mqtt_client_create, _nxd_mqtt_client_create(
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
        let identity =
            Identity { name: client_name, id: client_id, id_len: client_id_length, ip: ip_ptr, pool: pool_ptr };
        let stack = Stack { start: stack_ptr, size: stack_size, priority: mqtt_thread_priority };
        // SAFETY: the contract of this function.
        unsafe {
            let Some(client) = client(client_ptr) else { return NX_PTR_ERROR };
            status(mqtt::create(client, &identity, &stack))
        }
    }
}

export! {
    /// See `nxd_mqtt_client_login_set` in the header.
    ///
    /// # Safety
    /// Pointers are as the header says.
    fn _nxde_mqtt_client_login_set, _nxd_mqtt_client_login_set(
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
        let Some(client) = (unsafe { client(client_ptr) }) else { return status(Err(Error::INVALID_PARAMETER)) };
        status(client.set_login((username, username_length), (password, password_length)))
    }
}

export! {
    /// See `nxd_mqtt_client_connect` in the header.
    ///
    /// # Safety
    /// Pointers are as the header says.
    fn _nxde_mqtt_client_connect, _nxd_mqtt_client_connect(
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
                Some(client) => status(client.connect(&server)),
                None => NX_PTR_ERROR,
            }
        }
    }
}

export! {
    /// See `nxd_mqtt_client_secure_connect` in the header.
    ///
    /// # Safety
    /// Pointers are as the header says.
    #[cfg(nx_secure_enable)]
    fn _nxde_mqtt_client_secure_connect, _nxd_mqtt_client_secure_connect(
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
        let server = Server {
            address: server_ip,
            port: server_port,
            keepalive,
            clean_session,
            wait: wait_option,
            tls: tls_setup,
        };
        // SAFETY: the contract of this function.
        unsafe {
            match client(client_ptr) {
                Some(client) if server.tls.is_some() => status(client.connect(&server)),
                _ => NX_PTR_ERROR,
            }
        }
    }
}

export! {
    /// See `nxd_mqtt_client_subscribe` in the header.
    ///
    /// # Safety
    /// Pointers are as the header says.
    fn _nxde_mqtt_client_subscribe, _nxd_mqtt_client_subscribe(
        client_ptr: *mut NXD_MQTT_CLIENT,
        topic_name: *mut CHAR,
        topic_name_length: UINT,
        qos: UINT,
    ) -> UINT {
        if !client_ptr.is_null() && topic_name_length == 0 {
            return status(Err(Error::INVALID_PARAMETER));
        }
        // SAFETY: the contract of this function.
        let (client, topic) = unsafe { (client(client_ptr), Bytes::unchecked(topic_name, topic_name_length)) };
        let Some(client) = client else { return NX_PTR_ERROR };
        client.subscribe(topic, qos)
    }
}

export! {
    /// See `nxd_mqtt_client_unsubscribe` in the header.
    ///
    /// # Safety
    /// Pointers are as the header says.
    fn _nxde_mqtt_client_unsubscribe, _nxd_mqtt_client_unsubscribe(
        client_ptr: *mut NXD_MQTT_CLIENT,
        topic_name: *mut CHAR,
        topic_name_length: UINT,
    ) -> UINT {
        // SAFETY: the contract of this function.
        let (client, topic) = unsafe { (client(client_ptr), Bytes::unchecked(topic_name, topic_name_length)) };
        let Some(client) = client else { return NX_PTR_ERROR };
        client.request(topic, UNSUBSCRIBE) as UINT
    }
}

export! {
    /// See `nxd_mqtt_client_delete` in the header.
    ///
    /// # Safety
    /// Pointers are as the header says.
    fn _nxde_mqtt_client_delete, _nxd_mqtt_client_delete(client_ptr: *mut NXD_MQTT_CLIENT) -> UINT {
        // SAFETY: the contract of this function.
        let Some(client) = (unsafe { client(client_ptr) }) else { return NX_PTR_ERROR };
        status(client.delete())
    }
}

export! {
    /// See `nxd_mqtt_client_disconnect` in the header.
    ///
    /// # Safety
    /// Pointers are as the header says.
    fn _nxde_mqtt_client_disconnect, _nxd_mqtt_client_disconnect(client_ptr: *mut NXD_MQTT_CLIENT) -> UINT {
        // SAFETY: the contract of this function.
        let Some(client) = (unsafe { client(client_ptr) }) else { return NX_PTR_ERROR };
        status(client.disconnect())
    }
}

export! {
    /// See `nxd_mqtt_client_disconnect_notify_set` in the header.
    ///
    /// # Safety
    /// Pointers are as the header says.
    fn _nxde_mqtt_client_disconnect_notify_set, _nxd_mqtt_client_disconnect_notify_set(
        client_ptr: *mut NXD_MQTT_CLIENT,
        disconnect_notify: Option<unsafe extern "C" fn(*mut NXD_MQTT_CLIENT)>,
    ) -> UINT {
        // SAFETY: the contract of this function.
        let Some(client) = (unsafe { client(client_ptr) }) else { return NX_PTR_ERROR };
        status(client.set_disconnect_notify(disconnect_notify))
    }
}
