//! What becomes of names that are not of Prometheus' old alphabet, where a page can't have them as they are:
//! [specification](https://prometheus.io/docs/instrumenting/escaping_schemes/).

use std::{borrow::Cow, fmt::Write as _};

use super::{is_label_name, is_sample_name};

/// How names with letters other than `a` to `z`, `A` to `Z`, `0` to `9`, `_` and, in those of metrics, `:` are written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Escaping {
    /// As they are, in quotes.
    AllowUtf8,
    /// With `_` for each letter that can't be.
    #[default]
    Underscores,
    /// With `_dot_` for `.` and `__` for `_` and for each other letter that can't be.
    Dots,
    /// With `U__` in front, `__` for `_`, and the number of each letter that can't be: `U__my_2e_metric`.
    Values,
}

impl Escaping {
    /// The scheme with this name in `Accept` and `Content-Type`.
    pub fn named(name: &str) -> Option<Self> {
        Some(match name {
            "allow-utf-8" => Self::AllowUtf8,
            "underscores" => Self::Underscores,
            "dots" => Self::Dots,
            "values" => Self::Values,
            _ => return None,
        })
    }

    /// The name of a metric as this scheme writes it.
    ///
    /// ```
    /// use tickmark::exposition::Escaping;
    ///
    /// assert_eq!(Escaping::Underscores.metric_name("http.status_code"), "http_status_code");
    /// assert_eq!(Escaping::Dots.metric_name("http.status_code"), "http_dot_status__code");
    /// assert_eq!(Escaping::Values.metric_name("http.status_code"), "U__http_2e_status__code");
    /// assert_eq!(Escaping::AllowUtf8.metric_name("http.status_code"), "http.status_code");
    /// ```
    pub fn metric_name(self, name: &str) -> Cow<'_, str> {
        self.escape(name, is_sample_name(name), |letter| letter == ':')
    }

    /// The name of a label as this scheme writes it.
    pub fn label_name(self, name: &str) -> Cow<'_, str> {
        self.escape(name, is_label_name(name), |_| false)
    }

    fn escape(self, name: &str, is_plain: bool, is_special: impl Fn(char) -> bool) -> Cow<'_, str> {
        // The dots double every underscore, so that two names never become one.
        let stays = is_plain && !(self == Self::Dots && name.contains(['_', '.']));
        if self == Self::AllowUtf8 || stays || name.is_empty() {
            return Cow::Borrowed(name);
        }
        let mut escaped = String::with_capacity(name.len() + 16);
        if self == Self::Values {
            escaped.push_str("U__");
        }
        for (at, letter) in name.chars().enumerate() {
            let is_allowed = letter.is_ascii_alphabetic()
                || letter == '_'
                || is_special(letter)
                || (at > 0 && letter.is_ascii_digit());
            self.push(&mut escaped, letter, is_allowed);
        }
        Cow::Owned(escaped)
    }

    fn push(self, escaped: &mut String, letter: char, is_allowed: bool) {
        match (self, letter) {
            (Self::Dots | Self::Values, '_') => escaped.push_str("__"),
            (Self::Dots, '.') => escaped.push_str("_dot_"),
            _ if is_allowed => escaped.push(letter),
            (Self::Dots, _) => escaped.push_str("__"),
            (Self::Values, _) => _ = write!(escaped, "_{:x}_", u32::from(letter)),
            _ => escaped.push('_'),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The examples of `prometheus/common`, `model/metric_test.go`.
    #[test]
    fn names_are_escaped_as_the_go_library_escapes_them() {
        for (name, underscores, dots, values) in [
            ("", "", "", ""),
            ("no:escaping_required", "no:escaping_required", "no:escaping__required", "no:escaping_required"),
            (
                "mysystem.prod.west.cpu.load",
                "mysystem_prod_west_cpu_load",
                "mysystem_dot_prod_dot_west_dot_cpu_dot_load",
                "U__mysystem_2e_prod_2e_west_2e_cpu_2e_load",
            ),
            ("http.status:sum", "http_status:sum", "http_dot_status:sum", "U__http_2e_status:sum"),
            ("label with 😱", "label_with__", "label__with____", "U__label_20_with_20__1f631_"),
            ("花火", "__", "____", "U___82b1__706b_"),
            ("0bad", "_bad", "__bad", "U___30_bad"),
        ] {
            assert_eq!(Escaping::Underscores.metric_name(name), underscores);
            assert_eq!(Escaping::Dots.metric_name(name), dots);
            assert_eq!(Escaping::Values.metric_name(name), values);
            assert_eq!(Escaping::AllowUtf8.metric_name(name), name);
        }
    }
}
