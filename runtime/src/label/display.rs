//! Values that can be written, such as ids and addresses.

use std::fmt::{self, Display, Write};

use super::LabelValue;

/// Anything with `Display` as the value of a label; what `#[label(display)]` puts around a field.
#[derive(Clone, Copy, Debug)]
pub struct Displayed<T>(pub T);

impl<T: Display> LabelValue for Displayed<T> {
    #[inline]
    fn with_str<R>(&self, read: impl FnOnce(&str) -> R) -> R {
        let mut text = Text::new();
        // What was written before a `Display` failed is the value: there is nobody to tell.
        let _ = write!(text, "{}", self.0);
        read(text.as_str())
    }
}

/// Text that stays on the stack while it is short, as ids and addresses are.
struct Text {
    short: [u8; 64],
    length: usize,
    /// All of it, once it is longer.
    long: String,
}

impl Text {
    const fn new() -> Self {
        Self { short: [0; 64], length: 0, long: String::new() }
    }

    fn as_str(&self) -> &str {
        if self.long.is_empty() {
            // Only whole texts were put there, so it is UTF-8.
            str::from_utf8(&self.short[..self.length]).unwrap_or_default()
        } else {
            &self.long
        }
    }

    fn spill(&mut self, text: &str) {
        if self.long.is_empty() {
            let short = str::from_utf8(&self.short[..self.length]).unwrap_or_default();
            self.long.push_str(short);
        }
        self.long.push_str(text);
    }
}

impl Write for Text {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        let end = self.length + text.len();
        match self.short.get_mut(self.length..end) {
            Some(place) if self.long.is_empty() => {
                place.copy_from_slice(text.as_bytes());
                self.length = end;
            }
            _ => self.spill(text),
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Writes its pieces one after the other.
    struct Pieces<'a>(&'a [&'a str]);

    impl Display for Pieces<'_> {
        fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            self.0.iter().try_for_each(|piece| f.write_str(piece))
        }
    }

    #[test]
    fn what_is_written_is_read_however_long_it_is() {
        let long = "é".repeat(40);
        for pieces in [
            &[][..],
            &["", "a"],
            &["é", "", "b"],
            &[&long[..64]],
            &[&long[..64], ""],
            &[&long[..64], "c"],
            &[&long[..62], "é", "d", ""],
            &[&long, "", "e"],
            &["f", &long, "", &long],
        ] {
            assert_eq!(Displayed(Pieces(pieces)).with_str(str::to_owned), pieces.concat());
        }
    }

    #[test]
    fn what_cannot_be_written_to_its_end_is_cut_there() {
        struct Broken;
        impl Display for Broken {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("so far")?;
                Err(fmt::Error)
            }
        }
        assert_eq!(Displayed(Broken).with_str(str::to_owned), "so far");
    }
}
