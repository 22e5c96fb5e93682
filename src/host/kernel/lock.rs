//! The one lock of the kernel.
//!
//! It is handed on, not owned: a thread that suspends leaves the lock held for the scheduler, which
//! leaves it held for the thread it resumes. So it is a bare word, without a guard of its own.

use std::sync::atomic::{
    AtomicU32,
    Ordering::{Acquire, Relaxed, Release},
};

use super::futex;

const FREE: u32 = 0;
const HELD: u32 = 1;
/// Held, and someone may sleep until it is free.
const CONTENDED: u32 = 2;

/// Tries before sleeping: the lock is held for well under a microsecond at a time.
const SPINS: u32 = 100;

static WORD: AtomicU32 = AtomicU32::new(FREE);

#[inline]
pub(super) fn acquire() {
    #[cfg(debug_assertions)]
    holder::check();
    if WORD.compare_exchange(FREE, HELD, Acquire, Relaxed).is_err() {
        acquire_contended();
    }
    #[cfg(debug_assertions)]
    holder::set();
}

#[inline]
pub(super) fn release() {
    #[cfg(debug_assertions)]
    holder::clear();
    if WORD.swap(FREE, Release) == CONTENDED {
        futex::wake_one(&WORD);
    }
}

#[cold]
fn acquire_contended() {
    for _ in 0..SPINS {
        if WORD.load(Relaxed) == FREE && WORD.compare_exchange(FREE, HELD, Acquire, Relaxed).is_ok() {
            return;
        }
        std::hint::spin_loop();
    }
    while WORD.swap(CONTENDED, Acquire) != FREE {
        futex::wait(&WORD, CONTENDED, None);
    }
}

/// Finds a kernel call made while the same OS thread holds the lock, which would hang.
#[cfg(debug_assertions)]
mod holder {
    use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};

    static HOLDER: AtomicUsize = AtomicUsize::new(0);

    thread_local! {
        static MARK: u8 = const { 0 };
    }

    #[inline(never)]
    fn this() -> usize {
        // Opaque: the compiler must not keep the address across a switch to another OS thread.
        std::hint::black_box(MARK.with(|mark| std::ptr::from_ref(mark) as usize))
    }

    pub(super) fn check() {
        if HOLDER.load(Relaxed) == this() {
            super::super::fatal("the kernel was entered while its lock was held");
        }
    }

    pub(super) fn set() {
        HOLDER.store(this(), Relaxed);
    }

    pub(super) fn clear() {
        HOLDER.store(0, Relaxed);
    }
}
