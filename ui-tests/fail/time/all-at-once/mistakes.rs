use tickmark::time;

fn main() {
    let (table, size) = (1, 2);
    let rows: usize = time!(name = "rows", labels(table = table, table = size), buckets = [], slow = 5, {
        let rows = missing();
        rows.len()
    });
}
