//! The OS threads that run coroutines, one of which holds the virtual CPU.

use std::{
    cell::Cell,
    ffi::c_void,
    ptr::{self, NonNull},
    sync::atomic::{
        AtomicPtr, AtomicU32,
        Ordering::{Acquire, Relaxed, Release},
    },
};

use super::{
    _tx_thread_current_ptr, _tx_thread_system_state, Guard, STATE, State, clock, fiber, fiber::Fiber, futex,
    io, lock, monitor, os_thread, sched,
};
use crate::sys::{self, TX_THREAD};

/// One OS thread. Lives as long as the process.
pub(super) struct Worker {
    /// What it has resumed.
    fiber: *mut Fiber,
    /// The thread it runs on the virtual CPU. Written under the lock.
    thread: AtomicPtr<TX_THREAD>,
    /// One when it has been given the virtual CPU.
    go: AtomicU32,
}

thread_local! {
    static WORKER: Cell<*mut Worker> = const { Cell::new(ptr::null_mut()) };
}

/// The worker of this OS thread; null on one that is not ours.
///
/// Not inlined: a coroutine may go on on another OS thread, so the address of the variable must not
/// be kept across a switch.
#[inline(never)]
pub(super) fn this() -> *mut Worker {
    WORKER.get()
}

/// The thread that makes this call, if it runs on the virtual CPU. Needs no lock.
#[inline]
pub(super) fn thread() -> Option<NonNull<TX_THREAD>> {
    let worker = this();
    if worker.is_null() {
        return None;
    }
    // SAFETY: workers are never freed.
    NonNull::new(unsafe { (*worker).thread.load(Relaxed) })
}

fn new_worker() -> *mut Worker {
    Box::into_raw(Box::new(Worker {
        fiber: ptr::null_mut(),
        thread: AtomicPtr::new(ptr::null_mut()),
        go: AtomicU32::new(0),
    }))
}

/// Initialization is over: the calling OS thread gets the virtual CPU.
pub(super) fn start() -> ! {
    let worker = new_worker();
    WORKER.set(worker);
    lock::acquire();
    // SAFETY: the lock is held.
    unsafe {
        (*STATE.0.get()).owner = worker;
        _tx_thread_system_state = 0;
    }
    let mut guard = Guard::interrupt();
    clock::begin(&mut guard);
    // The lock stays held: it belongs to the scheduler now.
    std::mem::forget(guard);
    monitor::start();
    run(worker)
}

/// Schedules for ever. Called, and loops, with the lock held.
fn run(worker: *mut Worker) -> ! {
    let mut guard = Guard::interrupt();
    loop {
        if guard.state().owner != worker {
            park(&mut guard, worker);
            continue;
        }
        // SAFETY: the lock is held.
        let next = unsafe { sched::execute() };
        if next.is_null() {
            idle(&mut guard);
        } else {
            dispatch(&mut guard, worker, next);
        }
    }
}

/// Runs one thread until it gives the OS thread back.
#[inline]
fn dispatch(guard: &mut Guard, worker: *mut Worker, thread: *mut TX_THREAD) {
    guard.state().dispatches += 1;
    // SAFETY: the lock is held; a ready thread has a fiber, and it is suspended because detached
    // ones are on no ready list.
    unsafe {
        let fiber = fiber::of(thread);
        _tx_thread_current_ptr = thread;
        (*thread).tx_thread_run_count += 1;
        (*worker).fiber = fiber;
        (*worker).thread.store(thread, Relaxed);
        let done = Fiber::resume(fiber);
        (*worker).fiber = ptr::null_mut();
        (*worker).thread.store(ptr::null_mut(), Relaxed);
        if guard.state().owner == worker {
            _tx_thread_current_ptr = ptr::null_mut();
        }
        if done {
            ended(guard, fiber);
        } else if (*fiber).thread.is_null() {
            Fiber::free(guard.state(), fiber);
        }
    }
}

/// A coroutine returned: its thread has completed.
///
/// # Safety
/// The fiber is not used afterwards.
unsafe fn ended(guard: &mut Guard, fiber: *mut Fiber) {
    // SAFETY: the fiber is live until freed here; its thread, if not null, still names it.
    unsafe {
        let thread = (*fiber).thread;
        if !thread.is_null() {
            (*thread).tx_thread_host = ptr::null_mut();
        }
        Fiber::free(guard.state(), fiber);
    }
}

/// Waits for work with the lock released.
fn idle(guard: &mut Guard) {
    super::run_idle_hooks(guard);
    // SAFETY: the lock is held.
    if !unsafe { sched::execute() }.is_null() {
        return;
    }
    let timeout = clock::until_next_expiry(guard);
    let state = guard.state();
    state.idle = true;
    state.kicked = false;
    monitor::set_idle(true);
    let epoll = state.io.epoll();
    lock::release();
    let events = io::wait(epoll, timeout);
    lock::acquire();
    guard.state().idle = false;
    monitor::set_idle(false);
    io::dispatch(guard, &events);
    clock::advance(guard);
    monitor::busy_again(guard);
}

/// Keeps a worker without the virtual CPU until it is given it.
fn park(guard: &mut Guard, worker: *mut Worker) {
    guard.state().spares.push(worker);
    kick_if_idle();
    lock::release();
    wait_for_go(worker);
    lock::acquire();
}

/// Ends the scheduler's wait if a thread is ready. The lock is held.
pub(super) fn kick_if_idle() {
    // SAFETY: the lock is held (contract of the callers in this module's parent).
    unsafe {
        let state: *mut State = STATE.0.get();
        if (*state).idle && !(*state).kicked && !sched::execute().is_null() {
            (*state).kicked = true;
            (*state).io.kick();
        }
    }
}

/// The running thread stayed out of the kernel for too long: it becomes detached, and another OS
/// thread gets the virtual CPU.
pub(super) fn hand_over(guard: &mut Guard, thread: *mut TX_THREAD) {
    let next = guard.state().spares.pop().unwrap_or_else(spawn);
    let state = guard.state();
    // SAFETY: the lock is held; `thread` is the current one, so it has a fiber and is listed.
    unsafe {
        // Another OS thread may have suspended it already.
        if (*thread).tx_thread_state == sys::TX_READY {
            state.sched.remove(thread);
        }
        (*fiber::of(thread)).detached = true;
        _tx_thread_current_ptr = ptr::null_mut();
        (*state.owner).thread.store(ptr::null_mut(), Relaxed);
        state.owner = next;
        (*next).go.store(1, Release);
        futex::wake_one(&(*next).go);
    }
}

fn spawn() -> *mut Worker {
    let worker = new_worker();
    os_thread::start(c"tx-cpu", run_spare, worker.cast());
    worker
}

/// The body of a spare OS thread.
extern "C" fn run_spare(worker: *mut c_void) -> *mut c_void {
    let worker: *mut Worker = worker.cast();
    WORKER.set(worker);
    wait_for_go(worker);
    lock::acquire();
    run(worker)
}

/// Sleeps until the worker is given the virtual CPU.
fn wait_for_go(worker: *mut Worker) {
    // SAFETY: workers are never freed.
    let go = unsafe { &(*worker).go };
    while go.swap(0, Acquire) == 0 {
        futex::wait(go, 0, None);
    }
}

/// A detached thread enters the kernel: it queues up, gives its OS thread back and returns when it
/// is its turn on the virtual CPU. Never returns to a thread that was terminated meanwhile.
///
/// # Safety
/// The lock is held; called on the fiber that `worker` has resumed.
pub(super) unsafe fn rejoin(worker: *mut Worker) -> *mut TX_THREAD {
    // SAFETY: the fiber is live while it runs; its thread is null once it was terminated.
    unsafe {
        let fiber = (*worker).fiber;
        let thread = (*fiber).thread;
        (*fiber).detached = false;
        if !thread.is_null() && (*thread).tx_thread_state == sys::TX_READY {
            let state: *mut State = STATE.0.get();
            (*state).sched.insert(thread);
            (*state).sched.make_head(thread);
        }
        Fiber::switch_out(fiber);
        thread
    }
}
