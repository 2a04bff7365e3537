//! Constants by which the runtime checks names and buckets while the program compiles.

use proc_macro2::{Span, TokenStream};
use quote::{ToTokens, quote_spanned};
use syn::{Expr, spanned::Spanned};

use super::{Instrument, args::Args, outcome::OutcomeArg};
use crate::{
    allow,
    buckets::bounds,
    check, counted, in_flight, literal,
    paths::RuntimePath,
    words::{BUCKETS, COUNTED, IN_FLIGHT, LABELS, LABELS_FROM, NAME, NATIVE, OUTCOME, SLO},
};

/// Every check that the arguments allow, also where other arguments are wrong.
pub(crate) fn of(instrument: &Instrument, args: &Args, runtime: &RuntimePath) -> TokenStream {
    let is_due = |key| !args.is_checked(key);
    let parts = [
        (NAME, instrument, args.name.get()),
        (COUNTED, &counted::INSTRUMENT, args.counted.get().and_then(|part| part.name.get())),
        (IN_FLIGHT, &in_flight::INSTRUMENT, args.in_flight.get().and_then(|part| part.name.get())),
    ];
    let names = parts.into_iter().filter(|(key, ..)| is_due(key)).filter_map(|(_, instrument, name)| {
        name.map(|name| match allow::rules(runtime, args.rules()) {
            None => check::text(runtime, instrument.assert_name, name),
            Some(rules) => {
                let assertion = format!("{}_but", instrument.assert_name);
                let arguments = quote_spanned!(Span::mixed_site()=> #name, #rules);
                check::constant(runtime, &assertion, name.span(), &arguments)
            }
        })
    });
    let labels = args.labels.get().filter(|_| is_due(LABELS)).into_iter().flatten();
    let labels = labels.chain(args.labels_from.get().filter(|_| is_due(LABELS_FROM)).into_iter().flatten());
    let labels = labels.map(|label| check::label_name(runtime, &label.name()));
    let outcome = match args.outcome.get() {
        Some(OutcomeArg::Renamed(names)) if is_due(OUTCOME) => names.label.get(),
        _ => None,
    };
    let outcome = outcome.map(|name| check::label_name(runtime, name));
    let buckets = args.buckets.get().filter(|_| is_due(BUCKETS)).into_iter();
    let buckets = buckets.flat_map(|written| self::buckets(runtime, written));
    let native = args.native.get().filter(|_| is_due(NATIVE)).and_then(|native| native.check(runtime));
    let bounds = args.buckets.get().map(bounds);
    let slo = args.slo.get().filter(|_| is_due(SLO)).map(|slo| slo.checks(runtime, bounds.as_ref()));
    names.chain(labels).chain(outcome).chain(buckets).chain(native).chain(slo).collect()
}

fn buckets(runtime: &RuntimePath, written: &Expr) -> Vec<TokenStream> {
    let Expr::Array(array) = literal::ungroup(written) else {
        return vec![check::constant(runtime, "assert_buckets", written.span(), &written.to_token_stream())];
    };
    let hidden = Span::mixed_site();
    let mut before = quote_spanned!(hidden=> ::core::option::Option::None);
    let mut checks = Vec::new();
    for bucket in &array.elems {
        let bound = literal::as_float(bucket);
        checks.push(check::constant(
            runtime,
            "assert_bucket",
            bucket.span(),
            &quote_spanned!(hidden=> #before, #bound),
        ));
        before = quote_spanned!(hidden=> ::core::option::Option::Some(#bound));
    }
    checks
}
