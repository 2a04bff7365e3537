//! The time-stamp counter of x86-64, where it can be trusted.

/// The counter. Not ordered against the instructions around it: ordering costs more than the few nanoseconds it is about.
#[cfg(target_arch = "x86_64")]
#[inline]
pub(super) fn read() -> u64 {
    // SAFETY: every x86-64 processor has the instruction.
    unsafe { core::arch::x86_64::_rdtsc() }
}

/// Whether durations can be measured with it: the processor says that it ticks at one rate, and the kernel, which compares
/// the counters of all processors, goes by it itself.
#[cfg(target_arch = "x86_64")]
pub(super) fn is_trusted() -> bool {
    is_invariant() && is_trusted_by_kernel()
}

#[cfg(all(target_arch = "x86_64", target_os = "linux"))]
fn is_trusted_by_kernel() -> bool {
    let clock = std::fs::read("/sys/devices/system/clocksource/clocksource0/current_clocksource");
    clock.is_ok_and(|clock| clock.trim_ascii() == b"tsc")
}

/// Other kernels don't say.
#[cfg(all(target_arch = "x86_64", not(target_os = "linux")))]
fn is_trusted_by_kernel() -> bool {
    true
}

/// Whether it ticks at one rate, in every sleep state: "invariant TSC", bit 8 of EDX.
#[cfg(target_arch = "x86_64")]
#[allow(unused_unsafe, reason = "reading this register became a safe function in a later Rust")]
fn is_invariant() -> bool {
    use core::arch::x86_64::__cpuid;

    const HIGHEST_EXTENDED_LEAF: u32 = 0x8000_0000;
    const ADVANCED_POWER_MANAGEMENT: u32 = 0x8000_0007;
    // SAFETY: every x86-64 processor has the instruction.
    unsafe {
        __cpuid(HIGHEST_EXTENDED_LEAF).eax >= ADVANCED_POWER_MANAGEMENT
            && __cpuid(ADVANCED_POWER_MANAGEMENT).edx & (1 << 8) != 0
    }
}

/// There is none that we read.
#[cfg(not(target_arch = "x86_64"))]
pub(super) fn read() -> u64 {
    0
}

/// There is none that we read.
#[cfg(not(target_arch = "x86_64"))]
pub(super) fn is_trusted() -> bool {
    false
}
