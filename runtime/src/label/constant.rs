//! What is put together while the program compiles.
//!
//! How long a list is may depend on types that are parameters, and no array can be that long: so each list stands in the first of a few
//! sizes that holds it, and what is left over is cut off.

/// Calls a function that makes an array of any length for the first of these sizes that holds all.
macro_rules! array {
    ($make:ident $arguments:tt, $count:expr, [$($size:literal),*], $problem:literal) => {{
        let count: usize = $count;
        $(if count <= $size {
            const { &$make::<$size> $arguments }.split_at(count).0
        } else)* {
            panic!($problem)
        }
    }};
}

pub(super) use array;

/// Writes `text` behind the first `length` bytes, as far as there is room.
pub(super) const fn push<const N: usize>(bytes: &mut [u8; N], length: &mut usize, text: &str) {
    let text = text.as_bytes();
    let mut at = 0;
    while at < text.len() && *length < N {
        bytes[*length] = text[at];
        (*length, at) = (*length + 1, at + 1);
    }
}

/// Says what is there twice: `before`, the word, `after`; or, where that is too long to be read, the `fallback`.
#[track_caller]
pub(super) const fn refuse(before: &str, word: &str, after: &str, fallback: &str) -> ! {
    let (mut message, mut length) = ([0; 256], 0);
    push(&mut message, &mut length, before);
    push(&mut message, &mut length, word);
    push(&mut message, &mut length, after);
    match str::from_utf8(message.split_at(length).0) {
        Ok(message) => panic!("{}", message),
        Err(_) => panic!("{}", fallback),
    }
}
