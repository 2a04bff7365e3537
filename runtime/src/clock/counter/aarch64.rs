//! The virtual counter of the generic timer.
//!
//! It ticks at between 24 MHz and 1 GHz, so up to 41 ns pass from one tick to the next: a single shorter duration reads as
//! no tick or as one, and the sum of many is right all the same.
//!
//! The register `cntfrq_el0` would tell the frequency, but firmware writes it and some writes it wrong, which kernels
//! correct from the device tree for themselves only. So the frequency is measured, as on other processors, and nothing has to be believed.

use core::arch::asm;

/// The counter. Not ordered against the instructions around it: ordering costs more than the few nanoseconds it is about.
#[inline]
pub(in crate::clock) fn read() -> u64 {
    let ticks;
    // SAFETY: every 64-bit Arm processor has the register, and reading it changes nothing. These kernels let programs read
    // it; on processors where it errs, Linux catches the instruction and answers it.
    unsafe { asm!("mrs {}, cntvct_el0", out(reg) ticks, options(nomem, nostack, preserves_flags)) };
    ticks
}

/// Always: the architecture has one counter for all processors, at one rate, whichever of them sleep.
pub(in crate::clock) fn is_trusted() -> bool {
    true
}
