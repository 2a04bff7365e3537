use super::running::Running;

#[test]
fn the_quickstart_counts_the_orders_that_were_paid() {
    let shop = Running::start_with("quickstart", &["--no-load"]);
    assert_eq!(shop.get("/orders/1/3").status_code, 200);
    assert_eq!(shop.get("/orders/2/0").status_code, 422);
    let page = shop.page("/metrics");
    let paid = |method| page.count("shop_orders_paid_total", &[("method", method)]);
    assert_eq!([paid("card"), paid("cash"), paid("bank_transfer")], [Some(0), Some(1), Some(0)]);
    assert_eq!(
        page.count("shop_payment_duration_seconds_count", &[("method", "cash"), ("status", "paid")]),
        Some(1)
    );
    shop.end();
}
