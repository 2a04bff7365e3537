//! The names of families in the query of a request.

/// The values of the parameters `name[]` in the query of a URL, for [`Request::names`](super::Request::names).
///
/// They are decoded as [forms encode](https://url.spec.whatwg.org/#urlencoded-parsing) them: `%5B` for `[`, `+` for a space. Other parameters
/// are passed over.
///
/// ```
/// use tickmark::exposition::names_from_query;
///
/// assert_eq!(names_from_query("name[]=a_total&verbose=1&name%5B%5D=b%2Ec"), ["a_total", "b.c"]);
/// assert!(names_from_query("").is_empty());
/// ```
pub fn names_from_query(query: &str) -> Vec<String> {
    let parameters = query.strip_prefix('?').unwrap_or(query).split('&');
    let names = parameters.filter_map(|parameter| {
        let (name, value) = parameter.split_once('=').unwrap_or((parameter, ""));
        (decoded(name) == "name[]").then(|| decoded(value))
    });
    names.collect()
}

fn decoded(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((byte, behind)) = rest.split_first() {
        let (byte, behind) = match byte {
            b'+' => (b' ', behind),
            b'%' => hexadecimal(behind).unwrap_or((b'%', behind)),
            _ => (*byte, behind),
        };
        bytes.push(byte);
        rest = behind;
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

/// The byte that the next two digits are, and what stands behind them.
fn hexadecimal(text: &[u8]) -> Option<(u8, &[u8])> {
    let (digits, behind) = text.split_at_checked(2)?;
    let digit = |at: usize| char::from(digits[at]).to_digit(16).and_then(|digit| u8::try_from(digit).ok());
    Some((digit(0)? * 16 + digit(1)?, behind))
}

#[cfg(test)]
mod tests {
    use std::fmt::Write as _;

    use proptest::prelude::*;

    use super::*;

    #[test]
    fn what_is_no_encoding_stays_as_it_is() {
        for (query, names) in [
            ("name[]=100%", &["100%"][..]),
            ("name[]=%zz%4", &["%zz%4"]),
            ("name[]=a+b", &["a b"]),
            ("name[]=a=b", &["a=b"]),
            ("name[]=", &[""]),
            ("name[]", &[""]),
            ("?name[]=a&&name[]=%C3%A4", &["a", "ä"]),
            ("name[]=%ff", &["\u{fffd}"]),
            ("name=a&names[]=b", &[]),
        ] {
            assert_eq!(names_from_query(query), names, "{query}");
        }
    }

    proptest! {
        #[test]
        fn any_name_comes_back_from_the_query(name in any::<String>(), query in any::<String>()) {
            let mut encoded = String::from("a=b&name%5b%5D=");
            name.bytes().for_each(|byte| _ = write!(encoded, "%{byte:02X}"));
            prop_assert_eq!(names_from_query(&encoded), [name]);
            names_from_query(&query);
        }
    }
}
