//! The time-stamp counter.

use core::arch::x86_64::{__cpuid, _rdtsc};

/// The counter. Not ordered against the instructions around it: ordering costs more than the few nanoseconds it is about.
#[inline]
pub(in crate::clock) fn read() -> u64 {
    // SAFETY: every x86-64 processor has the instruction.
    unsafe { _rdtsc() }
}

/// Where the processor says that it ticks at one rate, and the kernel, which compares the counters of all processors, goes
/// by it itself.
pub(in crate::clock) fn is_trusted() -> bool {
    is_invariant() && is_trusted_by_kernel()
}

#[cfg(target_os = "linux")]
fn is_trusted_by_kernel() -> bool {
    let clock = std::fs::read("/sys/devices/system/clocksource/clocksource0/current_clocksource");
    clock.is_ok_and(|clock| clock.trim_ascii() == b"tsc")
}

/// Other kernels don't say.
#[cfg(not(target_os = "linux"))]
fn is_trusted_by_kernel() -> bool {
    true
}

/// Whether it ticks at one rate, in every sleep state: "invariant TSC", bit 8 of EDX.
#[allow(unused_unsafe, reason = "reading this register became a safe function in a later Rust")]
fn is_invariant() -> bool {
    const HIGHEST_EXTENDED_LEAF: u32 = 0x8000_0000;
    const ADVANCED_POWER_MANAGEMENT: u32 = 0x8000_0007;
    // SAFETY: every x86-64 processor has the instruction.
    unsafe {
        __cpuid(HIGHEST_EXTENDED_LEAF).eax >= ADVANCED_POWER_MANAGEMENT
            && __cpuid(ADVANCED_POWER_MANAGEMENT).edx & (1 << 8) != 0
    }
}
