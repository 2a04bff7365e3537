//! Configurations that a program writes itself.

use tickmark::Config;

use super::{answer, mistakes};

#[test]
fn a_new_configuration_changes_nothing() {
    let config = Config::new().checked().expect("there is nothing to be wrong");
    assert_eq!(answer(&config, "shop_orders_total"), (true, None, None));
    assert_eq!((config.name_prefix(), config.default_limit()), ("", None));
    assert_eq!((config.constant_labels().count(), config.unused().count()), (0, 0));
    assert_eq!(config.to_string(), "");
}

#[test]
fn the_last_rule_that_matches_decides() {
    let config = Config::new()
        .disable("*")
        .enable("shop_*")
        .disable("shop_old_*")
        .limit("shop_orders_total", 5)
        .limit("shop_*", 7)
        .buckets("*_seconds", [1.0])
        .buckets("shop_*", vec![2.0, 3.0]);
    assert_eq!(answer(&config, "jobs_total"), (false, None, None));
    assert_eq!(answer(&config, "shop_orders_total"), (true, Some(vec![2.0, 3.0]), Some(7)));
    assert_eq!(answer(&config, "shop_old_seconds"), (false, Some(vec![2.0, 3.0]), Some(7)));
    assert_eq!(answer(&config, "jobs_seconds"), (false, Some(vec![1.0]), None));
}

#[test]
fn an_upper_layer_wins_and_keeps_what_it_does_not_mention() {
    let lower =
        Config::new().prefix("shop").series_limit(10).label("env", "dev").label("team", "a").disable("a_*");
    let upper = Config::new().series_limit(20).label("region", "eu").label("env", "prod").enable("a_total");
    let config = lower.then(upper).checked().expect("a label may be given once in each layer");
    assert_eq!((config.name_prefix(), config.default_limit()), ("shop", Some(20)));
    assert!(config.constant_labels().eq([("env", "prod"), ("team", "a"), ("region", "eu")]));
    assert!(config.is_enabled("a_total") && !config.is_enabled("a_bytes"));
}

#[test]
fn an_upper_layer_can_take_the_prefix_away() {
    assert_eq!(Config::new().prefix("shop").then(Config::new().prefix("")).name_prefix(), "");
}

#[test]
fn all_mistakes_are_told_at_once_with_the_line_of_the_call() {
    let line = line!() + 2;
    let lower = Config::new()
        .prefix("shop_")
        .label("le", "x")
        .label("__name", "x")
        .label("env", "dev")
        .label("env", "prod")
        .disable("")
        .buckets("a-b", [1.0])
        .buckets("b", [2.0, 2.0])
        .limit("c", 0);
    let upper = Config::new()
        .prefix("9")
        .prefix("tickmark")
        .series_limit(0)
        .buckets("d", [f64::NAN])
        .buckets("e", []);
    let mistakes = mistakes(lower.then(upper).checked());
    assert!(mistakes[0].starts_with(&format!("{}:{line}:", file!())), "{mistakes:?}");
    let said: Vec<&str> =
        mistakes.iter().map(|mistake| mistake.split_once(", ").expect("there is a place").1).collect();
    assert_eq!(
        said,
        [
            "`prefix`: `shop_` can't be a prefix: the `_` after a prefix comes by itself: leave it out",
            "`label`: `le` can't be a label: `le` and `quantile` are labels that histograms and summaries add themselves: choose another name",
            "`label`: `__name` can't be a label: label names with `__` in front belong to Prometheus: leave the underscores out",
            "`label`: the label `env` is given twice: keep one of them",
            "`disable`: `` can't be a pattern: it holds letters, digits, `_`, `*` and `?`: write one like `shop_*`",
            "`buckets`: `a-b` can't be a pattern: it holds letters, digits, `_`, `*` and `?`: write one like `shop_*`",
            "`buckets`: `buckets` for `b`: bucket bounds increase: write each one once, the smallest first",
            "`limit`: `limit` for `c`: a limit leaves room for one series at least: write one like `2000`",
            "`prefix`: `9` can't be a prefix: a prefix holds letters, digits and `_`, no digit first: write one like `shop`",
            "`prefix`: `tickmark` can't be a prefix: names that begin with `tickmark_` are those of the registry's own metrics: choose another prefix",
            "`series_limit`: a limit leaves room for one series at least: write one like `2000`",
            "`buckets`: `buckets` for `d`: a bucket bound is a finite number; `+Inf` is there by itself: leave it out",
            "`buckets`: `buckets` for `e`: a histogram needs a bucket: write its upper bounds, as in `[0.1, 0.5, 1.0]`",
        ]
    );
}

#[test]
fn rules_that_matched_no_family_are_told() {
    let config = Config::new().disable("jobs_*").limit("shop_latncy_*", 5).limit("shop_*", 7).limit("*", 9);
    assert_eq!(config.unused().count(), 4);
    for family in ["jobs_total", "shop_latency_seconds"] {
        answer(&config, family);
    }
    let unused: Vec<String> = config.unused().collect();
    assert_eq!(unused.len(), 1, "a rule that was overruled has matched: {unused:?}");
    assert!(unused[0].starts_with(file!()), "{unused:?}");
    assert!(
        unused[0].ends_with(
            "`limit`: `limit` for `shop_latncy_*` matches no family: write names as they are declared, without the prefix"
        ),
        "{unused:?}"
    );
    assert_eq!(config.clone().unused().count(), 1, "a clone knows as much");
}

#[test]
fn what_is_in_force_reads_like_a_file() {
    let config = Config::new()
        .prefix("shop")
        .created(true)
        .vmrange(false)
        .series_limit(2_000)
        .label("env", "a \"b\" \\ \u{1b}\n")
        .enable("a")
        .limit("b_*", 3)
        .disable("a")
        .buckets("?_seconds", [0.1, 1e22]);
    let text = "prefix = \"shop\"\n\
        series_limit = 2000\n\
        created = true\n\
        vmrange = false\n\
        [labels]\n\
        env = \"a \\\"b\\\" \\\\ \\u001B\\u000A\"\n\
        [families]\n\
        \"b_*\".limit = 3\n\
        \"a\".enabled = false\n\
        \"?_seconds\".buckets = [0.1, 1e22]\n";
    assert_eq!(config.to_string(), text);
    assert_eq!(format!("{config:?}"), text);
}
