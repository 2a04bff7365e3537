//! What the files say.

use std::{collections::BTreeMap, path::Path};

use http::{HeaderName, HeaderValue};

use super::{Sources, bearer::Tokens, bucket::Rate, config, file::Files};

/// All that is said of who is let in.
#[derive(Default)]
pub(super) struct Loaded {
    pub(super) files: Files,
    pub(super) headers: Vec<(HeaderName, HeaderValue)>,
    pub(super) rate: Option<Rate>,
    #[cfg(feature = "tls")]
    pub(super) tls: Option<super::tls::Tls>,
    pub(super) tokens: Tokens,
    /// The bcrypt hash of the password of each user.
    pub(super) users: BTreeMap<String, String>,
}

impl Loaded {
    /// Reads the files, and says which, also where they can't be used.
    pub(super) fn load(sources: &Sources) -> (Files, Result<Self, Vec<String>>) {
        let (mut files, mut loaded, mut mistakes) = (Files::default(), Self::default(), Vec::new());
        if let Some(path) = &sources.web_config {
            mistakes.extend(config::read(path, &mut files, &mut loaded));
        }
        if let Some(path) = &sources.bearer_tokens {
            match read_tokens(path, &mut files) {
                Ok(tokens) => loaded.tokens = tokens,
                Err(mistake) => mistakes.push(mistake),
            }
        }
        if mistakes.is_empty() {
            loaded.files = files.clone();
            return (files, Ok(loaded));
        }
        (files, Err(mistakes))
    }

    pub(super) fn asks_for_credentials(&self) -> bool {
        !self.users.is_empty() || !self.tokens.is_empty()
    }

    /// This, unless it would let in who was kept out: a file may be found when only half of it is written.
    pub(super) fn no_less_than(self, other: &Self) -> Result<Self, Vec<String>> {
        let is_weaker = |what: &str| {
            format!("{what} was asked for and is not any more: if it is meant so, start the program again")
        };
        let mut lost = Vec::new();
        if other.asks_for_credentials() && !self.asks_for_credentials() {
            lost.push(is_weaker("a password or a token"));
        }
        #[cfg(feature = "tls")]
        lost.extend(super::tls::weaker(self.tls.as_ref(), other.tls.as_ref()).map(is_weaker));
        if lost.is_empty() { Ok(self) } else { Err(lost) }
    }
}

fn read_tokens(path: &Path, files: &mut Files) -> Result<Tokens, String> {
    let shown = path.display();
    let bytes = files.read(path);
    let bytes = bytes.map_err(|error| {
        format!("{shown}: can't be read, {error}: give the path of a file with a token in each line")
    })?;
    let text = String::from_utf8(bytes);
    let text = text.map_err(|_| format!("{shown}: this is not text: write a token in each line"))?;
    Tokens::read(&text).map_err(|(line, problem)| format!("{shown}:{line}: {problem}"))
}
