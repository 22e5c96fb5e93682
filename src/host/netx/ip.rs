//! IP instances: their life, their thread, the protocols they enable.

use super::{Guard, IP_ID, locked, put, tcp};
use crate::sys::{
    CHAR, NX_ARP, NX_INVALID_PARAMETERS, NX_IP, NX_IP_ADDRESS_RESOLVED, NX_IP_ARP_ENABLED, NX_IP_DRIVER,
    NX_IP_INITIALIZE_DONE, NX_IP_INTERFACE_LINK_ENABLED, NX_IP_LINK_ENABLED, NX_IP_RARP_COMPLETE,
    NX_IP_TCP_ENABLED, NX_IP_UDP_ENABLED, NX_IP_VERSION_V4, NX_IP_VERSION_V6, NX_LOOPBACK_INTERFACE,
    NX_MAX_IPV6_ADDRESSES, NX_MAX_LISTEN_REQUESTS, NX_NOT_SUCCESSFUL, NX_PACKET, NX_PACKET_POOL,
    NX_SOCKETS_BOUND, NX_SUCCESS, NX_TRUE, NXD_ADDRESS, NXD_ADDRESS_STRUCT__bindgen_ty_1, UINT, ULONG, VOID,
};
use core::ffi::CStr;
use core::ptr;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

/// Head of the circular list of IP instances, for code written against NetX Duo's internals.
#[unsafe(no_mangle)]
pub(crate) static mut _nx_ip_created_ptr: *mut NX_IP = ptr::null_mut();
/// Number of instances in that list.
#[unsafe(no_mangle)]
pub(crate) static mut _nx_ip_created_count: ULONG = 0;

const FIRST_NAME: &CStr = c"PRI";
const LOOPBACK_NAME: &CStr = c"Internal IP Loopback";
const LOOPBACK: usize = NX_LOOPBACK_INTERFACE as usize;
const MTU: ULONG = 1500;

/// Prepares the network layer; call it before any other NetX Duo service.
#[unsafe(no_mangle)]
pub(crate) extern "C" fn _nx_system_initialize() {
    tcp::check_redirect();
    locked(start_once);
}

/// Hooks the network layer into the scheduler, the first time.
fn start_once(k: &mut Guard) {
    static STARTED: std::sync::Once = std::sync::Once::new();
    STARTED.call_once(|| tcp::host::start(k));
}

/// Creates an IP instance with a thread of its own. The driver is recorded and never called.
///
/// # Safety
/// `ip` is writable and `pool` a live pool, both until the instance is deleted; `stack` has
/// `stack_size` bytes.
#[unsafe(no_mangle)]
pub(crate) unsafe extern "C" fn _nx_ip_create(
    ip: *mut NX_IP,
    name: *mut CHAR,
    address: ULONG,
    mask: ULONG,
    pool: *mut NX_PACKET_POOL,
    driver: Option<unsafe extern "C" fn(*mut NX_IP_DRIVER)>,
    stack: *mut VOID,
    stack_size: ULONG,
    priority: UINT,
) -> UINT {
    tcp::check_redirect();
    // SAFETY: the caller's contract; the kernel services are called without the lock.
    unsafe {
        ptr::write_bytes(ip, 0, 1);
        set_up_interfaces(ip, address, mask, driver);
        (*ip).nx_ip_name = name;
        (*ip).nx_ip_default_packet_pool = pool;
        crate::sys::_tx_mutex_create(&raw mut (*ip).nx_ip_protection, name, crate::sys::TX_NO_INHERIT);
        crate::sys::_tx_event_flags_create(&raw mut (*ip).nx_ip_events, name);
        locked(|k| {
            start_once(k);
            (*ip).nx_ip_id = IP_ID;
            link_created(ip);
        });
        let status = crate::sys::_tx_thread_create(
            &raw mut (*ip).nx_ip_thread,
            name,
            Some(thread_entry),
            ip.expose_provenance() as ULONG,
            stack,
            stack_size,
            priority,
            priority,
            1,
            crate::sys::TX_AUTO_START,
        );
        if status == crate::sys::TX_SUCCESS { NX_SUCCESS } else { NX_INVALID_PARAMETERS }
    }
}

unsafe fn set_up_interfaces(
    ip: *mut NX_IP,
    address: ULONG,
    mask: ULONG,
    driver: Option<unsafe extern "C" fn(*mut NX_IP_DRIVER)>,
) {
    // SAFETY: the instance is being made and nothing else knows it.
    unsafe {
        let interfaces = &mut (*ip).nx_ip_interface;
        for (index, interface) in interfaces.iter_mut().enumerate() {
            interface.nx_interface_index = index as u8;
            interface.nx_interface_ip_mtu_size = MTU;
            // Locally administered, and different in each instance and interface.
            interface.nx_interface_physical_address_msw = 0x0200;
            interface.nx_interface_physical_address_lsw = address << 4 & 0xFFFF_FFF0 | index as ULONG;
        }
        interfaces[0].nx_interface_valid = 1;
        interfaces[0].nx_interface_name = FIRST_NAME.as_ptr().cast_mut();
        interfaces[0].nx_interface_ip_address = address;
        interfaces[0].nx_interface_ip_network_mask = mask;
        interfaces[0].nx_interface_ip_network = address & mask;
        interfaces[0].nx_interface_link_driver_entry = driver;
        interfaces[LOOPBACK].nx_interface_valid = 1;
        interfaces[LOOPBACK].nx_interface_name = LOOPBACK_NAME.as_ptr().cast_mut();
        interfaces[LOOPBACK].nx_interface_ip_address = 0x7F00_0001;
        interfaces[LOOPBACK].nx_interface_ip_network_mask = 0xFF00_0000;
        interfaces[LOOPBACK].nx_interface_ip_network = 0x7F00_0000;
        interfaces[LOOPBACK].nx_interface_ip_mtu_size = 65535;
        interfaces[LOOPBACK].nx_interface_link_up = 1;
    }
}

unsafe fn link_created(ip: *mut NX_IP) {
    // SAFETY: the lock is held and members of the list are live.
    unsafe {
        let head = _nx_ip_created_ptr;
        if head.is_null() {
            (*ip).nx_ip_created_next = ip;
            (*ip).nx_ip_created_previous = ip;
            _nx_ip_created_ptr = ip;
        } else {
            let tail = (*head).nx_ip_created_previous;
            (*ip).nx_ip_created_next = head;
            (*ip).nx_ip_created_previous = tail;
            (*tail).nx_ip_created_next = ip;
            (*head).nx_ip_created_previous = ip;
        }
        _nx_ip_created_count += 1;
    }
}

/// The thread of an IP instance: brings the links up, then serves its sockets.
unsafe extern "C" fn thread_entry(argument: ULONG) {
    let ip: *mut NX_IP = ptr::with_exposed_provenance_mut(argument as usize);
    // SAFETY: the instance lives until this thread is terminated.
    locked(|k| unsafe {
        (*ip).nx_ip_initialize_done = NX_TRUE;
        for interface in &mut (*ip).nx_ip_interface {
            interface.nx_interface_link_up = interface.nx_interface_valid;
        }
        tcp::run(k, ip);
    });
}

/// Deletes an IP instance; `NX_SOCKETS_BOUND` while it has sockets.
///
/// # Safety
/// `ip` is a live IP instance.
#[unsafe(no_mangle)]
pub(crate) unsafe extern "C" fn _nx_ip_delete(ip: *mut NX_IP) -> UINT {
    // SAFETY: the caller's contract; the kernel services are called without the lock.
    unsafe {
        let unlinked = locked(|k| {
            if (*ip).nx_ip_tcp_created_sockets_count != 0 || (*ip).nx_ip_udp_created_sockets_count != 0 {
                return false;
            }
            tcp::refuse_requests(k, ip);
            let next = (*ip).nx_ip_created_next;
            if next == ip {
                _nx_ip_created_ptr = ptr::null_mut();
            } else {
                (*next).nx_ip_created_previous = (*ip).nx_ip_created_previous;
                (*(*ip).nx_ip_created_previous).nx_ip_created_next = next;
                if _nx_ip_created_ptr == ip {
                    _nx_ip_created_ptr = next;
                }
            }
            _nx_ip_created_count -= 1;
            (*ip).nx_ip_id = 0;
            true
        });
        if !unlinked {
            return NX_SOCKETS_BOUND;
        }
        crate::sys::_tx_thread_terminate(&raw mut (*ip).nx_ip_thread);
        crate::sys::_tx_thread_delete(&raw mut (*ip).nx_ip_thread);
        crate::sys::_tx_mutex_delete(&raw mut (*ip).nx_ip_protection);
        crate::sys::_tx_event_flags_delete(&raw mut (*ip).nx_ip_events);
        NX_SUCCESS
    }
}

/// Calls `visit` for each IP instance.
///
/// # Safety
/// The lock is held.
pub(super) unsafe fn each(mut visit: impl FnMut(*mut NX_IP)) {
    // SAFETY: members of the list are live.
    unsafe {
        let mut ip = _nx_ip_created_ptr;
        for _ in 0.._nx_ip_created_count {
            visit(ip);
            ip = (*ip).nx_ip_created_next;
        }
    }
}

/// The IP instance that has an address, if one of this process has it.
///
/// # Safety
/// The lock is held.
pub(super) unsafe fn owner(address: &NXD_ADDRESS) -> Option<*mut NX_IP> {
    let mut found = None;
    // SAFETY: instances are live; the version says which part of the union is set.
    unsafe {
        each(|ip| {
            let mine = if address.nxd_ip_version == ULONG::from(NX_IP_VERSION_V4) {
                let v4 = address.nxd_ip_address.v4;
                v4 != 0
                    && (&(*ip).nx_ip_interface)[..LOOPBACK]
                        .iter()
                        .any(|i| i.nx_interface_valid != 0 && i.nx_interface_ip_address == v4)
            } else {
                let v6 = address.nxd_ip_address.v6;
                (&(*ip).nx_ipv6_address)[..NX_MAX_IPV6_ADDRESSES as usize]
                    .iter()
                    .any(|a| a.nxd_ipv6_address_valid != 0 && a.nxd_ipv6_address == v6)
            };
            if mine && found.is_none() {
                found = Some(ip);
            }
        });
    }
    found
}

/// An IPv4 address in the form the dual-stack services take.
pub(super) fn v4(address: ULONG) -> NXD_ADDRESS {
    NXD_ADDRESS {
        nxd_ip_version: ULONG::from(NX_IP_VERSION_V4),
        nxd_ip_address: NXD_ADDRESS_STRUCT__bindgen_ty_1 { v4: address },
    }
}

/// The address as the host's calls take it; `None` for an unknown version.
pub(super) fn to_std(address: &NXD_ADDRESS) -> Option<IpAddr> {
    // SAFETY: every member of the union is plain numbers.
    unsafe {
        match address.nxd_ip_version as u32 {
            NX_IP_VERSION_V4 => Some(IpAddr::V4(Ipv4Addr::from_bits(address.nxd_ip_address.v4 as u32))),
            NX_IP_VERSION_V6 => {
                let bits = address
                    .nxd_ip_address
                    .v6
                    .iter()
                    .fold(0_u128, |bits, word| bits << 32 | u128::from(*word as u32));
                Some(IpAddr::V6(Ipv6Addr::from_bits(bits)))
            }
            _ => None,
        }
    }
}

/// Waits for states of the first interface; see [`_nx_ip_interface_status_check`].
///
/// # Safety
/// `ip` is a live IP instance and `actual` is writable.
#[unsafe(no_mangle)]
pub(crate) unsafe extern "C" fn _nx_ip_status_check(
    ip: *mut NX_IP,
    needed: ULONG,
    actual: *mut ULONG,
    wait: ULONG,
) -> UINT {
    // SAFETY: the caller's contract.
    unsafe { _nx_ip_interface_status_check(ip, 0, needed, actual, wait) }
}

/// Waits until everything in `needed` holds, looking once each tick; `NX_NOT_SUCCESSFUL` when the
/// time is up. What holds goes to `actual`.
///
/// # Safety
/// `ip` is a live IP instance with that interface and `actual` is writable.
#[unsafe(no_mangle)]
pub(crate) unsafe extern "C" fn _nx_ip_interface_status_check(
    ip: *mut NX_IP,
    index: UINT,
    needed: ULONG,
    actual: *mut ULONG,
    wait: ULONG,
) -> UINT {
    let mut left = wait;
    loop {
        // SAFETY: the caller's contract; the lock is held.
        let current = locked(|_| unsafe { status(ip, index as usize) }) & needed;
        if current == needed || left == 0 {
            // SAFETY: the caller's contract.
            unsafe { *actual = current };
            return if current == needed { NX_SUCCESS } else { NX_NOT_SUCCESSFUL };
        }
        // SAFETY: a service of the kernel without pointers.
        unsafe { crate::sys::_tx_thread_sleep(1) };
        left -= 1;
    }
}

unsafe fn status(ip: *mut NX_IP, index: usize) -> ULONG {
    // SAFETY: the lock is held and the instance is live.
    unsafe {
        let interface = &(&(*ip).nx_ip_interface)[index];
        let facts = [
            (NX_IP_INITIALIZE_DONE, (*ip).nx_ip_initialize_done != 0),
            (NX_IP_ADDRESS_RESOLVED, interface.nx_interface_ip_address != 0),
            (NX_IP_RARP_COMPLETE, interface.nx_interface_ip_address != 0),
            (NX_IP_LINK_ENABLED, interface.nx_interface_link_up != 0),
            (NX_IP_INTERFACE_LINK_ENABLED, interface.nx_interface_link_up != 0),
            (NX_IP_ARP_ENABLED, !(*ip).nx_ip_arp_cache_memory.is_null()),
            (NX_IP_UDP_ENABLED, (*ip).nx_ip_udp_packet_receive.is_some()),
            (NX_IP_TCP_ENABLED, (*ip).nx_ip_tcp_packet_receive.is_some()),
        ];
        facts.iter().filter(|(_, holds)| *holds).fold(0, |bits, (bit, _)| bits | *bit as ULONG)
    }
}

/// Counters of an IP instance; null pointers are skipped.
///
/// # Safety
/// `ip` is a live IP instance; the others are null or writable.
#[unsafe(no_mangle)]
pub(crate) unsafe extern "C" fn _nx_ip_info_get(
    ip: *mut NX_IP,
    packets_sent: *mut ULONG,
    bytes_sent: *mut ULONG,
    packets_received: *mut ULONG,
    bytes_received: *mut ULONG,
    invalid: *mut ULONG,
    receive_dropped: *mut ULONG,
    checksum_errors: *mut ULONG,
    send_dropped: *mut ULONG,
    fragments_sent: *mut ULONG,
    fragments_received: *mut ULONG,
) -> UINT {
    // SAFETY: the caller's contract; the lock is held. Only TCP carries data here.
    locked(|_| unsafe {
        put(packets_sent, (*ip).nx_ip_total_packets_sent + (*ip).nx_ip_tcp_packets_sent);
        put(bytes_sent, (*ip).nx_ip_total_bytes_sent + (*ip).nx_ip_tcp_bytes_sent);
        put(packets_received, (*ip).nx_ip_total_packets_received + (*ip).nx_ip_tcp_packets_received);
        put(bytes_received, (*ip).nx_ip_total_bytes_received + (*ip).nx_ip_tcp_bytes_received);
        put(invalid, (*ip).nx_ip_invalid_packets);
        put(receive_dropped, (*ip).nx_ip_receive_packets_dropped);
        put(checksum_errors, (*ip).nx_ip_receive_checksum_errors);
        put(send_dropped, (*ip).nx_ip_send_packets_dropped);
        put(fragments_sent, (*ip).nx_ip_total_fragments_sent);
        put(fragments_received, (*ip).nx_ip_total_fragments_received);
        NX_SUCCESS
    })
}

/// Stands for a protocol's packet handler: that the pointer is set says that it is enabled.
unsafe extern "C" fn enabled(_: *mut NX_IP, _: *mut NX_PACKET) {}

/// Enables ARP; the host resolves addresses, so the cache stays empty.
///
/// # Safety
/// `ip` is a live IP instance.
#[unsafe(no_mangle)]
pub(crate) unsafe extern "C" fn _nx_arp_enable(ip: *mut NX_IP, cache: *mut VOID, size: ULONG) -> UINT {
    // SAFETY: the caller's contract; the lock is held.
    locked(|_| unsafe {
        (*ip).nx_ip_arp_cache_memory = cache;
        (*ip).nx_ip_arp_total_entries = size / size_of::<NX_ARP>() as ULONG;
        NX_SUCCESS
    })
}

/// Enables ICMP for IPv4; the host answers pings.
///
/// # Safety
/// `ip` is a live IP instance.
#[unsafe(no_mangle)]
pub(crate) unsafe extern "C" fn _nx_icmp_enable(ip: *mut NX_IP) -> UINT {
    // SAFETY: the caller's contract; the lock is held.
    locked(|_| unsafe { (*ip).nx_ip_icmp_packet_receive = Some(enabled) });
    NX_SUCCESS
}

/// Enables ICMP for IPv4 and IPv6.
///
/// # Safety
/// `ip` is a live IP instance.
#[unsafe(no_mangle)]
pub(crate) unsafe extern "C" fn _nxd_icmp_enable(ip: *mut NX_IP) -> UINT {
    // SAFETY: the caller's contract; the lock is held.
    locked(|_| unsafe {
        (*ip).nx_ip_icmp_packet_receive = Some(enabled);
        (*ip).nx_ip_icmpv6_packet_process = Some(enabled);
    });
    NX_SUCCESS
}

/// Accepted: the host fragments.
///
/// # Safety
/// `ip` is a live IP instance.
#[unsafe(no_mangle)]
pub(crate) unsafe extern "C" fn _nx_ip_fragment_enable(ip: *mut NX_IP) -> UINT {
    unsafe extern "C" fn enabled(_: *mut NX_IP_DRIVER) {}
    // SAFETY: the caller's contract; the lock is held.
    locked(|_| unsafe { (*ip).nx_ip_fragment_processing = Some(enabled) });
    NX_SUCCESS
}

/// Accepted: the host fragments.
///
/// # Safety
/// `ip` is a live IP instance.
#[unsafe(no_mangle)]
pub(crate) unsafe extern "C" fn _nx_ip_fragment_disable(ip: *mut NX_IP) -> UINT {
    // SAFETY: the caller's contract; the lock is held.
    locked(|_| unsafe { (*ip).nx_ip_fragment_processing = None });
    NX_SUCCESS
}

/// Enables UDP; there are no UDP sockets in this tier.
///
/// # Safety
/// `ip` is a live IP instance.
#[unsafe(no_mangle)]
pub(crate) unsafe extern "C" fn _nx_udp_enable(ip: *mut NX_IP) -> UINT {
    // SAFETY: the caller's contract; the lock is held.
    locked(|_| unsafe { (*ip).nx_ip_udp_packet_receive = Some(enabled) });
    NX_SUCCESS
}

/// Enables TCP and makes the listen entries available.
///
/// # Safety
/// `ip` is a live IP instance.
#[unsafe(no_mangle)]
pub(crate) unsafe extern "C" fn _nx_tcp_enable(ip: *mut NX_IP) -> UINT {
    // SAFETY: the caller's contract; the lock is held.
    locked(|_| unsafe {
        let entries = (&raw mut (*ip).nx_ip_tcp_server_listen_reqs).cast::<crate::sys::NX_TCP_LISTEN>();
        let mut next = ptr::null_mut();
        for index in (0..NX_MAX_LISTEN_REQUESTS as usize).rev() {
            let entry = entries.add(index);
            (*entry).nx_tcp_listen_next = next;
            next = entry;
        }
        (*ip).nx_ip_tcp_available_listen_requests = next;
        (*ip).nx_ip_tcp_packet_receive = Some(enabled);
        NX_SUCCESS
    })
}
