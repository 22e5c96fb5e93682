//! What the application sets before it connects, and callbacks.

#[cfg(any(nx_secure_enable, nxd_mqtt_over_websocket))]
use super::block::TRUE;
use super::{
    Client, Error, Result,
    build::{Builder, NUMBER},
};
#[cfg(nxd_mqtt_over_websocket)]
use crate::rtos::websocket::Endpoint;
use crate::{
    ffi::Bytes,
    rtos::Failure,
    sys::{self, CHAR, UCHAR, UINT, USHORT},
};

/// In the field that holds it together with the QoS.
const WILL_RETAIN: UCHAR = 0x80;

/// What the application wants called for a message; with the number of messages waiting.
pub(crate) type ReceiveNotify = Option<unsafe extern "C" fn(*mut sys::NXD_MQTT_CLIENT, UINT)>;
/// What the application wants called when a connection has ended.
pub(crate) type DisconnectNotify = Option<unsafe extern "C" fn(*mut sys::NXD_MQTT_CLIENT)>;

/// As the application gave it. Both strings stay the application's.
pub(crate) struct WillMessage {
    pub(crate) topic: *const UCHAR,
    pub(crate) topic_len: UINT,
    pub(crate) message: *const UCHAR,
    pub(crate) message_len: UINT,
    pub(crate) retain: bool,
    pub(crate) qos: UINT,
}

/// The connect flags (section 3.1.2.3).
const CLEAN_SESSION: u8 = 0x02;
const WILL: u8 = 0x04;
const PASSWORD: u8 = 0x40;
const USER_NAME: u8 = 0x80;

impl Client {
    /// Sets user name and password of the next CONNECT.
    ///
    /// # Errors
    /// `NOT_RUNNING`, `MUTEX`.
    pub(crate) fn set_login(
        self,
        (name, name_len): (*mut CHAR, UINT),
        (password, password_len): (*mut CHAR, UINT),
    ) -> Result<()> {
        let _guard = self.lock()?;
        let raw = self.as_ptr();
        // SAFETY: a live control block, with the mutex held.
        unsafe {
            (*raw).nxd_mqtt_client_username = name;
            (*raw).nxd_mqtt_client_username_length = name_len as USHORT;
            (*raw).nxd_mqtt_client_password = password;
            (*raw).nxd_mqtt_client_password_length = password_len as USHORT;
        }
        Ok(())
    }

    /// Sets the will of the next CONNECT.
    ///
    /// # Errors
    /// `INVALID_PARAMETER` for a QoS that does not exist or a string that is too long, `NOT_RUNNING`, `MUTEX`.
    pub(crate) fn set_will(self, will: &WillMessage) -> Result<()> {
        check_qos(will.qos)?;
        if will.topic_len | will.message_len > u16::MAX.into() {
            return Err(Error::INVALID_PARAMETER);
        }
        let _guard = self.lock()?;
        let raw = self.as_ptr();
        let retain = if will.retain { WILL_RETAIN } else { 0 };
        // SAFETY: a live control block, with the mutex held.
        unsafe {
            (*raw).nxd_mqtt_client_will_topic = will.topic;
            (*raw).nxd_mqtt_client_will_topic_length = will.topic_len;
            (*raw).nxd_mqtt_client_will_message = will.message;
            (*raw).nxd_mqtt_client_will_message_length = will.message_len;
            (*raw).nxd_mqtt_client_will_qos_retain = retain | will.qos as UCHAR;
        }
        Ok(())
    }

    /// Forgets login and will, which were for one connection.
    pub(crate) fn forget_credentials(self) {
        let raw = self.as_ptr();
        // SAFETY: a live control block, with the mutex held.
        unsafe {
            (*raw).nxd_mqtt_client_username = core::ptr::null_mut();
            (*raw).nxd_mqtt_client_password = core::ptr::null_mut();
            (*raw).nxd_mqtt_client_will_topic = core::ptr::null();
            (*raw).nxd_mqtt_client_will_message = core::ptr::null();
            (*raw).nxd_mqtt_client_will_qos_retain = 0;
        }
    }

    /// The connect flags, and the length of the payload of CONNECT (section 3.1.3).
    ///
    /// # Errors
    /// `INVALID_PARAMETER` for a client identifier that is too long.
    pub(crate) fn credentials(self, clean: bool, len: &mut usize) -> Result<u8> {
        let mut flags = if clean { CLEAN_SESSION } else { 0 };
        let raw = self.as_ptr();
        // SAFETY: a live control block.
        unsafe {
            let id_len = (*raw).nxd_mqtt_client_id_length;
            if id_len > u16::MAX.into() {
                return Err(Error::INVALID_PARAMETER);
            }
            *len = NUMBER.wrapping_add(id_len as usize);
            if !(*raw).nxd_mqtt_client_will_topic.is_null() {
                let will = (*raw).nxd_mqtt_client_will_qos_retain;
                flags |= WILL | (will & 3) << 3 | (will & WILL_RETAIN) >> 2;
                let both = (*raw)
                    .nxd_mqtt_client_will_topic_length
                    .wrapping_add((*raw).nxd_mqtt_client_will_message_length);
                *len = len.wrapping_add(NUMBER + NUMBER).wrapping_add(both as usize);
            }
            if !(*raw).nxd_mqtt_client_username.is_null() {
                flags |= USER_NAME;
                *len = len.wrapping_add(NUMBER + usize::from((*raw).nxd_mqtt_client_username_length));
                if !(*raw).nxd_mqtt_client_password.is_null() {
                    flags |= PASSWORD;
                    *len = len.wrapping_add(NUMBER + usize::from((*raw).nxd_mqtt_client_password_length));
                }
            }
        }
        Ok(flags)
    }

    /// Adds the payload that `flags` tells of.
    ///
    /// # Errors
    /// A code of NetX Duo.
    pub(crate) fn add_credentials(self, packet: &Builder, flags: u8) -> core::result::Result<(), Failure> {
        let raw = self.as_ptr();
        // SAFETY: a live control block; the application keeps the strings as long as they are set, says the header. None
        // that is null has a length: see `create` and `set_will`; user name and password are not looked at then.
        unsafe {
            packet.string(Bytes::unchecked((*raw).nxd_mqtt_client_id, (*raw).nxd_mqtt_client_id_length))?;
            if flags & WILL != 0 {
                let topic = (*raw).nxd_mqtt_client_will_topic;
                packet.string(Bytes::unchecked(topic, (*raw).nxd_mqtt_client_will_topic_length))?;
                let message = (*raw).nxd_mqtt_client_will_message;
                packet.string(Bytes::unchecked(message, (*raw).nxd_mqtt_client_will_message_length))?;
            }
            if flags & USER_NAME != 0 {
                let name = (*raw).nxd_mqtt_client_username;
                packet.string(Bytes::unchecked(name, (*raw).nxd_mqtt_client_username_length.into()))?;
            }
            if flags & PASSWORD != 0 {
                let password = (*raw).nxd_mqtt_client_password;
                packet.string(Bytes::unchecked(password, (*raw).nxd_mqtt_client_password_length.into()))?;
            }
        }
        Ok(())
    }

    /// Sets the receive callback. Without the mutex: applications do this where there is no thread yet.
    ///
    /// # Errors
    /// `NOT_RUNNING`.
    pub(crate) fn set_receive_notify(self, notify: ReceiveNotify) -> Result<()> {
        if !self.exists() {
            return Err(Error::NOT_RUNNING);
        }
        // SAFETY: a live control block; one pointer, which is written at once.
        unsafe { (*self.as_ptr()).nxd_mqtt_client_receive_notify = notify };
        Ok(())
    }

    /// Sets the disconnect callback.
    ///
    /// # Errors
    /// `NOT_RUNNING`.
    pub(crate) fn set_disconnect_notify(self, notify: DisconnectNotify) -> Result<()> {
        if !self.exists() {
            return Err(Error::NOT_RUNNING);
        }
        // SAFETY: a live control block; one pointer, which is written at once.
        unsafe { (*self.as_ptr()).nxd_mqtt_disconnect_notify = notify };
        Ok(())
    }

    /// Lets the application set its TLS session up, for a connect that has begun.
    ///
    /// # Errors
    /// What `setup` returned.
    #[cfg(nx_secure_enable)]
    pub(crate) fn prepare_tls(self, setup: crate::rtos::tls::Setup) -> Result<()> {
        let raw = self.as_ptr();
        // SAFETY: a live control block; the session and the certificates in it are for the application to set up.
        let status = unsafe {
            setup(
                raw,
                &raw mut (*raw).nxd_mqtt_tls_session,
                &raw mut (*raw).nxd_mqtt_tls_certificate,
                &raw mut (*raw).nxd_mqtt_tls_trusted_certificate,
            )
        };
        if status != 0 {
            return Err(Error::any(status));
        }
        self.set_use_tls(TRUE);
        Ok(())
    }

    /// Makes the next connections run over WebSocket to `to`.
    ///
    /// # Errors
    /// `NOT_RUNNING`, `MUTEX`, or what creating the WebSocket client returned.
    #[cfg(nxd_mqtt_over_websocket)]
    pub(crate) fn set_websocket(self, to: Endpoint) -> Result<()> {
        let _guard = self.lock()?;
        let raw = self.as_ptr();
        // SAFETY: a live control block, with the mutex held.
        unsafe {
            (*raw).nxd_mqtt_client_websocket_host = to.host;
            (*raw).nxd_mqtt_client_websocket_host_length = to.host_len;
            (*raw).nxd_mqtt_client_websocket_uri_path = to.path;
            (*raw).nxd_mqtt_client_websocket_uri_path_length = to.path_len;
            #[cfg(all(nxd_mqtt_bearer, nx_websocket_bearer))]
            {
                (*raw).nxd_mqtt_client_websocket_bearer = to.bearer;
                (*raw).nxd_mqtt_client_websocket_bearer_length = to.bearer_len;
            }
            let created: core::result::Result<(), Failure> =
                self.websocket().create((*raw).nxd_mqtt_client_ip_ptr, self.pool());
            created.map_err(Error::netx)?;
        }
        self.set_use_websocket(TRUE);
        Ok(())
    }

    #[cfg(nxd_mqtt_over_websocket)]
    pub(crate) fn websocket_endpoint(self) -> Endpoint {
        let raw = self.as_ptr();
        // SAFETY: a live control block.
        unsafe {
            Endpoint {
                host: (*raw).nxd_mqtt_client_websocket_host,
                host_len: (*raw).nxd_mqtt_client_websocket_host_length,
                path: (*raw).nxd_mqtt_client_websocket_uri_path,
                path_len: (*raw).nxd_mqtt_client_websocket_uri_path_length,
                #[cfg(all(nxd_mqtt_bearer, nx_websocket_bearer))]
                bearer: (*raw).nxd_mqtt_client_websocket_bearer,
                #[cfg(all(nxd_mqtt_bearer, nx_websocket_bearer))]
                bearer_len: (*raw).nxd_mqtt_client_websocket_bearer_length,
                #[cfg(all(not(nxd_mqtt_bearer), nx_websocket_bearer))]
                bearer: core::ptr::null_mut(),
                #[cfg(all(not(nxd_mqtt_bearer), nx_websocket_bearer))]
                bearer_len: 0,
            }
        }
    }
}

/// Whether this build can send, subscribe or bequeath with `qos`.
///
/// # Errors
/// `INVALID_PARAMETER` for a level that does not exist; `QOS2_NOT_SUPPORTED` with the original control block.
pub(crate) fn check_qos(qos: UINT) -> Result<()> {
    match qos {
        0 | 1 => Ok(()),
        #[cfg(nxd_extension)]
        2 => Ok(()),
        #[cfg(not(nxd_extension))]
        2 => Err(Error::QOS2_NOT_SUPPORTED),
        _ => Err(Error::INVALID_PARAMETER),
    }
}
