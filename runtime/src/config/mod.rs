//! What can be said of metrics when a program starts, without compiling it again.

mod answer;
mod entry;
mod environment;
#[cfg(feature = "toml")]
mod file;
mod mistake;
mod pattern;
mod rule;
mod suggestion;
mod switch;
mod text;

#[cfg(feature = "toml")]
use std::path::Path;
use std::{env, ffi::OsString, mem};

pub use mistake::ConfigError;
use mistake::{Mistake, Place};
#[cfg(any(feature = "http", feature = "testing"))]
pub(crate) use pattern::matches;
use rule::{Rule, Setting};
pub(crate) use switch::{SWITCH, is_on};

/// How the metrics of a program are named, labelled, limited and left out: said when it starts, in code, in a file and in the environment.
///
/// ```
/// use tickmark::Config;
///
/// let config = Config::new()
///     .prefix("shop")
///     .label("env", "prod")
///     .disable("function_*")
///     .enable("function_calls_total")
///     .buckets("*_seconds", [0.01, 0.1, 1.0])
///     .limit("requests_total", 5_000)
///     .series_limit(2_000)
///     .checked()?;
///
/// assert!(config.is_enabled("function_calls_total"));
/// assert!(!config.is_enabled("function_duration_seconds"));
/// assert_eq!(config.buckets_of("packing_seconds"), Some([0.01, 0.1, 1.0].as_slice()));
/// assert_eq!(config.limit_of("requests_total"), Some(5_000));
/// # Ok::<(), tickmark::ConfigError>(())
/// ```
///
/// # Patterns
///
/// A rule is for the families whose names match its pattern, in which `*` is any run of characters, also none, and `?` is one.
/// The names are those that were declared, without the prefix. Of several rules that match, the last one decides.
///
/// # Layers
///
/// [`then`](Self::then) puts one configuration over another, which keeps what the upper one doesn't mention. What the operator of a program
/// says should win over what its author says:
///
/// ```no_run
/// # use tickmark::Config;
/// # #[cfg(feature = "toml")]
/// let config = Config::new().prefix("shop").then(Config::from_toml_file("metrics.toml")?).with_env()?;
/// # Ok::<(), tickmark::ConfigError>(())
/// ```
///
/// # In a file
///
/// With the feature `toml`. A rule is a table, or a key of several parts; their order in the file is that of the rules.
///
/// ```toml
/// prefix = "shop"
/// series_limit = 2000
///
/// [labels]
/// env = "prod"
///
/// [families."function_*"]
/// enabled = false
///
/// [families."*_seconds"]
/// buckets = [0.01, 0.1, 1.0]
/// limit = 500
///
/// [families]
/// requests_total.limit = 5000
/// ```
///
/// # In the environment
///
/// | variable | as in | |
/// |---|---|---|
/// | `TICKMARK_CONFIG` | `metrics.toml` | a file, over which the other variables are laid; with the feature `toml` |
/// | `TICKMARK_PREFIX` | `shop` | [`prefix`](Self::prefix) |
/// | `TICKMARK_LABELS` | `env=prod,region=eu` | [`label`](Self::label) |
/// | `TICKMARK_DISABLE` | `function_*,jobs_total` | [`disable`](Self::disable) |
/// | `TICKMARK_ENABLE` | `function_calls_total` | [`enable`](Self::enable), after all that is disabled |
/// | `TICKMARK_BUCKETS` | `*_seconds=0.1 1 10,*_bytes=1024 4096` | [`buckets`](Self::buckets) |
/// | `TICKMARK_LIMITS` | `requests_total=5000,jobs_*=500` | [`limit`](Self::limit) |
/// | `TICKMARK_SERIES_LIMIT` | `2000` | [`series_limit`](Self::series_limit) |
/// | `TICKMARK_CREATED` | `true` | [`created`](Self::created) |
/// | `TICKMARK_VMRANGE` | `true` | [`vmrange`](Self::vmrange) |
///
/// Commas stand between entries. A variable that is empty says nothing. `TICKMARK_ENABLED` is the switch of
/// [`set_enabled`](crate::set_enabled), which needs no configuration. What Kubernetes sets for a service called `tickmark` is not for us:
/// `TICKMARK_SERVICE_…`, `TICKMARK_PORT` and `TICKMARK_PORT_…`. Any other name that begins with `TICKMARK_` is a mistake.
#[derive(Clone, Default)]
#[must_use = "a configuration says something only to the registry that takes it"]
pub struct Config {
    prefix: Option<String>,
    series_limit: Option<usize>,
    created: Option<bool>,
    vmrange: Option<bool>,
    labels: Vec<Label>,
    rules: Vec<Rule>,
    mistakes: Vec<Mistake>,
}

#[derive(Clone)]
struct Label {
    name: String,
    value: String,
    place: Place,
}

impl Config {
    /// A configuration that changes nothing.
    pub const fn new() -> Self {
        Self {
            prefix: None,
            series_limit: None,
            created: None,
            vmrange: None,
            labels: Vec::new(),
            rules: Vec::new(),
            mistakes: Vec::new(),
        }
    }

    /// What a text in TOML says; [above](Self#in-a-file) is one.
    ///
    /// ```
    /// # use tickmark::Config;
    /// let config = Config::from_toml("families.\"function_*\".enabled = false")?;
    /// assert!(!config.is_enabled("function_calls_total"));
    ///
    /// let error = Config::from_toml("prefix = 7\nlables.env = \"prod\"").expect_err("neither is right");
    /// assert_eq!(
    ///     error.to_string(),
    ///     "line 1, column 10: `prefix` is a string, `7` is none: write it like `prefix = \"shop\"`\n\
    ///      line 2, column 1: unknown key `lables`, did you mean `labels`? \
    ///      (known: `prefix`, `series_limit`, `created`, `vmrange`, `labels`, `families`)"
    /// );
    /// # Ok::<(), tickmark::ConfigError>(())
    /// ```
    ///
    /// # Errors
    ///
    /// Where the text is not TOML, holds an unknown key, or says what can't be: all mistakes at once, each with its line and column.
    #[cfg(feature = "toml")]
    pub fn from_toml(text: &str) -> Result<Self, ConfigError> {
        file::read(text, None).checked()
    }

    /// What a TOML file says.
    ///
    /// # Errors
    ///
    /// Those of [`from_toml`](Self::from_toml), and when the file can't be read.
    #[cfg(feature = "toml")]
    pub fn from_toml_file(path: impl AsRef<Path>) -> Result<Self, ConfigError> {
        file::open(path.as_ref()).checked()
    }

    /// What the [environment](Self#in-the-environment) of the program says.
    ///
    /// # Errors
    ///
    /// Where a variable is unknown or says what can't be, all mistakes at once; those of the file, where one is named.
    pub fn from_env() -> Result<Self, ConfigError> {
        Self::from_vars(env::vars_os())
    }

    /// The same, with what is right of it, and what is wrong.
    pub(crate) fn of_environment() -> (Self, Vec<String>) {
        let mut config = environment::read(env::vars_os());
        let mistakes = config.take_mistakes();
        (config, mistakes)
    }

    /// What is wrong with it; what is right stays.
    pub(crate) fn take_mistakes(&mut self) -> Vec<String> {
        mem::take(&mut self.mistakes).iter().map(Mistake::to_string).collect()
    }

    /// What these variables say, as if they were the environment; for tests, and for environments that come from elsewhere.
    ///
    /// ```
    /// # use tickmark::Config;
    /// let config = Config::from_vars([("TICKMARK_DISABLE", "*"), ("TICKMARK_ENABLE", "shop_*"), ("HOME", "/root")])?;
    /// assert!(config.is_enabled("shop_orders_total") && !config.is_enabled("function_calls_total"));
    /// # Ok::<(), tickmark::ConfigError>(())
    /// ```
    ///
    /// # Errors
    ///
    /// Those of [`from_env`](Self::from_env).
    pub fn from_vars<K, V>(variables: impl IntoIterator<Item = (K, V)>) -> Result<Self, ConfigError>
    where
        K: Into<OsString>,
        V: Into<OsString>,
    {
        let variables = variables.into_iter().map(|(name, value)| (name.into(), value.into()));
        environment::read(variables).checked()
    }

    /// With the [environment](Self#in-the-environment) over it.
    ///
    /// # Errors
    ///
    /// Those of [`from_env`](Self::from_env) and those of [`checked`](Self::checked), together.
    pub fn with_env(self) -> Result<Self, ConfigError> {
        self.then(environment::read(env::vars_os())).checked()
    }

    /// With another configuration over it: what that one says wins, and its rules come after.
    ///
    /// ```
    /// # use tickmark::Config;
    /// let author = Config::new().prefix("shop").label("env", "dev").limit("*", 500);
    /// let operator = Config::new().label("env", "prod");
    /// let config = author.then(operator).checked()?;
    /// assert_eq!(config.name_prefix(), "shop");
    /// assert!(config.constant_labels().eq([("env", "prod")]));
    /// # Ok::<(), tickmark::ConfigError>(())
    /// ```
    pub fn then(mut self, upper: Self) -> Self {
        self.prefix = upper.prefix.or(self.prefix);
        self.series_limit = upper.series_limit.or(self.series_limit);
        self.created = upper.created.or(self.created);
        self.vmrange = upper.vmrange.or(self.vmrange);
        upper.labels.into_iter().for_each(|label| self.set_label(label));
        self.rules.extend(upper.rules);
        self.mistakes.extend(upper.mistakes);
        self
    }

    /// The same, if nothing is wrong with it.
    ///
    /// # Errors
    ///
    /// Where a method was given what can't be. None of them fails by itself, so that a configuration is written in one go and all
    /// mistakes are found at once, each with the line of its call.
    pub fn checked(mut self) -> Result<Self, ConfigError> {
        ConfigError::none_or(mem::take(&mut self.mistakes)).map(|()| self)
    }

    /// What stands before the name of every family, with an `_` between them; nothing does after `prefix("")`. Those of attached collectors
    /// keep their names, by which others know them.
    #[track_caller]
    pub fn prefix(mut self, prefix: impl Into<String>) -> Self {
        self.put_prefix(prefix.into(), Place::call("prefix"));
        self
    }

    /// A label that every series has; each is given once, but an upper [layer](Self#layers) may give another value, or an empty one to
    /// take the label away.
    ///
    /// ```
    /// # use tickmark::Config;
    /// let config = Config::new().label("env", "dev").then(Config::from_vars([("TICKMARK_LABELS", "env=")])?);
    /// assert_eq!(config.constant_labels().count(), 0);
    /// # Ok::<(), tickmark::ConfigError>(())
    /// ```
    #[track_caller]
    pub fn label(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.put_label(name.into(), value.into(), Place::call("label"));
        self
    }

    /// Leaves families out of the page.
    #[track_caller]
    pub fn disable(mut self, pattern: impl AsRef<str>) -> Self {
        self.put_rule(pattern.as_ref(), Setting::Enabled(false), Place::call("disable"));
        self
    }

    /// Has families on the page that an earlier rule left out.
    #[track_caller]
    pub fn enable(mut self, pattern: impl AsRef<str>) -> Self {
        self.put_rule(pattern.as_ref(), Setting::Enabled(true), Place::call("enable"));
        self
    }

    /// Gives histograms other upper bounds than they were declared with.
    #[track_caller]
    pub fn buckets(mut self, pattern: impl AsRef<str>, bounds: impl Into<Vec<f64>>) -> Self {
        self.put_buckets(pattern.as_ref(), bounds.into(), Place::call("buckets"));
        self
    }

    /// How many series a family may have before all others share one.
    #[track_caller]
    pub fn limit(mut self, pattern: impl AsRef<str>, limit: usize) -> Self {
        self.put_limit(pattern.as_ref(), limit, Place::call("limit"));
        self
    }

    /// The limit of families without one of their own, instead of [`SERIES_LIMIT`](crate::SERIES_LIMIT).
    #[track_caller]
    pub fn series_limit(mut self, limit: usize) -> Self {
        self.put_series_limit(limit, Place::call("series_limit"));
        self
    }

    /// Whether pages of OpenMetrics say when series began, as [`Encoder::created`](crate::exposition::Encoder::created) has it.
    pub fn created(mut self, is_on: bool) -> Self {
        self.created = Some(is_on);
        self
    }

    /// Whether pages of text have the buckets of native histograms as VictoriaMetrics knows them, as
    /// [`Encoder::vmrange`](crate::exposition::Encoder::vmrange) has it.
    pub fn vmrange(mut self, is_on: bool) -> Self {
        self.vmrange = Some(is_on);
        self
    }
}
