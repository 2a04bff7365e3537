use tickmark::timed;

trait Store {
    #[timed]
    fn pack(&self);
}

fn main() {}
