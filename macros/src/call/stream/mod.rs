//! The stream that a function returns.

pub(crate) mod validate;

use syn::{Type, parse_quote};

use crate::return_type;

/// Names that streams in boxes go by in the crates `futures` and `futures-util`.
const BOXED: &[&str] = &["BoxStream", "LocalBoxStream"];

/// What the spelling of a type tells of a stream.
pub(crate) struct Stream {
    /// The type of its items, as a turbofish may name it.
    pub(crate) item: Type,
    pub(crate) is_boxed: bool,
}

impl Stream {
    /// `impl Stream`, `Pin<Box<dyn Stream>>` and the alias for that: types in which one stream may stand for another.
    pub(crate) fn of(ty: &Type) -> Option<Self> {
        let ty = return_type::ungroup(ty);
        let (item, is_boxed) = match return_type::hidden_behind(ty, "Stream") {
            Some(hidden) => (hidden.associated("Item").cloned(), hidden.is_boxed),
            None => (Some(item_of_alias(ty)?.clone()), true),
        };
        let item = item.map_or_else(|| parse_quote!(_), |item| return_type::without_impl(&item));
        Some(Self { item, is_boxed })
    }
}

fn item_of_alias(ty: &Type) -> Option<&Type> {
    BOXED.iter().find_map(|alias| return_type::only_argument(ty, alias))
}

#[cfg(test)]
mod tests {
    use quote::{ToTokens, quote};
    use syn::{Type, parse_quote};

    use super::Stream;
    use crate::{
        call::{args::Args, stream::validate},
        diag::Diagnostics,
        testing, timed,
    };

    fn of(ty: &Type) -> Option<(String, bool)> {
        Stream::of(ty).map(|stream| (stream.item.to_token_stream().to_string(), stream.is_boxed))
    }

    #[test]
    fn streams_are_known_by_their_spelling() {
        let known: [(Type, &str, bool); 6] = [
            (parse_quote!(impl Stream<Item = u8> + Send + 'a), "u8", false),
            (parse_quote!(impl Send + futures::Stream<Item = impl Copy>), "_", false),
            (parse_quote!(impl Stream), "_", false),
            (parse_quote!(Pin<Box<dyn Stream<Item = &'a str> + Send + 'a>>), "& 'a str", true),
            (parse_quote!(stream::BoxStream<'_, Result<u8, E>>), "Result < u8 , E >", true),
            (parse_quote!(LocalBoxStream<'static, u8>), "u8", true),
        ];
        for (ty, item, is_boxed) in known {
            assert_eq!(of(&ty), Some((item.to_owned(), is_boxed)), "{}", ty.to_token_stream());
        }
    }

    #[test]
    fn a_runtime_without_the_feature_is_a_mistake_at_the_argument() {
        let mut diag = Diagnostics::new();
        let args = Args::parse(&timed::INSTRUMENT, quote!(stream), &mut diag);
        validate::stream_needs_its_feature(true, &args, &mut diag);
        assert!(diag.is_empty());
        validate::stream_needs_its_feature(false, &args, &mut diag);
        let mistakes = testing::mistakes(diag.finish().unwrap_or_default());
        assert!(mistakes.starts_with("`stream` needs the feature `stream` of tickmark: write"), "{mistakes}");
    }

    #[test]
    fn other_types_are_no_streams() {
        let others: [Type; 5] = [
            parse_quote!(Rows),
            parse_quote!(Iter<Once<u8>>),
            parse_quote!(Result<impl Stream<Item = u8>, E>),
            parse_quote!(Box<dyn Stream<Item = u8> + Unpin>),
            parse_quote!(impl Iterator<Item = u8>),
        ];
        for ty in others {
            assert_eq!(of(&ty), None, "{}", ty.to_token_stream());
        }
    }
}
