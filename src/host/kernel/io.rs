//! File descriptors the scheduler watches.

use std::{ffi::c_void, io::Error, os::fd::RawFd, ptr, time::Duration};

use super::{Guard, State};

/// Called, with the lock held and in interrupt context, when something happened on a descriptor.
/// `events` are `EPOLL*` bits. It may make system calls that do not block and wake threads; it does
/// not call application code.
pub(crate) type Handler = fn(guard: &mut Guard, token: *mut c_void, events: u32);

/// A registration, until [`deregister`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Source(u64);

struct Entry {
    handler: Option<(Handler, *mut c_void)>,
    /// Tells events of an earlier use of the entry from those of this one.
    generation: u32,
}

pub(super) struct Io {
    epoll: RawFd,
    wake: RawFd,
    entries: Vec<Entry>,
}

/// Not a registration: the descriptor that ends the scheduler's wait.
const WAKE: u64 = u64::MAX;

const BATCH: usize = 64;

/// What one wait brought.
pub(super) struct Events {
    list: [libc::epoll_event; BATCH],
    count: usize,
}

impl Io {
    pub(super) const fn new() -> Self {
        Self { epoll: -1, wake: -1, entries: Vec::new() }
    }

    pub(super) fn epoll(&self) -> RawFd {
        self.epoll
    }

    /// Ends the scheduler's wait, from another OS thread.
    pub(super) fn kick(&self) {
        let one = 1_u64;
        // SAFETY: writes eight bytes of a local. It fails only if the counter is about to
        // overflow, and then the wait ends too.
        unsafe { libc::write(self.wake, ptr::from_ref(&one).cast(), 8) };
    }
}

/// Opens the descriptors of the scheduler, once.
pub(super) fn start(guard: &mut Guard) {
    let io = &mut guard.state().io;
    if io.epoll >= 0 {
        return;
    }
    // SAFETY: system calls without pointers.
    unsafe {
        io.epoll = libc::epoll_create1(libc::EPOLL_CLOEXEC);
        io.wake = libc::eventfd(0, libc::EFD_CLOEXEC | libc::EFD_NONBLOCK);
    }
    let watched = io.epoll >= 0
        && io.wake >= 0
        && control(io.epoll, libc::EPOLL_CTL_ADD, io.wake, libc::EPOLLIN.cast_unsigned(), WAKE).is_ok();
    if !watched {
        super::fatal(&format!("cannot watch file descriptors: {}", Error::last_os_error()));
    }
}

fn control(epoll: RawFd, operation: i32, fd: RawFd, events: u32, data: u64) -> Result<(), Error> {
    // Edge-triggered: one report per change, so nothing is reported that is left for later.
    let mut event = libc::epoll_event { events: events | libc::EPOLLET.cast_unsigned(), u64: data };
    // SAFETY: the event is a local that the call reads.
    if unsafe { libc::epoll_ctl(epoll, operation, fd, &raw mut event) } == 0 {
        Ok(())
    } else {
        Err(Error::last_os_error())
    }
}

/// Watches `fd` for `events` (`EPOLLIN`, `EPOLLOUT`, ...), edge-triggered: each change calls
/// `handler` with `token` once. What is ready now is reported too.
///
/// # Errors
/// That of `epoll_ctl`.
pub(crate) fn register(
    guard: &mut Guard,
    fd: RawFd,
    events: u32,
    handler: Handler,
    token: *mut c_void,
) -> Result<Source, Error> {
    start(guard);
    let io = &mut guard.state().io;
    let index = match io.entries.iter().position(|entry| entry.handler.is_none()) {
        Some(index) => index,
        None => {
            io.entries.push(Entry { handler: None, generation: 0 });
            io.entries.len() - 1
        }
    };
    let entry = &mut io.entries[index];
    entry.generation = entry.generation.wrapping_add(1) & (u32::MAX >> 1);
    let source = u64::from(entry.generation) << 32 | index as u64;
    control(io.epoll, libc::EPOLL_CTL_ADD, fd, events, source)?;
    io.entries[index].handler = Some((handler, token));
    Ok(Source(source))
}

/// Ends a registration; its handler is not called again. The descriptor stays open.
pub(crate) fn deregister(guard: &mut Guard, fd: RawFd, source: Source) {
    let io = &mut guard.state().io;
    if entry(io, source.0).is_some_and(|entry| entry.handler.take().is_some()) {
        // A descriptor closed before has left the set by itself.
        let _ = control(io.epoll, libc::EPOLL_CTL_DEL, fd, 0, 0);
    }
}

fn entry(io: &mut Io, data: u64) -> Option<&mut Entry> {
    let index = usize::try_from(data & u64::from(u32::MAX)).ok()?;
    io.entries.get_mut(index).filter(|entry| u64::from(entry.generation) == data >> 32)
}

/// Waits for events without the lock; `None` waits without limit.
pub(super) fn wait(epoll: RawFd, timeout: Option<Duration>) -> Events {
    let mut events = Events { list: [libc::epoll_event { events: 0, u64: 0 }; BATCH], count: 0 };
    let result = wait_precise(epoll, &mut events.list, timeout);
    // An interrupted wait brings nothing.
    events.count = usize::try_from(result).unwrap_or(0);
    events
}

/// The time of system calls that are younger than 32-bit time: the same everywhere.
#[repr(C)]
struct Timespec {
    seconds: i64,
    nanoseconds: i64,
}

/// `epoll_pwait2`, which older kernels and valgrind do not know: `epoll_wait` then, rounded up.
fn wait_precise(epoll: RawFd, list: &mut [libc::epoll_event], timeout: Option<Duration>) -> libc::c_long {
    use std::sync::atomic::{AtomicBool, Ordering::Relaxed};
    static MISSING: AtomicBool = AtomicBool::new(false);

    let length = i32::try_from(list.len()).unwrap_or(i32::MAX);
    if !MISSING.load(Relaxed) {
        let limit = timeout.map(|t| Timespec {
            seconds: i64::try_from(t.as_secs()).unwrap_or(i64::MAX),
            nanoseconds: t.subsec_nanos().into(),
        });
        let limit: *const Timespec = limit.as_ref().map_or(ptr::null(), ptr::from_ref);
        // SAFETY: the list has `length` elements to write to; the limit lives through the call.
        let result = unsafe {
            libc::syscall(
                libc::SYS_epoll_pwait2,
                epoll,
                list.as_mut_ptr(),
                length,
                limit,
                ptr::null::<u8>(),
                0,
            )
        };
        if result >= 0 || Error::last_os_error().raw_os_error() != Some(libc::ENOSYS) {
            return result;
        }
        MISSING.store(true, Relaxed);
    }
    let millis = timeout.map_or(-1, |t| i32::try_from(t.as_nanos().div_ceil(1_000_000)).unwrap_or(i32::MAX));
    // SAFETY: the list has `length` elements to write to.
    unsafe { libc::epoll_wait(epoll, list.as_mut_ptr(), length, millis) }.into()
}

/// Calls the handlers of what a wait brought. The lock is held again.
pub(super) fn dispatch(guard: &mut Guard, events: &Events) {
    for event in &events.list[..events.count] {
        let (bits, data) = (event.events, event.u64);
        if data == WAKE {
            continue;
        }
        if let Some((handler, token)) = entry(&mut guard.state().io, data).and_then(|entry| entry.handler) {
            handler(guard, token, bits);
        }
    }
}

/// Handles what has happened so far, without waiting. The lock is held.
pub(super) fn poll(guard: &mut Guard) {
    let state: &mut State = guard.state();
    if state.io.entries.is_empty() {
        return;
    }
    let events = wait(state.io.epoll, Some(Duration::ZERO));
    dispatch(guard, &events);
}
