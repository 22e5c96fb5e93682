//! Starting OS threads.
//!
//! Through pthread, because they never end and own nothing: what the standard library allocates for
//! a thread would look like a leak while the thread runs on the stack of a coroutine.

use std::{
    ffi::{CStr, c_void},
    io::Error,
    mem::MaybeUninit,
    ptr,
};

/// Starts an OS thread for good. Stops the process if there can be none.
pub(super) fn start(name: &CStr, body: extern "C" fn(*mut c_void) -> *mut c_void, argument: *mut c_void) {
    let mut thread = MaybeUninit::uninit();
    // SAFETY: the identifier is written before it is used; the body and its argument live for ever.
    let error = unsafe {
        let error = libc::pthread_create(thread.as_mut_ptr(), ptr::null(), body, argument);
        if error == 0 {
            libc::pthread_setname_np(thread.assume_init(), name.as_ptr());
        }
        error
    };
    if error != 0 {
        super::fatal(&format!("cannot start an OS thread: {}", Error::from_raw_os_error(error)));
    }
}
