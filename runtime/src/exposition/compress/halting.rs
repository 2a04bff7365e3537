//! A writer that stays failed.

use std::io::{self, Write};

/// Takes nothing more once the writer behind it has failed. What compresses writes its last bytes when it is dropped, and a body that was cut
/// off would look like a whole one.
pub(in crate::exposition) struct Halting<W> {
    writer: W,
    has_failed: bool,
}

impl<W: Write> Halting<W> {
    pub(super) const fn new(writer: W) -> Self {
        Self { writer, has_failed: false }
    }

    /// What it writes to.
    #[cfg(test)]
    pub(super) const fn get_ref(&self) -> &W {
        &self.writer
    }

    fn ask<T>(&mut self, write: impl FnOnce(&mut W) -> io::Result<T>) -> io::Result<T> {
        if self.has_failed {
            return Err(io::ErrorKind::BrokenPipe.into());
        }
        let written = write(&mut self.writer);
        // Who is interrupted tries again.
        let is_final = |error: &io::Error| error.kind() != io::ErrorKind::Interrupted;
        self.has_failed = written.as_ref().is_err_and(is_final);
        written
    }
}

impl<W: Write> Write for Halting<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.ask(|writer| writer.write(bytes))
    }

    fn flush(&mut self) -> io::Result<()> {
        self.ask(W::flush)
    }
}
