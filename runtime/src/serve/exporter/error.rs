//! Why there is no exporter.

use std::{error::Error, fmt, io};

/// Why an exporter did not start.
///
/// It prints what to do: a line for an address that can't be listened on, and one for each mistake in what was configured.
///
/// ```
/// use tickmark::serve::Exporter;
///
/// let first = Exporter::bind("127.0.0.1:0")?;
/// let error = Exporter::bind(first.local_addr()).expect_err("somebody listens there already");
/// assert!(error.is_address_in_use());
/// assert!(error.to_string().ends_with(
///     "is in use: stop the program that listens there, or choose another port, or port 0 for any that is free"
/// ));
/// # Ok::<(), tickmark::serve::exporter::ExporterError>(())
/// ```
pub struct ExporterError(Cause);

pub(super) enum Cause {
    /// As it was written, or found.
    Address { address: String, error: io::Error },
    /// Each with where it is and what to write.
    Mistakes(Vec<String>),
}

impl ExporterError {
    pub(super) fn address(address: String, error: io::Error) -> Self {
        Self(Cause::Address { address, error })
    }

    pub(super) fn none_or(mistakes: Vec<String>) -> Result<(), Self> {
        if mistakes.is_empty() { Ok(()) } else { Err(Self(Cause::Mistakes(mistakes))) }
    }

    /// Whether somebody listens on the address already.
    pub fn is_address_in_use(&self) -> bool {
        matches!(&self.0, Cause::Address { error, .. } if error.kind() == io::ErrorKind::AddrInUse)
    }
}

impl fmt::Display for ExporterError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.0 {
            Cause::Address { address, error } => write_address(f, address, error),
            Cause::Mistakes(mistakes) => f.write_str(&mistakes.join("\n")),
        }
    }
}

fn write_address(f: &mut fmt::Formatter<'_>, address: &str, error: &io::Error) -> fmt::Result {
    use io::ErrorKind::{AddrInUse, AddrNotAvailable, InvalidInput, PermissionDenied};
    match error.kind() {
        AddrInUse => write!(
            f,
            "`{address}` is in use: stop the program that listens there, or choose another port, or port 0 for any that is free"
        ),
        PermissionDenied => write!(
            f,
            "`{address}` may not be listened on by this user: choose a port above 1023, or allow the program to use lower ones"
        ),
        AddrNotAvailable => write!(
            f,
            "`{address}` is no address of this machine: choose one that is, or `0.0.0.0` or `[::]` for all of them"
        ),
        InvalidInput => {
            write!(
                f,
                "`{address}` can't be listened on, {error}: write a host and a port, like `127.0.0.1:9464`"
            )
        }
        _ => write!(f, "`{address}` can't be listened on: {error}"),
    }
}

/// As it is displayed: what `unwrap` prints is read by people.
impl fmt::Debug for ExporterError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl Error for ExporterError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        match &self.0 {
            Cause::Address { error, .. } => Some(error),
            Cause::Mistakes(_) => None,
        }
    }
}
