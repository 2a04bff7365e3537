//! `error`, `error = MyError`, `error(label = "…", causes(…))`: why calls failed.

use proc_macro2::{Ident, Span, TokenStream};
use quote::{ToTokens, quote_spanned};
use syn::{
    GenericArgument, LitStr, PathArguments, Signature, Token, Type, parse::ParseStream,
    punctuated::Punctuated, spanned::Spanned, token,
};

use super::{future::Target, label_type};
use crate::{
    arguments,
    diag::{Diagnostics, Slot},
    literal,
    paths::RuntimePath,
    suggest,
    words::{CAUSES, ERROR, LABEL, OF},
};

const CAUSES_EXAMPLE: &str = "causes(io::Error = \"io\")";

/// The argument as it was written.
pub(crate) struct ErrorArg {
    key: Ident,
    pub(crate) label: Slot<LitStr>,
    pub(crate) of: Slot<Type>,
    pub(crate) causes: Slot<Vec<Cause>>,
}

/// A type of error, and what the label says where it is the cause.
pub(crate) struct Cause {
    ty: Type,
    text: LitStr,
}

/// The label and its values.
pub(crate) struct ErrorLabel {
    key: Ident,
    pub(crate) name: LitStr,
    kinds: Kinds,
}

enum Kinds {
    /// Those of a type that is written, or found in the signature.
    Of(TokenStream),
    Causes(Vec<Cause>),
}

pub(crate) fn parse(key: &Ident, input: ParseStream<'_>, diag: &mut Diagnostics) -> Option<ErrorArg> {
    let mut arg =
        ErrorArg { key: key.clone(), label: Slot::default(), of: Slot::default(), causes: Slot::default() };
    if input.peek(Token![=]) {
        let of = arguments::typed(key, "error = MyError", input, diag);
        arg.of.set(key.clone(), of, diag);
    } else if input.peek(token::Paren) {
        let tokens = arguments::parenthesized(input, diag)?;
        arguments::read(tokens, diag, |key, input, diag| arg.set(key, input, diag));
    }
    Some(arg)
}

impl ErrorArg {
    fn set(&mut self, key: Ident, input: ParseStream<'_>, diag: &mut Diagnostics) {
        match key.to_string().as_str() {
            LABEL => self.label.set(key.clone(), literal::string(&key, input, diag), diag),
            OF => self.of.set(key.clone(), arguments::typed(&key, "of = MyError", input, diag), diag),
            CAUSES => self.causes.set(key.clone(), causes(&key, input, diag), diag),
            _ => {
                suggest::unknown(&key, &[LABEL, OF, CAUSES], diag);
                arguments::skip(input);
            }
        }
    }

    /// What the label is called.
    pub(crate) fn name(&self) -> String {
        self.label.get().map_or_else(|| ERROR.to_owned(), LitStr::value)
    }

    /// Whether the values have to be found in the signature.
    pub(crate) fn asks_signature(&self) -> bool {
        self.of.key().is_none() && self.causes.key().is_none()
    }

    pub(crate) fn into_label(
        mut self,
        sig: &Signature,
        target: &Target,
        runtime: &RuntimePath,
    ) -> Option<ErrorLabel> {
        let name = self.label.take().unwrap_or_else(|| LitStr::new(ERROR, self.key.span()));
        let kinds = match (self.of.take(), self.causes.take()) {
            (_, Some(causes)) => Kinds::Causes(causes),
            (Some(ty), None) => Kinds::Of(ty.into_token_stream()),
            (None, None) => Kinds::Of(in_signature(sig, target, runtime)?),
        };
        Some(ErrorLabel { key: self.key, name, kinds })
    }
}

fn causes(key: &Ident, input: ParseStream<'_>, diag: &mut Diagnostics) -> Option<Vec<Cause>> {
    let tokens = arguments::list(key, CAUSES_EXAMPLE, input, diag)?;
    let cause = |input: ParseStream<'_>| {
        let ty = input.parse()?;
        input.parse::<Token![=]>()?;
        Ok(Cause { ty, text: input.parse()? })
    };
    let list = |input: ParseStream<'_>| Punctuated::<Cause, Token![,]>::parse_terminated_with(input, cause);
    let parsed = syn::parse::Parser::parse2(list, tokens);
    // At the key, because the parser has no better place for what is missing at the end.
    let said = parsed.map_err(|error| {
        syn::Error::new(key.span(), format_args!("{error} in a cause: write it as in `{CAUSES_EXAMPLE}`"))
    });
    let causes: Vec<Cause> = diag.keep(said)?.into_iter().collect();
    if causes.is_empty() {
        diag.error(key, format_args!("`causes` is empty: write `{CAUSES_EXAMPLE}`"));
    }
    Some(causes)
}

/// The type of the error as the signature tells it, for use outside the function: `E` of `Result<T, E>`, or that of what an
/// alias stands for.
pub(crate) fn in_signature(sig: &Signature, target: &Target, runtime: &RuntimePath) -> Option<TokenStream> {
    let output = target.output.as_ref()?;
    let (tokens, is_alias) = match second_argument(output) {
        Some(error) => (error.to_token_stream(), false),
        None => (output.to_token_stream(), true),
    };
    if !label_type::is_nameable(sig, tokens.clone()) {
        return None;
    }
    let span = Span::mixed_site().located_at(output.span());
    let private = runtime.private(span);
    Some(if is_alias { quote_spanned!(span=> <#tokens as #private::Fails>::Error) } else { tokens })
}

fn second_argument(output: &Type) -> Option<&Type> {
    let Type::Path(path) = output else { return None };
    let result = path.path.segments.last().filter(|segment| segment.ident == "Result")?;
    let PathArguments::AngleBracketed(arguments) = &result.arguments else { return None };
    let mut types = arguments.args.iter().filter_map(|argument| match argument {
        GenericArgument::Type(ty) => Some(ty),
        _ => None,
    });
    types.nth(1)
}

impl ErrorLabel {
    /// The descriptor's.
    pub(crate) fn described(&self, runtime: &RuntimePath) -> TokenStream {
        let span = Span::mixed_site();
        let (private, name) = (runtime.private(span), &self.name);
        let kinds = match &self.kinds {
            Kinds::Of(ty) => self.kinds_of(ty, runtime),
            Kinds::Causes(causes) => {
                let texts = causes.iter().map(|cause| &cause.text);
                quote_spanned!(span=> &[#(#texts),*])
            }
        };
        quote_spanned!(span=> .error(#private::ErrorLabel::new(#name, #kinds)))
    }

    fn kinds_of(&self, ty: &TokenStream, runtime: &RuntimePath) -> TokenStream {
        // What has no kinds is reported where the type stands.
        let first = ty.clone().into_iter().next().map_or_else(|| self.key.span(), |token| token.span());
        let span = Span::mixed_site().located_at(first);
        let path = runtime.at(span);
        quote_spanned!(span=> <#ty as #path::ErrorKind>::KINDS)
    }

    /// What tells the kind of the error in `result`.
    pub(crate) fn kind(&self, runtime: &RuntimePath) -> TokenStream {
        let span = Span::mixed_site().located_at(self.key.span());
        let private = runtime.private(span);
        let causes = match &self.kinds {
            // The type once more, so that it is that of the error which arrives.
            Kinds::Of(ty) => return quote_spanned!(span=> #private::error_kind::<#ty, _>(&result)),
            Kinds::Causes(causes) => causes,
        };
        let number = causes.len();
        let branches = causes.iter().enumerate().map(|(at, Cause { ty, .. })| {
            let private = runtime.private(Span::mixed_site().located_at(ty.span()));
            quote_spanned!(span=> if #private::is_caused_by::<#ty>(error) { #at } else)
        });
        quote_spanned! {span=>
            #private::error_kind_by(&result, #number, |error| {
                use #private::{OfErased as _, OfError as _};
                let error = (&#private::ErrorProbe(error)).__tickmark_error();
                #(#branches)* { #number }
            })
        }
    }
}
