use tickmark::time;

fn main() {
    let one: u32 = time!(name = "semicolon_seconds"; { 1 });
    let two: u32 = time!(name = "nothing_seconds" { one + 1 });
    drop(time!(name = "future_seconds", outcome = none async move { two }));
}
