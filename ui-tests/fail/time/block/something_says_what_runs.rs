use tickmark::{count, time};

fn main() {
    time!({});
    count!(counted, { 1 });
    count!(only = failure, { 1 });
    time!(help = "Where.", { 1 });
    time!(name = "named_seconds", function = "other", { 1 });
}
