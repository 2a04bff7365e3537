//! Reads values out of the tree, and keeps all that is wrong with them.

use std::path::{Path, PathBuf};

use super::yaml::{Key, Node, Place, Value, Wrong};
use crate::{nearest::nearest, serve::exporter::access::file::Files};

/// Reads one file.
pub(super) struct Reader<'f> {
    #[cfg_attr(
        not(feature = "tls"),
        allow(dead_code, reason = "only certificates are in files of their own")
    )]
    files: &'f mut Files,
    #[cfg_attr(not(feature = "tls"), allow(dead_code, reason = "as above"))]
    folder: PathBuf,
    mistakes: Vec<Wrong>,
}

impl<'f> Reader<'f> {
    /// Paths in the file are relative to the folder where it lies.
    pub(super) fn new(path: &Path, files: &'f mut Files) -> Self {
        let folder = path.parent().unwrap_or(Path::new("")).to_owned();
        Self { files, folder, mistakes: Vec::new() }
    }

    /// All that is wrong, in the order of the file.
    pub(super) fn finish(self, path: &Path) -> Vec<String> {
        let mut mistakes = self.mistakes;
        mistakes.sort();
        let line =
            |(Place { line, column }, what): Wrong| format!("{}:{line}:{column}: {what}", path.display());
        mistakes.into_iter().map(line).collect()
    }

    pub(super) fn mistake(&mut self, place: Place, what: impl Into<String>) {
        self.mistakes.push((place, what.into()));
    }

    pub(super) fn unknown(&mut self, key: &Key, known: &[&str]) {
        let near = nearest(&key.name, known.iter().copied());
        let hint = near.map(|near| format!(", did you mean `{near}`?")).unwrap_or_default();
        let known: Vec<String> = known.iter().map(|word| format!("`{word}`")).collect();
        self.mistake(key.place, format!("unknown key `{}`{hint} (known: {})", key.name, known.join(", ")));
    }

    /// The entries of a map; none where nothing is written.
    pub(super) fn map<'n>(&mut self, node: &'n Node, key: &str, example: &str) -> &'n [(Key, Node)] {
        match &node.value {
            Value::Null => &[],
            Value::Map(entries) => entries,
            Value::Text(_) | Value::List(_) => {
                self.mistake(node.place, format!("`{key}` has keys below it: write them like `{example}`"));
                &[]
            }
        }
    }

    /// A text; nothing where nothing is written.
    pub(super) fn text<'n>(&mut self, node: &'n Node, key: &str) -> Option<&'n str> {
        match &node.value {
            Value::Null => None,
            Value::Text(text) => Some(text.as_str()).filter(|text| !text.is_empty()),
            Value::List(_) | Value::Map(_) => {
                self.mistake(node.place, format!("`{key}` is one value: write it like `{key}: value`"));
                None
            }
        }
    }

    pub(super) fn switch(&mut self, node: &Node, key: &str) -> Option<bool> {
        match self.text(node, key)? {
            "true" | "True" | "TRUE" => Some(true),
            "false" | "False" | "FALSE" => Some(false),
            other => {
                self.mistake(node.place, format!("`{key}` is `true` or `false`, not `{other}`"));
                None
            }
        }
    }

    /// What one of these words stands for.
    pub(super) fn chosen<T: Copy>(
        &mut self,
        text: &str,
        place: Place,
        key: &str,
        choices: &[(&str, T)],
    ) -> Option<T> {
        let found = choices.iter().find(|(word, _)| *word == text).map(|(_, value)| *value);
        if found.is_none() {
            let known: Vec<String> = choices.iter().map(|(word, _)| format!("`{word}`")).collect();
            self.mistake(
                place,
                format!("`{text}` can't be had for `{key}`: write one of {}", known.join(", ")),
            );
        }
        found
    }
}

/// What only the keys of TLS need.
#[cfg(feature = "tls")]
impl Reader<'_> {
    /// Texts; none where nothing is written.
    pub(super) fn texts<'n>(&mut self, node: &'n Node, key: &str) -> Vec<(&'n str, Place)> {
        match &node.value {
            Value::Null => Vec::new(),
            Value::List(items) => {
                items.iter().filter_map(|item| Some((self.text(item, key)?, item.place))).collect()
            }
            Value::Text(_) | Value::Map(_) => {
                self.mistake(node.place, format!("`{key}` is a list: write it like `{key}: [one, another]`"));
                Vec::new()
            }
        }
    }

    /// One of these words.
    pub(super) fn choice<T: Copy>(&mut self, node: &Node, key: &str, choices: &[(&str, T)]) -> Option<T> {
        let text = self.text(node, key)?;
        self.chosen(text, node.place, key, choices)
    }

    /// What the file holds that is named.
    pub(super) fn file(&mut self, node: &Node, key: &str) -> Option<Vec<u8>> {
        let name = self.text(node, key)?;
        let path = self.folder.join(name);
        let content = self.files.read(&path);
        let why = |error| {
            format!("`{name}` can't be read, {error}: give the path of a file, from the folder of this one")
        };
        content.map_err(|error| self.mistake(node.place, why(error))).ok()
    }
}
