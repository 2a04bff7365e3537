//! The bytes of a page, and where they go.

use std::io::{self, Write};

/// A page that is being written: kept whole, or handed on piece by piece.
pub(super) struct Page<'a> {
    bytes: &'a mut Vec<u8>,
    writer: Option<&'a mut dyn Write>,
    result: io::Result<()>,
}

/// How much of a page is kept before it is handed on.
const PIECE: usize = 32 * 1024;

impl<'a> Page<'a> {
    /// A page that is appended to `bytes`.
    pub(super) fn whole(bytes: &'a mut Vec<u8>) -> Self {
        Self { bytes, writer: None, result: Ok(()) }
    }

    /// A page that goes to `writer` through `bytes`, which are empty before and after.
    pub(super) fn in_pieces(bytes: &'a mut Vec<u8>, writer: &'a mut dyn Write) -> Self {
        Self { bytes, writer: Some(writer), result: Ok(()) }
    }

    #[inline]
    pub(super) fn push(&mut self, text: &str) {
        self.bytes.extend_from_slice(text.as_bytes());
    }

    #[inline]
    pub(super) fn reserve(&mut self, bytes: usize) {
        self.bytes.reserve(bytes);
    }

    /// What is kept, to change it by hand.
    #[inline]
    pub(super) fn bytes(&mut self) -> &mut Vec<u8> {
        self.bytes
    }

    /// To be called where the page may be cut, as after a series.
    #[inline]
    pub(super) fn may_be_cut(&mut self) {
        if self.writer.is_some() && self.bytes.len() >= PIECE {
            self.hand_on();
        }
    }

    #[cold]
    fn hand_on(&mut self) {
        if let Some(writer) = &mut self.writer {
            // After an error the rest of the page is not written anywhere.
            if self.result.is_ok() {
                self.result = writer.write_all(self.bytes);
            }
            self.bytes.clear();
        }
    }

    /// Hands on the rest.
    ///
    /// # Errors
    ///
    /// The first of the writer's.
    pub(super) fn finish(mut self) -> io::Result<()> {
        self.hand_on();
        self.result
    }
}
