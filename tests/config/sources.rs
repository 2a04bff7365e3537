//! The same configuration says the same, wherever it is written.

use proptest::prelude::*;
use tickmark::Config;

use super::answer;

/// Short names over few letters, so that patterns often match them.
const FAMILIES: &str = "[ab_]{1,6}";

/// One rule, as three sources write it.
#[derive(Clone, Debug)]
enum Rule {
    Enabled(bool),
    Buckets(Vec<f64>),
    Limit(usize),
}

fn rule() -> impl Strategy<Value = Rule> {
    let bounds = prop::collection::btree_set(any::<i32>(), 1..5);
    prop_oneof![
        any::<bool>().prop_map(Rule::Enabled),
        bounds.prop_map(|bounds| Rule::Buckets(
            bounds.into_iter().map(|bound| f64::from(bound) / 1e3).collect()
        )),
        (1_usize..100).prop_map(Rule::Limit),
    ]
}

fn rules() -> impl Strategy<Value = Vec<(String, Rule)>> {
    prop::collection::vec(("[ab_*?]{1,5}", rule()), 0..12)
}

fn in_code(rules: &[(String, Rule)]) -> Config {
    rules.iter().fold(Config::new(), |config, (pattern, rule)| match rule {
        Rule::Enabled(true) => config.enable(pattern),
        Rule::Enabled(false) => config.disable(pattern),
        Rule::Buckets(bounds) => config.buckets(pattern, bounds.as_slice()),
        Rule::Limit(limit) => config.limit(pattern, *limit),
    })
}

/// The variable of a rule, and what stands there.
fn as_variable((pattern, rule): &(String, Rule)) -> (&'static str, String) {
    match rule {
        Rule::Enabled(true) => ("TICKMARK_ENABLE", pattern.clone()),
        Rule::Enabled(false) => ("TICKMARK_DISABLE", pattern.clone()),
        Rule::Buckets(bounds) => {
            let bounds: Vec<String> = bounds.iter().map(f64::to_string).collect();
            ("TICKMARK_BUCKETS", format!("{pattern}={}", bounds.join(" ")))
        }
        Rule::Limit(limit) => ("TICKMARK_LIMITS", format!("{pattern}={limit}")),
    }
}

/// Rules of one sort after the other, as the environment has them.
fn in_variables(rules: &[(String, Rule)]) -> Vec<(&'static str, String)> {
    ["TICKMARK_DISABLE", "TICKMARK_ENABLE", "TICKMARK_BUCKETS", "TICKMARK_LIMITS"]
        .map(|name| {
            let values = rules.iter().map(as_variable).filter(|(it, _)| *it == name).map(|(_, value)| value);
            (name, values.collect::<Vec<_>>().join(","))
        })
        .into()
}

proptest! {
    #[test]
    fn what_is_displayed_reads_back_as_the_same(
        prefix in prop::option::of("[a-z]{1,8}"),
        limit in prop::option::of(1_usize..),
        labels in prop::collection::btree_map("[a-z]{3,9}", any::<String>(), 0..4),
        rules in rules(),
        families in prop::collection::vec(FAMILIES, 1..9),
    ) {
        let mut config = in_code(&rules);
        config = prefix.into_iter().fold(config, |config, prefix| config.prefix(prefix));
        config = limit.into_iter().fold(config, |config, limit| config.series_limit(limit));
        config = labels.into_iter().fold(config, |config, (name, value)| config.label(name, value));
        let written = config.checked().expect("nothing is wrong");
        let read = Config::from_toml(&written.to_string()).expect("it is a file");

        prop_assert_eq!(read.to_string(), written.to_string());
        prop_assert_eq!(read.name_prefix(), written.name_prefix());
        prop_assert_eq!(read.default_limit(), written.default_limit());
        prop_assert!(read.constant_labels().eq(written.constant_labels()));
        for family in families {
            prop_assert_eq!(answer(&read, &family), answer(&written, &family), "{}", family);
        }
    }

    #[test]
    fn the_environment_says_what_code_does(
        mut rules in rules(),
        families in prop::collection::vec(FAMILIES, 1..9),
    ) {
        // What is enabled comes after what is disabled.
        rules.sort_by_key(|(_, rule)| matches!(rule, Rule::Enabled(true)));
        let (code, environment) = (in_code(&rules), Config::from_vars(in_variables(&rules)));
        let environment = environment.expect("nothing is wrong");
        for family in families {
            prop_assert_eq!(answer(&environment, &family), answer(&code, &family), "{}", family);
        }
    }

    #[test]
    fn no_text_and_no_variable_makes_it_panic(text in "[a-z\\[\\]\"'.=*é\n 0-9{},#-]{0,60}", value in any::<String>()) {
        _ = Config::from_toml(&text);
        let names = ["PREFIX", "LABELS", "DISABLE", "ENABLE", "BUCKETS", "LIMITS", "SERIES_LIMIT"];
        _ = Config::from_vars(names.map(|name| (format!("TICKMARK_{name}"), value.clone())));
    }
}

/// What the code and the environment say.
const FILE: &str = r#"
prefix = "shop"
series_limit = 2000
created = true
vmrange = false
labels = { region = "eu", env = "prod" }
[families."function_*"]
enabled = false
[families.function_calls_total]
enabled = true
[families."*_seconds"]
buckets = [0.01, 0.1, 1]
[families.requests_total]
limit = 5000
"#;

#[test]
fn code_a_file_and_the_environment_say_the_same() {
    let code = Config::new()
        .prefix("shop")
        .label("region", "eu")
        .label("env", "prod")
        .disable("function_*")
        .enable("function_calls_total")
        .buckets("*_seconds", [0.01, 0.1, 1.0])
        .limit("requests_total", 5_000)
        .series_limit(2_000)
        .created(true)
        .vmrange(false);
    let file = Config::from_toml(FILE);
    let environment = Config::from_vars([
        ("TICKMARK_PREFIX", "shop"),
        ("TICKMARK_LABELS", "region=eu,env=prod"),
        ("TICKMARK_DISABLE", "function_*"),
        ("TICKMARK_ENABLE", "function_calls_total"),
        ("TICKMARK_BUCKETS", "*_seconds=0.01 0.1 1"),
        ("TICKMARK_LIMITS", "requests_total=5000"),
        ("TICKMARK_SERIES_LIMIT", "2000"),
        ("TICKMARK_CREATED", "on"),
        ("TICKMARK_VMRANGE", "false"),
    ]);
    let code = code.checked().expect("nothing is wrong");
    assert_eq!(answer(&code, "function_duration_seconds"), (false, Some(vec![0.01, 0.1, 1.0]), None));
    assert_eq!(answer(&code, "function_calls_total"), (true, None, None));
    assert_eq!(answer(&code, "requests_total"), (true, None, Some(5_000)));
    for other in [file, environment] {
        assert_eq!(other.expect("nothing is wrong").to_string(), code.to_string());
    }
}

/// Where a user looks up how it is written.
const DOCUMENTATION: &str = include_str!("../../runtime/src/config/mod.rs");

#[test]
fn the_file_in_the_documentation_is_one() {
    let (_, after) = DOCUMENTATION.split_once("/// ```toml\n").expect("there is a file");
    let (block, _) = after.split_once("/// ```\n").expect("the file ends");
    let config = Config::from_toml(&block.replace("/// ", "").replace("///", "")).expect("nothing is wrong");
    assert_eq!((config.name_prefix(), config.default_limit()), ("shop", Some(2_000)));
    assert_eq!(answer(&config, "packing_seconds"), (true, Some(vec![0.01, 0.1, 1.0]), Some(500)));
    assert_eq!(answer(&config, "requests_total"), (true, None, Some(5_000)));
    assert!(!config.is_enabled("function_calls_total"));
}

#[test]
fn the_variables_in_the_documentation_are_all_there_are() {
    let rows = DOCUMENTATION.lines().filter_map(|line| line.strip_prefix("/// | `TICKMARK_"));
    let cells = rows.map(|row| row.split('`').step_by(2).take(2).collect::<Vec<_>>());
    let variables: Vec<(String, &str)> =
        cells.map(|cells| (format!("TICKMARK_{}", cells[0]), cells[1])).collect();
    let names: Vec<&str> = variables.iter().map(|(name, _)| &**name).collect();
    let error = Config::from_vars([("TICKMARK_X", "")]).expect_err("it is unknown").to_string();
    let known = names.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ");
    assert!(error.ends_with(&format!("(known: {known}, `TICKMARK_ENABLED`)")), "{error}");

    let others = variables.into_iter().filter(|(name, _)| name != "TICKMARK_CONFIG");
    let config = Config::from_vars(others).expect("nothing is wrong");
    assert_eq!(config.to_string().lines().count(), 15, "every variable says something: {config}");
}
