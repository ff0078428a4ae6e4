//! The waits that slow tries down.

/// So many tries cost nothing, then each doubles the wait, in milliseconds.
#[derive(Clone, Copy, Debug)]
pub struct Waits {
    pub free: i32,
    pub first: i64,
    pub longest: i64,
}

impl Waits {
    /// Milliseconds to wait after so many tries.
    pub(super) fn after(self, count: i32) -> i64 {
        if count < self.free {
            return 0;
        }
        (self.first << (count - self.free).min(10)).min(self.longest)
    }
}
