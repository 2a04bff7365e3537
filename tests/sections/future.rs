//! `async` blocks.

use tickmark::{count, time};

use super::endings;
use crate::{
    drive::{cancel, finish, panics, pause},
    page::Page,
};

async fn pay(cents: u32) -> Result<u32, String> {
    time!(name = "section_pay_seconds", counted(name = "section_paid_total"), async {
        pause().await;
        assert_ne!(cents, 13, "on purpose");
        let cents = cents.checked_sub(1).ok_or("nothing to pay")?;
        if cents == 7 {
            return Err("seven".to_owned());
        }
        Ok(cents)
    })
    .await
}

#[test]
fn every_ending_of_an_async_block_is_recorded() {
    assert_eq!(finish(pay(3)), Ok(2));
    assert!(finish(pay(0)).is_err());
    assert!(finish(pay(8)).is_err());
    assert!(panics(|| finish(pay(13))));
    cancel(pay(3));
    drop(pay(3));
    let page = Page::now();
    let expected = [Some(1), Some(2), Some(1), Some(1)];
    assert_eq!(endings(&page, "section_pay_seconds_count"), expected);
    assert_eq!(endings(&page, "section_paid_total"), expected);
}

#[test]
fn a_closure_may_return_an_async_block() {
    let shelf = [4_u32, 5, 6];
    let handler = |index: usize| {
        count!(name = "section_handled_total", async move { shelf.get(index).copied().ok_or(index) })
    };
    assert_eq!(finish(handler(1)), Ok(5));
    assert_eq!(finish(handler(9)), Err(9));
    cancel(async { (handler(2).await, std::future::pending::<()>().await) });
    assert_eq!(endings(&Page::now(), "section_handled_total"), [Some(2), Some(1), Some(0), Some(0)]);
}

#[test]
fn a_block_that_is_never_polled_is_none() {
    drop(count!(name = "section_unpolled_total", async { 1 }));
    assert_eq!(endings(&Page::now(), "section_unpolled_total"), [Some(0), Some(0), Some(0), Some(0)]);
}

#[test]
fn what_an_async_block_borrows_comes_back() {
    let mut log = vec![1];
    finish(count!(name = "section_borrowed_total", labels(size = log.len()), async {
        pause().await;
        log.push(2);
    }));
    log.push(3);
    assert_eq!(log, [1, 2, 3]);
    let labels = [("size", "1"), ("outcome", "success")];
    assert_eq!(Page::now().count("section_borrowed_total", &labels), Some(1));
}

#[test]
fn an_async_block_may_keep_its_clock_for_when_it_is_polled() {
    let block =
        time!(name = "section_busy_seconds", buckets = [0.1, 60.0], outcome = none, clock = busy, async {
            std::thread::sleep(std::time::Duration::from_millis(5));
            pause().await;
        });
    finish(block);
    let page = Page::now();
    assert_eq!(page.count("section_busy_seconds_count", &[]), Some(1));
    assert!(page.value("section_busy_busy_seconds_sum", &[]).expect("it is there") >= 0.004);
}

/// An `async` block in one that is not, and one that waits without being `async`.
async fn nested(id: u8) -> u8 {
    let id = count!(name = "section_outer_total", {
        pause().await;
        count!(name = "section_inner_total", async { Some(id) }).await.unwrap_or_default()
    });
    id + 1
}

#[test]
fn a_block_may_wait_and_is_a_failure_when_it_is_cancelled() {
    assert_eq!(finish(nested(1)), 2);
    cancel(nested(1));
    let page = Page::now();
    assert_eq!(endings(&page, "section_outer_total"), [Some(1), Some(1), Some(0), None]);
    assert_eq!(endings(&page, "section_inner_total"), [Some(1), Some(0), Some(0), Some(0)]);
}

fn is_send<T: Send>(value: T) -> T {
    value
}

#[test]
fn a_future_is_as_sendable_as_its_block() {
    let future = is_send(count!(name = "section_sent_total", async {
        pause().await;
        Ok::<u8, String>(1)
    }));
    assert_eq!(finish(future), Ok(1));
    // What it returns need not be.
    drop(is_send(count!(name = "section_sent_total", async {
        pause().await;
        std::rc::Rc::new(1)
    })));
    assert_eq!(endings(&Page::now(), "section_sent_total"), [Some(1), Some(0), Some(0), Some(0)]);
}
