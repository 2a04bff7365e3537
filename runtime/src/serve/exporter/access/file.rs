//! The files that were read, and whether they have changed since.

use std::{
    fs::{self, File},
    io::{self, Read},
    path::{Path, PathBuf},
    time::SystemTime,
};

/// More than any of these files holds.
const MOST_BYTES: u64 = 1 << 20;

/// What was read, with how each file looked just before.
#[derive(Clone, Debug, Default)]
pub(super) struct Files(Vec<(PathBuf, Option<Stamp>)>);

#[derive(Clone, Debug, PartialEq, Eq)]
struct Stamp {
    modified: Option<SystemTime>,
    length: u64,
    /// Another one when a file takes the place of another.
    #[cfg(unix)]
    node: (u64, u64),
}

impl Files {
    /// The content of a file.
    ///
    /// # Errors
    ///
    /// When it can't be read, or is longer than such files are.
    pub(super) fn read(&mut self, path: &Path) -> io::Result<Vec<u8>> {
        self.0.push((path.to_owned(), Stamp::of(path)));
        let mut bytes = Vec::new();
        File::open(path)?.take(MOST_BYTES + 1).read_to_end(&mut bytes)?;
        if bytes.len() as u64 > MOST_BYTES {
            return Err(io::Error::other("it is longer than 1 MiB"));
        }
        Ok(bytes)
    }

    /// Whether any of them looks different now.
    pub(super) fn have_changed(&self) -> bool {
        self.0.iter().any(|(path, stamp)| Stamp::of(path) != *stamp)
    }
}

impl Stamp {
    /// Nothing where there is no such file.
    fn of(path: &Path) -> Option<Self> {
        let about = fs::metadata(path).ok()?;
        Some(Self {
            modified: about.modified().ok(),
            length: about.len(),
            #[cfg(unix)]
            node: {
                use std::os::unix::fs::MetadataExt;
                (about.dev(), about.ino())
            },
        })
    }
}
