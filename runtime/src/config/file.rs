//! A configuration from a TOML file.

use std::{fs, ops::Range, path::Path, sync::Arc};

use toml::{
    Spanned,
    de::{DeString, DeTable, DeValue},
};

use super::{
    Config,
    mistake::Place,
    pattern::Pattern,
    rule::{Rule, Setting},
    suggestion,
};

type Key<'t> = Spanned<DeString<'t>>;
type Value<'t> = Spanned<DeValue<'t>>;

const TOP: [&str; 6] = ["prefix", "series_limit", "created", "vmrange", "labels", "families"];
const OF_FAMILIES: [&str; 3] = ["enabled", "buckets", "limit"];

/// What the file says, or that it can't be read.
pub(super) fn open(path: &Path) -> Config {
    let name: Arc<str> = path.to_string_lossy().into();
    match fs::read_to_string(path) {
        Ok(text) => read(&text, Some(name)),
        Err(error) => {
            let mut config = Config::new();
            config.mistake(
                Place::File { path: name },
                format!("can't be read, {error}: give the path of a TOML file"),
            );
            config
        }
    }
}

/// What the text says. Where it isn't TOML, nothing but that: what it was meant to say can't be told.
pub(super) fn read(text: &str, path: Option<Arc<str>>) -> Config {
    let mut reader = Reader { text, path, config: Config::new(), rules: Vec::new() };
    let (table, errors) = DeTable::parse_recoverable(text);
    if errors.is_empty() {
        reader.read_document(table.get_ref());
    }
    for error in errors {
        reader.mistake(error.span().unwrap_or_default(), format!("this is not TOML: {}", error.message()));
    }
    reader.finish()
}

struct Reader<'t> {
    text: &'t str,
    path: Option<Arc<str>>,
    config: Config,
    /// With where each begins: tables come sorted by their names, and of two rules the later one counts.
    rules: Vec<(usize, Rule)>,
}

impl Reader<'_> {
    fn finish(self) -> Config {
        let Self { mut config, mut rules, .. } = self;
        rules.sort_by_key(|(start, _)| *start);
        config.rules = rules.into_iter().map(|(_, rule)| rule).collect();
        config.mistakes.sort_by(|left, right| left.place.cmp(&right.place));
        config
    }

    fn read_document(&mut self, document: &DeTable<'_>) {
        for (key, value) in in_order(document) {
            match &**key.get_ref() {
                "prefix" => self.read_prefix(value),
                "series_limit" => self.read_series_limit(value),
                "created" => self.config.created = self.read_switch(value, "created").or(self.config.created),
                "vmrange" => self.config.vmrange = self.read_switch(value, "vmrange").or(self.config.vmrange),
                "labels" => self.read_labels(value),
                "families" => self.read_families(value),
                _ => self.unknown(key, &TOP),
            }
        }
    }

    fn read_prefix(&mut self, value: &Value<'_>) {
        match value.get_ref().as_str() {
            Some(prefix) => self.config.put_prefix(prefix.to_owned(), self.place(value.span())),
            None => self.wrong_type(value, "`prefix` is a string", "prefix = \"shop\""),
        }
    }

    fn read_series_limit(&mut self, value: &Value<'_>) {
        if let Some(limit) = self.whole_number(value, "series_limit") {
            self.config.put_series_limit(limit, self.place(value.span()));
        }
    }

    fn read_labels(&mut self, value: &Value<'_>) {
        let Some(labels) = value.get_ref().as_table() else {
            return self.wrong_type(value, "`labels` is a table", "labels = { env = \"prod\" }");
        };
        for (name, value) in in_order(labels) {
            match value.get_ref().as_str() {
                Some(text) => {
                    let place = self.place(name.span());
                    self.config.put_label(name.get_ref().to_string(), text.to_owned(), place);
                }
                None => self.wrong_type(value, "the value of a label is a string", "env = \"prod\""),
            }
        }
    }

    fn read_families(&mut self, value: &Value<'_>) {
        const EXAMPLE: &str = "families.\"shop_*\".enabled = false";
        let Some(families) = value.get_ref().as_table() else {
            return self.wrong_type(value, "`families` is a table", EXAMPLE);
        };
        for (key, value) in in_order(families) {
            let pattern = Pattern::new(key.get_ref());
            let pattern = pattern.map_err(|problem| self.mistake(key.span(), problem)).ok();
            match value.get_ref().as_table() {
                Some(settings) => self.read_settings(pattern.as_ref(), settings),
                None => self.wrong_type(value, "what is said of a family is a table", EXAMPLE),
            }
        }
    }

    /// Also where the pattern is none, for what else is wrong.
    fn read_settings(&mut self, pattern: Option<&Pattern>, settings: &DeTable<'_>) {
        for (key, value) in in_order(settings) {
            let setting = match &**key.get_ref() {
                "enabled" => self.read_enabled(value),
                "buckets" => self.read_buckets(value),
                "limit" => self.read_limit(value),
                _ => {
                    self.unknown(key, &OF_FAMILIES);
                    None
                }
            };
            if let (Some(pattern), Some(setting)) = (pattern, setting) {
                let rule = Rule::new(pattern.clone(), setting, self.place(key.span()));
                self.rules.push((key.span().start, rule));
            }
        }
    }

    fn read_enabled(&mut self, value: &Value<'_>) -> Option<Setting> {
        self.read_switch(value, "enabled").map(Setting::Enabled)
    }

    fn read_switch(&mut self, value: &Value<'_>, key: &str) -> Option<bool> {
        let is_on = value.get_ref().as_bool();
        if is_on.is_none() {
            self.wrong_type(value, &format!("`{key}` is `true` or `false`"), &format!("{key} = false"));
        }
        is_on
    }

    fn read_buckets(&mut self, value: &Value<'_>) -> Option<Setting> {
        let Some(bounds) = value.get_ref().as_array() else {
            self.wrong_type(value, "`buckets` is a list of numbers", "buckets = [0.1, 0.5, 1.0]");
            return None;
        };
        let read: Vec<Option<f64>> = bounds.iter().map(|bound| self.read_bound(bound)).collect();
        let bounds = read.into_iter().collect::<Option<Vec<f64>>>()?;
        self.keep(Setting::buckets(bounds), value)
    }

    fn read_bound(&mut self, value: &Value<'_>) -> Option<f64> {
        let bound = number(value.get_ref());
        if bound.is_none() {
            self.wrong_type(value, "a bucket bound is a number", "buckets = [0.1, 0.5, 1.0]");
        }
        bound
    }

    fn read_limit(&mut self, value: &Value<'_>) -> Option<Setting> {
        let limit = self.whole_number(value, "limit")?;
        self.keep(Setting::limit(limit), value)
    }

    fn keep(&mut self, setting: Result<Setting, &str>, value: &Value<'_>) -> Option<Setting> {
        setting.map_err(|problem| self.mistake(value.span(), problem)).ok()
    }

    fn whole_number(&mut self, value: &Value<'_>, key: &str) -> Option<usize> {
        let integer = value.get_ref().as_integer();
        let number =
            integer.and_then(|integer| usize::from_str_radix(integer.as_str(), integer.radix()).ok());
        if number.is_none() {
            let wanted = format!("`{key}` is a whole number above zero");
            self.wrong_type(value, &wanted, &format!("{key} = 2000"));
        }
        number
    }

    fn wrong_type(&mut self, value: &Value<'_>, wanted: &str, example: &str) {
        let written = self.text.get(value.span()).filter(|text| text.len() < 40 && !text.contains('\n'));
        let written = written.unwrap_or(value.get_ref().type_str());
        self.mistake(value.span(), format!("{wanted}, `{written}` is none: write it like `{example}`"));
    }

    fn unknown(&mut self, key: &Key<'_>, known: &[&str]) {
        let hint = suggestion::unknown(key.get_ref(), known);
        self.mistake(key.span(), format!("unknown key `{}`{hint}", key.get_ref()));
    }

    fn mistake(&mut self, span: Range<usize>, what: impl Into<String>) {
        self.config.mistake(self.place(span), what);
    }

    fn place(&self, span: Range<usize>) -> Place {
        let before = self.text.get(..span.start).unwrap_or(self.text);
        let line = before.matches('\n').count() + 1;
        let column = before.chars().rev().take_while(|character| *character != '\n').count() + 1;
        Place::Text { path: self.path.clone(), line, column }
    }
}

fn number(value: &DeValue<'_>) -> Option<f64> {
    match value {
        DeValue::Float(float) => float.as_str().parse().ok(),
        // Nobody writes a bound that loses something here, and if so the page tells the nearest number.
        DeValue::Integer(integer) => {
            i128::from_str_radix(integer.as_str(), integer.radix()).ok().map(|number| number as f64)
        }
        _ => None,
    }
}

/// In the order in which the keys are written.
fn in_order<'a, 't>(table: &'a DeTable<'t>) -> Vec<(&'a Key<'t>, &'a Value<'t>)> {
    let mut entries: Vec<_> = table.iter().collect();
    entries.sort_by_key(|(key, _)| key.span().start);
    entries
}
