use std::future::Future;

#[tickmark::timed]
trait Store {
    fn pack(&self) -> impl Future<Output = u64> {
        std::future::ready(5)
    }

    #[timed]
    fn send(&self);
}

fn main() {}
