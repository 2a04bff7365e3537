//! Functions of every kind are recorded: foreign, unsafe, endless, recursive, raw in name, with attributes.
#![deny(warnings)]
#![warn(clippy::pedantic)]
#![allow(clippy::missing_safety_doc, clippy::inline_always, clippy::borrow_as_ptr, reason = "the functions do nothing")]

#[path = "../block_on.rs"]
mod block_on;

use tickmark::{counted, timed};

#[timed]
extern "C" fn foreign(size: u64) -> u64 {
    size
}

#[timed]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tickmark_unsafe_foreign(size: *const u64) -> u64 {
    unsafe { *size }
}

#[counted]
unsafe fn dangerous(size: *const u64) -> Option<u64> {
    unsafe { size.as_ref().copied() }
}

#[counted]
async unsafe fn dangerous_future() -> u64 {
    5
}

#[timed]
fn endless() -> ! {
    panic!("it ends after all")
}

#[timed]
async fn endless_future() -> ! {
    panic!("it ends after all")
}

#[timed]
fn recursive(depth: u64) -> Result<u64, String> {
    if depth == 0 { Ok(0) } else { Ok(1 + recursive(depth - 1)?) }
}

#[timed(name = "raw_seconds", labels(r#type = r#type))]
fn r#match(r#type: u64) -> Option<u64> {
    Some(r#type)
}

#[inline(always)]
#[timed]
#[must_use]
#[track_caller]
/// With documentation.
pub(crate) fn decorated() -> u64 {
    #![allow(unused_variables)]
    let unused = 0;
    fn inner() -> u64 {
        5
    }
    inner()
}

#[timed]
#[cfg(any())]
fn absent() -> Missing {}

fn main() {
    let size = 5;
    assert_eq!(foreign(size), 5);
    assert_eq!(unsafe { tickmark_unsafe_foreign(&size) }, 5);
    assert_eq!(unsafe { dangerous(&size) }, Some(5));
    assert_eq!(block_on::block_on(unsafe { dangerous_future() }), 5);
    assert_eq!((recursive(3), r#match(3), decorated()), (Ok(3), Some(3), 5));
    std::panic::set_hook(Box::new(|_| {}));
    assert!(std::panic::catch_unwind(|| endless()).is_err());
    assert!(std::panic::catch_unwind(|| block_on::block_on(endless_future())).is_err());
    let page = tickmark::encode();
    assert!(page.contains("function=\"endless\",outcome=\"panic\"} 1"));
    assert!(page.contains("function=\"endless_future\",outcome=\"panic\"} 1"));
    assert!(page.contains("function=\"recursive\",outcome=\"success\"} 4"));
    assert!(page.contains("raw_seconds_count{type=\"3\",outcome=\"success\"} 1"));
}
