use tickmark::{count, time};

fn main() {
    time!(name = "load_time", labels(le = 1), {});
    count!(name = "loads", counted(name = "x_total"), {});
}
