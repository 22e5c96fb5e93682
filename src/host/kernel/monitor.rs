//! The OS thread that looks on while the virtual CPU is busy.

use std::{
    ffi::c_void,
    ptr,
    sync::atomic::{
        AtomicBool, AtomicU32,
        Ordering::{Acquire, Relaxed, Release},
    },
    thread,
    time::{Duration, Instant},
};

use super::{
    _tx_thread_current_ptr, _tx_thread_preempt_disable, Guard, clock, futex, io, lock, os_thread, sched,
    worker,
};

/// How often it looks at a CPU that does not come to rest. At one that does it looks less and less
/// often: a look takes time from the program, by the lock or on the same processor.
const PERIOD: Duration = Duration::from_millis(1);

/// The logarithm of the longest time between two looks, in periods.
const LONGEST_NAP: u32 = 3;

/// Looks at an idle CPU before it sleeps for good.
const IDLE_LOOKS: u32 = 8;

/// Read without the lock, to leave a CPU that idles alone.
static IDLE: AtomicBool = AtomicBool::new(false);

/// The CPU has come to rest, and so has done by itself what a tick does. Cleared by each look.
static RESTED: AtomicBool = AtomicBool::new(false);

/// One when the CPU is busy again after the monitor went to sleep.
static ALARM: AtomicU32 = AtomicU32::new(0);

pub(super) struct Watch {
    asleep: bool,
    /// Since when a more urgent thread waits for the running one, and the switch count then.
    waiting: Option<(Instant, u64)>,
}

impl Watch {
    pub(super) const fn new() -> Self {
        Self { asleep: false, waiting: None }
    }
}

pub(super) fn start() {
    os_thread::start(c"tx-monitor", run, ptr::null_mut());
}

/// The scheduler is about to wait, or has stopped waiting.
pub(super) fn set_idle(idle: bool) {
    IDLE.store(idle, Relaxed);
    RESTED.store(true, Relaxed);
}

/// The scheduler has work; costs nothing unless the monitor sleeps.
pub(super) fn busy_again(guard: &mut Guard) {
    // SAFETY: read under the lock.
    if guard.state().monitor.asleep && !unsafe { sched::execute() }.is_null() {
        guard.state().monitor.asleep = false;
        ALARM.store(1, Release);
        futex::wake_one(&ALARM);
    }
}

extern "C" fn run(_: *mut c_void) -> *mut c_void {
    let mut needless_looks: u32 = 0;
    let mut idle_looks = 0;
    loop {
        thread::sleep(PERIOD * (1 << needless_looks.min(LONGEST_NAP)));
        if !RESTED.swap(false, Relaxed) && !IDLE.load(Relaxed) {
            needless_looks = 0;
            idle_looks = 0;
            lock::acquire();
            let mut guard = Guard::interrupt();
            if !guard.state().idle {
                tick(&mut guard);
            }
            continue;
        }
        needless_looks = needless_looks.saturating_add(1);
        idle_looks = if IDLE.load(Relaxed) { idle_looks + 1 } else { 0 };
        if idle_looks > IDLE_LOOKS {
            needless_looks = 0;
            idle_looks = 0;
            sleep_until_busy();
        }
    }
}

fn sleep_until_busy() {
    lock::acquire();
    let mut guard = Guard::interrupt();
    if !guard.state().idle {
        return;
    }
    guard.state().monitor.asleep = true;
    drop(guard);
    while ALARM.swap(0, Acquire) == 0 {
        futex::wait(&ALARM, 0, None);
    }
}

/// The interrupts of a busy CPU.
fn tick(guard: &mut Guard) {
    if super::locked_out() {
        return;
    }
    // SAFETY: read under the lock.
    let (current, forbidden) = unsafe { (_tx_thread_current_ptr, _tx_thread_preempt_disable != 0) };
    clock::advance(guard);
    io::poll(guard);
    super::run_idle_hooks(guard);
    // SAFETY: read under the lock.
    let more_urgent = unsafe { sched::execute() } != current;
    let dispatches = guard.state().dispatches;
    if current.is_null() || forbidden || !more_urgent {
        guard.state().monitor.waiting = None;
        return;
    }
    match guard.state().monitor.waiting {
        Some((since, at)) if at == dispatches => {
            if since.elapsed() >= guard.state().settings.grace {
                guard.state().monitor.waiting = None;
                worker::hand_over(guard, current);
            }
        }
        _ => guard.state().monitor.waiting = Some((Instant::now(), dispatches)),
    }
}
