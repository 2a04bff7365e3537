//! `#[allow_metric(rule)]`: exemptions from the rules of names.

use proc_macro2::{Ident, Span, TokenStream, TokenTree};
use quote::quote_spanned;
use syn::{Attribute, Meta, parse::ParseStream};

use crate::{arguments, case::Case, diag::Diagnostics, paths::RuntimePath, suggest, words::ALLOW_METRIC};

/// Every rule that there is an exemption from.
const RULES: &[&str] = &[
    "camel_case",
    "duplicate",
    "help",
    "reserved_suffix",
    "total",
    "type_in_name",
    "unit",
    "unit_abbreviation",
];

/// The rules that these attributes name; nothing where one is none, so that what it was meant for is not reported as well.
pub(crate) fn parse(attrs: &[Attribute], diag: &mut Diagnostics) -> Option<Vec<Ident>> {
    let mut rules = Some(Vec::new());
    for attr in attrs.iter().filter(|attr| attr.path().is_ident(ALLOW_METRIC)) {
        let Meta::List(list) = &attr.meta else {
            let message =
                format_args!("`{ALLOW_METRIC}` takes a list of rules: write `#[{ALLOW_METRIC}(unit)]`");
            diag.error(&attr.meta, message);
            rules = None;
            continue;
        };
        if list.tokens.is_empty() {
            let message = "write `#[allow_metric(unit)]` or leave it out";
            diag.error(&attr.meta, format_args!("`{ALLOW_METRIC}` is empty: {message}"));
        }
        let more = read(list.tokens.clone(), diag);
        rules = rules.zip(more).map(|(rules, more)| [rules, more].concat());
    }
    rules
}

/// The rules in an argument `allow_metric(rule)`.
pub(crate) fn argument(key: &Ident, input: ParseStream<'_>, diag: &mut Diagnostics) -> Option<Vec<Ident>> {
    const EXAMPLE: &str = "allow_metric(unit)";
    let tokens = arguments::list(key, EXAMPLE, input, diag)?;
    if tokens.is_empty() {
        diag.error(key, format_args!("`{key}` is empty: write `{EXAMPLE}` or leave it out"));
    }
    read(tokens, diag)
}

fn read(tokens: TokenStream, diag: &mut Diagnostics) -> Option<Vec<Ident>> {
    let (mut rules, mut is_wrong) = (Vec::new(), false);
    arguments::read(tokens, diag, |rule, input, diag| {
        if RULES.contains(&rule.to_string().as_str()) {
            _ = arguments::flag(&rule, input, diag);
            rules.push(rule);
        } else {
            is_wrong = true;
            suggest::unknown_rule(&rule, RULES, diag);
            arguments::skip(input);
        }
    });
    (!is_wrong).then_some(rules)
}

/// The rules as a chained call; nothing where there are none.
pub(crate) fn exemption(runtime: &RuntimePath, rules: &[Ident]) -> Option<TokenStream> {
    let rules = self::rules(runtime, rules)?;
    Some(quote_spanned!(Span::mixed_site()=> .exempt(#rules)))
}

/// The rules as the runtime knows them; nothing where there are none.
pub(crate) fn rules(runtime: &RuntimePath, rules: &[Ident]) -> Option<TokenStream> {
    let span = Span::mixed_site();
    let private = runtime.private(span);
    let rules = rules.iter().map(|rule| Ident::new(&Case::Pascal.apply(&rule.to_string()), span));
    let rules: Vec<_> = rules.collect();
    (!rules.is_empty()).then(|| quote_spanned!(span=> #private::Rules::NONE #(.and(#private::Rule::#rules))*))
}

/// The item without these attributes, which nobody else knows.
pub(crate) fn remove(item: TokenStream) -> TokenStream {
    let mut rest = item.into_iter().peekable();
    let mut kept = TokenStream::new();
    while let Some(token) = rest.next() {
        let is_hash = matches!(&token, TokenTree::Punct(punct) if punct.as_char() == '#');
        if is_hash && rest.next_if(is_exemption).is_some() {
            continue;
        }
        kept.extend([token]);
    }
    kept
}

fn is_exemption(token: &TokenTree) -> bool {
    let TokenTree::Group(group) = token else { return false };
    let first = group.stream().into_iter().next();
    matches!(first, Some(TokenTree::Ident(word)) if word == ALLOW_METRIC)
}
