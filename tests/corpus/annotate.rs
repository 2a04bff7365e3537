//! Puts the attributes on functions, and changes nothing else: not a line moves.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::{Path, PathBuf},
};

use syn::spanned::Spanned;

use crate::{
    eligible::{Function, Functions, Reason},
    package::Package,
};

/// A function, as the compiler's messages lead to it: the file below the package, and the first line.
pub(crate) type Place = (PathBuf, usize);

/// The sources of a package with all that can be annotated in them.
pub(crate) struct Sources {
    files: BTreeMap<PathBuf, File>,
    /// Files that are no Rust on their own, with the parser's words.
    pub(crate) unreadable: Vec<String>,
}

struct File {
    text: String,
    functions: Functions,
}

impl Sources {
    /// Reads the sources of the package.
    pub(crate) fn read(package: &Package) -> Result<Self, String> {
        let mut sources = Self { files: BTreeMap::new(), unreadable: Vec::new() };
        for path in package.sources()? {
            let name = path.display();
            let text =
                fs::read_to_string(package.folder.join(&path)).map_err(|error| format!("{name}: {error}"))?;
            match Functions::of(&text) {
                Ok(functions) => drop(sources.files.insert(path, File { text, functions })),
                Err(error) => sources.unreadable.push(format!("{name}: {error}")),
            }
        }
        Ok(sources)
    }

    pub(crate) fn eligible(&self) -> usize {
        self.files.values().map(|file| file.functions.eligible.len()).sum()
    }

    pub(crate) fn others(&self) -> BTreeMap<Reason, usize> {
        let mut sum = BTreeMap::new();
        for (reason, count) in self.files.values().flat_map(|file| &file.functions.others) {
            *sum.entry(*reason).or_default() += count;
        }
        sum
    }

    /// Writes the sources with the attributes on every eligible function but those that are `left_off`.
    pub(crate) fn annotate(
        &self,
        package: &Package,
        attributes: &[String],
        left_off: &BTreeSet<Place>,
    ) -> Result<(), String> {
        let attributes = format!("#[::tickmark::{}] ", attributes.join("] #[::tickmark::"));
        for (path, file) in &self.files {
            let is_wanted =
                |function: &&Function| !left_off.contains(&(path.clone(), *function.lines.start()));
            let starts = file.functions.eligible.iter().filter(is_wanted).map(|function| function.start);
            let mut insertions: Vec<_> = starts.map(|start| (start, attributes.as_str())).collect();
            insertions.extend(package.needs_extern_crate(path).then(|| extern_crate(&file.text)));
            let written = fs::write(package.folder.join(path), insert(&file.text, insertions));
            written.map_err(|error| format!("{}: {error}", path.display()))?;
        }
        Ok(())
    }

    /// The innermost eligible functions around a line, with their names.
    pub(crate) fn functions_around(&self, path: &Path, line: usize) -> Vec<(Place, String)> {
        let functions = self.files.get(path).into_iter().flat_map(|file| &file.functions.eligible);
        let around: Vec<_> = functions.filter(|function| function.lines.contains(&line)).collect();
        let length = |function: &Function| function.lines.end() - function.lines.start();
        let innermost = around.iter().map(|function| length(function)).min();
        let innermost = around.into_iter().filter(|function| Some(length(function)) == innermost);
        innermost
            .map(|function| ((path.to_owned(), *function.lines.start()), function.name.clone()))
            .collect()
    }
}

/// Edition 2015 knows a dependency only once it is declared, in the crate's root before the first item.
fn extern_crate(text: &str) -> (usize, &'static str) {
    let file = syn::parse_file(text).ok();
    let first = file.and_then(|file| file.items.first().map(|item| item.span().byte_range().start));
    (first.unwrap_or(text.len()), "extern crate tickmark; ")
}

fn insert(text: &str, mut insertions: Vec<(usize, &str)>) -> String {
    // Stable, from the end: `extern crate` comes before the attributes of the item that stood there.
    insertions.sort_by_key(|(start, _)| *start);
    let mut text = text.to_owned();
    for (start, inserted) in insertions.into_iter().rev() {
        text.insert_str(start, inserted);
    }
    text
}
