//! What is said of metrics when a program starts: in code, in a file, in the environment.

mod code;
mod environment;
mod file;
mod sources;

use tickmark::{Config, ConfigError};

/// The mistakes, each on a line of its own.
fn mistakes(result: Result<Config, ConfigError>) -> Vec<String> {
    let error = result.expect_err("there is a mistake");
    error.to_string().lines().map(str::to_owned).collect()
}

/// What is said of a family.
type Answer = (bool, Option<Vec<f64>>, Option<usize>);

fn answer(config: &Config, family: &str) -> Answer {
    (config.is_enabled(family), config.buckets_of(family).map(<[f64]>::to_vec), config.limit_of(family))
}
