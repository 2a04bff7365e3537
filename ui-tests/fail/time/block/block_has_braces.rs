use tickmark::time;

fn load() -> u32 {
    1
}

fn main() {
    let loaded: u32 = time!(name = "load_seconds", load());
    time!(name = "load_seconds", if loaded == 1 {});
    let closure = time!(name = "load_seconds", || { loaded });
    closure();
}
