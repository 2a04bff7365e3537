//! Functions, names and label expressions may come out of other macros.
#![deny(warnings)]
#![warn(clippy::pedantic)]
#![allow(clippy::missing_errors_doc, clippy::eq_op, reason = "the functions do nothing")]

use tickmark::{Counter, LabelValue, counted, timed};

macro_rules! recorded {
    ($(#[$attr:meta])* $vis:vis fn $name:ident($argument:ident: $type:ty) -> $returns:ty $body:block) => {
        $(#[$attr])*
        #[timed(name = "recorded_seconds", labels($argument: $type = $argument))]
        $vis fn $name($argument: $type) -> $returns $body
    };
}

recorded! {
    /// Packs.
    pub fn pack(size: u64) -> Result<u64, String> {
        if size == 0 {
            return Err("there is nothing to pack".to_owned());
        }
        Ok(size)
    }
}

macro_rules! with_literals {
    ($name:literal, $label:expr, $value:expr, $bound:expr) => {
        #[timed(name = $name, labels(size = $label, heavy = $value), buckets = [$bound, 1.0])]
        fn literals() -> Option<u64> {
            let call = 5;
            Some(call)
        }
    };
}

with_literals!("literals_seconds", "small", 1 + 1 == 2, 0.5);

macro_rules! hidden_argument {
    ($body:expr) => {
        #[counted(name = "hidden_total", labels(size = size))]
        fn hidden(size: u64) -> u64 {
            size + $body
        }
    };
}

hidden_argument!(5);

macro_rules! metric {
    ($static:ident, $name:literal, $variant:ident) => {
        /// Made by a macro.
        #[tickmark::register(name = $name)]
        static $static: Counter = Counter::new();

        #[derive(LabelValue)]
        enum Made {
            $variant,
        }
    };
}

metric!(MADE, "made_total", OnlyOne);

fn main() {
    assert!(pack(3).is_ok() && pack(0).is_err());
    assert_eq!((literals(), hidden(1)), (Some(5), 6));
    MADE.inc();
    Made::OnlyOne.with_str(|text| assert_eq!(text, "only_one"));
    let page = tickmark::encode();
    assert!(page.contains("recorded_seconds_count{size=\"0\",outcome=\"failure\"} 1"));
    assert!(page.contains("literals_seconds_count{size=\"small\",heavy=\"true\",outcome=\"success\"} 1"));
    assert!(page.contains("hidden_total{size=\"1\",outcome=\"success\"} 1"));
    assert!(page.contains("made_total 1"));
}
