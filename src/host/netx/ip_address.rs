//! Addresses, interfaces and the gateway of an IP instance.

use super::{locked, put};
use crate::sys::{
    CHAR, NX_DUPLICATED_ENTRY, NX_HOST_PHYSICAL_INTERFACES, NX_INTERFACE, NX_INTERFACE_TYPE_ETHERNET,
    NX_INVALID_INTERFACE, NX_IP, NX_IP_ADDRESS_ERROR, NX_IP_DRIVER, NX_LINK_DISABLE, NX_LINK_ENABLE,
    NX_LINK_GET_DUPLEX_TYPE, NX_LINK_GET_INTERFACE_TYPE, NX_LINK_GET_SPEED, NX_LINK_GET_STATUS,
    NX_NO_MORE_ENTRIES, NX_NOT_FOUND, NX_SUCCESS, UINT, ULONG, VOID,
};
use core::ptr;

const INTERFACES: usize = NX_HOST_PHYSICAL_INTERFACES as usize;

/// The interfaces an application attaches.
unsafe fn interfaces<'a>(ip: *mut NX_IP) -> &'a mut [NX_INTERFACE] {
    // SAFETY: the lock is held and the instance is live; the borrow is used within one call.
    unsafe { &mut (&mut (*ip).nx_ip_interface)[..INTERFACES] }
}

/// Address and mask of the first interface.
///
/// # Safety
/// `ip` is a live IP instance; the others are writable.
#[unsafe(no_mangle)]
pub(crate) unsafe extern "C" fn _nx_ip_address_get(
    ip: *mut NX_IP,
    address: *mut ULONG,
    mask: *mut ULONG,
) -> UINT {
    // SAFETY: the caller's contract.
    unsafe { _nx_ip_interface_address_get(ip, 0, address, mask) }
}

/// Sets address and mask of the first interface.
///
/// # Safety
/// `ip` is a live IP instance.
#[unsafe(no_mangle)]
pub(crate) unsafe extern "C" fn _nx_ip_address_set(ip: *mut NX_IP, address: ULONG, mask: ULONG) -> UINT {
    // SAFETY: the caller's contract.
    unsafe { _nx_ip_interface_address_set(ip, 0, address, mask) }
}

/// Address and mask of an interface.
///
/// # Safety
/// `ip` is a live IP instance; the others are writable.
#[unsafe(no_mangle)]
pub(crate) unsafe extern "C" fn _nx_ip_interface_address_get(
    ip: *mut NX_IP,
    index: UINT,
    address: *mut ULONG,
    mask: *mut ULONG,
) -> UINT {
    // SAFETY: the caller's contract; the lock is held.
    locked(|_| unsafe {
        let Some(interface) = interfaces(ip).get(index as usize) else { return NX_INVALID_INTERFACE };
        *address = interface.nx_interface_ip_address;
        *mask = interface.nx_interface_ip_network_mask;
        NX_SUCCESS
    })
}

/// Sets address and mask of an interface; a change is notified.
///
/// # Safety
/// `ip` is a live IP instance.
#[unsafe(no_mangle)]
pub(crate) unsafe extern "C" fn _nx_ip_interface_address_set(
    ip: *mut NX_IP,
    index: UINT,
    address: ULONG,
    mask: ULONG,
) -> UINT {
    // SAFETY: the caller's contract; the lock is held, but not while the application is called.
    locked(|k| unsafe {
        let Some(interface) = interfaces(ip).get_mut(index as usize) else { return NX_INVALID_INTERFACE };
        let changed =
            interface.nx_interface_ip_address != address || interface.nx_interface_ip_network_mask != mask;
        interface.nx_interface_ip_address = address;
        interface.nx_interface_ip_network_mask = mask;
        interface.nx_interface_ip_network = address & mask;
        if let (true, Some(notify)) = (changed, (*ip).nx_ip_address_change_notify) {
            let information = (*ip).nx_ip_address_change_notify_additional_info;
            k.unlocked(|| notify(ip, information));
        }
        NX_SUCCESS
    })
}

/// Has the application called when an address changes.
///
/// # Safety
/// `ip` is a live IP instance.
#[unsafe(no_mangle)]
pub(crate) unsafe extern "C" fn _nx_ip_address_change_notify(
    ip: *mut NX_IP,
    notify: Option<unsafe extern "C" fn(*mut NX_IP, *mut VOID)>,
    information: *mut VOID,
) -> UINT {
    // SAFETY: the caller's contract; the lock is held.
    locked(|_| unsafe {
        (*ip).nx_ip_address_change_notify = notify;
        (*ip).nx_ip_address_change_notify_additional_info = information;
        NX_SUCCESS
    })
}

/// The gateway; `NX_NOT_FOUND` when none is set.
///
/// # Safety
/// `ip` is a live IP instance and `address` is writable.
#[unsafe(no_mangle)]
pub(crate) unsafe extern "C" fn _nx_ip_gateway_address_get(ip: *mut NX_IP, address: *mut ULONG) -> UINT {
    // SAFETY: the caller's contract; the lock is held.
    locked(|_| unsafe {
        if (*ip).nx_ip_gateway_address == 0 {
            return NX_NOT_FOUND;
        }
        *address = (*ip).nx_ip_gateway_address;
        NX_SUCCESS
    })
}

/// Sets the gateway, which must be on the network of an interface. The host routes; it is kept for
/// applications that ask.
///
/// # Safety
/// `ip` is a live IP instance.
#[unsafe(no_mangle)]
pub(crate) unsafe extern "C" fn _nx_ip_gateway_address_set(ip: *mut NX_IP, address: ULONG) -> UINT {
    // SAFETY: the caller's contract; the lock is held.
    locked(|_| unsafe {
        let near = |i: &&mut NX_INTERFACE| {
            i.nx_interface_valid != 0 && address & i.nx_interface_ip_network_mask == i.nx_interface_ip_network
        };
        let Some(interface) = interfaces(ip).iter_mut().find(near) else { return NX_IP_ADDRESS_ERROR };
        (*ip).nx_ip_gateway_interface = interface;
        (*ip).nx_ip_gateway_address = address;
        NX_SUCCESS
    })
}

/// Forgets the gateway.
///
/// # Safety
/// `ip` is a live IP instance.
#[unsafe(no_mangle)]
pub(crate) unsafe extern "C" fn _nx_ip_gateway_address_clear(ip: *mut NX_IP) -> UINT {
    // SAFETY: the caller's contract; the lock is held.
    locked(|_| unsafe {
        (*ip).nx_ip_gateway_address = 0;
        (*ip).nx_ip_gateway_interface = ptr::null_mut();
        NX_SUCCESS
    })
}

/// Adds an interface.
///
/// # Safety
/// `ip` is a live IP instance; `name` outlives it.
#[unsafe(no_mangle)]
pub(crate) unsafe extern "C" fn _nx_ip_interface_attach(
    ip: *mut NX_IP,
    name: *mut CHAR,
    address: ULONG,
    mask: ULONG,
    driver: Option<unsafe extern "C" fn(*mut NX_IP_DRIVER)>,
) -> UINT {
    // SAFETY: the caller's contract; the lock is held.
    locked(|_| unsafe {
        if address != 0 && interfaces(ip).iter().any(|i| i.nx_interface_ip_address == address) {
            return NX_DUPLICATED_ENTRY;
        }
        let Some(interface) = interfaces(ip).iter_mut().find(|i| i.nx_interface_valid == 0) else {
            return NX_NO_MORE_ENTRIES;
        };
        interface.nx_interface_valid = 1;
        interface.nx_interface_name = name;
        interface.nx_interface_ip_address = address;
        interface.nx_interface_ip_network_mask = mask;
        interface.nx_interface_ip_network = address & mask;
        interface.nx_interface_link_driver_entry = driver;
        interface.nx_interface_link_up = u8::from((*ip).nx_ip_initialize_done != 0);
        NX_SUCCESS
    })
}

/// Reports an interface; null pointers are skipped.
///
/// # Safety
/// `ip` is a live IP instance; the others are null or writable.
#[unsafe(no_mangle)]
pub(crate) unsafe extern "C" fn _nx_ip_interface_info_get(
    ip: *mut NX_IP,
    index: UINT,
    name: *mut *mut CHAR,
    address: *mut ULONG,
    mask: *mut ULONG,
    mtu: *mut ULONG,
    physical_msw: *mut ULONG,
    physical_lsw: *mut ULONG,
) -> UINT {
    // SAFETY: the caller's contract; the lock is held.
    locked(|_| unsafe {
        let interface = match interfaces(ip).get(index as usize) {
            Some(interface) if interface.nx_interface_valid != 0 => interface,
            _ => return NX_INVALID_INTERFACE,
        };
        put(name, interface.nx_interface_name);
        put(address, interface.nx_interface_ip_address);
        put(mask, interface.nx_interface_ip_network_mask);
        put(mtu, interface.nx_interface_ip_mtu_size);
        put(physical_msw, interface.nx_interface_physical_address_msw);
        put(physical_lsw, interface.nx_interface_physical_address_lsw);
        NX_SUCCESS
    })
}

/// Sets the MTU that is reported.
///
/// # Safety
/// `ip` is a live IP instance.
#[unsafe(no_mangle)]
pub(crate) unsafe extern "C" fn _nx_ip_interface_mtu_set(ip: *mut NX_IP, index: UINT, mtu: ULONG) -> UINT {
    // SAFETY: the caller's contract.
    unsafe { change(ip, index, |i| i.nx_interface_ip_mtu_size = mtu) }
}

/// The hardware address, made up on a host.
///
/// # Safety
/// `ip` is a live IP instance; the others are writable.
#[unsafe(no_mangle)]
pub(crate) unsafe extern "C" fn _nx_ip_interface_physical_address_get(
    ip: *mut NX_IP,
    index: UINT,
    msw: *mut ULONG,
    lsw: *mut ULONG,
) -> UINT {
    // SAFETY: the caller's contract.
    unsafe {
        change(ip, index, |i| {
            *msw = i.nx_interface_physical_address_msw;
            *lsw = i.nx_interface_physical_address_lsw;
        })
    }
}

/// Sets the hardware address that is reported.
///
/// # Safety
/// `ip` is a live IP instance.
#[unsafe(no_mangle)]
pub(crate) unsafe extern "C" fn _nx_ip_interface_physical_address_set(
    ip: *mut NX_IP,
    index: UINT,
    msw: ULONG,
    lsw: ULONG,
    _update_driver: UINT,
) -> UINT {
    // SAFETY: the caller's contract.
    unsafe {
        change(ip, index, |i| {
            i.nx_interface_physical_address_msw = msw;
            i.nx_interface_physical_address_lsw = lsw;
        })
    }
}

/// Recorded: no driver runs.
///
/// # Safety
/// `ip` is a live IP instance.
#[unsafe(no_mangle)]
pub(crate) unsafe extern "C" fn _nx_ip_interface_address_mapping_configure(
    ip: *mut NX_IP,
    index: UINT,
    needed: UINT,
) -> UINT {
    // SAFETY: the caller's contract.
    unsafe { change(ip, index, |i| i.nx_interface_address_mapping_needed = needed as u8) }
}

unsafe fn change(ip: *mut NX_IP, index: UINT, apply: impl FnOnce(&mut NX_INTERFACE)) -> UINT {
    // SAFETY: the caller's contract; the lock is held.
    locked(|_| unsafe {
        match interfaces(ip).get_mut(index as usize) {
            Some(interface) => {
                apply(interface);
                NX_SUCCESS
            }
            None => NX_INVALID_INTERFACE,
        }
    })
}

/// A command for the driver of the first interface; see [`_nx_ip_driver_interface_direct_command`].
///
/// # Safety
/// `ip` is a live IP instance and `value` is null or writable.
#[unsafe(no_mangle)]
pub(crate) unsafe extern "C" fn _nx_ip_driver_direct_command(
    ip: *mut NX_IP,
    command: UINT,
    value: *mut ULONG,
) -> UINT {
    // SAFETY: the caller's contract.
    unsafe { _nx_ip_driver_interface_direct_command(ip, command, 0, value) }
}

/// Every command of a driver is accepted. Enabling and disabling changes the state of the link
/// that is reported; questions are answered as by an Ethernet driver; other values are zero.
///
/// # Safety
/// `ip` is a live IP instance and `value` is null or writable.
#[unsafe(no_mangle)]
pub(crate) unsafe extern "C" fn _nx_ip_driver_interface_direct_command(
    ip: *mut NX_IP,
    command: UINT,
    index: UINT,
    value: *mut ULONG,
) -> UINT {
    // SAFETY: the caller's contract; the lock is held, but not while the application is called.
    locked(|k| unsafe {
        let Some(interface) = interfaces(ip).get_mut(index as usize) else { return NX_INVALID_INTERFACE };
        let was_up = interface.nx_interface_link_up;
        match command {
            NX_LINK_ENABLE => interface.nx_interface_link_up = 1,
            NX_LINK_DISABLE => interface.nx_interface_link_up = 0,
            NX_LINK_GET_STATUS => put(value, ULONG::from(was_up)),
            NX_LINK_GET_SPEED => put(value, 100_000_000),
            NX_LINK_GET_DUPLEX_TYPE => put(value, 1),
            NX_LINK_GET_INTERFACE_TYPE => put(value, ULONG::from(NX_INTERFACE_TYPE_ETHERNET)),
            _ => put(value, 0),
        }
        let up = interface.nx_interface_link_up;
        if let (true, Some(notify)) = (up != was_up, (*ip).nx_ip_link_status_change_callback) {
            k.unlocked(|| notify(ip, index, UINT::from(up)));
        }
        NX_SUCCESS
    })
}

/// Has the application called when a link goes up or down.
///
/// # Safety
/// `ip` is a live IP instance.
#[unsafe(no_mangle)]
pub(crate) unsafe extern "C" fn _nx_ip_link_status_change_notify_set(
    ip: *mut NX_IP,
    notify: Option<unsafe extern "C" fn(*mut NX_IP, UINT, UINT)>,
) -> UINT {
    // SAFETY: the caller's contract; the lock is held.
    locked(|_| unsafe { (*ip).nx_ip_link_status_change_callback = notify });
    NX_SUCCESS
}
