//! Starting the kernel.

use std::{
    ffi::{c_char, c_void},
    ptr,
};

use crate::host::kernel;

unsafe extern "C" {
    /// The application's.
    fn tx_application_define(first_unused_memory: *mut c_void);
}

/// What `tx_application_define` is given: the start of the memory the application may use.
#[unsafe(no_mangle)]
pub static mut _tx_initialize_unused_memory: *mut c_void = ptr::null_mut();

/// Which ThreadX this behaves like.
#[unsafe(no_mangle)]
pub static mut _tx_version_id: [c_char; 33] = version();

const fn version() -> [c_char; 33] {
    let text = b"nxd-mqtt host kernel, as 6.4.2\0\0\0";
    let mut out = [0; 33];
    let mut i = 0;
    while i < text.len() {
        out[i] = text[i].cast_signed();
        i += 1;
    }
    out
}

/// Size of the area for `tx_application_define`. Pages that are not touched cost nothing.
const UNUSED_MEMORY: usize = 64 << 20;

/// Calls `tx_application_define`, then runs threads on the calling OS thread, for ever.
#[unsafe(no_mangle)]
pub extern "C" fn _tx_initialize_kernel_enter() {
    kernel::run(|| {
        let memory = reserve(UNUSED_MEMORY);
        // SAFETY: written before any thread runs. The function is the application's, called as
        // ThreadX calls it.
        unsafe {
            _tx_initialize_unused_memory = memory;
            tx_application_define(memory);
        }
    })
}

fn reserve(bytes: usize) -> *mut c_void {
    let protection = libc::PROT_READ | libc::PROT_WRITE;
    let flags = libc::MAP_PRIVATE | libc::MAP_ANONYMOUS | libc::MAP_NORESERVE;
    // SAFETY: a fresh anonymous mapping, at an address the system picks.
    let memory = unsafe { libc::mmap(ptr::null_mut(), bytes, protection, flags, -1, 0) };
    if memory == libc::MAP_FAILED {
        kernel::fatal("cannot reserve memory for tx_application_define");
    }
    memory
}
