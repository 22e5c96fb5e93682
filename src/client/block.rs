//! The control block, field by field.

use core::ptr::NonNull;

use mqtt_core::packet::Publish;

use crate::{
    rtos::{
        mutex::Mutex,
        packet::{Packet, PacketRef, raw},
        tcp::Socket,
        timer::Timer,
    },
    sys::{self, NXD_MQTT_CLIENT, UINT},
};

pub(crate) const INITIALIZE: UINT = sys::NXD_MQTT_CLIENT_STATE_INITIALIZE;
pub(crate) const IDLE: UINT = sys::NXD_MQTT_CLIENT_STATE_IDLE;
pub(crate) const CONNECTING: UINT = sys::NXD_MQTT_CLIENT_STATE_CONNECTING;
pub(crate) const CONNECTED: UINT = sys::NXD_MQTT_CLIENT_STATE_CONNECTED;

/// NX_TRUE and NX_FALSE.
pub(crate) const TRUE: UINT = 1;
pub(crate) const FALSE: UINT = 0;

/// Of a PUBLISH that is sent again.
pub(crate) const DUP: u8 = Publish::DUP_FLAG;

/// A control block of the application's.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) struct Client(NonNull<NXD_MQTT_CLIENT>);

/// Functions that read, and functions that write, one field each.
macro_rules! fields {
    ($($(#[$attribute:meta])* $get:ident, $set:ident: $kind:ty = $field:ident;)*) => {
        impl Client {
            $(
                $(#[$attribute])*
                pub(crate) fn $get(self) -> $kind {
                    // SAFETY: memory of a control block (contract of from_c).
                    unsafe { (*self.0.as_ptr()).$field }
                }

                $(#[$attribute])*
                pub(crate) fn $set(self, value: $kind) {
                    // SAFETY: memory of a control block (contract of from_c).
                    unsafe { (*self.0.as_ptr()).$field = value }
                }
            )*
        }
    };
}

fields! {
    state, set_state: UINT = nxd_mqtt_client_state;
    next_id, set_next_id: UINT = nxd_mqtt_client_packet_identifier;
    clean_session, set_clean_session: UINT = nxd_mqtt_clean_session;
    keepalive, set_keepalive: UINT = nxd_mqtt_keepalive;
    send_deadline, set_send_deadline: UINT = nxd_mqtt_timeout;
    timer_period, set_timer_period: UINT = nxd_mqtt_timer_value;
    ping_timeout, set_ping_timeout: UINT = nxd_mqtt_ping_timeout;
    ping_unanswered, set_ping_unanswered: UINT = nxd_mqtt_ping_not_responded;
    ping_time, set_ping_time: UINT = nxd_mqtt_ping_sent_time;
    unread, set_unread: UINT = message_receive_queue_depth;
    #[cfg(nxd_mqtt_maximum_transmit_queue_depth)]
    in_flight, set_in_flight: UINT = message_transmit_queue_depth;
    #[cfg(nx_secure_enable)]
    use_tls, set_use_tls: UINT = nxd_mqtt_client_use_tls;
    #[cfg(nx_secure_enable)]
    tls_in_progress, set_tls_in_progress: UINT = nxd_mqtt_tls_in_progress;
    #[cfg(nxd_extension)]
    free_from, set_free_from: UINT = nxd_mqtt_client_free_from;
    #[cfg(nxd_extension)]
    free_ids, set_free_ids: UINT = nxd_mqtt_client_free_ids;
    #[cfg(nxd_mqtt_over_websocket)]
    use_websocket, set_use_websocket: UINT = nxd_mqtt_client_use_websocket;
}

/// Functions for the fields that point to packets.
macro_rules! packets {
    ($($get:ident, $set:ident = $field:ident;)*) => {
        impl Client {
            $(
                pub(crate) fn $get(self) -> Option<PacketRef> {
                    // SAFETY: memory of a control block, whose links lead to packets or nowhere.
                    unsafe { PacketRef::from_c((*self.0.as_ptr()).$field) }
                }

                pub(crate) fn $set(self, value: Option<PacketRef>) {
                    // SAFETY: memory of a control block (contract of from_c).
                    unsafe { (*self.0.as_ptr()).$field = raw(value) }
                }
            )*
        }
    };
}

packets! {
    processing, set_processing = nxd_mqtt_client_processing_packet;
    transmit_head, set_transmit_head = message_transmit_queue_head;
    transmit_tail, set_transmit_tail = message_transmit_queue_tail;
    receive_head, set_receive_head = message_receive_queue_head;
    receive_tail, set_receive_tail = message_receive_queue_tail;
}

/// Functions for the objects inside the control block.
macro_rules! objects {
    ($($(#[$attribute:meta])* $get:ident: $kind:ty = $field:ident;)*) => {
        impl Client {
            $(
                $(#[$attribute])*
                pub(crate) fn $get(self) -> $kind {
                    // SAFETY: a field of a control block (contract of from_c), so not null and in place.
                    unsafe { <$kind>::from_c(NonNull::new_unchecked(&raw mut (*self.0.as_ptr()).$field)) }
                }
            )*
        }
    };
}

objects! {
    socket: Socket = nxd_mqtt_client_socket;
    timer: Timer = nxd_mqtt_timer;
    #[cfg(not(nxd_mqtt_cloud_enable))]
    events: crate::rtos::events::Events = nxd_mqtt_events;
    #[cfg(nxd_mqtt_cloud_enable)]
    module: crate::rtos::cloud::Module = nxd_mqtt_client_cloud_module;
    #[cfg(nx_secure_enable)]
    session: crate::rtos::tls::Session = nxd_mqtt_tls_session;
    #[cfg(nxd_mqtt_over_websocket)]
    websocket: crate::rtos::websocket::WebSocket = nxd_mqtt_client_websocket;
}

impl Client {
    /// # Safety
    /// `block` is null, or memory of a control block, created or not, that stays in place during the call.
    pub(crate) unsafe fn from_c(block: *mut NXD_MQTT_CLIENT) -> Option<Self> {
        NonNull::new(block).map(Self)
    }

    /// The client whose field `offset` bytes into the control block is at `field`.
    ///
    /// # Safety
    /// `field` is null, or such a field.
    pub(crate) unsafe fn containing<T>(field: *mut T, offset: usize) -> Option<Self> {
        let field = NonNull::new(field)?;
        // SAFETY: the control block around the field (contract).
        Some(Self(unsafe { field.byte_sub(offset).cast() }))
    }

    /// The client whose socket is at `socket`.
    ///
    /// # Safety
    /// `socket` is the socket of a control block.
    pub(crate) const unsafe fn of_socket(socket: *mut sys::NX_TCP_SOCKET) -> Self {
        const OFFSET: usize = core::mem::offset_of!(NXD_MQTT_CLIENT, nxd_mqtt_client_socket);
        // SAFETY: the control block around the socket (contract).
        unsafe { Self(NonNull::new_unchecked(socket.byte_sub(OFFSET).cast())) }
    }

    pub(crate) fn as_ptr(self) -> *mut NXD_MQTT_CLIENT {
        self.0.as_ptr()
    }

    /// Whether the client was created and is not deleted.
    pub(crate) fn exists(self) -> bool {
        self.socket().exists()
    }

    /// The mutex: its own, or that of its NX_CLOUD. Of a client that exists.
    pub(crate) fn mutex(self) -> Mutex {
        // SAFETY: a control block; the field points to the mutex before the client exists.
        unsafe { Mutex::from_c((*self.as_ptr()).nxd_mqtt_client_mutex_ptr) }
    }

    pub(crate) fn pool(self) -> *mut sys::NX_PACKET_POOL {
        // SAFETY: memory of a control block (contract of from_c).
        unsafe { (*self.as_ptr()).nxd_mqtt_client_packet_pool_ptr }
    }

    /// The thread that runs the client.
    pub(crate) fn thread(self) -> *mut sys::TX_THREAD {
        // SAFETY: memory of a control block; an NX_CLOUD, where there is one, outlives its modules.
        #[cfg(not(nxd_mqtt_cloud_enable))]
        return unsafe { &raw mut (*self.as_ptr()).nxd_mqtt_thread };
        // SAFETY: as above.
        #[cfg(nxd_mqtt_cloud_enable)]
        return unsafe { &raw mut (*(*self.as_ptr()).nxd_mqtt_client_cloud_ptr).nx_cloud_thread };
    }

    /// The thread that is at work on the connection (making it, ending it) without the mutex; null for none.
    ///
    /// Kept in a field that the original has and does not use.
    pub(crate) fn changer(self) -> *mut sys::TX_THREAD {
        // SAFETY: memory of a control block (contract of from_c).
        unsafe { (*self.as_ptr()).nxd_mqtt_client_next.cast() }
    }

    pub(crate) fn set_changer(self, thread: *mut sys::TX_THREAD) {
        // SAFETY: memory of a control block (contract of from_c).
        unsafe { (*self.as_ptr()).nxd_mqtt_client_next = thread.cast() }
    }

    /// Takes the packet being received out of the control block.
    pub(crate) fn take_processing(self) -> Option<Packet> {
        let packet = self.processing()?;
        self.set_processing(None);
        // SAFETY: it was the control block's and is now the caller's.
        Some(unsafe { Packet::from_ref(packet) })
    }
}
