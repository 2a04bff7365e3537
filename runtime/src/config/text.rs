//! A configuration as the text that reads back as the same one.

use std::fmt::{self, Write};

use super::{
    Config,
    rule::{Rule, Setting},
};

/// What is in force, as the TOML that `Config::from_toml` reads. A rule that a later one with the same pattern replaces is left out.
impl fmt::Display for Config {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(prefix) = &self.prefix {
            writeln!(f, "prefix = {}", Quoted(prefix))?;
        }
        if let Some(limit) = self.series_limit {
            writeln!(f, "series_limit = {limit}")?;
        }
        for (key, is_on) in [("created", self.created), ("vmrange", self.vmrange)] {
            is_on.map_or(Ok(()), |is_on| writeln!(f, "{key} = {is_on}"))?;
        }
        write_table(f, "labels", self.constant_labels(), |f, (name, value)| {
            writeln!(f, "{name} = {}", Quoted(value))
        })?;
        write_table(f, "families", self.rules_in_force(), write_rule)
    }
}

/// As it is displayed.
impl fmt::Debug for Config {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl Config {
    fn rules_in_force(&self) -> impl Iterator<Item = &Rule> {
        let rules = self.rules.iter().enumerate();
        let is_last = |(at, rule): &(usize, &Rule)| {
            !self.rules[at + 1..].iter().any(|later| rule.is_replaced_by(later))
        };
        rules.filter(is_last).map(|(_, rule)| rule)
    }
}

/// The heading and a line for each entry, or nothing where there are none.
fn write_table<T>(
    f: &mut fmt::Formatter<'_>,
    name: &str,
    entries: impl Iterator<Item = T>,
    write: impl Fn(&mut fmt::Formatter<'_>, T) -> fmt::Result,
) -> fmt::Result {
    for (at, entry) in entries.enumerate() {
        if at == 0 {
            writeln!(f, "[{name}]")?;
        }
        write(f, entry)?;
    }
    Ok(())
}

/// With a key of several parts, not as a table: the order of tables with one name could not be that of the rules.
fn write_rule(f: &mut fmt::Formatter<'_>, rule: &Rule) -> fmt::Result {
    write!(f, "{}.{} = ", Quoted(rule.pattern.as_str()), rule.setting.key())?;
    match &rule.setting {
        Setting::Enabled(enabled) => writeln!(f, "{enabled}"),
        Setting::Buckets(bounds) => writeln!(f, "{bounds:?}"),
        Setting::Limit(limit) => writeln!(f, "{limit}"),
    }
}

/// A [basic string](https://toml.io/en/v1.0.0#string) of TOML.
struct Quoted<'a>(&'a str);

impl fmt::Display for Quoted<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_char('"')?;
        for character in self.0.chars() {
            match character {
                '"' | '\\' => write!(f, "\\{character}")?,
                _ if character.is_ascii_control() => write!(f, "\\u{:04X}", u32::from(character))?,
                _ => f.write_char(character)?,
            }
        }
        f.write_char('"')
    }
}
