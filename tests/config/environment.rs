//! Configurations from the environment.

use std::{env, ffi::OsString, fs, process::Command};

use tickmark::Config;

use super::{answer, mistakes};

#[test]
fn what_is_enabled_wins_over_what_is_disabled_in_whatever_order_they_come() {
    let variables = [("TICKMARK_ENABLE", "a_total, b_*"), ("TICKMARK_DISABLE", "*")];
    for variables in [variables, [variables[1], variables[0]]] {
        let config = Config::from_vars(variables).expect("both are patterns");
        let enabled = ["a_total", "b_total", "c_total"].map(|family| config.is_enabled(family));
        assert_eq!(enabled, [true, true, false]);
    }
}

#[test]
fn blanks_and_empty_entries_do_not_matter() {
    let config = Config::from_vars([
        ("TICKMARK_PREFIX", " shop "),
        ("TICKMARK_LABELS", " env = prod , region=eu=1, "),
        ("TICKMARK_BUCKETS", "*_seconds = 0.1  1 1e1 ,"),
        ("TICKMARK_LIMITS", "a = 5"),
    ]);
    let config = config.expect("nothing is wrong");
    assert_eq!(config.name_prefix(), "shop");
    assert!(config.constant_labels().eq([("env", "prod"), ("region", "eu=1")]));
    assert_eq!(answer(&config, "a_seconds"), (true, Some(vec![0.1, 1.0, 10.0]), None));
    assert_eq!(config.limit_of("a"), Some(5));
}

#[test]
fn empty_variables_the_switch_and_those_of_others_say_nothing() {
    let variables =
        [("TICKMARK_PREFIX", ""), ("TICKMARK_SERIES_LIMIT", " "), ("TICKMARK_ENABLED", "no"), ("PATH", "/")];
    let config = Config::from_vars(variables).expect("nothing is wrong");
    assert_eq!(config.to_string(), "");
}

#[test]
fn what_kubernetes_sets_for_a_service_of_our_name_is_not_for_us() {
    let config = Config::from_vars([
        ("TICKMARK_SERVICE_HOST", "10.0.0.11"),
        ("TICKMARK_SERVICE_PORT", "9464"),
        ("TICKMARK_SERVICE_PORT_METRICS", "9464"),
        ("TICKMARK_PORT", "tcp://10.0.0.11:9464"),
        ("TICKMARK_PORT_9464_TCP", "tcp://10.0.0.11:9464"),
        ("TICKMARK_PORT_9464_TCP_ADDR", "10.0.0.11"),
    ]);
    assert_eq!(config.expect("nothing is wrong").to_string(), "");
    let found = mistakes(Config::from_vars([("TICKMARK_PORTS", "1"), ("TICKMARK_SERVICE", "1")]));
    assert_eq!(found.len(), 2, "{found:?}");
}

#[test]
fn a_switch_that_is_neither_on_nor_off_is_a_mistake() {
    assert_eq!(
        mistakes(Config::from_vars([("TICKMARK_ENABLED", "flase")])),
        ["`TICKMARK_ENABLED`: `flase` is neither on nor off, so recording stays on: write `true` or `false`"]
    );
}

#[test]
fn all_mistakes_are_told_at_once_with_their_variable() {
    let found = mistakes(Config::from_vars([
        ("TICKMARK_LABLES", "env=prod"),
        ("TICKMARK_PREFIX", "my shop"),
        ("TICKMARK_LABELS", "env=prod,dev,env=dev,le=1"),
        ("TICKMARK_DISABLE", "a.b"),
        ("TICKMARK_BUCKETS", "a=1;2,b=,c=2 1,d=1 inf"),
        ("TICKMARK_LIMITS", "a=many,b=0,c"),
        ("TICKMARK_SERIES_LIMIT", "-1"),
        ("TICKMARK_CREATED", "ture"),
    ]));
    let expected = [
        "`TICKMARK_PREFIX`: `my shop` can't be a prefix: a prefix holds letters, digits and `_`, no digit first",
        "`TICKMARK_LABELS`: `dev` has no `=`, and commas stand between entries only: write it like `env=prod,region=eu`",
        "`TICKMARK_LABELS`: the label `env` is given twice: keep one of them",
        "`TICKMARK_LABELS`: `le` can't be a label: `le` and `quantile` are labels",
        "`TICKMARK_DISABLE`: `a.b` can't be a pattern: ",
        "`TICKMARK_BUCKETS`: `1;2` is no list of numbers with blanks between them: write it like `*_seconds=0.1 1 10,",
        "`TICKMARK_BUCKETS`: `buckets` for `b`: a histogram needs a bucket",
        "`TICKMARK_BUCKETS`: `buckets` for `c`: bucket bounds increase",
        "`TICKMARK_BUCKETS`: `buckets` for `d`: a bucket bound is a finite number",
        "`TICKMARK_LIMITS`: `c` has no `=`",
        "`TICKMARK_LIMITS`: `many` is no whole number: write one like `2000`",
        "`TICKMARK_LIMITS`: `limit` for `b`: a limit leaves room for one series at least",
        "`TICKMARK_SERIES_LIMIT`: `-1` is no whole number",
        "`TICKMARK_CREATED`: `ture` is neither on nor off: write `true` or `false`",
        "`TICKMARK_LABLES`: unknown variable, did you mean `TICKMARK_LABELS`? (known: `TICKMARK_CONFIG`, ",
    ];
    assert_eq!(found.len(), expected.len(), "{found:#?}");
    for (found, expected) in found.iter().zip(expected) {
        assert!(found.starts_with(expected), "{found}\n{expected}");
    }
}

#[cfg(unix)]
#[test]
fn what_is_not_utf_8_is_a_mistake() {
    use std::os::unix::ffi::OsStringExt;

    let odd = |text: &[u8]| OsString::from_vec(text.to_vec());
    let variables = [
        (odd(b"TICKMARK_PREFIX"), odd(b"sh\xffp")),
        (odd(b"TICKMARK_\xff"), odd(b"1")),
        (odd(b"\xff"), odd(b"\xff")),
    ];
    let mistakes = mistakes(Config::from_vars(variables));
    assert_eq!(mistakes.len(), 2);
    assert_eq!(mistakes[0], "`TICKMARK_PREFIX`: the value is not UTF-8: write it so");
    assert!(mistakes[1].starts_with("`TICKMARK_\u{fffd}`: unknown variable (known: "), "{mistakes:?}");
}

#[test]
fn the_variables_win_over_the_file_that_one_of_them_names() {
    let folder = tempfile::tempdir().expect("there is room for a folder");
    let path = folder.path().join("metrics.toml");
    let text = "prefix = 'file'\nlabels.env = 'dev'\nlabels.team = 'a'\nfamilies.'a_*'.enabled = true\n";
    fs::write(&path, text).expect("a file can be written there");
    let path = path.to_str().expect("it is UTF-8");
    let variables =
        [("TICKMARK_CONFIG", path), ("TICKMARK_LABELS", "env=prod"), ("TICKMARK_DISABLE", "a_total")];
    let config = Config::from_vars(variables).expect("each gives a label once");
    assert_eq!(config.name_prefix(), "file");
    assert!(config.constant_labels().eq([("env", "prod"), ("team", "a")]));
    assert!(config.is_enabled("a_bytes") && !config.is_enabled("a_total"));
}

#[test]
fn mistakes_of_the_file_and_of_the_variables_are_told_together() {
    let found = mistakes(Config::from_vars([("TICKMARK_CONFIG", "no/such.toml"), ("TICKMARK_PREFIX", "9")]));
    assert_eq!(found.len(), 2, "{found:?}");
    assert!(found[0].starts_with("no/such.toml: can't be read, "), "{found:?}");
    assert!(found[0].ends_with(": give the path of a TOML file"), "{found:?}");
}

/// Runs itself once more, because the environment of a running program stays as it is.
#[test]
fn the_environment_of_the_program_is_the_uppermost_layer() {
    const NAME: &str = "config::environment::the_environment_of_the_program_is_the_uppermost_layer";
    if env::var_os("TICKMARK_LIMITS").is_some() {
        assert_eq!(Config::from_env().expect("it is right").limit_of("a"), Some(7));
        let config = Config::new().limit("*", 1).with_env().expect("it is right");
        assert_eq!((config.limit_of("a"), config.limit_of("b")), (Some(7), Some(1)));
        assert_eq!(
            mistakes(Config::new().prefix("9").with_env()).len(),
            1,
            "what came before is checked, too"
        );
        return;
    }
    let program = env::current_exe().expect("it knows where it is");
    let child = Command::new(program).args([NAME, "--exact"]).env("TICKMARK_LIMITS", "a=7").output();
    let printed = String::from_utf8(child.expect("it can be run").stdout).expect("it prints text");
    assert!(printed.contains("1 passed"), "{printed}");
}
