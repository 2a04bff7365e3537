use tickmark::timed;

#[timed(name = "a_seconds", labels_from(size = |text| text.len() as f64))]
fn no_label_value() -> String {
    String::new()
}

#[timed(name = "b_seconds", labels_from(size = |text| text.size()))]
fn no_method() -> String {
    String::new()
}

fn main() {}
