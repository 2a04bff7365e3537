use tickmark::time;

fn main() {
    time!(name = "busy_seconds", clock = busy, {});
}
