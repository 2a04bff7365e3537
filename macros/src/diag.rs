//! The user's mistakes, collected so that all of them are reported at once.

use std::fmt::Display;

use proc_macro2::{Ident, TokenStream};
use quote::ToTokens;

/// Collects mistakes; must be finished.
pub(crate) struct Diagnostics {
    errors: Option<syn::Error>,
}

impl Diagnostics {
    pub(crate) fn new() -> Self {
        Self { errors: None }
    }

    pub(crate) fn error(&mut self, at: impl ToTokens, message: impl Display) {
        self.push(syn::Error::new_spanned(at, message));
    }

    pub(crate) fn push(&mut self, error: syn::Error) {
        match &mut self.errors {
            Some(errors) => errors.combine(error),
            None => self.errors = Some(error),
        }
    }

    /// The value, or nothing and a mistake more.
    pub(crate) fn keep<T>(&mut self, result: syn::Result<T>) -> Option<T> {
        result.map_err(|error| self.push(error)).ok()
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.errors.is_none()
    }

    /// All mistakes as `compile_error!`s, or nothing where there are none.
    pub(crate) fn finish(mut self) -> Option<TokenStream> {
        self.errors.take().map(|errors| errors.to_compile_error())
    }
}

impl Drop for Diagnostics {
    fn drop(&mut self) {
        debug_assert!(
            self.errors.is_none() || std::thread::panicking(),
            "mistakes were found and not reported"
        );
    }
}

/// The place of one argument, which notices when the argument is given twice.
pub(crate) struct Slot<T> {
    // Apart from the value: an argument with a wrong value was given all the same.
    key: Option<Ident>,
    value: Option<T>,
}

impl<T> Slot<T> {
    pub(crate) fn set(&mut self, key: Ident, value: Option<T>, diag: &mut Diagnostics) {
        if self.key.is_some() {
            diag.error(&key, format_args!("`{key}` is given twice, keep one of them"));
            return;
        }
        self.key = Some(key);
        self.value = value;
    }

    /// The key as it was written, whatever became of its value.
    pub(crate) fn key(&self) -> Option<&Ident> {
        self.key.as_ref()
    }

    /// Whether the argument was given, but its value is a mistake that was reported.
    pub(crate) fn is_wrong(&self) -> bool {
        self.key.is_some() && self.value.is_none()
    }

    pub(crate) fn get(&self) -> Option<&T> {
        self.value.as_ref()
    }

    /// The value, which nobody else needs any more; the key stays.
    pub(crate) fn take(&mut self) -> Option<T> {
        self.value.take()
    }
}

// Not derived: that would ask for `T: Default`.
impl<T> Default for Slot<T> {
    fn default() -> Self {
        Self { key: None, value: None }
    }
}
