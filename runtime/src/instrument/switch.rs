//! Whether annotated functions record anything.

use std::{
    env,
    sync::atomic::{AtomicU8, Ordering::Relaxed},
};

use crate::config::{SWITCH, is_on};

const UNKNOWN: u8 = 0;
const ON: u8 = 1;
const OFF: u8 = 2;

static STATE: AtomicU8 = AtomicU8::new(UNKNOWN);

/// Switches the recording of annotated functions off, or on again.
///
/// Without it the environment decides when the first annotated function is called: `TICKMARK_ENABLED=false` is off; so are `0`, `off` and `no`. `true`,
/// `1`, `on`, `yes` and nothing are on; so is anything else, which is logged, and reported by [`check`](crate::check) as the rest of the
/// environment is. A call that has begun is recorded all the same, and metrics that are counted by hand go on.
///
/// # Cost
///
/// One relaxed load for each call of an annotated function.
///
/// ```standalone_crate
/// #[tickmark::counted(name = "visits_total", outcome = none)]
/// fn visit() {}
///
/// visit();
/// tickmark::set_enabled(false);
/// visit();
/// # tickmark::set_enabled(true);
/// assert!(tickmark::encode().contains("\nvisits_total 1\n"));
/// ```
pub fn set_enabled(enabled: bool) {
    STATE.store(if enabled { ON } else { OFF }, Relaxed);
}

/// Whether annotated functions record anything; see [`set_enabled`].
#[inline]
pub fn is_enabled() -> bool {
    match STATE.load(Relaxed) {
        UNKNOWN => ask_environment(),
        state => state == ON,
    }
}

#[cold]
fn ask_environment() -> bool {
    let value = env::var_os(SWITCH).unwrap_or_default();
    let said = is_on(&value.to_string_lossy());
    let of_environment = if said == Ok(false) { OFF } else { ON };
    // Only where nobody has decided yet, be it another thread or a caller of `set_enabled`.
    let decided = STATE.compare_exchange(UNKNOWN, of_environment, Relaxed, Relaxed);
    // After that: the logger may be annotated itself.
    if let (Ok(_), Err(problem)) = (decided, said) {
        log::warn!("metrics: `{SWITCH}`: {problem}");
    }
    decided.map_or_else(|earlier| earlier, |_| of_environment) == ON
}
