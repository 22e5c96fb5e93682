//! Why a call failed, as the code the caller gets.

use core::num::NonZeroU32;

use crate::{
    rtos::Failure,
    sys::{self, UINT},
};

pub(crate) type Result<T> = core::result::Result<T, Error>;

/// In the codes of `nxd_mqtt_client.h`, and in none of NetX Duo's.
const BASE: u32 = 0x1_0000;

/// A code other than success: one of `nxd_mqtt_client.h`, or one of NetX Duo passed on.
///
/// `Result<(), Error>` is as large as a `UINT`, with 0 for success. The codes are kept without the bit that those of
/// `nxd_mqtt_client.h` have in common: small numbers take less code.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) struct Error(NonZeroU32);

impl Error {
    pub(crate) const ALREADY_CONNECTED: Self = Self::new(sys::NXD_MQTT_ALREADY_CONNECTED);
    pub(crate) const NOT_CONNECTED: Self = Self::new(sys::NXD_MQTT_NOT_CONNECTED);
    pub(crate) const MUTEX: Self = Self::new(sys::NXD_MQTT_MUTEX_FAILURE);
    pub(crate) const INTERNAL: Self = Self::new(sys::NXD_MQTT_INTERNAL_ERROR);
    pub(crate) const CONNECT: Self = Self::new(sys::NXD_MQTT_CONNECT_FAILURE);
    pub(crate) const PACKET_POOL: Self = Self::new(sys::NXD_MQTT_PACKET_POOL_FAILURE);
    pub(crate) const COMMUNICATION: Self = Self::new(sys::NXD_MQTT_COMMUNICATION_FAILURE);
    pub(crate) const SERVER_MESSAGE: Self = Self::new(sys::NXD_MQTT_SERVER_MESSAGE_FAILURE);
    pub(crate) const INVALID_PARAMETER: Self = Self::new(sys::NXD_MQTT_INVALID_PARAMETER);
    pub(crate) const NO_MESSAGE: Self = Self::new(sys::NXD_MQTT_NO_MESSAGE);
    #[cfg(not(nxd_extension))]
    pub(crate) const QOS2_NOT_SUPPORTED: Self = Self::new(sys::NXD_MQTT_QOS2_NOT_SUPPORTED);
    pub(crate) const BUFFER_SPACE: Self = Self::new(sys::NXD_MQTT_INSUFFICIENT_BUFFER_SPACE);
    pub(crate) const NOT_RUNNING: Self = Self::new(sys::NXD_MQTT_CLIENT_NOT_RUNNING);
    pub(crate) const INVALID_PACKET: Self = Self::new(sys::NXD_MQTT_INVALID_PACKET);
    pub(crate) const PARTIAL_PACKET: Self = Self::new(sys::NXD_MQTT_PARTIAL_PACKET);
    pub(crate) const CONNECTING: Self = Self::new(sys::NXD_MQTT_CONNECTING);
    pub(crate) const INVALID_STATE: Self = Self::new(sys::NXD_MQTT_INVALID_STATE);
    pub(crate) const INVALID_PORT: Self = Self::new(sys::NX_INVALID_PORT);
    pub(crate) const CALLER: Self = Self::new(sys::NX_CALLER_ERROR);
    pub(crate) const IN_PROGRESS: Self = Self::new(sys::NX_IN_PROGRESS);

    /// What a CONNACK return code says: 0 accepts the connection.
    pub(crate) const fn refused(code: u8) -> Result<()> {
        match code {
            0 => Ok(()),
            _ => Err(Self::new(sys::NXD_MQTT_ERROR_CONNECT_RETURN_CODE | code as u32)),
        }
    }

    /// A code of NetX Duo. They are without the bit.
    pub(crate) fn netx(failure: Failure) -> Self {
        Self(failure | BASE)
    }

    /// Any code other than success.
    #[cfg(any(nx_secure_enable, nxd_mqtt_over_websocket))]
    pub(crate) const fn any(code: UINT) -> Self {
        Self::new(code)
    }

    const fn new(code: u32) -> Self {
        match NonZeroU32::new(code ^ BASE) {
            Some(code) => Self(code),
            None => Self(NonZeroU32::MAX),
        }
    }
}

/// What the protocol says is wrong, as the client reports it. That it came from the broker ends the connection.
impl From<mqtt_core::Error> for Error {
    fn from(error: mqtt_core::Error) -> Self {
        match error {
            mqtt_core::Error::OutputFull => Self::PACKET_POOL,
            mqtt_core::Error::FieldTooLong | mqtt_core::Error::PacketTooLong => Self::INVALID_PARAMETER,
            _ => Self::INVALID_PACKET,
        }
    }
}

/// The code of a call's result.
#[inline(never)]
pub(crate) fn status(result: Result<()>) -> UINT {
    match result {
        Ok(()) => sys::NXD_MQTT_SUCCESS,
        Err(error) => error.0.get() ^ BASE,
    }
}
