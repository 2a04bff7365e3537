//! Configurations from TOML.

use std::fs;

use tickmark::Config;

use super::{answer, mistakes};

#[test]
fn rules_come_in_the_order_of_the_file_and_not_of_their_names() {
    let text = "
[families.\"*\"]
enabled = false
buckets = [1, 0x10]
[families.'shop_*']
enabled = true
limit = 5_000
[families]
a_total.enabled = true
shop_old.enabled = false
a_total.limit = 7
\"*\" = { limit = 9 }
";
    let found = mistakes(Config::from_toml(text));
    assert_eq!(found.len(), 1, "a table can't be reopened inline: {found:?}");
    let text = text.replace("\"*\" = { limit = 9 }", "\"*_total\" = { limit = 9 }");
    let config = Config::from_toml(&text).expect("nothing is wrong");
    assert_eq!(answer(&config, "shop_total"), (true, Some(vec![1.0, 16.0]), Some(9)));
    assert_eq!(answer(&config, "shop_old"), (false, Some(vec![1.0, 16.0]), Some(5_000)));
    assert_eq!(answer(&config, "a_total"), (true, Some(vec![1.0, 16.0]), Some(9)));
    assert_eq!(answer(&config, "b"), (false, Some(vec![1.0, 16.0]), None));
}

/// Every mistake that a file can hold.
const MISTAKEN: &str = "\
prefix = 'shop_'
prefx = 'shop'
series_limit = 'many'

[labels]
env = 1
le = 'x'
'é' = 'x'
[families.'a-*']
enable = false
[families.'b']
enabled = 'no'
limit = -1
buckets = [0.1, 'x', inf, true]
[families]
c = false
d.limit = 0
e.buckets = [
  2,
  1,
]
f.buckets = []
g.buckets = 0.5
h = { limit = 1.5, buckets = [1.0, nan] }
";

/// With the line and the column of each.
const MISTAKES: &str = "\
1:10: `shop_` can't be a prefix: the `_` after a prefix comes by itself: leave it out
2:1: unknown key `prefx`, did you mean `prefix`? (known: `prefix`, `series_limit`, `created`, `vmrange`, `labels`, `families`)
3:16: `series_limit` is a whole number above zero, `'many'` is none: write it like `series_limit = 2000`
6:7: the value of a label is a string, `1` is none: write it like `env = \"prod\"`
7:1: `le` can't be a label: `le` and `quantile` are labels that histograms and summaries add themselves: choose another name
8:1: `é` can't be a label: a label name holds letters, digits and `_`, no digit first: write one like `method`
9:11: `a-*` can't be a pattern: it holds letters, digits, `_`, `*` and `?`: write one like `shop_*`
10:1: unknown key `enable`, did you mean `enabled`? (known: `enabled`, `buckets`, `limit`)
12:11: `enabled` is `true` or `false`, `'no'` is none: write it like `enabled = false`
13:9: `limit` is a whole number above zero, `-1` is none: write it like `limit = 2000`
14:17: a bucket bound is a number, `'x'` is none: write it like `buckets = [0.1, 0.5, 1.0]`
14:27: a bucket bound is a number, `true` is none: write it like `buckets = [0.1, 0.5, 1.0]`
16:5: what is said of a family is a table, `false` is none: write it like `families.\"shop_*\".enabled = false`
17:11: a limit leaves room for one series at least: write one like `2000`
18:13: bucket bounds increase: write each one once, the smallest first
22:13: a histogram needs a bucket: write its upper bounds, as in `[0.1, 0.5, 1.0]`
23:13: `buckets` is a list of numbers, `0.5` is none: write it like `buckets = [0.1, 0.5, 1.0]`
24:15: `limit` is a whole number above zero, `1.5` is none: write it like `limit = 2000`
24:30: a bucket bound is a finite number; `+Inf` is there by itself: leave it out";

#[test]
fn all_mistakes_are_told_at_once_with_line_and_column() {
    let folder = tempfile::tempdir().expect("there is room for a folder");
    let path = folder.path().join("metrics.toml");
    fs::write(&path, MISTAKEN).expect("a file can be written there");
    let found = mistakes(Config::from_toml_file(&path)).join("\n");
    assert_eq!(found.replace(&format!("{}:", path.display()), ""), MISTAKES);
}

#[test]
fn tables_that_are_none_are_told() {
    let found = mistakes(Config::from_toml("labels = ['env']\nfamilies = 2020-01-01"));
    assert_eq!(
        found,
        [
            "line 1, column 10: `labels` is a table, `['env']` is none: write it like `labels = { env = \"prod\" }`",
            "line 2, column 12: `families` is a table, `2020-01-01` is none: write it like `families.\"shop_*\".enabled = false`",
        ]
    );
}

#[test]
fn what_is_not_toml_is_told_alone_and_whole() {
    let found = mistakes(Config::from_toml("prefix = shop\nunknown = 1\nprefix = 'b'\n[families\n"));
    let beginnings = [
        "line 1, column 10: this is not TOML: ",
        "line 3, column 1: this is not TOML: duplicate key",
        "line 4, column 10: ",
    ];
    assert_eq!(found.len(), beginnings.len(), "{found:#?}");
    for (found, beginning) in found.iter().zip(beginnings) {
        assert!(found.starts_with(beginning), "{found}");
    }
}

#[test]
fn rules_without_a_match_are_told_with_their_line() {
    let config = Config::from_toml("[families.'shop_*']\nlimit = 5").expect("nothing is wrong");
    let unused: Vec<String> = config.unused().collect();
    assert_eq!(
        unused,
        [
            "line 2, column 1: `limit` for `shop_*` matches no family: write names as they are declared, without the prefix"
        ]
    );
}
