//! The coroutine behind a ThreadX thread.

use std::{io, ptr};

use corosensei::{Coroutine, CoroutineResult, Yielder, stack::DefaultStack};

#[cfg(feature = "tsan")]
use super::tsan;
use super::{Guard, State, SuspendList};
use crate::sys::TX_THREAD;

/// Rust's side of a thread, reached through `tx_thread_host`. All fields are under the kernel lock.
pub(super) struct Fiber {
    coroutine: Option<Coroutine<(), (), (), DefaultStack>>,
    /// Set by the coroutine when it first runs; lives on its stack.
    yielder: *const Yielder<(), ()>,
    /// The thread, null once it was terminated or deleted while this ran on.
    pub(super) thread: *mut TX_THREAD,
    /// Runs on an OS thread that no longer holds the virtual CPU; on no ready list.
    pub(super) detached: bool,
    /// On an OS thread's stack of resumed coroutines right now.
    pub(super) running: bool,
    /// The thread asked for interrupt lockout.
    pub(super) interrupts_off: bool,
    /// The list the thread waits on.
    pub(super) wait: Option<SuspendList>,
    #[cfg(feature = "tsan")]
    tsan: tsan::Fiber,
}

/// Stacks are kept for reuse when a thread ends, up to this many.
const STACKS_KEPT: usize = 16;

impl Fiber {
    /// A coroutine that will call `body` with the lock held, for the life of `thread`.
    pub(super) fn create(
        state: &mut State,
        thread: *mut TX_THREAD,
        size: usize,
        body: fn(*mut TX_THREAD),
    ) -> io::Result<*mut Fiber> {
        let size = size.max(state.settings.stack_bytes);
        let stack = match state.stacks.iter().rposition(|(bytes, _)| *bytes == size) {
            Some(i) => state.stacks.swap_remove(i).1,
            None => new_stack(size)?,
        };
        let fiber = Box::into_raw(Box::new(Fiber {
            coroutine: None,
            yielder: ptr::null(),
            thread,
            detached: false,
            running: false,
            interrupts_off: false,
            wait: None,
            #[cfg(feature = "tsan")]
            tsan: tsan::Fiber::create(),
        }));
        let coroutine = Coroutine::with_stack(stack, move |yielder, ()| {
            // SAFETY: the fiber outlives its coroutine, and the lock is held when it is resumed.
            unsafe { (*fiber).yielder = ptr::from_ref(yielder) };
            body(thread);
            // SAFETY: as above; `free` resets the coroutine.
            #[cfg(feature = "tsan")]
            unsafe {
                (*fiber).tsan.ended = true;
                Self::switch_out(fiber);
            }
        });
        // SAFETY: just allocated, not shared yet.
        unsafe { (*fiber).coroutine = Some(coroutine) };
        Ok(fiber)
    }

    /// Runs the coroutine until it gives the OS thread back; true when it has ended.
    ///
    /// # Safety
    /// The lock is held, and is held again on return. The fiber is suspended.
    pub(super) unsafe fn resume(fiber: *mut Fiber) -> bool {
        // SAFETY: a live fiber (contract). The borrow covers only the `coroutine` field, which
        // nobody else touches while `running` is set.
        unsafe {
            (*fiber).running = true;
            #[cfg(feature = "tsan")]
            (*fiber).tsan.enter();
            let done = match &mut (*fiber).coroutine {
                Some(coroutine) => matches!(coroutine.resume(()), CoroutineResult::Return(())),
                None => true,
            };
            (*fiber).running = false;
            #[cfg(feature = "tsan")]
            let done = done || (*fiber).tsan.ended;
            done
        }
    }

    /// Gives the OS thread back to the scheduler, which holds the lock from here on. Returns, with
    /// the lock held, when the scheduler picks this thread again: perhaps on another OS thread.
    ///
    /// # Safety
    /// Called on the fiber's own stack with the lock held.
    pub(super) unsafe fn switch_out(fiber: *mut Fiber) {
        // SAFETY: the yielder lives at the root of the stack this runs on.
        unsafe {
            #[cfg(feature = "tsan")]
            (*fiber).tsan.leave();
            (*(*fiber).yielder).suspend(());
        }
    }

    /// Frees the fiber and keeps its stack for another. What is left on the stack is abandoned.
    ///
    /// # Safety
    /// The lock is held; the fiber is not running; nobody uses it afterwards.
    pub(super) unsafe fn free(state: &mut State, fiber: *mut Fiber) {
        // SAFETY: allocated by `create`; unused from here on (contract).
        let fiber = unsafe { Box::from_raw(fiber) };
        #[cfg(feature = "tsan")]
        fiber.tsan.destroy();
        if let Some(mut coroutine) = fiber.coroutine {
            // SAFETY: on the stack are frames of C code, which ends without clean-up as it does
            // on a board, and of kernel functions that own nothing while they are switched out.
            unsafe { coroutine.force_reset() };
            let stack = coroutine.into_stack();
            let bytes = super::stack_bytes(&stack);
            if state.stacks.len() < STACKS_KEPT {
                state.stacks.push((bytes, stack));
            } else {
                drop_stack(stack);
            }
        }
    }
}

fn new_stack(size: usize) -> io::Result<DefaultStack> {
    let stack = DefaultStack::new(size)?;
    #[cfg(feature = "sanitizer")]
    // SAFETY: the range is mapped; stacks are unmapped by `drop_stack` only.
    unsafe {
        __lsan_register_root_region(super::stack_start(&stack), size)
    };
    Ok(stack)
}

fn drop_stack(stack: DefaultStack) {
    #[cfg(feature = "sanitizer")]
    // SAFETY: registered by `new_stack`.
    unsafe {
        __lsan_unregister_root_region(super::stack_start(&stack), super::stack_bytes(&stack))
    };
    drop(stack);
}

// What a thread keeps on its stack is not a leak.
#[cfg(feature = "sanitizer")]
unsafe extern "C" {
    fn __lsan_register_root_region(start: *const u8, bytes: usize);
    fn __lsan_unregister_root_region(start: *const u8, bytes: usize);
}

/// The fiber of a thread; null for a thread that ended.
///
/// # Safety
/// The lock is held and the thread is a created one.
#[inline]
pub(super) unsafe fn of(thread: *mut TX_THREAD) -> *mut Fiber {
    // SAFETY: a live control block (contract).
    unsafe { (*thread).tx_thread_host.cast() }
}

/// Ends the coroutine of a thread that is not to run again.
pub(super) fn retire(guard: &mut Guard, thread: *mut TX_THREAD) {
    // SAFETY: the guard holds the lock; callers pass a created thread.
    unsafe {
        let fiber = of(thread);
        (*thread).tx_thread_host = ptr::null_mut();
        if fiber.is_null() {
            return;
        }
        (*fiber).thread = ptr::null_mut();
        // One that runs is freed by the OS thread it runs on, once it gives it back.
        if !(*fiber).running {
            Fiber::free(guard.state(), fiber);
        }
    }
}
