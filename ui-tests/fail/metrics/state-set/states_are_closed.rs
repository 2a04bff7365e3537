use tickmark::{LabelValue, Metrics, StateSet};

struct Byte(u8);

impl LabelValue for Byte {
    const VALUES: Option<&'static [&'static str]> = Some(&[""; 256]);


    fn with_str<R>(&self, read: impl FnOnce(&str) -> R) -> R {
        read(&self.0.to_string())
    }
}

#[derive(Metrics)]
struct Shop {
    /// What it does.
    doing: StateSet<String>,
    /// Where it is.
    at: StateSet<Byte>,
}

static SHOP: Shop = Shop::new();

/// What it does.
#[tickmark::register]
static DOING: StateSet<String> = StateSet::new();

fn main() {
    SHOP.doing.set("selling".to_owned());
}
