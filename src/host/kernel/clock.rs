//! Time in ticks, and the timers that expire on them.
//!
//! Timers sit on a wheel of 32 slots as in ThreadX, so those that expire on one tick do so in
//! ThreadX's order. A tick on which only waits of threads run out is handled at once; one with
//! application timers is left, as a whole and in order, to the system timer thread. The wheel stands
//! still until that thread is done, and catches up with the clock afterwards: no tick is lost.

use std::{ptr, time::Duration};

use super::{Guard, STATE, State, TIMED_OUT, thread, wait};
use crate::{
    host::threadx,
    sys::{self, TX_THREAD, TX_TIMER_INTERNAL, ULONG},
};

const SLOTS: usize = 32;
const TICK_NS: u64 = 1_000_000_000 / sys::TX_TIMER_TICKS_PER_SECOND as u64;

/// Ticks since the kernel started, plus what `tx_time_set` asked for.
#[unsafe(no_mangle)]
pub(crate) static mut _tx_timer_system_clock: ULONG = 0;

/// Calls the functions of application timers.
#[unsafe(no_mangle)]
pub(crate) static mut _tx_timer_thread: TX_THREAD = {
    // SAFETY: a C structure of integers and pointers, for which zero is a value.
    unsafe { std::mem::zeroed() }
};

static mut TIMER_STACK: [u64; sys::TX_TIMER_THREAD_STACK_SIZE as usize / 8] =
    [0; sys::TX_TIMER_THREAD_STACK_SIZE as usize / 8];

/// What the ticks of a new timeout count from.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Since {
    /// The present.
    Now,
    /// The tick the wheel stands at: a periodic timer does not drift.
    Expiry,
}

pub(super) struct Clock {
    epoch_ns: u64,
    /// System clock minus ticks since the epoch.
    offset: ULONG,
    /// Up to where the wheel has turned.
    tick: u64,
    /// Up to where time slices are counted.
    sliced: u64,
    slots: [*mut TX_TIMER_INTERNAL; SLOTS],
    /// Due on the tick after `tick`.
    position: usize,
    /// Timers on the wheel.
    active: usize,
    /// No timer on the wheel expires before this tick.
    next: u64,
    /// Due, for the timer thread.
    expired: *mut TX_TIMER_INTERNAL,
    /// The timer thread has not finished a tick.
    processing: bool,
    /// The timer whose function runs.
    running: *mut TX_TIMER_INTERNAL,
    /// That timer, if it is to go on the wheel again.
    reactivate: *mut TX_TIMER_INTERNAL,
}

impl Clock {
    pub(super) const fn new() -> Self {
        Self {
            epoch_ns: 0,
            offset: 0,
            tick: 0,
            sliced: 0,
            slots: [ptr::null_mut(); SLOTS],
            position: 0,
            active: 0,
            next: u64::MAX,
            expired: ptr::null_mut(),
            processing: false,
            running: ptr::null_mut(),
            reactivate: ptr::null_mut(),
        }
    }

    fn ticks(&self) -> u64 {
        if self.epoch_ns == 0 { 0 } else { (monotonic_ns() - self.epoch_ns) / TICK_NS }
    }

    /// Puts an idle timer on the wheel, relative to the tick it stands at.
    unsafe fn insert(&mut self, timer: *mut TX_TIMER_INTERNAL) {
        // SAFETY: a live timer on no list, under the lock; those on the wheel are live.
        unsafe {
            let remaining = (*timer).tx_timer_internal_remaining_ticks;
            let ahead = remaining.min(SLOTS as ULONG) - 1;
            let slot = &raw mut self.slots[(self.position + ahead as usize) % SLOTS];
            push(slot, timer);
            self.active += 1;
            self.next = self.next.min(later(self.tick, remaining));
        }
    }

    fn on_wheel(&self, head: *mut *mut TX_TIMER_INTERNAL) -> bool {
        self.slots.as_ptr_range().contains(&head.cast_const())
    }

    /// Ticks until a timer on the wheel expires.
    unsafe fn left(&self, timer: *mut TX_TIMER_INTERNAL) -> ULONG {
        // SAFETY: a live timer on the wheel, so its list head is one of the slots.
        unsafe {
            let slot =
                (*timer).tx_timer_internal_list_head.cast_const().offset_from_unsigned(self.slots.as_ptr());
            let ahead = (slot + SLOTS - self.position) % SLOTS + 1;
            let later = (*timer).tx_timer_internal_remaining_ticks.saturating_sub(SLOTS as ULONG);
            ahead as ULONG + later
        }
    }

    /// Finds the next expiry anew.
    fn rescan(&mut self) {
        self.next = u64::MAX;
        for slot in self.slots {
            // SAFETY: rings of live timers, under the lock.
            unsafe { each(slot, |timer| self.next = self.next.min(later(self.tick, self.left(timer)))) }
        }
    }
}

/// The tick that is so many ticks after another. The clock counts in 64 bits.
#[allow(clippy::unnecessary_cast, reason = "ULONG has 32 bits on some hosts")]
fn later(tick: u64, ticks: ULONG) -> u64 {
    tick.saturating_add(ticks as u64)
}

/// Appends to a ring.
unsafe fn push(head: *mut *mut TX_TIMER_INTERNAL, timer: *mut TX_TIMER_INTERNAL) {
    // SAFETY: live timers, under the lock.
    unsafe {
        let first = *head;
        if first.is_null() {
            (*timer).tx_timer_internal_active_next = timer;
            (*timer).tx_timer_internal_active_previous = timer;
            *head = timer;
        } else {
            let last = (*first).tx_timer_internal_active_previous;
            (*timer).tx_timer_internal_active_next = first;
            (*timer).tx_timer_internal_active_previous = last;
            (*last).tx_timer_internal_active_next = timer;
            (*first).tx_timer_internal_active_previous = timer;
        }
        (*timer).tx_timer_internal_list_head = head;
    }
}

/// Visits a ring; the visitor may not change it.
unsafe fn each(first: *mut TX_TIMER_INTERNAL, mut visit: impl FnMut(*mut TX_TIMER_INTERNAL)) {
    let mut timer = first;
    while !timer.is_null() {
        visit(timer);
        // SAFETY: a ring of live timers, under the lock.
        timer = unsafe { (*timer).tx_timer_internal_active_next };
        if timer == first {
            break;
        }
    }
}

/// Time begins, when initialization is over.
pub(super) fn begin(guard: &mut Guard) {
    guard.state().clock.epoch_ns = monotonic_ns();
}

/// Creates the timer thread.
pub(super) fn start(guard: &mut Guard) {
    let spec = thread::Spec {
        name: c"System Timer Thread".as_ptr().cast_mut(),
        entry: Some(timer_thread_entry),
        input: 0,
        stack: (&raw mut TIMER_STACK).cast(),
        stack_size: sys::TX_TIMER_THREAD_STACK_SIZE.into(),
        priority: sys::TX_TIMER_THREAD_PRIORITY,
        threshold: sys::TX_TIMER_THREAD_PRIORITY,
        time_slice: 0,
    };
    // SAFETY: the control block is a static of its own.
    let status = unsafe { threadx::thread::create(guard, timer_thread(), &spec, sys::TX_DONT_START) };
    if status != sys::TX_SUCCESS {
        super::fatal("cannot create the stack of the timer thread");
    }
}

pub(super) fn timer_thread() -> *mut TX_THREAD {
    &raw mut _tx_timer_thread
}

/// The system clock in ticks. Timers due by now are expired first.
pub(crate) fn ticks(guard: &mut Guard) -> ULONG {
    advance(guard);
    // SAFETY: read under the lock.
    unsafe { _tx_timer_system_clock }
}

/// Sets the system clock; timers are not affected.
pub(crate) fn set_ticks(guard: &mut Guard, ticks: ULONG) {
    let clock = &mut guard.state().clock;
    clock.offset = ticks.wrapping_sub(clock.ticks() as ULONG);
    // SAFETY: written under the lock.
    unsafe { _tx_timer_system_clock = ticks }
}

/// The tick interrupt: brings the clock, time slices and timers up to date.
pub(super) fn advance(guard: &mut Guard) {
    let clock = &mut guard.state().clock;
    let now = clock.ticks();
    let passed = now - clock.sliced;
    if passed != 0 {
        clock.sliced = now;
        // SAFETY: written under the lock.
        unsafe { _tx_timer_system_clock = (now as ULONG).wrapping_add(clock.offset) };
        thread::count_time_slice(guard, passed as ULONG);
    }
    if !super::locked_out() {
        turn(guard, now);
    }
}

/// Turns the wheel up to `now`, unless the timer thread holds it.
fn turn(guard: &mut Guard, now: u64) {
    loop {
        let clock = &mut guard.state().clock;
        if clock.tick >= now || clock.processing {
            break;
        }
        if clock.active == 0 {
            clock.position = (clock.position + ((now - clock.tick) % SLOTS as u64) as usize) % SLOTS;
            clock.tick = now;
            break;
        }
        clock.tick += 1;
        let slot = clock.position;
        clock.position = (slot + 1) % SLOTS;
        if !clock.slots[slot].is_null() {
            expire(guard, slot);
        }
    }
    let clock = &mut guard.state().clock;
    if clock.tick >= clock.next {
        clock.rescan();
    }
}

/// Handles a slot whose tick has come.
fn expire(guard: &mut Guard, slot: usize) {
    // SAFETY: a ring of live timers, under the lock. The ring is opened before its members are put
    // elsewhere, and the next is read before its predecessor is handled.
    unsafe {
        let clock = &mut guard.state().clock;
        let first = std::mem::replace(&mut clock.slots[slot], ptr::null_mut());
        let mut members = 0;
        let mut application = false;
        each(first, |timer| {
            members += 1;
            application |= is_due(timer) && !is_wait(timer);
        });
        clock.active -= members;
        if application {
            clock.expired = first;
            clock.processing = true;
            let head = &raw mut clock.expired;
            each(first, |timer| (*timer).tx_timer_internal_list_head = head);
            if (*timer_thread()).tx_thread_state == sys::TX_SUSPENDED {
                guard.make_ready(timer_thread());
            }
            return;
        }
        (*(*first).tx_timer_internal_active_previous).tx_timer_internal_active_next = ptr::null_mut();
        let mut timer = first;
        while !timer.is_null() {
            let next = (*timer).tx_timer_internal_active_next;
            (*timer).tx_timer_internal_list_head = ptr::null_mut();
            if is_due(timer) {
                wait_over(guard, timer);
            } else {
                go_round(guard.state(), timer);
            }
            timer = next;
        }
    }
}

/// Whether the timer expires now that its slot has come, or has full turns to go.
unsafe fn is_due(timer: *mut TX_TIMER_INTERNAL) -> bool {
    // SAFETY: a live timer (callers).
    unsafe { (*timer).tx_timer_internal_remaining_ticks <= SLOTS as ULONG }
}

/// One full turn less to go.
unsafe fn go_round(state: &mut State, timer: *mut TX_TIMER_INTERNAL) {
    // SAFETY: a live timer on no list (callers).
    unsafe {
        (*timer).tx_timer_internal_remaining_ticks -= SLOTS as ULONG;
        state.clock.insert(timer);
    }
}

/// Marks the timer in a thread that limits its waits; never called.
///
/// Not inlined: of a function that is, each codegen unit has a copy, and the addresses differ.
#[inline(never)]
pub(super) unsafe extern "C" fn wait_timeout(_: ULONG) {}

unsafe fn is_wait(timer: *mut TX_TIMER_INTERNAL) -> bool {
    // SAFETY: a live timer (callers).
    let function = unsafe { (*timer).tx_timer_internal_timeout_function };
    function.is_some_and(|f| f as usize == wait_timeout as *const () as usize)
}

/// The limit of a thread's wait has been reached.
unsafe fn wait_over(guard: &mut Guard, timer: *mut TX_TIMER_INTERNAL) {
    // SAFETY: the timer is inside a created thread, whose address is its parameter.
    unsafe {
        (*timer).tx_timer_internal_remaining_ticks = 0;
        let thread = (*timer).tx_timer_internal_timeout_param as *mut TX_THREAD;
        if wait::waits(thread) {
            guard.wake(thread, TIMED_OUT);
        }
    }
}

/// Starts a timer that is not active; its remaining ticks are set.
pub(crate) fn activate(guard: &mut Guard, timer: *mut TX_TIMER_INTERNAL, since: Since) {
    if since == Since::Now {
        advance(guard);
    }
    let clock = &mut guard.state().clock;
    // SAFETY: a live timer, under the lock.
    unsafe {
        let remaining = (*timer).tx_timer_internal_remaining_ticks;
        let forever = remaining == ULONG::from(sys::TX_WAIT_FOREVER);
        if remaining == 0 || forever || !(*timer).tx_timer_internal_list_head.is_null() {
            return;
        }
        if since == Since::Now {
            // The wheel is behind while the timer thread is busy.
            let behind = clock.sliced - clock.tick;
            (*timer).tx_timer_internal_remaining_ticks = remaining.saturating_add(behind as ULONG);
        }
        clock.insert(timer);
    }
}

/// Takes a timer off whatever list it is on.
pub(crate) fn deactivate(guard: &mut Guard, timer: *mut TX_TIMER_INTERNAL) {
    let clock = &mut guard.state().clock;
    // SAFETY: a live timer, under the lock; its list head is a slot or a field of the clock.
    unsafe {
        let head = (*timer).tx_timer_internal_list_head;
        if head.is_null() {
            return;
        }
        if clock.on_wheel(head) {
            clock.active -= 1;
        }
        let next = (*timer).tx_timer_internal_active_next;
        if next == timer {
            *head = ptr::null_mut();
        } else {
            let previous = (*timer).tx_timer_internal_active_previous;
            (*next).tx_timer_internal_active_previous = previous;
            (*previous).tx_timer_internal_active_next = next;
            if *head == timer {
                *head = next;
            }
        }
        (*timer).tx_timer_internal_list_head = ptr::null_mut();
    }
}

/// Ticks until an application timer expires; `None` if it is not active.
///
/// A timer that has expired but whose function has not returned has zero ticks left.
pub(crate) fn ticks_left(guard: &mut Guard, timer: *mut TX_TIMER_INTERNAL) -> Option<ULONG> {
    let clock = &guard.state().clock;
    // SAFETY: a live timer, under the lock.
    unsafe {
        let head = (*timer).tx_timer_internal_list_head;
        if head.is_null() {
            None
        } else if clock.on_wheel(head) {
            Some(clock.left(timer))
        } else if clock.running == timer {
            Some(0)
        } else {
            Some((*timer).tx_timer_internal_remaining_ticks.saturating_sub(SLOTS as ULONG))
        }
    }
}

/// How long the scheduler may sleep; `None`: no timer is active.
pub(super) fn until_next_expiry(guard: &mut Guard) -> Option<Duration> {
    let clock = &guard.state().clock;
    if clock.active == 0 || clock.processing {
        return None;
    }
    let deadline = clock.next.saturating_mul(TICK_NS).saturating_add(clock.epoch_ns);
    Some(Duration::from_nanos(deadline.saturating_sub(monotonic_ns())))
}

/// The timer thread: calls the functions of what expired, in order.
unsafe extern "C" fn timer_thread_entry(_: ULONG) {
    loop {
        let mut guard = super::enter();
        while let Some(timer) = ptr::NonNull::new(guard.state().clock.expired) {
            deactivate(&mut guard, timer.as_ptr());
            // SAFETY: timers on a list are live.
            unsafe { run_timer(&mut guard, timer.as_ptr()) };
        }
        guard.state().clock.processing = false;
        advance(&mut guard);
        if !guard.state().clock.processing {
            guard.block(sys::TX_SUSPENDED, sys::TX_WAIT_FOREVER.into());
        }
    }
}

unsafe fn run_timer(guard: &mut Guard, timer: *mut TX_TIMER_INTERNAL) {
    // SAFETY: the timer is live until its function is called; afterwards only its address is used,
    // unless it is still to be reactivated: deleting it would have ended that.
    unsafe {
        if !is_due(timer) {
            go_round(guard.state(), timer);
            return;
        }
        if is_wait(timer) {
            wait_over(guard, timer);
            return;
        }
        let function = (*timer).tx_timer_internal_timeout_function;
        let param = (*timer).tx_timer_internal_timeout_param;
        (*timer).tx_timer_internal_remaining_ticks = (*timer).tx_timer_internal_re_initialize_ticks;
        let clock: *mut Clock = &raw mut (*STATE.0.get()).clock;
        if (*timer).tx_timer_internal_remaining_ticks != 0 {
            push(&raw mut (*clock).reactivate, timer);
        }
        (*clock).running = timer;
        if let Some(function) = function {
            guard.unlocked(|| function(param));
        }
        (*clock).running = ptr::null_mut();
        if (*clock).reactivate == timer {
            deactivate(guard, timer);
            activate(guard, timer, Since::Expiry);
        }
    }
}

fn monotonic_ns() -> u64 {
    let mut now = libc::timespec { tv_sec: 0, tv_nsec: 0 };
    // SAFETY: writes to a local; the clock exists on every Linux.
    unsafe { libc::clock_gettime(libc::CLOCK_MONOTONIC, &raw mut now) };
    // Neither is negative.
    now.tv_sec as u64 * 1_000_000_000 + now.tv_nsec as u64
}

/// For `tx_timer_deactivate`: what a timer that is stopped now has left.
pub(crate) fn remember_left(guard: &mut Guard, timer: *mut TX_TIMER_INTERNAL) {
    let left = ticks_left(guard, timer).filter(|left| *left != 0);
    // SAFETY: a live timer, under the lock.
    unsafe {
        let again = (*timer).tx_timer_internal_re_initialize_ticks;
        (*timer).tx_timer_internal_remaining_ticks = left.unwrap_or(again);
    }
}
