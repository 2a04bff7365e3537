//! Types, lifetimes and constants may be parameters, of a function and of what it belongs to.
#![deny(warnings)]
#![warn(clippy::pedantic)]

#[path = "../block_on.rs"]
mod block_on;

use std::fmt::Debug;

use block_on::block_on;
use tickmark::{Counter, Family, LabelSet, LabelValue, counted, timed};

#[derive(LabelValue)]
enum Size {
    Small,
}

#[derive(LabelSet)]
struct Labels<'a, V, const N: usize>
where
    V: Clone,
{
    size: Size,
    text: &'a str,
    value: V,
}

/// Fields of one type but for its lifetimes.
#[derive(LabelSet)]
struct Route<'a, 'b> {
    from: &'a str,
    to: &'b str,
    over: Option2<'a, &'b str>,
    under: Option2<'b, &'a str>,
}

struct Option2<'a, V>(&'a V);

impl<V: LabelValue> LabelValue for Option2<'_, V> {
    fn with_str<R>(&self, read: impl FnOnce(&str) -> R) -> R {
        self.0.with_str(read)
    }
}

static PACKED: Family<Labels<'static, u64, 3>, Counter> = Family::new();

#[timed(name = "first_seconds", labels(value = value, size: Size = Size::Small))]
fn first<'a, V, const N: usize>(items: &'a [V; N], value: V) -> Result<&'a V, V>
where
    V: LabelValue + Clone + Debug,
{
    items.first().ok_or(value)
}

#[counted(name = "sent_total", labels(value = value))]
async fn send<V: LabelValue>(value: V, size: impl Into<u64>) -> u64 {
    size.into()
}

struct Store<T> {
    items: Vec<T>,
}

impl<T: LabelValue + Copy> Store<T> {
    #[timed(name = "put_seconds", labels(item = item))]
    fn put(&mut self, item: T) -> Option<&T> {
        self.items.push(item);
        self.items.last()
    }

    #[timed]
    async fn map<U>(&self, each: impl Fn(T) -> U) -> Vec<U>
    where
        U: Debug,
    {
        self.items.iter().copied().map(each).collect()
    }
}

fn main() {
    assert_eq!(first(&[1, 2], 3), Ok(&1));
    assert_eq!(first::<&str, 0>(&[], "none"), Err("none"));
    assert_eq!(block_on(send(true, 5_u8)), 5);
    let mut store = Store { items: Vec::new() };
    assert_eq!(store.put('x'), Some(&'x'));
    assert_eq!(block_on(store.map(|item| item as u64)), [120]);
    PACKED.with(Labels { size: Size::Small, text: "", value: 5 }).inc();
    let (from, to) = ("here".to_owned(), "there".to_owned());
    let (over, under) = (Option2(&&*to), Option2(&&*from));
    let mut values = Vec::new();
    Route { from: &from, to: &to, over, under }.visit(&mut |value| values.push(value.to_owned()));
    assert_eq!(values, ["here", "there", "there", "here"]);
    let page = tickmark::encode();
    assert!(page.contains("first_seconds_count{value=\"none\",size=\"small\",outcome=\"failure\"} 1"));
    assert!(page.contains("put_seconds_count{item=\"x\",outcome=\"success\"} 1"));
}
