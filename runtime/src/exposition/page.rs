//! The bytes of a page, and where they go.

use std::io::{self, Write};

/// What a page is written into.
pub(super) trait Buffer {
    fn push(&mut self, text: &str);
    fn as_bytes(&self) -> &[u8];
    fn clear(&mut self);
    fn reserve(&mut self, bytes: usize);
}

impl Buffer for String {
    #[inline]
    fn push(&mut self, text: &str) {
        self.push_str(text);
    }

    fn as_bytes(&self) -> &[u8] {
        str::as_bytes(self)
    }

    fn clear(&mut self) {
        self.clear();
    }

    #[inline]
    fn reserve(&mut self, bytes: usize) {
        self.reserve(bytes);
    }
}

impl Buffer for Vec<u8> {
    #[inline]
    fn push(&mut self, text: &str) {
        self.extend_from_slice(text.as_bytes());
    }

    fn as_bytes(&self) -> &[u8] {
        self
    }

    fn clear(&mut self) {
        self.clear();
    }

    #[inline]
    fn reserve(&mut self, bytes: usize) {
        self.reserve(bytes);
    }
}

/// A page that is being written: kept whole, or handed on piece by piece.
pub(super) struct Page<'a, B> {
    bytes: &'a mut B,
    writer: Option<&'a mut dyn Write>,
    result: io::Result<()>,
}

/// How much of a page is kept before it is handed on.
const PIECE: usize = 32 * 1024;

impl<'a, B: Buffer> Page<'a, B> {
    /// A page that is appended to `bytes`.
    pub(super) fn whole(bytes: &'a mut B) -> Self {
        Self { bytes, writer: None, result: Ok(()) }
    }

    /// A page that goes to `writer` through `bytes`, which are empty before and after.
    pub(super) fn in_pieces(bytes: &'a mut B, writer: &'a mut dyn Write) -> Self {
        Self { bytes, writer: Some(writer), result: Ok(()) }
    }

    #[inline]
    pub(super) fn push(&mut self, text: &str) {
        self.bytes.push(text);
    }

    #[inline]
    pub(super) fn reserve(&mut self, bytes: usize) {
        self.bytes.reserve(bytes);
    }

    /// What is kept, to change it by hand.
    #[inline]
    pub(super) fn bytes(&mut self) -> &mut B {
        self.bytes
    }

    /// To be called where the page may be cut, as after a series.
    #[inline]
    pub(super) fn may_be_cut(&mut self) {
        if self.writer.is_some() && self.bytes.as_bytes().len() >= PIECE {
            self.hand_on();
        }
    }

    #[cold]
    fn hand_on(&mut self) {
        if let Some(writer) = &mut self.writer {
            // After an error the rest of the page is not written anywhere.
            if self.result.is_ok() {
                self.result = writer.write_all(self.bytes.as_bytes());
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
