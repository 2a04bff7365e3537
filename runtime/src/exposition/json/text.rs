//! Texts as JSON writes them: [RFC 8259, section 7](https://www.rfc-editor.org/rfc/rfc8259#section-7).

use super::Page;

/// Appends a text in quotes.
pub(super) fn push_string(page: &mut Page<'_>, text: &str) {
    page.push("\"");
    push(page, text, |byte| byte < b' ' || matches!(byte, b'"' | b'\\'));
    page.push("\"");
}

/// Appends a text that labels have with a backslash before each backslash, quote and line feed, which is what JSON has there too; control
/// characters are all that is left.
#[inline]
pub(super) fn push_escaped(page: &mut Page<'_>, escaped: &str) {
    push(page, escaped, |byte| byte < b' ');
}

#[inline]
fn push(page: &mut Page<'_>, text: &str, is_special: impl Fn(u8) -> bool + Copy) {
    // Without a way out, so that many bytes are looked at in one step.
    if text.bytes().fold(false, |has_special, byte| has_special | is_special(byte)) {
        push_pieces(page, text, is_special);
    } else {
        page.push(text);
    }
}

#[cold]
fn push_pieces(page: &mut Page<'_>, mut rest: &str, is_special: impl Fn(u8) -> bool + Copy) {
    while let Some(at) = rest.bytes().position(is_special) {
        // What is special is of one byte.
        page.push(&rest[..at]);
        push_special(page, rest.as_bytes()[at]);
        rest = &rest[at + 1..];
    }
    page.push(rest);
}

fn push_special(page: &mut Page<'_>, special: u8) {
    match special {
        b'"' => page.push("\\\""),
        b'\\' => page.push("\\\\"),
        b'\n' => page.push("\\n"),
        b'\r' => page.push("\\r"),
        b'\t' => page.push("\\t"),
        control => {
            let digit = usize::from(control & 0xf);
            page.push(if control < 0x10 { "\\u000" } else { "\\u001" });
            page.push(&"0123456789abcdef"[digit..=digit]);
        }
    }
}
