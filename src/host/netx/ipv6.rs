//! IPv6 addresses of an IP instance. They are valid as soon as they are set: nobody else can have
//! them, so there is no duplicate address detection.

use super::locked;
use crate::sys::{
    NX_ALREADY_ENABLED, NX_DUPLICATED_ENTRY, NX_IP, NX_IP_ADDRESS_ERROR, NX_IP_VERSION_V6,
    NX_IPV6_ADDR_STATE_VALID, NX_IPV6_ADDRESS_MANUAL_CONFIG, NX_LOOPBACK_INTERFACE,
    NX_LOOPBACK_IPV6_SOURCE_INDEX, NX_MAX_IPV6_ADDRESSES, NX_NO_INTERFACE_ADDRESS, NX_NO_MORE_ENTRIES,
    NX_PACKET, NX_SUCCESS, NXD_ADDRESS, NXD_IPV6_ADDRESS, UINT, ULONG,
};
use core::ptr;

/// Addresses an application can set; one more holds the loopback address.
const ADDRESSES: usize = NX_MAX_IPV6_ADDRESSES as usize;
const LINK_LOCAL_PREFIX: ULONG = 10;

unsafe extern "C" fn enabled(_: *mut NX_IP, _: *mut NX_PACKET) {}

/// Enables IPv6; `NX_ALREADY_ENABLED` the second time.
///
/// # Safety
/// `ip` is a live IP instance.
#[unsafe(no_mangle)]
pub(crate) unsafe extern "C" fn _nxd_ipv6_enable(ip: *mut NX_IP) -> UINT {
    // SAFETY: the caller's contract; the lock is held.
    locked(|_| unsafe {
        if (*ip).nx_ipv6_packet_receive.is_some() {
            return NX_ALREADY_ENABLED;
        }
        (*ip).nx_ipv6_packet_receive = Some(enabled);
        for (index, entry) in (*ip).nx_ipv6_address.iter_mut().enumerate() {
            entry.nxd_ipv6_address_index = index as u8;
        }
        occupy(ip, NX_LOOPBACK_IPV6_SOURCE_INDEX as usize, NX_LOOPBACK_INTERFACE as usize, [0, 0, 0, 1], 128);
        NX_SUCCESS
    })
}

/// Disables IPv6 and removes all addresses.
///
/// # Safety
/// `ip` is a live IP instance.
#[unsafe(no_mangle)]
pub(crate) unsafe extern "C" fn _nxd_ipv6_disable(ip: *mut NX_IP) -> UINT {
    // SAFETY: the caller's contract; the lock is held.
    locked(|_| unsafe {
        (*ip).nx_ipv6_packet_receive = None;
        for index in 0..=ADDRESSES {
            vacate(ip, index);
        }
        NX_SUCCESS
    })
}

/// Adds an address to an interface; with no address and a prefix of 10 a link-local one, made from
/// the hardware address.
///
/// # Safety
/// `ip` is a live IP instance with that interface, `address` is null or readable, `index` is null
/// or writable.
#[unsafe(no_mangle)]
pub(crate) unsafe extern "C" fn _nxd_ipv6_address_set(
    ip: *mut NX_IP,
    interface: UINT,
    address: *mut NXD_ADDRESS,
    prefix: ULONG,
    index: *mut UINT,
) -> UINT {
    // SAFETY: the caller's contract; the lock is held.
    locked(|_| unsafe {
        let words = match address.as_ref() {
            Some(address) => address.nxd_ip_address.v6,
            None if prefix == LINK_LOCAL_PREFIX => link_local(ip, interface as usize),
            None => return NX_IP_ADDRESS_ERROR,
        };
        let entries = &(&(*ip).nx_ipv6_address)[..ADDRESSES];
        if entries.iter().any(|e| e.nxd_ipv6_address_valid != 0 && e.nxd_ipv6_address == words) {
            return NX_DUPLICATED_ENTRY;
        }
        let Some(free) = entries.iter().position(|e| e.nxd_ipv6_address_valid == 0) else {
            return NX_NO_MORE_ENTRIES;
        };
        occupy(ip, free, interface as usize, words, prefix);
        super::put(index, free as UINT);
        NX_SUCCESS
    })
}

unsafe fn link_local(ip: *mut NX_IP, interface: usize) -> [ULONG; 4] {
    // SAFETY: the lock is held and the instance is live.
    let (msw, lsw) = unsafe {
        let interface = &(&(*ip).nx_ip_interface)[interface];
        (interface.nx_interface_physical_address_msw, interface.nx_interface_physical_address_lsw)
    };
    let high = (msw << 16 | (lsw & 0xFF00_0000) >> 16 | 0xFF) & 0xFFFF_FFFF;
    // The universal/local bit of the hardware address is inverted (RFC 4291, appendix A).
    [0xFE80_0000, 0, high ^ 0x0200_0000, lsw & 0x00FF_FFFF | 0xFE00_0000]
}

unsafe fn occupy(ip: *mut NX_IP, index: usize, interface: usize, words: [ULONG; 4], prefix: ULONG) {
    // SAFETY: the lock is held and the instance is live; both indexes are in range.
    unsafe {
        let attached = (&raw mut (*ip).nx_ip_interface[interface]).cast::<crate::sys::NX_INTERFACE>();
        let entry = (&raw mut (*ip).nx_ipv6_address[index]).cast::<NXD_IPV6_ADDRESS>();
        (*entry).nxd_ipv6_address_valid = 1;
        (*entry).nxd_ipv6_address_type = NX_IP_VERSION_V6 as u8;
        (*entry).nxd_ipv6_address_state = NX_IPV6_ADDR_STATE_VALID as u8;
        (*entry).nxd_ipv6_address_prefix_length = prefix as u8;
        (*entry).nxd_ipv6_address_attached = attached;
        (*entry).nxd_ipv6_address = words;
        (*entry).nxd_ipv6_address_next = ptr::null_mut();
        (*entry).nxd_ipv6_address_ConfigurationMethod = NX_IPV6_ADDRESS_MANUAL_CONFIG as u8;
        let mut link = &raw mut (*attached).nxd_interface_ipv6_address_list_head;
        while !(*link).is_null() {
            link = &raw mut (**link).nxd_ipv6_address_next;
        }
        *link = entry;
    }
}

unsafe fn vacate(ip: *mut NX_IP, index: usize) {
    // SAFETY: the lock is held and the instance is live; a valid entry is on its interface's list.
    unsafe {
        let entry = &raw mut (*ip).nx_ipv6_address[index];
        if (*entry).nxd_ipv6_address_valid == 0 {
            return;
        }
        let mut link = &raw mut (*(*entry).nxd_ipv6_address_attached).nxd_interface_ipv6_address_list_head;
        while !(*link).is_null() && *link != entry {
            link = &raw mut (**link).nxd_ipv6_address_next;
        }
        if !(*link).is_null() {
            *link = (*entry).nxd_ipv6_address_next;
        }
        ptr::write_bytes(entry, 0, 1);
        (*entry).nxd_ipv6_address_index = index as u8;
    }
}

/// Reports an address; `NX_NO_INTERFACE_ADDRESS` for an unused index.
///
/// # Safety
/// `ip` is a live IP instance; the others are writable.
#[unsafe(no_mangle)]
pub(crate) unsafe extern "C" fn _nxd_ipv6_address_get(
    ip: *mut NX_IP,
    index: UINT,
    address: *mut NXD_ADDRESS,
    prefix: *mut ULONG,
    interface: *mut UINT,
) -> UINT {
    // SAFETY: the caller's contract; the lock is held.
    locked(|_| unsafe {
        let entry = match (*ip).nx_ipv6_address.get(index as usize) {
            Some(entry) if entry.nxd_ipv6_address_valid != 0 => entry,
            _ => {
                *prefix = 0;
                (*address).nxd_ip_address.v6 = [0; 4];
                return NX_NO_INTERFACE_ADDRESS;
            }
        };
        *interface = UINT::from((*entry.nxd_ipv6_address_attached).nx_interface_index);
        (*address).nxd_ip_version = ULONG::from(NX_IP_VERSION_V6);
        (*address).nxd_ip_address.v6 = entry.nxd_ipv6_address;
        *prefix = ULONG::from(entry.nxd_ipv6_address_prefix_length);
        NX_SUCCESS
    })
}

/// Removes an address.
///
/// # Safety
/// `ip` is a live IP instance.
#[unsafe(no_mangle)]
pub(crate) unsafe extern "C" fn _nxd_ipv6_address_delete(ip: *mut NX_IP, index: UINT) -> UINT {
    // SAFETY: the caller's contract; the lock is held.
    locked(|_| unsafe {
        let index = index as usize;
        if index >= ADDRESSES || (&(*ip).nx_ipv6_address)[index].nxd_ipv6_address_valid == 0 {
            return NX_NO_INTERFACE_ADDRESS;
        }
        vacate(ip, index);
        NX_SUCCESS
    })
}

/// The address a connection to `to` comes from: the same one, one of its network, or any.
///
/// # Safety
/// The lock is held and `ip` is a live IP instance.
pub(super) unsafe fn source(ip: *mut NX_IP, to: &[ULONG; 4]) -> Result<*mut NXD_IPV6_ADDRESS, UINT> {
    // SAFETY: the caller's contract.
    let entries = unsafe { &mut (*ip).nx_ipv6_address };
    let mut best: Option<(ULONG, &mut NXD_IPV6_ADDRESS)> = None;
    for entry in entries.iter_mut().filter(|e| e.nxd_ipv6_address_valid != 0) {
        let common = common_bits(&entry.nxd_ipv6_address, to);
        let near = common.min(ULONG::from(entry.nxd_ipv6_address_prefix_length));
        if best.as_ref().is_none_or(|(bits, _)| near > *bits) {
            best = Some((near, entry));
        }
    }
    best.map(|(_, entry)| ptr::from_mut(entry)).ok_or(NX_NO_INTERFACE_ADDRESS)
}

fn common_bits(a: &[ULONG; 4], b: &[ULONG; 4]) -> ULONG {
    let bits =
        |words: &[ULONG; 4]| words.iter().fold(0_u128, |sum, word| sum << 32 | u128::from(*word as u32));
    ULONG::from((bits(a) ^ bits(b)).leading_zeros())
}
