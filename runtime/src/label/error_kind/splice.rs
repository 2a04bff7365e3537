//! The kinds of an error that holds other errors, put together while the program compiles.

use crate::{
    label::constant::{array, push, refuse},
    name::equal,
};

/// Where lands what nobody named: one kind, however many errors have it.
const OTHER: &str = "other";

/// What one variant adds to the kinds of its enum.
#[derive(Clone, Copy, Debug)]
pub struct Part {
    kinds: &'static [&'static str],
    prefix: &'static str,
    is_nested: bool,
}

impl Part {
    /// A kind of its own.
    pub const fn own(kind: &'static [&'static str; 1]) -> Self {
        Self { kinds: kind, prefix: "", is_nested: false }
    }

    /// The kinds of the error that it holds, behind a prefix where there is one.
    pub const fn nested(prefix: &'static str, kinds: &'static [&'static str]) -> Self {
        Self { kinds, prefix, is_nested: true }
    }
}

macro_rules! list {
    ($make:ident $arguments:tt, $count:expr) => {
        array!(
            $make $arguments,
            $count,
            [8, 16, 32, 64, 128, 256],
            "an error has at most 256 kinds: leave `nested` out where there are many"
        )
    };
}

/// An error whose kinds are put together from parts.
pub trait KindParts {
    /// One for each variant.
    const PARTS: &'static [Part];

    /// The kinds that have a prefix, written one after the other.
    const WRITTEN: &'static [u8] = array!(
        write(Self::PARTS),
        written_length(Self::PARTS),
        [0, 128, 512, 2048, 8192],
        "kinds with a prefix have at most 8192 bytes together: write a shorter prefix"
    );

    /// The kinds of all parts in order.
    const TEXTS: &'static [&'static str] = list!(texts(Self::PARTS, Self::WRITTEN), count(Self::PARTS));

    /// The same, each once.
    const DISTINCT: &'static [&'static str] =
        list!(distinct(Self::TEXTS), Self::TEXTS.len() - repeated(Self::TEXTS));

    /// For each of [`TEXTS`](Self::TEXTS), where it stands in [`DISTINCT`](Self::DISTINCT).
    const POSITIONS: &'static [usize] = list!(positions(Self::TEXTS), Self::TEXTS.len());
}

/// Which kind of `E` an error is that a variant holds; `PART` is the place of the variant, `kind` the kind of that error.
#[inline]
pub fn kind_at<E: KindParts + ?Sized, const PART: usize>(kind: usize) -> usize {
    let (start, count) = const { (count(E::PARTS.split_at(PART).0), E::PARTS[PART].kinds.len()) };
    // Bounded, because a hand-written kind that is none would be one of another variant.
    E::POSITIONS.get(start + kind.min(count.saturating_sub(1))).copied().unwrap_or_default()
}

/// Refuses a nested error that has a kind which stands elsewhere, too: in a variant of the enum itself, or in an error nested
/// before it.
///
/// # Panics
///
/// When there is one.
#[track_caller]
pub const fn assert_kinds_differ<E: KindParts + ?Sized>(part: usize) {
    let (parts, texts) = (E::PARTS, E::TEXTS);
    let nested = texts.split_at(count(parts.split_at(part).0)).1.split_at(parts[part].kinds.len()).0;
    let (mut owner, mut at, mut end) = (0, 0, 0);
    while owner < parts.len() {
        end += parts[owner].kinds.len();
        while at < end && (owner < part || !parts[owner].is_nested) {
            assert_differs(texts[at], nested);
            at += 1;
        }
        at = end;
        owner += 1;
    }
}

#[track_caller]
const fn assert_differs(text: &str, nested: &[&str]) {
    let mut at = 0;
    while at < nested.len() {
        // The length is compared here first, because the compiler runs this for every pair.
        if text.len() == nested[at].len() && equal(text, nested[at]) && !equal(text, OTHER) {
            refuse(
                "the kind `",
                text,
                "` is there twice: give those of this variant a prefix of their own, as in `nested = \"inner\"`",
                "a kind is there twice: give those of this variant a prefix of their own",
            );
        }
        at += 1;
    }
}

/// A walk over the kinds of all parts, each with its prefix: constants have no iterators.
struct Walk {
    parts: &'static [Part],
    part: usize,
    kind: usize,
}

impl Walk {
    const fn over(parts: &'static [Part]) -> Self {
        Self { parts, part: 0, kind: 0 }
    }

    const fn next(&mut self) -> Option<(&'static str, &'static str)> {
        while self.part < self.parts.len() {
            let part = &self.parts[self.part];
            if self.kind < part.kinds.len() {
                self.kind += 1;
                return Some((part.prefix, part.kinds[self.kind - 1]));
            }
            (self.part, self.kind) = (self.part + 1, 0);
        }
        None
    }
}

const fn count(parts: &[Part]) -> usize {
    let (mut count, mut at) = (0, 0);
    while at < parts.len() {
        count += parts[at].kinds.len();
        at += 1;
    }
    count
}

/// How long a kind is behind its prefix; nothing where that is empty.
const fn length_behind(prefix: &str, kind: &str) -> usize {
    if prefix.is_empty() { 0 } else { prefix.len() + 1 + kind.len() }
}

const fn written_length(parts: &'static [Part]) -> usize {
    let (mut walk, mut length) = (Walk::over(parts), 0);
    while let Some((prefix, kind)) = walk.next() {
        length += length_behind(prefix, kind);
    }
    length
}

const fn write<const N: usize>(parts: &'static [Part]) -> [u8; N] {
    let (mut bytes, mut length) = ([0; N], 0);
    let mut walk = Walk::over(parts);
    while let Some((prefix, kind)) = walk.next() {
        if !prefix.is_empty() {
            push(&mut bytes, &mut length, prefix);
            push(&mut bytes, &mut length, "_");
            push(&mut bytes, &mut length, kind);
        }
    }
    bytes
}

const fn texts<const N: usize>(parts: &'static [Part], mut written: &'static [u8]) -> [&'static str; N] {
    let (mut texts, mut at) = ([""; N], 0);
    let mut walk = Walk::over(parts);
    // The sizes that are too short are made as well, and not used.
    while at < N
        && let Some((prefix, kind)) = walk.next()
    {
        let (behind, rest) = written.split_at(length_behind(prefix, kind));
        texts[at] = match str::from_utf8(behind) {
            Ok(text) if !text.is_empty() => text,
            _ => kind,
        };
        (written, at) = (rest, at + 1);
    }
    texts
}

/// How many texts are `other` once more.
const fn repeated(texts: &[&str]) -> usize {
    let (mut others, mut at) = (0_usize, 0);
    while at < texts.len() {
        if equal(texts[at], OTHER) {
            others += 1;
        }
        at += 1;
    }
    others.saturating_sub(1)
}

const fn distinct<const N: usize>(texts: &[&'static str]) -> [&'static str; N] {
    let (mut distinct, mut found, mut at) = ([""; N], 0, 0);
    let mut has_other = false;
    while at < texts.len() && found < N {
        let is_other = equal(texts[at], OTHER);
        if !(is_other && has_other) {
            distinct[found] = texts[at];
            found += 1;
        }
        (has_other, at) = (has_other || is_other, at + 1);
    }
    distinct
}

const fn positions<const N: usize>(texts: &[&str]) -> [usize; N] {
    let (mut positions, mut found, mut at) = ([0; N], 0, 0);
    let mut other = None;
    while at < texts.len() && at < N {
        let is_other = equal(texts[at], OTHER);
        positions[at] = match other {
            Some(other) if is_other => other,
            _ => {
                found += 1;
                found - 1
            }
        };
        if is_other {
            other = Some(positions[at]);
        }
        at += 1;
    }
    positions
}
