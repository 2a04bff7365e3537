use tickmark::Info;

#[derive(Info)]
#[info(name = "shop")]
struct Build {
    #[info(renam = "shop_version")]
    version: &'static str,
    #[info]
    commit: &'static str,
}

fn main() {}
