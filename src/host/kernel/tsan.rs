//! Tells ThreadSanitizer which stack runs.

use std::{ffi::c_void, ptr};

/// ThreadSanitizer's side of a coroutine.
pub(super) struct Fiber {
    own: *mut c_void,
    /// The OS thread that resumed it last.
    host: *mut c_void,
    /// The body has returned. The coroutine itself must not: its calls would be taken off the
    /// record of the OS thread.
    pub(super) ended: bool,
}

/// What comes before a switch has happened before what follows it.
const SYNCHRONIZE: u32 = 0;

impl Fiber {
    pub(super) fn create() -> Self {
        // SAFETY: no arguments that could be wrong.
        Self { own: unsafe { __tsan_create_fiber(0) }, host: ptr::null_mut(), ended: false }
    }

    /// The next instruction resumes the coroutine.
    #[inline(always)]
    pub(super) fn enter(&mut self) {
        // SAFETY: `own` lives until `destroy`, and runs nowhere else.
        unsafe {
            self.host = __tsan_get_current_fiber();
            __tsan_switch_to_fiber(self.own, SYNCHRONIZE);
        }
    }

    /// The next instruction gives the OS thread back.
    #[inline(always)]
    pub(super) fn leave(&mut self) {
        // SAFETY: the OS thread that called `enter` waits for this.
        unsafe { __tsan_switch_to_fiber(self.host, SYNCHRONIZE) }
    }

    /// The coroutine is not resumed again.
    pub(super) fn destroy(&self) {
        // SAFETY: created by `create`, and suspended.
        unsafe { __tsan_destroy_fiber(self.own) }
    }
}

unsafe extern "C" {
    fn __tsan_create_fiber(flags: u32) -> *mut c_void;
    fn __tsan_destroy_fiber(fiber: *mut c_void);
    fn __tsan_get_current_fiber() -> *mut c_void;
    fn __tsan_switch_to_fiber(fiber: *mut c_void, flags: u32);
}
