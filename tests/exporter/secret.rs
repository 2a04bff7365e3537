//! Files of secrets, for tests.

use std::{
    fs,
    path::{Path, PathBuf},
};

use tempfile::TempDir;

/// A folder that is gone with the test.
pub(super) struct Folder(TempDir);

impl Folder {
    pub(super) fn new() -> Self {
        Self(tempfile::tempdir().expect("there is room for temporary files"))
    }

    pub(super) fn path(&self) -> &Path {
        self.0.path()
    }

    /// Writes a file, or another in its place, and gives its path.
    pub(super) fn write(&self, name: &str, content: impl AsRef<[u8]>) -> PathBuf {
        let (path, new) = (self.0.path().join(name), self.0.path().join("new"));
        fs::write(&new, content).expect("a temporary folder can be written to");
        fs::rename(new, &path).expect("it is the same folder");
        path
    }
}

/// The cheapest hash there is.
pub(super) fn hash(password: &str) -> String {
    bcrypt::hash(password, 4).expect("a cost that there is")
}

pub(super) fn basic(user: &str, password: &str) -> String {
    format!("authorization: Basic {}", encode(format!("{user}:{password}").as_bytes()))
}

/// As base64.
fn encode(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let digits = |part: &[u8]| {
        let bits =
            part.iter().fold(0_usize, |bits, byte| bits << 8 | usize::from(*byte)) << (8 * (3 - part.len()));
        let digit = move |at: usize| char::from(DIGITS[bits >> (18 - 6 * at) & 63]);
        let kept = part.len() + 1;
        (0..4).map(move |at| if at < kept { digit(at) } else { '=' })
    };
    bytes.chunks(3).flat_map(digits).collect()
}

#[test]
fn base64_is_what_others_make_of_it() {
    assert_eq!(
        ["", "f", "fo", "foo", "foob"].map(|text| encode(text.as_bytes())),
        ["", "Zg==", "Zm8=", "Zm9v", "Zm9vYg=="]
    );
}
