//! What the command line asks for.

use std::env;

const USAGE: &str =
    "write `[--attributes timed,counted,in_flight] [--no-doc] name[@version][/feature,feature] …`";

/// What is to be tried.
pub(crate) struct Request {
    /// In the order in which they are written.
    pub(crate) attributes: Vec<String>,
    pub(crate) crates: Vec<Wanted>,
    /// Whether the examples in the documentation run too; they take the most time.
    pub(crate) with_doc: bool,
}

/// `name`, `name@1.2.3` or `name@1.2.3/feature,feature`
#[derive(Clone)]
pub(crate) struct Wanted {
    pub(crate) name: String,
    /// The newest where nothing is said.
    pub(crate) version: Option<String>,
    /// All of them, or else the default ones, where nothing is said.
    pub(crate) features: Option<String>,
}

impl Request {
    pub(crate) fn from_command_line() -> Result<Self, String> {
        let attributes = ["timed", "counted", "in_flight"].map(str::to_owned).into();
        let mut request = Self { attributes, crates: Vec::new(), with_doc: true };
        let mut arguments = env::args().skip(1);
        while let Some(argument) = arguments.next() {
            match argument.as_str() {
                "--attributes" => {
                    let list = arguments.next().ok_or("`--attributes` needs a list, such as `timed`")?;
                    request.attributes = list.split(',').map(str::to_owned).collect();
                }
                "--no-doc" => request.with_doc = false,
                option if option.starts_with('-') => {
                    return Err(format!("`{option}` is unknown: {USAGE}"));
                }
                wanted => request.crates.push(Wanted::parse(wanted)?),
            }
        }
        Ok(request)
    }
}

impl Wanted {
    pub(crate) fn parse(text: &str) -> Result<Self, String> {
        let (package, features) = match text.split_once('/') {
            Some((package, features)) => (package, Some(features.to_owned())),
            None => (text, None),
        };
        let (name, version) = match package.split_once('@') {
            Some((name, version)) => (name, Some(version.to_owned())),
            None => (package, None),
        };
        if name.is_empty() {
            return Err(format!("`{text}` names no crate: {USAGE}"));
        }
        Ok(Self { name: name.to_owned(), version, features })
    }
}
