//! Pages with some families only.

use tickmark::{
    Collect, CounterValue, FamilyMeta, Kind, LabelsBuf, Number, Sink,
    exposition::{Request, names_from_query},
};

use super::shop;

/// What native and other collectors bring is selected as well.
struct Stock;

impl Collect for Stock {
    fn collect(&self, sink: &mut dyn Sink) {
        sink.family(&FamilyMeta::new("stock_moves_total", Kind::Counter, "Moves."));
        sink.counter(LabelsBuf::new().as_labels(), &CounterValue::new(Number::Integer(3)));
    }
}

/// The families on the page of a request with this query.
fn families(query: &str) -> Vec<String> {
    let registry = shop();
    registry.attach(Stock);
    let response = Request::new().names(names_from_query(query)).respond(&registry);
    let page = String::from_utf8(response.body).expect("text is UTF-8");
    let types = page.lines().filter_map(|line| line.strip_prefix("# TYPE "));
    types.filter_map(|line| line.split(' ').next()).map(str::to_owned).collect()
}

#[test]
fn families_are_named_by_themselves_or_by_any_of_their_samples() {
    for (name, family) in [
        ("shop_sales_total", "shop_sales_total"),
        ("shop_sales", "shop_sales_total"),
        ("shop_sales_created", "shop_sales_total"),
        ("shop_carts", "shop_carts"),
        ("shop_packing_seconds", "shop_packing_seconds"),
        ("shop_packing_seconds_bucket", "shop_packing_seconds"),
        ("shop_packing_seconds_sum", "shop_packing_seconds"),
        ("shop_packing_seconds_count", "shop_packing_seconds"),
        ("stock_moves_total", "stock_moves_total"),
    ] {
        assert_eq!(families(&format!("name[]={name}")), [family], "{name}");
    }
}

#[test]
fn several_names_are_several_families_in_the_order_of_the_page() {
    assert_eq!(
        families("name[]=stock_moves_total&name%5B%5D=shop_carts&x=y"),
        ["shop_carts", "stock_moves_total"]
    );
}

#[test]
fn names_that_nothing_has_give_an_empty_page_and_no_names_all_of_it() {
    for query in ["name[]=shop", "name[]=", "name[]=shop_carts_bucket", "name[]=shop_carts_total"] {
        assert_eq!(families(query), [""; 0], "{query}");
    }
    assert!(families("").len() >= 4);
    assert_eq!(families("name=shop_carts"), families(""));
}
