//! Arguments of a block, and those of its methods.

use tickmark::{LabelValue, counted, timed};

use super::{COUNTED, functions, successes};
use crate::page::Page;

#[derive(Clone, Copy, LabelValue)]
enum Kind {
    Fresh,
    Old,
}

struct Stock {
    kind: Kind,
}

#[timed(name = "blocks_stock_seconds", labels(kind: Kind = self.kind), buckets = [0.5, 1])]
#[counted(name = "blocks_stock_total", labels(kind: Kind = self.kind), outcome = none)]
impl Stock {
    fn sell(&self) {}

    #[timed(buckets = [0.25, 0.5], name = "blocks_stock_bought_seconds")]
    fn buy(&self) {}

    #[counted(labels(kind = "none"))]
    #[tickmark::timed(skip)]
    fn open() {}
}

#[test]
fn a_method_has_the_arguments_of_its_block_but_for_its_own() {
    Stock { kind: Kind::Old }.sell();
    Stock { kind: Kind::Fresh }.buy();
    Stock::open();
    let page = Page::now();
    let bounds = |family| page.values_of(family, "le");
    assert_eq!(bounds("blocks_stock_seconds"), ["+Inf", "0.5", "1"]);
    assert_eq!(bounds("blocks_stock_bought_seconds"), ["+Inf", "0.25", "0.5"]);
    for (family, expected) in
        [("blocks_stock_seconds_count", [1, 0]), ("blocks_stock_bought_seconds_count", [0, 1])]
    {
        let count = |kind| page.count(family, &[("kind", kind), ("outcome", "success")]);
        assert_eq!([count("old"), count("fresh")], expected.map(Some));
    }
    let count = |kind| page.count("blocks_stock_total", &[("kind", kind)]);
    assert_eq!((count("old"), count("fresh"), count("none")), (Some(1), Some(1), Some(1)));
}

struct Till;

#[counted]
impl Till {
    #[counted(function = "Till::ring")]
    fn push() {}

    #[counted(name = "blocks_till_opened_total")]
    fn open() {}
}

#[counted(function = "a function of another name")]
fn renamed() {}

#[test]
fn a_function_may_have_another_name_on_the_page() {
    Till::push();
    Till::open();
    renamed();
    assert_eq!(functions(COUNTED, module_path!()), ["Till::ring", "a function of another name"]);
    assert_eq!(successes(module_path!(), "Till::ring"), [None, Some(1)]);
    assert_eq!(successes(module_path!(), "a function of another name"), [None, Some(1)]);
    assert_eq!(Page::now().count("blocks_till_opened_total", &[("outcome", "success")]), Some(1));
}
