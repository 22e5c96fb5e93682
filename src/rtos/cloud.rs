//! NX_CLOUD: one helper thread for several modules.

use core::{ffi::c_void, ptr::NonNull};

use super::{Failure, check};
use crate::sys::{self, CHAR, NX_CLOUD, NX_CLOUD_MODULE, UINT, ULONG};

/// What the helper thread calls with a module's events.
pub(crate) type Process = unsafe extern "C" fn(*mut c_void, ULONG, ULONG);

/// Among the common events: a second has passed.
pub(crate) const PERIODIC: ULONG = sys::NX_CLOUD_COMMON_PERIODIC_EVENT as ULONG;

/// A module in C memory.
#[derive(Clone, Copy)]
pub(crate) struct Module(NonNull<NX_CLOUD_MODULE>);

impl Module {
    /// # Safety
    /// `module` is an `NX_CLOUD_MODULE`, registered or not, that stays in place while the value is used.
    pub(crate) const unsafe fn from_c(module: NonNull<NX_CLOUD_MODULE>) -> Self {
        Self(module)
    }

    /// # Safety
    /// `cloud` exists; `context` fits `process`.
    pub(crate) unsafe fn register(
        self,
        cloud: *mut NX_CLOUD,
        name: *mut CHAR,
        process: Process,
        context: *mut c_void,
    ) -> Result<(), Failure> {
        const EVENT: ULONG = sys::NX_CLOUD_MODULE_MQTT_EVENT as ULONG;
        // SAFETY: memory of a module (contract of from_c), the contract of this function.
        check(unsafe {
            sys::_nx_cloud_module_register(cloud, self.0.as_ptr(), name, EVENT, Some(process), context)
        })
    }

    /// # Safety
    /// `cloud` exists.
    pub(crate) unsafe fn deregister(self, cloud: *mut NX_CLOUD) {
        // SAFETY: a registered module, the contract of this function.
        unsafe { sys::_nx_cloud_module_deregister(cloud, self.0.as_ptr()) };
    }

    /// Whether the module is also called once a second, with `PERIODIC`.
    pub(crate) fn set_periodic(self, on: bool) {
        // SAFETY: a registered module, on its cloud's thread, the only one that reads the field.
        unsafe {
            let events = &raw mut (*self.0.as_ptr()).nx_cloud_module_registered_events;
            *events = if on { *events | PERIODIC } else { *events & !PERIODIC };
        }
    }

    /// Sets events of the module. From any context.
    pub(crate) fn set(self, events: ULONG) {
        // SAFETY: a registered module.
        unsafe { sys::_nx_cloud_module_event_set(self.0.as_ptr(), events) };
    }

    /// Clears events of the module.
    pub(crate) fn clear(self, events: ULONG) {
        // SAFETY: a registered module.
        unsafe { sys::_nx_cloud_module_event_clear(self.0.as_ptr(), events) };
    }
}

/// Creates a helper thread.
///
/// # Safety
/// `cloud` and the stack are memory for it until it is deleted.
pub(crate) unsafe fn create(
    cloud: *mut NX_CLOUD,
    stack: *mut c_void,
    stack_size: ULONG,
    priority: UINT,
) -> Result<(), Failure> {
    let name = c"Cloud Helper".as_ptr();
    // SAFETY: the contract of this function; a static name.
    check(unsafe { sys::_nx_cloud_create(cloud, name.cast(), stack, stack_size, priority) })
}

/// Whether `cloud` exists.
///
/// # Safety
/// `cloud` is memory of an `NX_CLOUD`.
pub(crate) unsafe fn exists(cloud: *mut NX_CLOUD) -> bool {
    // SAFETY: the contract of this function.
    unsafe { (*cloud).nx_cloud_id == sys::NX_CLOUD_ID }
}

/// # Safety
/// `cloud` exists and has no modules.
pub(crate) unsafe fn delete(cloud: *mut NX_CLOUD) {
    // SAFETY: the contract of this function.
    unsafe { sys::_nx_cloud_delete(cloud) };
}
