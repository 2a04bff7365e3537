//! No counter that we read: another architecture, or a kernel that does not promise its programs the register.

/// Never called for a duration.
#[inline]
pub(in crate::clock) fn read() -> u64 {
    0
}

/// Never.
pub(in crate::clock) fn is_trusted() -> bool {
    false
}
