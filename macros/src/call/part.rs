//! One thing that is recorded of a call.

use proc_macro2::{Ident, Span, TokenStream};
use quote::quote_spanned;
use syn::{Expr, LitInt, LitStr};

use super::{Instrument, native::Native, plan::Call, slo::Slo};

/// What is recorded, and in which families.
pub(crate) struct Part {
    pub(crate) instrument: &'static Instrument,
    pub(crate) family: Family,
    pub(crate) buckets: Option<Expr>,
    /// Whether there are native buckets, too.
    pub(crate) native: Option<Native>,
    /// Calls that take longer are counted beside it.
    pub(crate) slow: Option<f64>,
    /// Whether the time in which the future is polled is measured beside it.
    pub(crate) busy: bool,
    /// Whether what is recorded is the life of a stream.
    pub(crate) stream: bool,
    /// How many calls there are for each that is recorded.
    pub(crate) sample: Option<LitInt>,
    /// Whether the most that there were at once is kept beside it.
    pub(crate) high_water: bool,
    /// What is promised of the calls.
    pub(crate) slo: Option<Slo>,
}

pub(crate) enum Family {
    /// Of all functions without a name of their own.
    Shared,
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
    /// Which of the runtime's descriptors it has.
    describe: &'static str,
    /// What its name has instead of an ending of the name that it stands beside.
    ending: (&'static str, &'static str),
    help: &'static str,
    pub(crate) has_buckets: bool,
    /// Whether it is recorded when the call ends, and not before anybody knows how it will.
    pub(crate) has_outcome: bool,
}

pub(crate) const SLOW: Beside = Beside {
    site: "TICKMARK_SLOW",
    describe: "slow",
    ending: ("_seconds", "_slow_total"),
    help: "Calls that took longer than they should.",
    has_buckets: false,
    has_outcome: true,
};

pub(crate) const BUSY: Beside = Beside {
    site: "TICKMARK_BUSY",
    describe: "busy",
    ending: ("_seconds", "_busy_seconds"),
    help: "How long futures were polled, rather than waiting, in seconds.",
    has_buckets: true,
    has_outcome: true,
};

pub(crate) const ITEMS: Beside = Beside {
    site: "TICKMARK_ITEMS",
    describe: "items",
    ending: ("_seconds", "_items_total"),
    help: "Items that streams yielded.",
    has_buckets: false,
    has_outcome: false,
};

pub(crate) const ITEMS_OF_COUNTED: Beside = Beside { ending: ("_total", "_items_total"), ..ITEMS };

pub(crate) const FIRST_ITEM: Beside = Beside {
    site: "TICKMARK_FIRST_ITEM",
    describe: "first_item",
    ending: ("_seconds", "_first_item_seconds"),
    help: "How long streams took to yield their first item, in seconds.",
    has_buckets: true,
    has_outcome: false,
};

pub(crate) const HIGH_WATER: Beside = Beside {
    site: "TICKMARK_HIGH_WATER",
    describe: "high_water",
    ending: ("", "_high_water"),
    help: "The most calls that were ever under way at once.",
    has_buckets: false,
    has_outcome: false,
};

impl Part {
    /// What is recorded of functions, by the instrument's own name or its users'.
    pub(crate) fn new(instrument: &'static Instrument, family: Family) -> Self {
        Self {
            instrument,
            family,
            buckets: None,
            native: None,
            slow: None,
            busy: false,
            stream: false,
            sample: None,
            high_water: false,
            slo: None,
        }
    }

    /// The static that holds the call site.
    pub(crate) fn site(&self) -> Ident {
        Ident::new(self.instrument.site, Span::mixed_site())
    }

    /// The families beside the part's own.
    pub(crate) fn beside(&self) -> impl Iterator<Item = &'static Beside> {
        let all = [(self.slow.is_some(), &SLOW), (self.busy, &BUSY), (self.high_water, &HIGH_WATER)];
        let wanted = all.into_iter().filter_map(|(is_wanted, beside)| is_wanted.then_some(beside));
        wanted.chain(self.items()).chain(self.first_item())
    }

    /// What counts the items.
    pub(crate) fn items(&self) -> Option<&'static Beside> {
        self.instrument.items.filter(|_| self.stream)
    }

    /// What tells when the first item came.
    pub(crate) fn first_item(&self) -> Option<&'static Beside> {
        self.instrument.first_item.filter(|_| self.stream)
    }

    /// The descriptor as far as it tells function and family.
    pub(crate) fn describe(&self, call: &Call) -> TokenStream {
        let span = Span::mixed_site();
        let named = match &self.family {
            Family::Shared => None,
            Family::Named { name, help: Help::Given(text) } => {
                Some(quote_spanned!(span=> .name(#name).help(#text)))
            }
            Family::Named { name, help: Help::Doc(text) } => {
                Some(quote_spanned!(span=> .name(#name).doc(#text)))
            }
            Family::Named { name, help: Help::Missing } => Some(quote_spanned!(span=> .name(#name))),
        };
        described(call, self.instrument.describe, named)
    }

    /// The same of a family beside it.
    pub(crate) fn describe_beside(&self, beside: &Beside, call: &Call) -> TokenStream {
        let span = Span::mixed_site();
        let named = match &self.family {
            Family::Shared => None,
            Family::Named { name, .. } => {
                let (old, new) = beside.ending;
                let text = name.value();
                let name = format!("{}{new}", text.strip_suffix(old).unwrap_or(&text));
                let help = beside.help;
                Some(quote_spanned!(span=> .name(#name).doc(#help)))
            }
        };
        described(call, beside.describe, named)
    }
}

fn described(call: &Call, describe: &str, named: Option<TokenStream>) -> TokenStream {
    let span = Span::mixed_site();
    let (private, describe) = (call.runtime.private(span), Ident::new(describe, span));
    let function = &call.function;
    quote_spanned!(span=> #private::Descriptor::#describe(::core::module_path!(), #function) #named)
}
