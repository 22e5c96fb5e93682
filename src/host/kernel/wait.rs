//! Suspending a thread on an object, and ending its wait.

use std::ptr;

use super::{Guard, Since, clock, fiber};
use crate::sys::{self, TX_THREAD, UINT, ULONG};

/// What [`Guard::suspend`] returns when the ticks ran out.
pub(crate) const TIMED_OUT: UINT = UINT::MAX;

/// The counter beside a suspension list: ThreadX objects count in `UINT`, NetX ones in `ULONG`.
#[derive(Clone, Copy)]
pub(crate) enum Count {
    /// A `UINT` field.
    Uint(*mut UINT),
    /// A `ULONG` field.
    Ulong(*mut ULONG),
}

impl Count {
    /// # Safety
    /// The lock is held and the object is live.
    unsafe fn add(self, n: i32) {
        // SAFETY: a field of a live object (contract).
        unsafe {
            match self {
                Count::Uint(count) => *count = (*count).wrapping_add_signed(n),
                Count::Ulong(count) => *count = (*count).wrapping_add_signed(n.into()),
            }
        }
    }
}

/// The fields of an object that hold the threads waiting on it: a ring linked through
/// `tx_thread_suspended_next` and `_previous`, first come first.
#[derive(Clone, Copy)]
pub(crate) struct SuspendList {
    /// The field that points to the first waiting thread.
    pub(crate) head: *mut *mut TX_THREAD,
    /// The field that counts them.
    pub(crate) count: Count,
}

impl SuspendList {
    /// A list whose counter is a `UINT`.
    pub(crate) fn uint(head: *mut *mut TX_THREAD, count: *mut UINT) -> Self {
        Self { head, count: Count::Uint(count) }
    }

    /// A list whose counter is a `ULONG`.
    pub(crate) fn ulong(head: *mut *mut TX_THREAD, count: *mut ULONG) -> Self {
        Self { head, count: Count::Ulong(count) }
    }

    /// The thread that waits longest, or null.
    ///
    /// # Safety
    /// The lock is held and the object is live.
    pub(crate) unsafe fn first(self) -> *mut TX_THREAD {
        // SAFETY: a field of a live object (contract).
        unsafe { *self.head }
    }

    unsafe fn append(self, thread: *mut TX_THREAD) {
        // SAFETY: the object and the threads on its list are live, under the lock.
        unsafe {
            let first = *self.head;
            if first.is_null() {
                *self.head = thread;
                (*thread).tx_thread_suspended_next = thread;
                (*thread).tx_thread_suspended_previous = thread;
            } else {
                let last = (*first).tx_thread_suspended_previous;
                (*thread).tx_thread_suspended_next = first;
                (*thread).tx_thread_suspended_previous = last;
                (*last).tx_thread_suspended_next = thread;
                (*first).tx_thread_suspended_previous = thread;
            }
            self.count.add(1);
        }
    }

    unsafe fn remove(self, thread: *mut TX_THREAD) {
        // SAFETY: as in `append`; the thread is on this list.
        unsafe {
            let next = (*thread).tx_thread_suspended_next;
            if next == thread {
                *self.head = ptr::null_mut();
            } else {
                let previous = (*thread).tx_thread_suspended_previous;
                (*next).tx_thread_suspended_previous = previous;
                (*previous).tx_thread_suspended_next = next;
                if *self.head == thread {
                    *self.head = next;
                }
            }
            self.count.add(-1);
        }
    }

    /// Moves the most urgent waiting thread to the front; the others keep their order.
    ///
    /// # Safety
    /// The lock is held and the object is live.
    pub(crate) unsafe fn prioritize(self) {
        // SAFETY: threads on the ring of a live object (contract).
        unsafe {
            let first = *self.head;
            if first.is_null() {
                return;
            }
            let mut best = first;
            let mut thread = (*first).tx_thread_suspended_next;
            while thread != first {
                if (*thread).tx_thread_priority < (*best).tx_thread_priority {
                    best = thread;
                }
                thread = (*thread).tx_thread_suspended_next;
            }
            if best != first {
                self.remove(best);
                self.append(best);
                *self.head = best;
            }
        }
    }

    /// Puts the last of the list first.
    ///
    /// # Safety
    /// The lock is held, the object is live and its list is not empty.
    pub(crate) unsafe fn last_to_front(self) {
        // SAFETY: the ring is not empty (contract).
        unsafe { *self.head = (**self.head).tx_thread_suspended_previous }
    }
}

impl Guard {
    /// Suspends the calling thread at the end of `list`, in `state` (one of the `TX_..._SUSP` values,
    /// `TX_TCP_IP` for NetX), for at most `ticks` (`TX_WAIT_FOREVER`: without limit).
    ///
    /// Returns what [`wake`](Self::wake) was given, [`TIMED_OUT`], or `TX_WAIT_ABORTED`; the thread is
    /// off the list then. With no ticks, or where waiting is not possible
    /// ([`may_wait`](Self::may_wait)), it returns [`TIMED_OUT`] at once.
    ///
    /// `list.head` and `list.count` stay valid until the wait has ended: a service that deletes the
    /// object wakes its waiters first.
    pub(crate) fn suspend(&mut self, list: SuspendList, state: UINT, ticks: ULONG) -> UINT {
        self.enlist(list);
        self.block(state, ticks)
    }

    /// The first half of [`suspend`](Self::suspend): the calling thread joins the list, but still
    /// runs. [`block`](Self::block) must follow if [`may_wait`](Self::may_wait).
    pub(crate) fn enlist(&mut self, list: SuspendList) {
        if !self.may_wait() {
            return;
        }
        let thread = self.current();
        // SAFETY: the lock is held; the current thread has a fiber and is on no list.
        unsafe {
            list.append(thread);
            (*fiber::of(thread)).wait = Some(list);
        }
    }

    /// The second half of [`suspend`](Self::suspend). Alone, it waits on no list.
    pub(crate) fn block(&mut self, state: UINT, ticks: ULONG) -> UINT {
        if !self.may_wait() {
            return TIMED_OUT;
        }
        let thread = self.current();
        // SAFETY: the lock is held and the current thread is live.
        unsafe {
            if ticks == ULONG::from(sys::TX_NO_WAIT) {
                unlink(thread);
                return TIMED_OUT;
            }
            // Another OS thread may have suspended it already.
            let listed = (*thread).tx_thread_state == sys::TX_READY;
            (*thread).tx_thread_state = state;
            (*thread).tx_thread_suspension_sequence += 1;
            if ticks != ULONG::from(sys::TX_WAIT_FOREVER) {
                (*thread).tx_thread_timer.tx_timer_internal_remaining_ticks = ticks;
                clock::activate(self, &raw mut (*thread).tx_thread_timer, Since::Now);
            }
            (*thread).tx_thread_time_slice = (*thread).tx_thread_new_time_slice;
            if listed {
                self.state().sched.remove(thread);
            }
            self.switch_out();
            (*thread).tx_thread_suspend_status
        }
    }

    /// Ends the wait of a suspended thread: takes it off its list, makes it ready and lets its
    /// [`suspend`](Self::suspend) return `status`. Does not switch to it: that happens when the guard is dropped.
    pub(crate) fn wake(&mut self, thread: *mut TX_THREAD, status: UINT) {
        // SAFETY: callers pass a thread from a suspension list.
        unsafe {
            unlink(thread);
            (*thread).tx_thread_suspend_status = status;
        }
        self.make_ready(thread);
    }

    /// Wakes every thread of a list, in order.
    pub(crate) fn wake_all(&mut self, list: SuspendList, status: UINT) {
        // SAFETY: the caller's object is live and the lock is held.
        while let Some(thread) = ptr::NonNull::new(unsafe { list.first() }) {
            self.wake(thread.as_ptr(), status);
        }
    }

    /// A suspended thread becomes ready, or stays suspended if `tx_thread_suspend` asked for that
    /// while it waited.
    pub(crate) fn make_ready(&mut self, thread: *mut TX_THREAD) {
        // SAFETY: a created thread, under the lock.
        unsafe {
            clock::deactivate(self, &raw mut (*thread).tx_thread_timer);
            if (*thread).tx_thread_delayed_suspend != 0 {
                (*thread).tx_thread_delayed_suspend = 0;
                (*thread).tx_thread_state = sys::TX_SUSPENDED;
            } else {
                (*thread).tx_thread_state = sys::TX_READY;
                self.state().sched.insert(thread);
            }
        }
    }
}

/// Whether a thread is suspended in a wait that can time out or be aborted.
///
/// # Safety
/// The lock is held; a created thread.
pub(crate) unsafe fn waits(thread: *mut TX_THREAD) -> bool {
    // SAFETY: a live control block (contract).
    let state = unsafe { (*thread).tx_thread_state };
    (sys::TX_SLEEP..sys::TX_PRIORITY_CHANGE).contains(&state)
}

/// Takes a thread off the list it waits on, if any.
///
/// # Safety
/// The lock is held; a created thread.
pub(super) unsafe fn unlink(thread: *mut TX_THREAD) {
    // SAFETY: the list of a wait in progress is live (contract of `suspend`).
    unsafe {
        let fiber = fiber::of(thread);
        if !fiber.is_null()
            && let Some(list) = (*fiber).wait.take()
        {
            list.remove(thread);
        }
    }
}
