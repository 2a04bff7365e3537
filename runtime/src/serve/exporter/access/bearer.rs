//! Bearer tokens.

use sha2::{Digest, Sha256};
use subtle::{Choice, ConstantTimeEq};

/// Tokens, of which only digests are kept.
#[derive(Debug, Default)]
pub(super) struct Tokens(Vec<[u8; 32]>);

impl Tokens {
    /// The tokens in the lines of a file.
    ///
    /// # Errors
    ///
    /// When a line holds none, or none does, with its number and what to write.
    pub(super) fn read(text: &str) -> Result<Self, (usize, &'static str)> {
        let lines = text.lines().map(str::trim).enumerate().filter(|(_, line)| !line.is_empty());
        let tokens =
            lines.map(|(at, line)| is_token(line).then(|| digest(line.as_bytes())).ok_or((at + 1, NONE)));
        let tokens: Vec<_> = tokens.collect::<Result<_, _>>()?;
        if tokens.is_empty() {
            Err((1, "there is no token: write one in each line"))
        } else {
            Ok(Self(tokens))
        }
    }

    pub(super) const fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Whether this is one of them; how long it takes does not depend on which, nor on how much is right.
    pub(super) fn contains(&self, token: &[u8]) -> bool {
        let digest = digest(token);
        let found = self.0.iter().fold(Choice::from(0), |found, known| found | known.ct_eq(&digest));
        found.into()
    }
}

const NONE: &str = "this is no token: write letters, digits and `-._~+/`, with `=` only at the end";

fn digest(token: &[u8]) -> [u8; 32] {
    Sha256::digest(token).into()
}

/// The grammar of [RFC 6750](https://www.rfc-editor.org/rfc/rfc6750#section-2.1).
fn is_token(line: &str) -> bool {
    let word = line.trim_end_matches('=');
    !word.is_empty() && word.chars().all(|it| it.is_ascii_alphanumeric() || "-._~+/".contains(it))
}

#[cfg(test)]
mod tests {
    use super::Tokens;

    #[test]
    fn each_line_is_a_token() {
        let tokens = Tokens::read("old-one\n\n  new_one.x~+/==  \n").expect("these are tokens");
        assert!(tokens.contains(b"old-one") && tokens.contains(b"new_one.x~+/=="));
        for wrong in ["", "old-on", "old-onE", "old-one ", "new_one.x~+/="] {
            assert!(!tokens.contains(wrong.as_bytes()), "{wrong}");
        }
    }

    #[test]
    fn what_is_no_token_is_told_with_its_line() {
        assert_eq!(Tokens::read("a\nb c\n").expect_err("a space").0, 2);
        assert_eq!(Tokens::read("\n \n").expect_err("nothing").0, 1);
        assert_eq!(Tokens::read("==").expect_err("only the end").0, 1);
    }
}
