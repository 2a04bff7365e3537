//! How much longer an annotated future is than the same function without the attribute.

use std::{future::ready, mem::size_of_val};

use tickmark::{counted, timed};

/// What one attribute may add to a future, in bytes.
const ALLOWED: usize = 48;

/// An `async fn` and its twins: `plain` has the body in a block of its own, as an attribute that watches it must put it, because rustc
/// keeps the arguments of such a function twice.
macro_rules! twins {
    (($($arg:ident: $ty:ty),*) $body:block) => {
        pub(super) async fn plain($($arg: $ty),*) -> u64 {
            async move { $body }.await
        }

        #[timed]
        pub(super) async fn is_timed($($arg: $ty),*) -> u64 $body

        #[counted]
        pub(super) async fn is_counted($($arg: $ty),*) -> u64 $body
    };
}

fn assert_grown(case: &str, plain: usize, annotated: usize, attributes: usize) {
    let grown = annotated - plain;
    println!("{case}: {plain} bytes, {grown} more when annotated");
    assert!(grown <= ALLOWED * attributes, "{case}: {plain} bytes, {grown} more when annotated");
}

/// Compares the futures that the twins return.
macro_rules! compare {
    ($twins:ident($($arg:expr),*)) => {
        let plain = size_of_val(&$twins::plain($($arg),*));
        assert_grown(concat!(stringify!($twins), ", timed"), plain, size_of_val(&$twins::is_timed($($arg),*)), 1);
        assert_grown(concat!(stringify!($twins), ", counted"), plain, size_of_val(&$twins::is_counted($($arg),*)), 1);
    };
}

mod without_arguments {
    use super::*;
    twins!(() { ready(1).await });
}

mod moved_argument {
    use super::*;
    twins!((text: String) {
        let more = ready(1).await;
        more + text.len() as u64
    });
}

mod borrowed_argument {
    use super::*;
    twins!((text: &str) {
        let more = ready(1).await;
        more + text.len() as u64
    });
}

mod large_buffer {
    use super::*;
    twins!((fill: u8) {
        let buffer = [fill; 1_024];
        let more = ready(1).await;
        more + u64::from(buffer[usize::from(fill)])
    });
}

#[test]
fn an_attribute_adds_at_most_48_bytes_to_a_future() {
    compare!(without_arguments());
    compare!(moved_argument(String::new()));
    compare!(borrowed_argument("text"));
    compare!(large_buffer(1));
}

struct Shop {
    visits: u64,
}

impl Shop {
    async fn plain(&self, more: u64) -> Result<u64, String> {
        async move { Ok(ready(self.visits).await + more) }.await
    }

    #[timed]
    async fn is_timed(&self, more: u64) -> Result<u64, String> {
        Ok(ready(self.visits).await + more)
    }

    #[allow(clippy::redundant_async_block, reason = "as two attributes would put the body")]
    async fn plain_twice(&self, more: u64) -> Result<u64, String> {
        async move { async move { Ok(ready(self.visits).await + more) }.await }.await
    }

    #[timed]
    #[counted]
    async fn is_both(&self, more: u64) -> Result<u64, String> {
        Ok(ready(self.visits).await + more)
    }
}

#[test]
fn a_method_grows_as_a_function_does() {
    let shop = Shop { visits: 1 };
    assert_grown("method, timed", size_of_val(&shop.plain(1)), size_of_val(&shop.is_timed(1)), 1);
    assert_grown("method, both", size_of_val(&shop.plain_twice(1)), size_of_val(&shop.is_both(1)), 2);
}
