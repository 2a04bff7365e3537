//! One thing that is recorded of a call.

use proc_macro2::{Ident, Span, TokenStream};
use quote::quote_spanned;
use syn::{Expr, LitInt, LitStr};

use super::Instrument;
use crate::paths::RuntimePath;

/// What is recorded, and in which families.
pub(crate) struct Part {
    pub(crate) instrument: &'static Instrument,
    pub(crate) family: Family,
    pub(crate) buckets: Option<Expr>,
    /// Calls that take longer are counted beside it.
    pub(crate) slow: Option<f64>,
    /// Whether the time in which the future is polled is measured beside it.
    pub(crate) busy: bool,
    /// How many calls there are for each that is recorded.
    pub(crate) sample: Option<LitInt>,
    /// Whether the most that there were at once is kept beside it.
    pub(crate) high_water: bool,
}

pub(crate) enum Family {
    /// Of all functions without a name of their own.
    Shared {
        function: String,
    },
    Named {
        name: LitStr,
        help: Help,
    },
}

pub(crate) enum Help {
    Given(LitStr),
    Doc(String),
    Missing,
}

/// A family that stands beside another.
pub(crate) struct Beside {
    /// What the static is called that holds its call site.
    pub(crate) site: &'static str,
    /// Its descriptor where the functions share it, of the runtime's `__private`.
    describe_function: &'static str,
    /// The same where it has a name.
    describe_family: &'static str,
    /// What its name has instead of an ending of the name that it stands beside.
    ending: (&'static str, &'static str),
    help: &'static str,
    pub(crate) has_buckets: bool,
}

pub(crate) const SLOW: Beside = Beside {
    site: "TICKMARK_SLOW",
    describe_function: "function_slow",
    describe_family: "counted",
    ending: ("_seconds", "_slow_total"),
    help: "Calls that took longer than they should.",
    has_buckets: false,
};

pub(crate) const BUSY: Beside = Beside {
    site: "TICKMARK_BUSY",
    describe_function: "function_busy",
    describe_family: "timed",
    ending: ("_seconds", "_busy_seconds"),
    help: "How long futures were polled, rather than waiting, in seconds.",
    has_buckets: true,
};

pub(crate) const HIGH_WATER: Beside = Beside {
    site: "TICKMARK_HIGH_WATER",
    describe_function: "function_high_water",
    describe_family: "in_flight",
    ending: ("", "_high_water"),
    help: "The most calls that were ever under way at once.",
    has_buckets: false,
};

impl Part {
    /// What is recorded of functions, by the instrument's own name or its users'.
    pub(crate) fn new(instrument: &'static Instrument, family: Family) -> Self {
        Self { instrument, family, buckets: None, slow: None, busy: false, sample: None, high_water: false }
    }

    /// The static that holds the call site.
    pub(crate) fn site(&self) -> Ident {
        Ident::new(self.instrument.site, Span::mixed_site())
    }

    /// The families beside the part's own.
    pub(crate) fn beside(&self) -> impl Iterator<Item = &'static Beside> {
        let all = [(self.slow.is_some(), &SLOW), (self.busy, &BUSY), (self.high_water, &HIGH_WATER)];
        all.into_iter().filter_map(|(is_wanted, beside)| is_wanted.then_some(beside))
    }

    /// The family as the runtime's descriptor begins.
    pub(crate) fn describe(&self, runtime: &RuntimePath) -> TokenStream {
        let span = Span::mixed_site();
        let private = runtime.private(span);
        match &self.family {
            Family::Shared { function } => {
                let describe = Ident::new(self.instrument.describe_function, span);
                quote_spanned!(span=> #private::Descriptor::#describe(::core::module_path!(), #function))
            }
            Family::Named { name, help } => {
                let describe = Ident::new(self.instrument.describe_family, span);
                let help = match help {
                    Help::Given(text) => quote_spanned!(span=> .help(#text)),
                    Help::Doc(text) => quote_spanned!(span=> .doc(#text)),
                    Help::Missing => TokenStream::new(),
                };
                quote_spanned!(span=> #private::Descriptor::#describe(#name) #help)
            }
        }
    }

    /// The same of a family beside it.
    pub(crate) fn describe_beside(&self, beside: &Beside, runtime: &RuntimePath) -> TokenStream {
        let span = Span::mixed_site();
        let private = runtime.private(span);
        match &self.family {
            Family::Shared { function } => {
                let describe = Ident::new(beside.describe_function, span);
                quote_spanned!(span=> #private::Descriptor::#describe(::core::module_path!(), #function))
            }
            Family::Named { name, .. } => {
                let (old, new) = beside.ending;
                let text = name.value();
                let name = format!("{}{new}", text.strip_suffix(old).unwrap_or(&text));
                let (describe, help) = (Ident::new(beside.describe_family, span), beside.help);
                quote_spanned!(span=> #private::Descriptor::#describe(#name).doc(#help))
            }
        }
    }
}
