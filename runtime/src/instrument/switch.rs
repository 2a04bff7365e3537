//! Whether annotated functions record anything.

use std::{
    env,
    sync::atomic::{AtomicU8, Ordering::Relaxed},
};

const UNKNOWN: u8 = 0;
const ON: u8 = 1;
const OFF: u8 = 2;

static STATE: AtomicU8 = AtomicU8::new(UNKNOWN);

/// Switches the recording of annotated functions off, or on again.
///
/// Without it the environment decides when the first annotated function is called: `TICKMARK_ENABLED=false` is off; so are `0`, `off` and `no`. A
/// call that has begun is recorded all the same, and metrics that are counted by hand go on.
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
    let of_environment = if is_off(env::var("TICKMARK_ENABLED").ok().as_deref()) { OFF } else { ON };
    // Only where nobody has decided yet, be it another thread or a caller of `set_enabled`.
    let decided = STATE.compare_exchange(UNKNOWN, of_environment, Relaxed, Relaxed);
    decided.map_or_else(|earlier| earlier, |_| of_environment) == ON
}

fn is_off(value: Option<&str>) -> bool {
    value.is_some_and(|value| {
        ["false", "0", "off", "no"].contains(&value.trim().to_ascii_lowercase().as_str())
    })
}

#[cfg(test)]
mod tests {
    use super::is_off;

    #[test]
    fn the_environment_switches_off_in_words_that_people_use() {
        for off in ["false", "0", "FALSE", " off ", "no"] {
            assert!(is_off(Some(off)), "{off}");
        }
        for on in [None, Some("true"), Some("1"), Some("")] {
            assert!(!is_off(on), "{on:?}");
        }
    }
}
