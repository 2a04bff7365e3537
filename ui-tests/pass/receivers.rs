//! A method may take `self` in every way, and labels may read it.
#![deny(warnings)]
#![warn(clippy::pedantic)]

#[path = "../block_on.rs"]
mod block_on;

use std::pin::Pin;
use std::rc::Rc;
use std::sync::Arc;

use block_on::block_on;
use tickmark::{counted, timed};

#[derive(Clone, Copy)]
struct Store {
    size: u64,
}

impl Store {
    #[timed(name = "store_seconds", labels(size = self.size, way = "value"))]
    fn value(self) -> Option<u64> {
        Some(self.size)
    }

    #[timed(name = "store_seconds", labels(size: u64 = self.size, way = "mutable value"))]
    fn mutable_value(mut self) -> Option<u64> {
        self.size += 1;
        Some(self.size)
    }

    #[timed(name = "store_seconds", labels(size: u64 = self.size, way = "reference"))]
    fn reference(&self) -> Option<&u64> {
        Some(&self.size)
    }

    #[timed(name = "store_seconds", labels(size: u64 = self.size, way = "mutable reference"))]
    fn mutable_reference(&mut self) -> Option<&mut u64> {
        self.size += 1;
        Some(&mut self.size)
    }

    #[counted]
    fn boxed(self: Box<Self>) -> Result<u64, Box<Self>> {
        Err(self)
    }

    #[counted]
    fn counted_by_rc(self: Rc<Self>) -> u64 {
        self.size
    }

    #[counted]
    async fn counted_by_arc(self: &Arc<Self>) -> Result<Arc<Self>, ()> {
        Ok(Arc::clone(self))
    }

    #[counted]
    fn pinned(self: Pin<&mut Self>) -> Option<&mut Self> {
        Some(self.get_mut())
    }

    #[counted]
    async fn future_of_value(mut self) -> Self {
        self.size += 1;
        self
    }

    #[counted]
    fn none() -> Self {
        Self { size: 0 }
    }
}

fn main() {
    let mut store = Store::none();
    assert_eq!((store.value(), store.mutable_value(), store.reference()), (Some(0), Some(1), Some(&0)));
    assert_eq!(store.mutable_reference(), Some(&mut 1));
    assert!(Box::new(store).boxed().is_err());
    assert_eq!(Rc::new(store).counted_by_rc(), 1);
    assert!(block_on(Arc::new(store).counted_by_arc()).is_ok());
    assert!(Pin::new(&mut store).pinned().is_some());
    assert_eq!(block_on(store.future_of_value()).size, 2);
    assert!(tickmark::encode().contains("{size=\"0\",way=\"mutable reference\",outcome=\"success\"} 1"));
}
