use tickmark::{count, time};

fn main() {
    let label = 1;
    time!(name = "unknown_seconds", lables(label = label), {});
    time!(name = "skipped_seconds", skip, {});
    count!(name = "bucketed_total", buckets = [1.0], {});
    count!(name = "skipped_total", skip, {});
}
