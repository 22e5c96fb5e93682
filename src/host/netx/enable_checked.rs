//! Argument checks in front of the services that enable protocols and set IPv6 addresses.

use super::check::{check, ensure, live, non_null};
use super::ip::*;
use super::ip_checked::valid_interface;
use super::ipv6::*;
use crate::sys::{
    NX_ALREADY_ENABLED, NX_ARP, NX_IP, NX_IP_ADDRESS_ERROR, NX_IP_VERSION_V6, NX_SIZE_ERROR, NXD_ADDRESS,
    UINT, ULONG, VOID,
};

/// Checks, then [`_nx_ip_fragment_enable`].
///
/// # Safety
/// As there; null pointers are reported.
#[unsafe(no_mangle)]
pub(crate) unsafe extern "C" fn _nxe_ip_fragment_enable(ip: *mut NX_IP) -> UINT {
    // SAFETY: the caller's contract; pointers are checked before they are used.
    unsafe {
        check(|| {
            live(ip)?;
            Ok(_nx_ip_fragment_enable(ip))
        })
    }
}

/// Checks, then [`_nxd_ipv6_enable`].
///
/// # Safety
/// As there; null pointers are reported.
#[unsafe(no_mangle)]
pub(crate) unsafe extern "C" fn _nxde_ipv6_enable(ip: *mut NX_IP) -> UINT {
    // SAFETY: the caller's contract; pointers are checked before they are used.
    unsafe {
        check(|| {
            live(ip)?;
            Ok(_nxd_ipv6_enable(ip))
        })
    }
}

/// Checks, then [`_nx_ip_fragment_disable`].
///
/// # Safety
/// As there; null pointers are reported.
#[unsafe(no_mangle)]
pub(crate) unsafe extern "C" fn _nxe_ip_fragment_disable(ip: *mut NX_IP) -> UINT {
    // SAFETY: the caller's contract; pointers are checked before they are used.
    unsafe {
        check(|| {
            live(ip)?;
            Ok(_nx_ip_fragment_disable(ip))
        })
    }
}

/// Checks, then [`_nxd_ipv6_disable`].
///
/// # Safety
/// As there; null pointers are reported.
#[unsafe(no_mangle)]
pub(crate) unsafe extern "C" fn _nxde_ipv6_disable(ip: *mut NX_IP) -> UINT {
    // SAFETY: the caller's contract; pointers are checked before they are used.
    unsafe {
        check(|| {
            live(ip)?;
            Ok(_nxd_ipv6_disable(ip))
        })
    }
}

/// Checks, then [`_nxd_ipv6_address_set`].
///
/// # Safety
/// As there; null pointers are reported.
#[unsafe(no_mangle)]
pub(crate) unsafe extern "C" fn _nxde_ipv6_address_set(
    ip: *mut NX_IP,
    interface: UINT,
    address: *mut NXD_ADDRESS,
    prefix: ULONG,
    index: *mut UINT,
) -> UINT {
    // SAFETY: the caller's contract; pointers are checked before they are used.
    unsafe {
        check(|| {
            live(ip)?;
            if let Some(given) = address.as_ref() {
                ensure(given.nxd_ip_version == ULONG::from(NX_IP_VERSION_V6), NX_IP_ADDRESS_ERROR)?;
            }
            valid_interface(ip, interface)?;
            if let Some(given) = address.as_ref() {
                ensure(unicast_v6(&given.nxd_ip_address.v6), NX_IP_ADDRESS_ERROR)?;
            }
            Ok(_nxd_ipv6_address_set(ip, interface, address, prefix, index))
        })
    }
}

/// Checks, then [`_nxd_ipv6_address_get`].
///
/// # Safety
/// As there; null pointers are reported.
#[unsafe(no_mangle)]
pub(crate) unsafe extern "C" fn _nxde_ipv6_address_get(
    ip: *mut NX_IP,
    index: UINT,
    address: *mut NXD_ADDRESS,
    prefix: *mut ULONG,
    interface: *mut UINT,
) -> UINT {
    // SAFETY: the caller's contract; pointers are checked before they are used.
    unsafe {
        check(|| {
            live(ip)?;
            non_null(address)?;
            non_null(prefix)?;
            non_null(interface)?;
            Ok(_nxd_ipv6_address_get(ip, index, address, prefix, interface))
        })
    }
}

/// Checks, then [`_nxd_ipv6_address_delete`].
///
/// # Safety
/// As there; null pointers are reported.
#[unsafe(no_mangle)]
pub(crate) unsafe extern "C" fn _nxde_ipv6_address_delete(ip: *mut NX_IP, index: UINT) -> UINT {
    // SAFETY: the caller's contract; pointers are checked before they are used.
    unsafe {
        check(|| {
            live(ip)?;
            Ok(_nxd_ipv6_address_delete(ip, index))
        })
    }
}

/// Checks, then [`_nx_arp_enable`].
///
/// # Safety
/// As there; null pointers are reported.
#[unsafe(no_mangle)]
pub(crate) unsafe extern "C" fn _nxe_arp_enable(ip: *mut NX_IP, cache: *mut VOID, size: ULONG) -> UINT {
    // SAFETY: the caller's contract; pointers are checked before they are used.
    unsafe {
        check(|| {
            live(ip)?;
            non_null(cache)?;
            ensure((*ip).nx_ip_arp_cache_memory.is_null(), NX_ALREADY_ENABLED)?;
            ensure(size >= size_of::<NX_ARP>() as ULONG, NX_SIZE_ERROR)?;
            Ok(_nx_arp_enable(ip, cache, size))
        })
    }
}

/// Checks, then [`_nx_icmp_enable`].
///
/// # Safety
/// As there; null pointers are reported.
#[unsafe(no_mangle)]
pub(crate) unsafe extern "C" fn _nxe_icmp_enable(ip: *mut NX_IP) -> UINT {
    // SAFETY: the caller's contract; pointers are checked before they are used.
    unsafe {
        check(|| {
            live(ip)?;
            ensure((*ip).nx_ip_icmp_packet_receive.is_none(), NX_ALREADY_ENABLED)?;
            Ok(_nx_icmp_enable(ip))
        })
    }
}

/// Checks, then [`_nxd_icmp_enable`].
///
/// # Safety
/// As there; null pointers are reported.
#[unsafe(no_mangle)]
pub(crate) unsafe extern "C" fn _nxde_icmp_enable(ip: *mut NX_IP) -> UINT {
    // SAFETY: the caller's contract; pointers are checked before they are used.
    unsafe {
        check(|| {
            live(ip)?;
            Ok(_nxd_icmp_enable(ip))
        })
    }
}

/// Checks, then [`_nx_tcp_enable`].
///
/// # Safety
/// As there; null pointers are reported.
#[unsafe(no_mangle)]
pub(crate) unsafe extern "C" fn _nxe_tcp_enable(ip: *mut NX_IP) -> UINT {
    // SAFETY: the caller's contract; pointers are checked before they are used.
    unsafe {
        check(|| {
            live(ip)?;
            ensure((*ip).nx_ip_tcp_packet_receive.is_none(), NX_ALREADY_ENABLED)?;
            Ok(_nx_tcp_enable(ip))
        })
    }
}

/// Checks, then [`_nx_udp_enable`].
///
/// # Safety
/// As there; null pointers are reported.
#[unsafe(no_mangle)]
pub(crate) unsafe extern "C" fn _nxe_udp_enable(ip: *mut NX_IP) -> UINT {
    // SAFETY: the caller's contract; pointers are checked before they are used.
    unsafe {
        check(|| {
            live(ip)?;
            ensure((*ip).nx_ip_udp_packet_receive.is_none(), NX_ALREADY_ENABLED)?;
            Ok(_nx_udp_enable(ip))
        })
    }
}

/// Not unspecified and not a multicast address.
fn unicast_v6(words: &[ULONG; 4]) -> bool {
    words != &[0; 4] && words[0] >> 24 != 0xFF
}
