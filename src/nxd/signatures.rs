//! Every exported function has the signature that the headers declare. A pair of one that does not is a compile error.

use super::{alike, checked, core_calls, internal};
use crate::sys;

macro_rules! same_signature {
    ($($module:ident::$name:ident),* $(,)?) => {
        $(const _: () = { let _ = [sys::$name, $module::$name]; };)*
    };
}

same_signature! {
    alike::_nxd_mqtt_client_create,
    alike::_nxd_mqtt_client_login_set,
    core_calls::_nxd_mqtt_client_will_message_set,
    alike::_nxd_mqtt_client_connect,
    core_calls::_nxd_mqtt_client_publish,
    alike::_nxd_mqtt_client_subscribe,
    alike::_nxd_mqtt_client_unsubscribe,
    core_calls::_nxd_mqtt_client_receive_notify_set,
    core_calls::_nxd_mqtt_client_message_get,
    alike::_nxd_mqtt_client_disconnect,
    alike::_nxd_mqtt_client_delete,
    alike::_nxd_mqtt_client_disconnect_notify_set,
    alike::_nxde_mqtt_client_create,
    alike::_nxde_mqtt_client_login_set,
    checked::_nxde_mqtt_client_will_message_set,
    alike::_nxde_mqtt_client_connect,
    checked::_nxde_mqtt_client_publish,
    alike::_nxde_mqtt_client_subscribe,
    alike::_nxde_mqtt_client_unsubscribe,
    checked::_nxde_mqtt_client_receive_notify_set,
    checked::_nxde_mqtt_client_message_get,
    alike::_nxde_mqtt_client_disconnect,
    alike::_nxde_mqtt_client_delete,
    alike::_nxde_mqtt_client_disconnect_notify_set,
    internal::_nxd_mqtt_client_packet_allocate,
    internal::_nxd_mqtt_client_publish_packet_send,
    internal::_nxd_mqtt_client_sub_unsub,
    internal::_nxd_mqtt_client_set_fixed_header,
    internal::_nxd_mqtt_client_append_message,
    internal::_nxd_mqtt_client_connection_end,
    internal::_nxd_mqtt_read_remaining_length,
    internal::_nxd_mqtt_process_publish_packet,
}

#[cfg(nx_secure_enable)]
same_signature! {
    alike::_nxd_mqtt_client_secure_connect,
    alike::_nxde_mqtt_client_secure_connect,
}

#[cfg(nxd_mqtt_over_websocket)]
same_signature! {
    internal::_nxd_mqtt_client_websocket_connection_status_callback,
}

// Where applications pass fewer arguments than these are declared with, the application is right.
#[cfg(all(nxd_mqtt_over_websocket, any(nxd_mqtt_bearer_argument, not(nxd_mqtt_bearer))))]
same_signature! {
    core_calls::_nxd_mqtt_client_websocket_set,
    checked::_nxde_mqtt_client_websocket_set,
}

#[cfg(nxd_mqtt_cloud_enable)]
same_signature! {
    core_calls::_nxd_mqtt_client_cloud_create,
}

#[cfg(nxd_extension)]
same_signature! {
    internal::_nxd_mqtt_client_failure_get,
}
