//! The ready lists, and which thread runs next.

use std::ptr;

use super::fiber;
use crate::sys::{self, TX_THREAD, UINT};

const LEVELS: usize = sys::TX_MAX_PRIORITIES as usize;
const WORDS: usize = LEVELS.div_ceil(32);

/// Runs next, or runs now if nothing has become ready since. Null when nothing is ready.
#[unsafe(no_mangle)]
pub(crate) static mut _tx_thread_execute_ptr: *mut TX_THREAD = ptr::null_mut();

/// One bit per priority; 0 is the highest.
struct Map([u32; WORDS]);

impl Map {
    const EMPTY: Map = Map([0; WORDS]);

    fn set(&mut self, priority: UINT) {
        self.0[priority as usize / 32] |= 1 << (priority % 32);
    }

    fn clear(&mut self, priority: UINT) {
        self.0[priority as usize / 32] &= !(1 << (priority % 32));
    }

    fn first(&self) -> Option<UINT> {
        let word = self.0.iter().position(|word| *word != 0)?;
        Some(word as UINT * 32 + self.0[word].trailing_zeros())
    }
}

/// Ready threads by priority, each list in the order they became ready.
pub(super) struct Sched {
    heads: [*mut TX_THREAD; LEVELS],
    ready: Map,
    /// Priorities whose first thread was preempted while a preemption threshold shielded it: it
    /// goes on before threads its threshold keeps out.
    preempted: Map,
}

/// The thread that runs next.
///
/// # Safety
/// The lock is held.
#[inline]
pub(super) unsafe fn execute() -> *mut TX_THREAD {
    // SAFETY: under the lock (contract).
    unsafe { _tx_thread_execute_ptr }
}

/// # Safety
/// The lock is held; `thread` is ready and not detached, or null.
unsafe fn set_execute(thread: *mut TX_THREAD) {
    // SAFETY: under the lock (contract).
    unsafe { _tx_thread_execute_ptr = thread }
}

#[expect(clippy::undocumented_unsafe_blocks, reason = "one contract for all: lock held, threads are live")]
impl Sched {
    pub(super) const fn new() -> Self {
        Self { heads: [ptr::null_mut(); LEVELS], ready: Map::EMPTY, preempted: Map::EMPTY }
    }

    fn highest(&self) -> UINT {
        self.ready.first().unwrap_or(sys::TX_MAX_PRIORITIES)
    }

    pub(super) fn head(&self, priority: UINT) -> *mut TX_THREAD {
        self.heads[priority as usize]
    }

    /// Makes `thread` the first of its priority; it is on that list.
    pub(super) unsafe fn make_head(&mut self, thread: *mut TX_THREAD) {
        unsafe {
            if !(*fiber::of(thread)).detached {
                self.heads[(*thread).tx_thread_priority as usize] = thread;
            }
        }
    }

    /// Puts a thread whose state is ready at the end of its list. A detached one stays off.
    pub(super) unsafe fn insert(&mut self, thread: *mut TX_THREAD) {
        unsafe {
            let fiber = fiber::of(thread);
            if fiber.is_null() || (*fiber).detached {
                return;
            }
            let priority = (*thread).tx_thread_priority;
            let before = self.highest();
            let head = self.heads[priority as usize];
            if head.is_null() {
                (*thread).tx_thread_ready_next = thread;
                (*thread).tx_thread_ready_previous = thread;
                self.heads[priority as usize] = thread;
                self.ready.set(priority);
            } else {
                let tail = (*head).tx_thread_ready_previous;
                (*thread).tx_thread_ready_next = head;
                (*thread).tx_thread_ready_previous = tail;
                (*tail).tx_thread_ready_next = thread;
                (*head).tx_thread_ready_previous = thread;
            }
            if priority < before {
                self.preempt_with(thread);
            }
        }
    }

    /// `thread` has become the ready one of highest priority: it runs next unless the threshold
    /// of the one that would have keeps it out.
    unsafe fn preempt_with(&mut self, thread: *mut TX_THREAD) {
        unsafe {
            let next = execute();
            if next.is_null() {
                set_execute(thread);
            } else if (*thread).tx_thread_priority < (*next).tx_thread_preempt_threshold {
                if (*next).tx_thread_preempt_threshold != (*next).tx_thread_priority {
                    self.preempted.set((*next).tx_thread_priority);
                }
                set_execute(thread);
            }
        }
    }

    /// Takes a thread off its ready list. A detached one is on none.
    pub(super) unsafe fn remove(&mut self, thread: *mut TX_THREAD) {
        unsafe {
            let fiber = fiber::of(thread);
            if fiber.is_null() || (*fiber).detached {
                return;
            }
            let priority = (*thread).tx_thread_priority;
            let next = (*thread).tx_thread_ready_next;
            if next == thread {
                self.heads[priority as usize] = ptr::null_mut();
                self.ready.clear(priority);
                self.preempted.clear(priority);
            } else {
                let previous = (*thread).tx_thread_ready_previous;
                (*next).tx_thread_ready_previous = previous;
                (*previous).tx_thread_ready_next = next;
                if self.heads[priority as usize] == thread {
                    self.heads[priority as usize] = next;
                    self.preempted.clear(priority);
                }
            }
            if execute() == thread {
                self.choose();
            }
        }
    }

    /// Picks the thread to run next from the lists.
    unsafe fn choose(&mut self) {
        unsafe {
            let highest = self.highest();
            if highest == sys::TX_MAX_PRIORITIES {
                set_execute(ptr::null_mut());
                return;
            }
            let mut next = self.heads[highest as usize];
            if let Some(priority) = self.preempted.first() {
                let shielded = self.heads[priority as usize];
                if highest >= (*shielded).tx_thread_preempt_threshold {
                    next = shielded;
                    self.preempted.clear(priority);
                }
            }
            set_execute(next);
        }
    }

    /// The running thread lets the next of its priority go first.
    pub(super) unsafe fn rotate(&mut self, thread: *mut TX_THREAD) {
        unsafe {
            let priority = (*thread).tx_thread_priority;
            let next = (*thread).tx_thread_ready_next;
            if next != thread {
                self.heads[priority as usize] = next;
                set_execute(next);
            }
            let highest = self.highest();
            if highest < priority {
                set_execute(self.heads[highest as usize]);
            }
        }
    }

    /// The time slice of the running thread is used up: others of its priority go first, unless
    /// its threshold keeps them out.
    pub(super) unsafe fn slice_over(&mut self, thread: *mut TX_THREAD) {
        unsafe {
            let next = (*thread).tx_thread_ready_next;
            if next != thread && (*thread).tx_thread_priority == (*thread).tx_thread_preempt_threshold {
                self.heads[(*thread).tx_thread_priority as usize] = next;
                set_execute(self.heads[self.highest() as usize]);
            }
        }
    }

    /// Gives a thread other priorities and puts it where they belong. The one that was to run
    /// next stays so if nothing ready is more urgent than its new priority; it goes to the front
    /// of its list if the priority `asked` for, before inheritance, is a less urgent one.
    pub(super) unsafe fn change_priority(
        &mut self,
        thread: *mut TX_THREAD,
        priority: UINT,
        threshold: UINT,
        asked: UINT,
    ) {
        unsafe {
            let ready = (*thread).tx_thread_state == sys::TX_READY && !(*fiber::of(thread)).detached;
            let was_next = execute() == thread;
            let to_front = (*thread).tx_thread_priority < asked;
            if ready {
                self.remove(thread);
            }
            (*thread).tx_thread_priority = priority;
            (*thread).tx_thread_preempt_threshold = threshold;
            if !ready {
                return;
            }
            self.insert(thread);
            let next = execute();
            if next == thread {
                return;
            }
            let stays = if priority <= (*next).tx_thread_priority {
                was_next
            } else if threshold < priority {
                let shielded = threshold <= (*next).tx_thread_priority;
                if !shielded {
                    self.preempted.set(priority);
                }
                shielded
            } else {
                false
            };
            if stays {
                set_execute(thread);
                if to_front {
                    self.heads[priority as usize] = thread;
                }
            }
        }
    }

    /// The threshold of a thread changed while it was to run next.
    pub(super) unsafe fn threshold_changed(&mut self, thread: *mut TX_THREAD) {
        unsafe {
            let priority = (*thread).tx_thread_priority;
            if (*thread).tx_thread_user_preempt_threshold == (*thread).tx_thread_user_priority
                && self.head(priority) == thread
            {
                self.preempted.clear(priority);
            }
            let highest = self.highest();
            if highest < priority
                && highest < (*thread).tx_thread_user_preempt_threshold
                && execute() == thread
            {
                if (*thread).tx_thread_preempt_threshold != priority {
                    self.preempted.set(priority);
                }
                set_execute(self.heads[highest as usize]);
            }
        }
    }
}
