//! The scheduler under the ThreadX services.
//!
//! One lock guards everything: [`enter`] takes it, dropping the [`Guard`] releases it, and
//! application code (thread entries, timers, notifications) runs without it. Kernel objects live in
//! the application's control blocks.
//!
//! # Who runs
//! - The OS thread that holds the virtual CPU resumes the thread `_tx_thread_execute_ptr` names.
//!   That thread gives the CPU back when it waits, or at its next entry to or exit from the kernel
//!   after a more urgent one became ready.
//! - With nothing ready it waits in `epoll`, until a socket, a timer or another OS thread.
//! - A *monitor* OS thread looks on while the CPU is busy: it expires timers, polls sockets and,
//!   when a more urgent thread has waited for the grace, lets a spare OS thread take the virtual
//!   CPU. The thread that stayed away runs on beside the others, *detached*, and queues up again at
//!   its next kernel entry.
//! - OS threads that are neither count as interrupt handlers: they may post, not wait.

pub(crate) mod clock;
mod fiber;
mod futex;
pub(crate) mod io;
mod lock;
mod monitor;
mod os_thread;
mod sched;
mod settings;
pub(crate) mod thread;
#[cfg(feature = "tsan")]
mod tsan;
pub(crate) mod wait;
mod worker;

use std::{cell::UnsafeCell, marker::PhantomData, ptr};

use corosensei::stack::{DefaultStack, Stack};

pub(crate) use clock::{Since, ticks};
pub(crate) use wait::{SuspendList, TIMED_OUT};

use crate::sys::{TX_THREAD, UINT, ULONG};
use worker::Worker;

/// The thread on the virtual CPU, null in initialization and when idle.
#[unsafe(no_mangle)]
pub(crate) static mut _tx_thread_current_ptr: *mut TX_THREAD = ptr::null_mut();

/// Nonzero until `tx_application_define` has returned.
#[unsafe(no_mangle)]
pub(crate) static mut _tx_thread_system_state: ULONG = INITIALIZING;

/// Nonzero while no other thread may be switched to and no call may wait.
#[unsafe(no_mangle)]
pub(crate) static mut _tx_thread_preempt_disable: UINT = 0;

const INITIALIZING: ULONG = 0xF0F0_F0F0;

/// Everything the lock guards.
pub(crate) struct State {
    /// Holds the virtual CPU. Null until the kernel runs.
    owner: *mut Worker,
    spares: Vec<*mut Worker>,
    /// The owner waits in epoll, or is about to.
    idle: bool,
    /// A byte is on its way to end that wait.
    kicked: bool,
    /// Counts switches to a thread.
    dispatches: u64,
    interrupts_off: bool,
    sched: sched::Sched,
    clock: clock::Clock,
    io: io::Io,
    monitor: monitor::Watch,
    idle_hooks: [Option<Hook>; 8],
    stacks: Vec<(usize, DefaultStack)>,
    settings: settings::Settings,
}

struct Cell(UnsafeCell<State>);

// SAFETY: reached only through a `Guard`, or by the scheduler while it holds the lock.
unsafe impl Sync for Cell {}

static STATE: Cell = Cell(UnsafeCell::new(State {
    owner: ptr::null_mut(),
    spares: Vec::new(),
    idle: false,
    kicked: false,
    dispatches: 0,
    interrupts_off: false,
    sched: sched::Sched::new(),
    clock: clock::Clock::new(),
    io: io::Io::new(),
    monitor: monitor::Watch::new(),
    idle_hooks: [None; 8],
    stacks: Vec::new(),
    settings: settings::Settings::DEFAULT,
}));

/// Called with the lock held, in interrupt context: it may wake threads, not wait.
pub(crate) type Hook = fn(&mut Guard);

/// What a kernel call is made from.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Caller {
    /// `tx_application_define`, or code before `tx_kernel_enter`.
    Initialization,
    /// An OS thread that is not a ThreadX thread, an I/O handler or a hook.
    Interrupt,
    /// A function the system timer calls.
    Timer,
    /// A ThreadX thread.
    Thread,
}

/// Proof that the kernel lock is held.
pub(crate) struct Guard {
    current: *mut TX_THREAD,
    /// Stays on the thread that made it.
    here: PhantomData<*mut ()>,
}

/// Takes the kernel lock. A thread that is to let a more urgent one run first, or that ran on
/// after its grace, does so before this returns.
#[inline]
pub(crate) fn enter() -> Guard {
    lock::acquire();
    let worker = worker::this();
    // SAFETY: the lock is held; these are plain reads.
    let (owner, current, execute) =
        unsafe { ((*STATE.0.get()).owner, _tx_thread_current_ptr, sched::execute()) };
    if worker.is_null() || worker != owner {
        return enter_elsewhere(worker);
    }
    let mut guard = Guard { current, here: PhantomData };
    if execute != current {
        guard.preempt_on_entry();
    }
    guard
}

/// The calling thread; null in initialization and interrupt context. Without the lock, unless the
/// thread ran on after its grace and has to queue up.
#[inline]
pub(crate) fn current_thread() -> *mut TX_THREAD {
    worker::thread().map_or_else(|| enter().current(), ptr::NonNull::as_ptr)
}

/// The lock is held, and the caller does not run on the virtual CPU.
#[cold]
fn enter_elsewhere(worker: *mut Worker) -> Guard {
    // SAFETY: the lock is held. A worker that is not the owner runs a detached fiber.
    let current = if worker.is_null() { ptr::null_mut() } else { unsafe { worker::rejoin(worker) } };
    Guard { current, here: PhantomData }
}

impl Guard {
    /// For the scheduler, hooks and handlers.
    fn interrupt() -> Self {
        Self { current: ptr::null_mut(), here: PhantomData }
    }

    /// The calling thread; null in initialization and interrupt context.
    #[inline]
    pub(crate) fn current(&self) -> *mut TX_THREAD {
        self.current
    }

    #[inline]
    fn state(&mut self) -> &mut State {
        // SAFETY: the guard proves the lock; the borrow cannot outlive a call that hands it on,
        // because such calls take the guard mutably.
        unsafe { &mut *STATE.0.get() }
    }

    /// What this call is made from.
    pub(crate) fn caller(&self) -> Caller {
        // SAFETY: read under the lock.
        if unsafe { _tx_thread_system_state } >= INITIALIZING {
            Caller::Initialization
        } else if self.current.is_null() {
            Caller::Interrupt
        } else if self.current == clock::timer_thread() {
            Caller::Timer
        } else {
            Caller::Thread
        }
    }

    /// Whether a call may suspend its caller: it is a thread, and no switch is forbidden.
    #[inline]
    pub(crate) fn may_wait(&self) -> bool {
        // SAFETY: read under the lock.
        !self.current.is_null() && unsafe { _tx_thread_preempt_disable } == 0
    }

    /// Lets a more urgent thread run, if one is ready. Done anyway when the guard is dropped.
    #[inline]
    pub(crate) fn preempt_check(&mut self) {
        // SAFETY: read under the lock.
        if unsafe { sched::execute() } != self.current && self.may_wait() {
            self.switch_out();
        }
    }

    #[cold]
    fn preempt_on_entry(&mut self) {
        // SAFETY: the lock is held; the caller runs on the virtual CPU, so it has a fiber.
        let interrupts_off = unsafe { (*fiber::of(self.current)).interrupts_off };
        if !interrupts_off {
            self.preempt_check();
        }
    }

    /// Gives the CPU away; returns when the scheduler picks this thread again.
    fn switch_out(&mut self) {
        // SAFETY: the current thread runs on its own fiber and the lock is held.
        unsafe { fiber::Fiber::switch_out(fiber::of(self.current)) }
    }

    /// Releases the lock for `callback`, which is application code.
    pub(crate) fn unlocked<R>(&mut self, callback: impl FnOnce() -> R) -> R {
        leave(self.current);
        let result = callback();
        // What was forgotten here is taken over by `self`.
        std::mem::forget(enter());
        result
    }

    /// Forbids switches and waiting until [`allow_preemption`](Self::allow_preemption).
    pub(crate) fn forbid_preemption(&mut self) {
        // SAFETY: written under the lock.
        unsafe { _tx_thread_preempt_disable += 1 }
    }

    /// Ends one [`forbid_preemption`](Self::forbid_preemption).
    pub(crate) fn allow_preemption(&mut self) {
        // SAFETY: written under the lock.
        unsafe { _tx_thread_preempt_disable -= 1 }
    }

    /// Sets the caller's interrupt lockout, returns what it was.
    pub(crate) fn set_interrupts_off(&mut self, off: bool) -> bool {
        let current = self.current;
        let flag = if current.is_null() {
            &mut self.state().interrupts_off
        } else {
            // SAFETY: the current thread has a fiber.
            unsafe { &mut (*fiber::of(current)).interrupts_off }
        };
        std::mem::replace(flag, off)
    }
}

impl Drop for Guard {
    #[inline]
    fn drop(&mut self) {
        self.preempt_check();
        leave(self.current);
    }
}

/// Releases the lock; wakes the scheduler if this made a thread ready while it slept.
#[inline]
fn leave(current: *mut TX_THREAD) {
    if current.is_null() {
        worker::kick_if_idle();
    }
    lock::release();
}

/// Registers a hook for when the CPU is about to idle, and for the monitor's tick while it is busy.
///
/// # Panics
/// More than eight hooks are a mistake in this library: the process stops.
pub(crate) fn at_idle(guard: &mut Guard, hook: Hook) {
    match guard.state().idle_hooks.iter_mut().find(|slot| slot.is_none()) {
        Some(slot) => *slot = Some(hook),
        None => fatal("too many idle hooks"),
    }
}

/// Whether the thread on the virtual CPU, if any, has locked interrupts out. The lock is held.
fn locked_out() -> bool {
    // SAFETY: read under the lock; the thread on the virtual CPU has a fiber.
    unsafe {
        let current = _tx_thread_current_ptr;
        !current.is_null() && (*fiber::of(current)).interrupts_off
    }
}

fn run_idle_hooks(guard: &mut Guard) {
    let hooks = guard.state().idle_hooks;
    for hook in hooks.into_iter().flatten() {
        hook(guard);
    }
}

/// Runs the kernel on the calling OS thread. `define` creates the first objects.
pub(crate) fn run(define: impl FnOnce()) -> ! {
    let mut guard = enter();
    let state = guard.state();
    if !state.owner.is_null() {
        fatal("tx_kernel_enter was called twice");
    }
    state.settings = settings::Settings::from_environment();
    clock::start(&mut guard);
    io::start(&mut guard);
    drop(guard);
    define();
    worker::start()
}

/// The size of a stack as it was asked for: without its guard page.
fn stack_bytes(stack: &DefaultStack) -> usize {
    stack.base().get() - stack.limit().get() - settings::page_size()
}

/// The lowest address of a stack that is in use.
#[cfg(feature = "sanitizer")]
fn stack_start(stack: &DefaultStack) -> *const u8 {
    ptr::with_exposed_provenance(stack.limit().get() + settings::page_size())
}

/// Stops the process: the state of the kernel is beyond repair, or a setting is wrong.
pub(crate) fn fatal(message: &str) -> ! {
    eprintln!("nxd-mqtt: {message}");
    std::process::abort()
}
