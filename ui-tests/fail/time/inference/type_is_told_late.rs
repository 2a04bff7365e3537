use tickmark::time;

fn main() {
    let numbers = time!(name = "collected_seconds", { (0..3).collect() });
    let numbers: Vec<u8> = numbers;
    drop(numbers);
}
