//! Bindings to the C headers this build was given, made by `build.rs`.
//!
//! Layout assertions are part of the bindings; that the exported functions have the declared signatures is checked in
//! `nxd::signatures`.
#![allow(
    non_camel_case_types,
    non_snake_case,
    non_upper_case_globals,
    missing_docs,
    dead_code,
    unsafe_op_in_unsafe_fn,
    unused_qualifications,
    clashing_extern_declarations,
    clippy::all,
    clippy::pedantic,
    clippy::restriction,
    reason = "generated from C headers"
)]

include!(concat!(env!("OUT_DIR"), "/sys.rs"));

static_assertions::const_assert_eq!(size_of::<UINT>(), 4);
static_assertions::const_assert_eq!(size_of::<USHORT>(), 2);
static_assertions::const_assert_eq!(size_of::<UCHAR>(), 1);
// Applications on Linux pass pointers through a ULONG.
#[cfg(feature = "host")]
static_assertions::const_assert!(size_of::<ULONG>() >= size_of::<*const ()>());
// What the library adds lies behind everything that the original layout has.
#[cfg(all(nxd_extension, not(nx_secure_enable), not(nxd_mqtt_over_websocket)))]
static_assertions::const_assert!(
    core::mem::offset_of!(NXD_MQTT_CLIENT, nxd_mqtt_client_protocol_level)
        >= core::mem::offset_of!(NXD_MQTT_CLIENT, nxd_mqtt_ack_receive_context) + size_of::<*const ()>()
);

/// Marks a live IP instance (`nx_ip_id`).
pub const NX_IP_ID: ULONG = 0x4950_2020;
/// Marks a live TCP socket (`nx_tcp_socket_id`).
pub const NX_TCP_ID: ULONG = 0x5443_5020;
/// Marks a live `NX_CLOUD` (`nx_cloud_id`).
pub const NX_CLOUD_ID: ULONG = 0x434C_4F44;
