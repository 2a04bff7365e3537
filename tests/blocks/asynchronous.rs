//! `async_trait` above and below.

use async_trait::async_trait;
use tickmark::{counted, timed};

use super::{COUNTED, TIMED, functions, successes};
use crate::drive::{cancel, finish, pause};
use crate::page::Page;

#[async_trait]
#[timed]
#[counted]
trait Above {
    async fn price(&self) -> u64;

    async fn given(&self) -> u64 {
        pause().await;
        self.price().await
    }
}

#[counted]
#[timed]
#[async_trait]
trait Below<T: Sync> {
    async fn cost(&self, of: &T) -> Result<u64, String>;

    async fn twice(&self, of: &T) -> Result<u64, String> {
        pause().await;
        Ok(self.cost(of).await? * 2)
    }
}

struct Shop<T>(T);

#[timed]
#[async_trait]
#[counted]
impl Above for Shop<u64> {
    async fn price(&self) -> u64 {
        pause().await;
        self.0
    }
}

#[async_trait]
#[timed]
#[counted]
impl<T: Sync + Send + PartialEq> Below<T> for Shop<T> {
    async fn cost(&self, of: &T) -> Result<u64, String> {
        pause().await;
        if self.0 == *of { Ok(1) } else { Err("unknown".to_owned()) }
    }
}

#[timed]
#[counted]
impl<T> Shop<T> {
    async fn blocks_asynchronous(&self) {
        pause().await;
    }
}

#[test]
fn calls_of_async_methods_are_recorded_from_the_first_poll_to_the_end() {
    let shop = Shop(3_u64);
    assert_eq!(finish(shop.given()), 3);
    assert_eq!((finish(shop.twice(&3)), finish(shop.twice(&4))), (Ok(2), Err("unknown".to_owned())));
    cancel(shop.price());
    drop(shop.price());
    finish(shop.blocks_asynchronous());
    let expected = [
        "<Shop as Above>::price",
        "<Shop as Below>::cost",
        "Above::given",
        "Below::twice",
        "Shop::blocks_asynchronous",
    ];
    assert_eq!(functions(TIMED, module_path!()), expected);
    assert_eq!(functions(COUNTED, module_path!()), expected);
    for function in expected {
        assert_eq!(successes(module_path!(), function), [Some(1), Some(1)], "{function}");
    }
    let page = Page::of_module(module_path!());
    let count = |function, outcome| {
        page.count(COUNTED, &[("module", module_path!()), ("function", function), ("outcome", outcome)])
    };
    assert_eq!(count("<Shop as Above>::price", "cancelled"), Some(1));
    assert_eq!(count("<Shop as Below>::cost", "failure"), Some(1));
    assert_eq!(count("Below::twice", "failure"), Some(1));
}
