//! Argument checks in front of the services: the `_nxe_ip_` entry points.
//!
//! Codes and the order of the checks are NetX Duo's.

use super::check::{check, ensure, live, non_null, thread_only, unicast};
use super::ip::*;
use super::ip_address::*;
use super::{POOL_ID, locked};
use crate::sys::{
    CHAR, NX_HOST_PHYSICAL_INTERFACES, NX_INVALID_INTERFACE, NX_IP, NX_IP_ADDRESS_ERROR, NX_IP_DRIVER,
    NX_OPTION_ERROR, NX_PACKET_POOL, NX_PTR_ERROR, NX_SIZE_ERROR, TX_MAX_PRIORITIES, TX_MINIMUM_STACK, UINT,
    ULONG, VOID,
};

/// Creates an IP instance; `size` is that of the caller's control block.
///
/// # Safety
/// As [`_nx_ip_create`]; null pointers are reported.
#[unsafe(no_mangle)]
pub(crate) unsafe extern "C" fn _nxe_ip_create(
    ip: *mut NX_IP,
    name: *mut CHAR,
    address: ULONG,
    mask: ULONG,
    pool: *mut NX_PACKET_POOL,
    driver: Option<unsafe extern "C" fn(*mut NX_IP_DRIVER)>,
    stack: *mut VOID,
    stack_size: ULONG,
    priority: UINT,
    size: UINT,
) -> UINT {
    // SAFETY: the caller's contract; pointers are checked before they are used.
    unsafe {
        check(|| {
            non_null(ip)?;
            non_null(pool)?;
            ensure((*pool).nx_packet_pool_id == POOL_ID && driver.is_some(), NX_PTR_ERROR)?;
            non_null(stack)?;
            ensure(size as usize == size_of::<NX_IP>(), NX_PTR_ERROR)?;
            ensure(stack_size >= ULONG::from(TX_MINIMUM_STACK), NX_SIZE_ERROR)?;
            ensure(priority < TX_MAX_PRIORITIES, NX_OPTION_ERROR)?;
            ensure(!stack_in_use(ip, stack, stack_size), NX_PTR_ERROR)?;
            unicast(address)?;
            Ok(_nx_ip_create(ip, name, address, mask, pool, driver, stack, stack_size, priority))
        })
    }
}

/// True when the control block is that of a live instance, or the stack overlaps that of one.
unsafe fn stack_in_use(ip: *mut NX_IP, stack: *mut VOID, size: ULONG) -> bool {
    let (first, last) = (stack.addr(), stack.addr() + size as usize - 1);
    let mut used = false;
    // SAFETY: the lock is held and members of the list are live.
    locked(|_| unsafe {
        each(|other| {
            let thread = &raw const (*other).nx_ip_thread;
            let (start, end) = ((*thread).tx_thread_stack_start.addr(), (*thread).tx_thread_stack_end.addr());
            used |= other == ip || (first >= start && first < end) || (last >= start && last < end);
        });
    });
    used
}

fn known_status(needed: ULONG) -> Result<(), UINT> {
    ensure(needed & !0x1FF == 0, NX_OPTION_ERROR)
}

fn interface_index(index: UINT) -> Result<(), UINT> {
    ensure(index < NX_HOST_PHYSICAL_INTERFACES, NX_INVALID_INTERFACE)
}

pub(super) unsafe fn valid_interface(ip: *mut NX_IP, index: UINT) -> Result<(), UINT> {
    interface_index(index)?;
    // SAFETY: the instance is live and the index in range.
    let valid = unsafe { (&(*ip).nx_ip_interface)[index as usize].nx_interface_valid };
    ensure(valid != 0, NX_INVALID_INTERFACE)
}

/// Checks, then [`_nx_ip_delete`].
///
/// # Safety
/// As there; null pointers are reported.
#[unsafe(no_mangle)]
pub(crate) unsafe extern "C" fn _nxe_ip_delete(ip: *mut NX_IP) -> UINT {
    // SAFETY: the caller's contract; pointers are checked before they are used.
    unsafe {
        check(|| {
            live(ip)?;
            thread_only()?;
            Ok(_nx_ip_delete(ip))
        })
    }
}

/// Checks, then [`_nx_ip_status_check`].
///
/// # Safety
/// As there; null pointers are reported.
#[unsafe(no_mangle)]
pub(crate) unsafe extern "C" fn _nxe_ip_status_check(
    ip: *mut NX_IP,
    needed: ULONG,
    actual: *mut ULONG,
    wait: ULONG,
) -> UINT {
    // SAFETY: the caller's contract; pointers are checked before they are used.
    unsafe {
        check(|| {
            live(ip)?;
            non_null(actual)?;
            known_status(needed)?;
            thread_only()?;
            Ok(_nx_ip_status_check(ip, needed, actual, wait))
        })
    }
}

/// Checks, then [`_nx_ip_interface_status_check`].
///
/// # Safety
/// As there; null pointers are reported.
#[unsafe(no_mangle)]
pub(crate) unsafe extern "C" fn _nxe_ip_interface_status_check(
    ip: *mut NX_IP,
    index: UINT,
    needed: ULONG,
    actual: *mut ULONG,
    wait: ULONG,
) -> UINT {
    // SAFETY: the caller's contract; pointers are checked before they are used.
    unsafe {
        check(|| {
            live(ip)?;
            non_null(actual)?;
            valid_interface(ip, index)?;
            known_status(needed)?;
            thread_only()?;
            Ok(_nx_ip_interface_status_check(ip, index, needed, actual, wait))
        })
    }
}

/// Checks, then [`_nx_ip_info_get`].
///
/// # Safety
/// As there; null pointers are reported.
#[unsafe(no_mangle)]
pub(crate) unsafe extern "C" fn _nxe_ip_info_get(
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
    // SAFETY: the caller's contract; pointers are checked before they are used.
    unsafe {
        check(|| {
            live(ip)?;
            Ok(_nx_ip_info_get(
                ip,
                packets_sent,
                bytes_sent,
                packets_received,
                bytes_received,
                invalid,
                receive_dropped,
                checksum_errors,
                send_dropped,
                fragments_sent,
                fragments_received,
            ))
        })
    }
}

/// Checks, then [`_nx_ip_address_get`].
///
/// # Safety
/// As there; null pointers are reported.
#[unsafe(no_mangle)]
pub(crate) unsafe extern "C" fn _nxe_ip_address_get(
    ip: *mut NX_IP,
    address: *mut ULONG,
    mask: *mut ULONG,
) -> UINT {
    // SAFETY: the caller's contract; pointers are checked before they are used.
    unsafe {
        check(|| {
            live(ip)?;
            non_null(address)?;
            non_null(mask)?;
            Ok(_nx_ip_address_get(ip, address, mask))
        })
    }
}

/// Checks, then [`_nx_ip_address_set`].
///
/// # Safety
/// As there; null pointers are reported.
#[unsafe(no_mangle)]
pub(crate) unsafe extern "C" fn _nxe_ip_address_set(ip: *mut NX_IP, address: ULONG, mask: ULONG) -> UINT {
    // SAFETY: the caller's contract; pointers are checked before they are used.
    unsafe {
        check(|| {
            live(ip)?;
            unicast(address)?;
            Ok(_nx_ip_address_set(ip, address, mask))
        })
    }
}

/// Checks, then [`_nx_ip_interface_address_get`].
///
/// # Safety
/// As there; null pointers are reported.
#[unsafe(no_mangle)]
pub(crate) unsafe extern "C" fn _nxe_ip_interface_address_get(
    ip: *mut NX_IP,
    index: UINT,
    address: *mut ULONG,
    mask: *mut ULONG,
) -> UINT {
    // SAFETY: the caller's contract; pointers are checked before they are used.
    unsafe {
        check(|| {
            live(ip)?;
            non_null(address)?;
            non_null(mask)?;
            valid_interface(ip, index)?;
            Ok(_nx_ip_interface_address_get(ip, index, address, mask))
        })
    }
}

/// Checks, then [`_nx_ip_interface_address_set`].
///
/// # Safety
/// As there; null pointers are reported.
#[unsafe(no_mangle)]
pub(crate) unsafe extern "C" fn _nxe_ip_interface_address_set(
    ip: *mut NX_IP,
    index: UINT,
    address: ULONG,
    mask: ULONG,
) -> UINT {
    // SAFETY: the caller's contract; pointers are checked before they are used.
    unsafe {
        check(|| {
            live(ip)?;
            unicast(address)?;
            valid_interface(ip, index)?;
            Ok(_nx_ip_interface_address_set(ip, index, address, mask))
        })
    }
}

/// Checks, then [`_nx_ip_address_change_notify`].
///
/// # Safety
/// As there; null pointers are reported.
#[unsafe(no_mangle)]
pub(crate) unsafe extern "C" fn _nxe_ip_address_change_notify(
    ip: *mut NX_IP,
    notify: Option<unsafe extern "C" fn(*mut NX_IP, *mut VOID)>,
    information: *mut VOID,
) -> UINT {
    // SAFETY: the caller's contract; pointers are checked before they are used.
    unsafe {
        check(|| {
            live(ip)?;
            Ok(_nx_ip_address_change_notify(ip, notify, information))
        })
    }
}

/// Checks, then [`_nx_ip_gateway_address_get`].
///
/// # Safety
/// As there; null pointers are reported.
#[unsafe(no_mangle)]
pub(crate) unsafe extern "C" fn _nxe_ip_gateway_address_get(ip: *mut NX_IP, address: *mut ULONG) -> UINT {
    // SAFETY: the caller's contract; pointers are checked before they are used.
    unsafe {
        check(|| {
            live(ip)?;
            non_null(address)?;
            Ok(_nx_ip_gateway_address_get(ip, address))
        })
    }
}

/// Checks, then [`_nx_ip_gateway_address_set`].
///
/// # Safety
/// As there; null pointers are reported.
#[unsafe(no_mangle)]
pub(crate) unsafe extern "C" fn _nxe_ip_gateway_address_set(ip: *mut NX_IP, address: ULONG) -> UINT {
    // SAFETY: the caller's contract; pointers are checked before they are used.
    unsafe {
        check(|| {
            live(ip)?;
            ensure(address != 0, NX_IP_ADDRESS_ERROR)?;
            Ok(_nx_ip_gateway_address_set(ip, address))
        })
    }
}

/// Checks, then [`_nx_ip_gateway_address_clear`].
///
/// # Safety
/// As there; null pointers are reported.
#[unsafe(no_mangle)]
pub(crate) unsafe extern "C" fn _nxe_ip_gateway_address_clear(ip: *mut NX_IP) -> UINT {
    // SAFETY: the caller's contract; pointers are checked before they are used.
    unsafe {
        check(|| {
            live(ip)?;
            Ok(_nx_ip_gateway_address_clear(ip))
        })
    }
}

/// Checks, then [`_nx_ip_interface_attach`].
///
/// # Safety
/// As there; null pointers are reported.
#[unsafe(no_mangle)]
pub(crate) unsafe extern "C" fn _nxe_ip_interface_attach(
    ip: *mut NX_IP,
    name: *mut CHAR,
    address: ULONG,
    mask: ULONG,
    driver: Option<unsafe extern "C" fn(*mut NX_IP_DRIVER)>,
) -> UINT {
    // SAFETY: the caller's contract; pointers are checked before they are used.
    unsafe {
        check(|| {
            live(ip)?;
            non_null(name)?;
            ensure(driver.is_some(), NX_PTR_ERROR)?;
            unicast(address)?;
            Ok(_nx_ip_interface_attach(ip, name, address, mask, driver))
        })
    }
}

/// Checks, then [`_nx_ip_interface_info_get`].
///
/// # Safety
/// As there; null pointers are reported.
#[unsafe(no_mangle)]
pub(crate) unsafe extern "C" fn _nxe_ip_interface_info_get(
    ip: *mut NX_IP,
    index: UINT,
    name: *mut *mut CHAR,
    address: *mut ULONG,
    mask: *mut ULONG,
    mtu: *mut ULONG,
    physical_msw: *mut ULONG,
    physical_lsw: *mut ULONG,
) -> UINT {
    // SAFETY: the caller's contract; pointers are checked before they are used.
    unsafe {
        check(|| {
            live(ip)?;
            interface_index(index)?;
            Ok(_nx_ip_interface_info_get(ip, index, name, address, mask, mtu, physical_msw, physical_lsw))
        })
    }
}

/// Checks, then [`_nx_ip_interface_mtu_set`].
///
/// # Safety
/// As there; null pointers are reported.
#[unsafe(no_mangle)]
pub(crate) unsafe extern "C" fn _nxe_ip_interface_mtu_set(ip: *mut NX_IP, index: UINT, mtu: ULONG) -> UINT {
    // SAFETY: the caller's contract; pointers are checked before they are used.
    unsafe {
        check(|| {
            live(ip)?;
            interface_index(index)?;
            Ok(_nx_ip_interface_mtu_set(ip, index, mtu))
        })
    }
}

/// Checks, then [`_nx_ip_interface_physical_address_get`].
///
/// # Safety
/// As there; null pointers are reported.
#[unsafe(no_mangle)]
pub(crate) unsafe extern "C" fn _nxe_ip_interface_physical_address_get(
    ip: *mut NX_IP,
    index: UINT,
    msw: *mut ULONG,
    lsw: *mut ULONG,
) -> UINT {
    // SAFETY: the caller's contract; pointers are checked before they are used.
    unsafe {
        check(|| {
            live(ip)?;
            non_null(msw)?;
            non_null(lsw)?;
            interface_index(index)?;
            Ok(_nx_ip_interface_physical_address_get(ip, index, msw, lsw))
        })
    }
}

/// Checks, then [`_nx_ip_interface_physical_address_set`].
///
/// # Safety
/// As there; null pointers are reported.
#[unsafe(no_mangle)]
pub(crate) unsafe extern "C" fn _nxe_ip_interface_physical_address_set(
    ip: *mut NX_IP,
    index: UINT,
    msw: ULONG,
    lsw: ULONG,
    update: UINT,
) -> UINT {
    // SAFETY: the caller's contract; pointers are checked before they are used.
    unsafe {
        check(|| {
            live(ip)?;
            interface_index(index)?;
            Ok(_nx_ip_interface_physical_address_set(ip, index, msw, lsw, update))
        })
    }
}

/// Checks, then [`_nx_ip_interface_address_mapping_configure`].
///
/// # Safety
/// As there; null pointers are reported.
#[unsafe(no_mangle)]
pub(crate) unsafe extern "C" fn _nxe_ip_interface_address_mapping_configure(
    ip: *mut NX_IP,
    index: UINT,
    needed: UINT,
) -> UINT {
    // SAFETY: the caller's contract; pointers are checked before they are used.
    unsafe {
        check(|| {
            live(ip)?;
            interface_index(index)?;
            Ok(_nx_ip_interface_address_mapping_configure(ip, index, needed))
        })
    }
}

/// Checks, then [`_nx_ip_driver_direct_command`].
///
/// # Safety
/// As there; null pointers are reported.
#[unsafe(no_mangle)]
pub(crate) unsafe extern "C" fn _nxe_ip_driver_direct_command(
    ip: *mut NX_IP,
    command: UINT,
    value: *mut ULONG,
) -> UINT {
    // SAFETY: the caller's contract; pointers are checked before they are used.
    unsafe {
        check(|| {
            live(ip)?;
            non_null(value)?;
            Ok(_nx_ip_driver_direct_command(ip, command, value))
        })
    }
}

/// Checks, then [`_nx_ip_driver_interface_direct_command`].
///
/// # Safety
/// As there; null pointers are reported.
#[unsafe(no_mangle)]
pub(crate) unsafe extern "C" fn _nxe_ip_driver_interface_direct_command(
    ip: *mut NX_IP,
    command: UINT,
    index: UINT,
    value: *mut ULONG,
) -> UINT {
    // SAFETY: the caller's contract; pointers are checked before they are used.
    unsafe {
        check(|| {
            live(ip)?;
            non_null(value)?;
            valid_interface(ip, index)?;
            Ok(_nx_ip_driver_interface_direct_command(ip, command, index, value))
        })
    }
}

/// Checks, then [`_nx_ip_link_status_change_notify_set`].
///
/// # Safety
/// As there; null pointers are reported.
#[unsafe(no_mangle)]
pub(crate) unsafe extern "C" fn _nxe_ip_link_status_change_notify_set(
    ip: *mut NX_IP,
    notify: Option<unsafe extern "C" fn(*mut NX_IP, UINT, UINT)>,
) -> UINT {
    // SAFETY: the caller's contract; pointers are checked before they are used.
    unsafe {
        check(|| {
            live(ip)?;
            ensure(notify.is_some(), NX_PTR_ERROR)?;
            Ok(_nx_ip_link_status_change_notify_set(ip, notify))
        })
    }
}
