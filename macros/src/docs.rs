//! Doc comments as help texts.

use syn::{Attribute, Meta};

use crate::literal;

/// The first paragraph of the doc comment in one line, where there is one.
pub(crate) fn first_paragraph(attrs: &[Attribute]) -> Option<String> {
    let comments: Vec<String> = attrs.iter().filter_map(comment).collect();
    let lines = comments.iter().flat_map(|comment| lines(comment));
    let paragraph = lines.skip_while(|line| line.is_empty()).take_while(|line| !line.is_empty());
    let text = paragraph.collect::<Vec<_>>().join(" ");
    (!text.is_empty()).then_some(text)
}

fn comment(attr: &Attribute) -> Option<String> {
    match &attr.meta {
        Meta::NameValue(meta) if meta.path.is_ident("doc") => {
            literal::as_string(&meta.value).map(syn::LitStr::value)
        }
        _ => None,
    }
}

fn lines(comment: &str) -> Vec<&str> {
    let is_block = comment.contains('\n');
    // The stars down the left side of `/** */` are no text; in `///` a star is a bullet.
    let strip =
        |line| if is_block { str::trim(line).trim_start_matches('*').trim() } else { str::trim(line) };
    // `"".lines()` has none, yet `///` is a blank line.
    if comment.is_empty() { vec![""] } else { comment.lines().map(strip).collect() }
}

#[cfg(test)]
mod tests {
    use syn::{Attribute, parse_quote};

    use super::first_paragraph;

    #[test]
    fn lines_of_a_paragraph_are_joined() {
        let attrs: [Attribute; 4] = [
            parse_quote!(#[doc = " Orders by how"]),
            parse_quote!(#[doc = " they were paid."]),
            parse_quote!(#[doc = ""]),
            parse_quote!(#[doc = " More."]),
        ];
        assert_eq!(first_paragraph(&attrs).as_deref(), Some("Orders by how they were paid."));
    }

    #[test]
    fn blocks_lose_their_stars() {
        let attrs: [Attribute; 1] = [parse_quote!(#[doc = "\n * Orders.\n *\n * More.\n "])];
        assert_eq!(first_paragraph(&attrs).as_deref(), Some("Orders."));
    }

    #[test]
    fn other_attributes_are_no_text() {
        let attrs: [Attribute; 2] = [parse_quote!(#[doc(hidden)]), parse_quote!(#[inline])];
        assert_eq!(first_paragraph(&attrs), None);
    }
}
