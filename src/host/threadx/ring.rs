//! The list of created objects of one kind: a ring through their control blocks.

use std::ptr;

use crate::sys::ULONG;

/// Where the ring of a kind starts, its length, and where a control block has its links.
pub(super) struct Ring<T> {
    pub(super) head: *mut *mut T,
    pub(super) count: *mut ULONG,
    /// Next and previous.
    pub(super) links: unsafe fn(*mut T) -> (*mut *mut T, *mut *mut T),
}

#[expect(clippy::undocumented_unsafe_blocks, reason = "one contract for all: lock held, objects are live")]
impl<T> Ring<T> {
    pub(super) unsafe fn append(&self, object: *mut T) {
        unsafe {
            let (next, previous) = (self.links)(object);
            let first = *self.head;
            if first.is_null() {
                *self.head = object;
                *next = object;
                *previous = object;
            } else {
                let before_first = (self.links)(first).1;
                let last = *before_first;
                *next = first;
                *previous = last;
                *before_first = object;
                *(self.links)(last).0 = object;
            }
            *self.count += 1;
        }
    }

    pub(super) unsafe fn remove(&self, object: *mut T) {
        unsafe {
            let (next, previous) = ((self.links)(object).0.read(), (self.links)(object).1.read());
            *self.count -= 1;
            if *self.count == 0 {
                *self.head = ptr::null_mut();
                return;
            }
            *(self.links)(next).1 = previous;
            *(self.links)(previous).0 = next;
            if *self.head == object {
                *self.head = next;
            }
        }
    }

    /// Whether an object at this address exists; the address may hold anything.
    pub(super) unsafe fn contains(&self, object: *mut T) -> bool {
        unsafe { self.any(|member| member == object) }
    }

    pub(super) unsafe fn any(&self, mut test: impl FnMut(*mut T) -> bool) -> bool {
        unsafe {
            let mut member = *self.head;
            for _ in 0..*self.count {
                if test(member) {
                    return true;
                }
                member = *(self.links)(member).0;
            }
            false
        }
    }
}
