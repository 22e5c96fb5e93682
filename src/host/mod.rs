//! ThreadX and NetX Duo on Linux: the services the client and applications call.
//!
//! A ThreadX thread is a coroutine. One OS thread at a time holds the *virtual CPU*: it resumes the
//! highest-priority ready thread and, when none is ready, waits for sockets and timers. So one
//! ThreadX thread runs at a time, in the order a single core would run them, and a switch between
//! two of them costs no system call. See `kernel` for how a thread that never calls the kernel is
//! kept from stalling the rest.
//!
//! # Settings
//!
//! Read from the environment when the kernel starts:
//!
//! | variable | meaning | default |
//! |---|---|---|
//! | `NXD_HOST_GRACE_MS` | milliseconds a ready thread of higher priority waits for one that computes or blocks outside the kernel before it is started beside it | 20 |
//! | `NXD_HOST_STACK_KB` | smallest stack of a thread in KiB; a larger size asked for in `tx_thread_create` is honoured | 256 |
//!
//! A value that is not a positive number is an error: the program stops with a message.

pub(crate) mod kernel;
pub mod netx;
pub mod threadx;
