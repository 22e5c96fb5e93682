//! The life of a thread: from its creation to its end.

use std::{ffi::c_char, io, ptr};

use super::{
    _tx_thread_current_ptr, _tx_thread_system_state, Guard, clock, enter, fiber, fiber::Fiber, lock, sched,
    wait, worker,
};
use crate::{
    host::threadx::mutex,
    sys::{self, TX_THREAD, UINT, ULONG},
};

/// The threads that exist, as a ring.
#[unsafe(no_mangle)]
pub(crate) static mut _tx_thread_created_ptr: *mut TX_THREAD = ptr::null_mut();

/// How many exist.
#[unsafe(no_mangle)]
pub(crate) static mut _tx_thread_created_count: ULONG = 0;

/// `TX_THREAD_ID` of `tx_thread.h`.
pub(crate) const THREAD_ID: ULONG = 0x5448_5244;

/// What `tx_thread_create` is told, apart from whether to start.
pub(crate) struct Spec {
    pub(crate) name: *mut c_char,
    pub(crate) entry: Option<unsafe extern "C" fn(ULONG)>,
    pub(crate) input: ULONG,
    pub(crate) stack: *mut u8,
    pub(crate) stack_size: ULONG,
    pub(crate) priority: UINT,
    pub(crate) threshold: UINT,
    pub(crate) time_slice: ULONG,
}

/// Fills in a control block: a suspended thread on a stack of its own. Fails without memory.
pub(crate) fn create(guard: &mut Guard, thread: *mut TX_THREAD, spec: &Spec) -> io::Result<()> {
    let size = stack_size(spec.stack_size);
    let fiber = Fiber::create(guard.state(), thread, size, shell)?;
    // SAFETY: the caller's control block, which is not a live thread.
    unsafe {
        thread.write_bytes(0, 1);
        let t = &mut *thread;
        t.tx_thread_name = spec.name;
        t.tx_thread_entry = spec.entry;
        t.tx_thread_entry_parameter = spec.input;
        t.tx_thread_stack_start = spec.stack.cast();
        t.tx_thread_stack_size = spec.stack_size;
        t.tx_thread_stack_end = spec.stack.wrapping_add(spec.stack_size.saturating_sub(1) as usize).cast();
        t.tx_thread_stack_ptr = t.tx_thread_stack_end;
        t.tx_thread_priority = spec.priority;
        t.tx_thread_user_priority = spec.priority;
        t.tx_thread_preempt_threshold = spec.threshold;
        t.tx_thread_user_preempt_threshold = spec.threshold;
        t.tx_thread_inherit_priority = sys::TX_MAX_PRIORITIES;
        t.tx_thread_time_slice = spec.time_slice;
        t.tx_thread_new_time_slice = spec.time_slice;
        t.tx_thread_state = sys::TX_SUSPENDED;
        t.tx_thread_timer.tx_timer_internal_timeout_function = Some(clock::wait_timeout);
        t.tx_thread_timer.tx_timer_internal_timeout_param = thread as ULONG;
        t.tx_thread_host = fiber.cast();
        t.tx_thread_id = THREAD_ID;
    }
    Ok(())
}

fn stack_size(asked: ULONG) -> usize {
    super::settings::pages(usize::try_from(asked).unwrap_or(usize::MAX / 2))
}

/// Lets a suspended thread run. During initialization the most urgent thread is to run first
/// afterwards, whatever thresholds say.
pub(crate) fn start(guard: &mut Guard, thread: *mut TX_THREAD) {
    // SAFETY: created threads, under the lock.
    unsafe {
        let next = sched::execute();
        if _tx_thread_system_state == 0 || next.is_null() {
            guard.make_ready(thread);
            return;
        }
        let threshold = (*next).tx_thread_preempt_threshold;
        (*next).tx_thread_preempt_threshold = (*next).tx_thread_priority;
        guard.make_ready(thread);
        (*next).tx_thread_preempt_threshold = threshold;
    }
}

/// The root of every thread's stack. Entered and left with the lock held.
fn shell(thread: *mut TX_THREAD) {
    // SAFETY: the scheduler resumes created threads only, and the lock is held.
    let (entry, input, notify) = unsafe {
        (
            (*thread).tx_thread_entry,
            (*thread).tx_thread_entry_parameter,
            (*thread).tx_thread_entry_exit_notify,
        )
    };
    lock::release();
    if let Some(notify) = notify {
        // SAFETY: the application's function, with the arguments it was registered for.
        unsafe { notify(thread, sys::TX_THREAD_ENTRY) };
    }
    if let Some(entry) = entry {
        // SAFETY: the application's function, with the argument it was given for it.
        unsafe { entry(input) };
    }
    let mut guard = enter();
    complete(&mut guard, thread);
    // The scheduler takes the lock over.
    std::mem::forget(guard);
}

/// The entry function of the calling thread has returned.
fn complete(guard: &mut Guard, thread: *mut TX_THREAD) {
    mutex::release_all(guard, thread);
    // SAFETY: the calling thread, under the lock.
    unsafe {
        (*thread).tx_thread_state = sys::TX_COMPLETED;
        guard.state().sched.remove(thread);
        notify_exit(guard, thread);
    }
}

fn notify_exit(guard: &mut Guard, thread: *mut TX_THREAD) {
    // SAFETY: a created thread, under the lock.
    if let Some(notify) = unsafe { (*thread).tx_thread_entry_exit_notify } {
        guard.forbid_preemption();
        // SAFETY: the application's function, with the arguments it was registered for.
        guard.unlocked(|| unsafe { notify(thread, sys::TX_THREAD_EXIT) });
        guard.allow_preemption();
    }
}

/// Ends a thread wherever it is. Does not return if it is the calling one.
pub(crate) fn terminate(guard: &mut Guard, thread: *mut TX_THREAD) {
    // SAFETY: a created thread, under the lock. Its fiber is used after `retire` only if it runs
    // here, in which case it is freed when it has given the OS thread back.
    unsafe {
        clock::deactivate(guard, &raw mut (*thread).tx_thread_timer);
        let state = (*thread).tx_thread_state;
        if state == sys::TX_TERMINATED || state == sys::TX_COMPLETED {
            return;
        }
        let own = thread == guard.current();
        if !own && thread == _tx_thread_current_ptr {
            // Ended from outside while it computes: it must not keep the virtual CPU.
            worker::hand_over(guard, thread);
        }
        wait::unlink(thread);
        (*thread).tx_thread_state = sys::TX_TERMINATED;
        if state == sys::TX_READY {
            guard.state().sched.remove(thread);
        }
        notify_exit(guard, thread);
        mutex::release_all(guard, thread);
        let fiber = fiber::of(thread);
        fiber::retire(guard, thread);
        if own {
            Fiber::switch_out(fiber);
        }
    }
}

/// Prepares a thread that ended for another run: suspended, at its entry function.
pub(crate) fn reset(guard: &mut Guard, thread: *mut TX_THREAD) -> io::Result<()> {
    // SAFETY: a created thread that has ended, under the lock.
    unsafe {
        let size = stack_size((*thread).tx_thread_stack_size);
        (*thread).tx_thread_host = Fiber::create(guard.state(), thread, size, shell)?.cast();
        (*thread).tx_thread_state = sys::TX_SUSPENDED;
    }
    Ok(())
}

/// Suspends a ready thread; if it is the calling one, until it is resumed.
pub(crate) fn suspend(guard: &mut Guard, thread: *mut TX_THREAD) {
    if thread == guard.current() {
        guard.block(sys::TX_SUSPENDED, sys::TX_WAIT_FOREVER.into());
        return;
    }
    // SAFETY: a created thread, under the lock.
    unsafe {
        (*thread).tx_thread_state = sys::TX_SUSPENDED;
        guard.state().sched.remove(thread);
    }
}

/// Changes the priorities a thread runs with, ready or not. `asked` is the priority before
/// inheritance.
pub(crate) fn change_priority(
    guard: &mut Guard,
    thread: *mut TX_THREAD,
    priority: UINT,
    threshold: UINT,
    asked: UINT,
) {
    // SAFETY: a created thread, under the lock.
    unsafe { guard.state().sched.change_priority(thread, priority, threshold, asked) }
}

/// The preemption threshold of a thread was changed.
pub(crate) fn threshold_changed(guard: &mut Guard, thread: *mut TX_THREAD) {
    // SAFETY: a created thread, under the lock.
    unsafe { guard.state().sched.threshold_changed(thread) }
}

/// The calling thread lets others of its priority run.
pub(crate) fn relinquish(guard: &mut Guard) {
    let thread = guard.current();
    if thread.is_null() {
        return;
    }
    // SAFETY: the calling thread, under the lock.
    unsafe {
        (*thread).tx_thread_time_slice = (*thread).tx_thread_new_time_slice;
        guard.state().sched.rotate(thread);
    }
}

/// Ticks have passed for the running thread.
pub(super) fn count_time_slice(guard: &mut Guard, passed: ULONG) {
    // SAFETY: the thread on the virtual CPU is a created one, under the lock.
    unsafe {
        let thread = _tx_thread_current_ptr;
        if thread.is_null()
            || (*thread).tx_thread_time_slice == 0
            || (*thread).tx_thread_state != sys::TX_READY
        {
            return;
        }
        let left = (*thread).tx_thread_time_slice.saturating_sub(passed);
        (*thread).tx_thread_time_slice = left;
        if left == 0 {
            (*thread).tx_thread_time_slice = (*thread).tx_thread_new_time_slice;
            guard.state().sched.slice_over(thread);
        }
    }
}
