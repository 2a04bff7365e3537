//! The house stays a house: imports point down, files stay short, `unsafe` stays in the cellar.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::{Path, PathBuf},
};

use proc_macro2::{Delimiter, LexError, TokenStream, TokenTree};

/// Which top-level modules of `runtime/src` stand on which floor; a module may use its own floor and those below.
const FLOORS: &[(i8, &[&str])] = &[
    (-1, &["cell", "clock"]),
    (
        0,
        &[
            "metric",
            "family",
            "field",
            "kept",
            "label",
            "name",
            "nearest",
            "place",
            "unit",
            "exemplar",
            "timestamp",
            "buckets",
            "config",
            "kind",
            "sink",
            "text",
        ],
    ),
    (1, &["registry", "collector", "catalog", "error"]),
    (2, &["exposition", "instrument", "attribute", "section", "build_info", "derive"]),
    (3, &["http", "serve", "collectors", "push", "proxy", "bridge"]),
    (4, &["generate", "live", "testing"]),
    (5, &["bin"]),
];

/// The door for generated code: it may use every floor, and no floor may use it.
const SIDE_DOOR: &str = "__private";

/// Where `unsafe` may stand.
const CELLAR: &[&str] = &["runtime/src/cell/", "runtime/src/cell.rs", "runtime/src/clock/"];

const MOST_LINES_OF_A_FILE: usize = 400;

const DEPENDENCIES_OF_MACROS: &[&str] = &["proc-macro2", "quote", "syn"];

#[test]
fn every_module_of_the_runtime_stands_on_a_floor() {
    assert_none(&modules_without_floor(&sources("runtime/src")));
}

#[test]
fn imports_in_the_runtime_point_down() {
    assert_none(&imports_that_point_up(&sources("runtime/src")));
}

#[test]
fn modules_of_one_floor_do_not_import_each_other_in_a_circle() {
    assert_none(&circles(&sources("runtime/src")));
}

#[test]
fn no_file_is_longer_than_400_lines() {
    assert_none(&long_files(&all_sources()));
}

#[test]
fn unsafe_code_stands_only_in_the_cellar() {
    assert_none(&unsafe_outside_the_cellar(&all_sources()));
}

#[test]
fn the_macros_depend_on_syn_quote_and_proc_macro2_only() {
    assert_none(&foreign_dependencies(&read(&root().join("macros/Cargo.toml"))));
}

#[test]
fn every_macro_is_the_same_folder() {
    let files: BTreeSet<String> = sources("macros/src").into_iter().map(|source| source.path).collect();
    assert_none(&incomplete_macro_folders(&files));
}

/// One file, already taken apart.
struct Source {
    path: String,
    /// Of the file, below the crate: `["metric", "counter"]`, empty for `lib.rs`.
    module: Vec<String>,
    lines: usize,
    findings: Findings,
}

impl Source {
    fn new(path: &str, text: &str) -> Self {
        let module = module_of(path);
        let tokens = text.parse().unwrap_or_else(|error: LexError| {
            panic!("{path}:{} is not Rust: {error}", error.span().start().line)
        });
        let mut findings = Findings::default();
        findings.read(tokens, &module);
        Self { path: path.to_owned(), module, lines: text.lines().count(), findings }
    }

    fn top_module(&self) -> Option<&str> {
        self.module.first().map(String::as_str)
    }

    /// Whether only tests compile the file.
    fn is_test(&self, test_modules: &BTreeSet<Vec<String>>) -> bool {
        self.module.iter().any(|name| name == "tests")
            || (1..=self.module.len()).any(|length| test_modules.contains(&self.module[..length]))
    }

    fn at(&self, line: usize) -> String {
        format!("{}:{line}", self.path)
    }
}

/// What the rules ask about, gathered in one walk over the tokens; code under `#[cfg(test)]` is left out.
#[derive(Default)]
struct Findings {
    uses: Vec<Use>,
    lines_of_unsafe: Vec<usize>,
    /// Declared as `#[cfg(test)] mod name;`: their files are tests, whatever they are called.
    test_modules: BTreeSet<Vec<String>>,
}

/// A path through the crate, reduced to its first segment: `None` is a glob of the crate's root.
struct Use {
    line: usize,
    top_module: Option<String>,
}

impl Findings {
    fn read(&mut self, tokens: TokenStream, module: &[String]) {
        let tokens: Vec<TokenTree> = tokens.into_iter().collect();
        let mut position = 0;
        while let Some(token) = tokens.get(position) {
            let rest = &tokens[position..];
            position += match token {
                TokenTree::Punct(_) if starts_test_item(rest) => self.skip_test_item(rest, module),
                // What `$crate` leads to is the business of the place where the macro is used.
                TokenTree::Punct(_) if is_variable(rest) => 2,
                TokenTree::Group(group) => {
                    self.read(group.stream(), module);
                    1
                }
                TokenTree::Ident(ident) if ident == "mod" => self.read_inline_module(rest, module),
                TokenTree::Ident(ident) if ident == "crate" => self.read_path(rest, &[]),
                TokenTree::Ident(ident) if ident == "super" => self.read_path(rest, parent(module)),
                TokenTree::Ident(ident) if ident == "unsafe" && makes_unsafe(rest.get(1)) => {
                    self.lines_of_unsafe.push(line_of(token));
                    1
                }
                _ => 1,
            };
        }
    }

    fn read_inline_module(&mut self, rest: &[TokenTree], module: &[String]) -> usize {
        if let [_, TokenTree::Ident(name), TokenTree::Group(body), ..] = rest {
            self.read(body.stream(), &child(module, &name.to_string()));
            return 3;
        }
        1
    }

    /// Reads on after `crate` or `super`, which lead to `base`; tells how many tokens it took, with that one.
    fn read_path(&mut self, rest: &[TokenTree], base: &[String]) -> usize {
        match rest {
            [_, TokenTree::Punct(first), TokenTree::Punct(second), segment @ ..]
                if (first.as_char(), second.as_char()) == (':', ':') =>
            {
                3 + self.read_segment(segment, base)
            }
            _ => 1,
        }
    }

    fn read_segment(&mut self, rest: &[TokenTree], base: &[String]) -> usize {
        match rest.first() {
            Some(TokenTree::Ident(ident)) if ident == "super" => return self.read_path(rest, parent(base)),
            Some(TokenTree::Group(group)) => {
                for branch in branches(group.stream()) {
                    self.read_segment(&branch, base);
                }
            }
            // A macro of `#[macro_export]` lives at the crate's root, wherever it was written.
            Some(TokenTree::Ident(_)) if base.is_empty() && is_macro_call(&rest[1..]) => {}
            Some(token) => self.push_use(token, base),
            None => return 0,
        }
        1
    }

    fn push_use(&mut self, token: &TokenTree, base: &[String]) {
        let segment = || matches!(token, TokenTree::Ident(_)).then(|| token.to_string());
        self.uses.push(Use { line: line_of(token), top_module: base.first().cloned().or_else(segment) });
    }

    /// Skips to the end of the item, and remembers it when it is a module in a file of its own.
    fn skip_test_item(&mut self, rest: &[TokenTree], module: &[String]) -> usize {
        let end = rest.iter().position(ends_item).map_or(rest.len(), |end| end + 1);
        if let [.., TokenTree::Ident(keyword), TokenTree::Ident(name), TokenTree::Punct(_)] = &rest[..end]
            && keyword == "mod"
        {
            self.test_modules.insert(child(module, &name.to_string()));
        }
        end
    }
}

/// Takes `{a::b, c, *}` apart at its commas.
fn branches(group: TokenStream) -> Vec<Vec<TokenTree>> {
    let tokens: Vec<TokenTree> = group.into_iter().collect();
    let is_comma = |token: &TokenTree| matches!(token, TokenTree::Punct(punct) if punct.as_char() == ',');
    tokens.split(is_comma).map(<[TokenTree]>::to_vec).collect()
}

fn starts_test_item(rest: &[TokenTree]) -> bool {
    let [TokenTree::Punct(hash), TokenTree::Group(attribute), ..] = rest else { return false };
    let attribute = attribute.stream().to_string().replace(' ', "");
    hash.as_char() == '#' && (attribute == "cfg(test)" || attribute.starts_with("cfg(all(test,"))
}

/// Whether this is `$crate` or `$name`, and not the `$(…)*` of a repetition.
fn is_variable(rest: &[TokenTree]) -> bool {
    matches!(rest, [TokenTree::Punct(dollar), TokenTree::Ident(_), ..] if dollar.as_char() == '$')
}

fn ends_item(token: &TokenTree) -> bool {
    match token {
        TokenTree::Group(group) => group.delimiter() == Delimiter::Brace,
        TokenTree::Punct(punct) => punct.as_char() == ';',
        _ => false,
    }
}

fn is_macro_call(rest: &[TokenTree]) -> bool {
    matches!(rest, [TokenTree::Punct(bang), TokenTree::Group(_), ..] if bang.as_char() == '!')
}

/// Whether the word `unsafe` opens unsafe code here; in `Token![unsafe]` nothing follows it.
fn makes_unsafe(next: Option<&TokenTree>) -> bool {
    matches!(next, Some(TokenTree::Ident(_) | TokenTree::Group(_)))
}

fn line_of(token: &TokenTree) -> usize {
    token.span().start().line
}

fn parent(module: &[String]) -> &[String] {
    module.split_last().map_or(&[], |(_, parent)| parent)
}

fn child(module: &[String], name: &str) -> Vec<String> {
    module.iter().cloned().chain([name.to_owned()]).collect()
}

fn modules_without_floor(sources: &[Source]) -> Vec<String> {
    let tests = test_modules(sources);
    let without = sources.iter().filter(|source| !source.is_test(&tests)).filter_map(Source::top_module);
    without
        .filter(|module| *module != SIDE_DOOR && floor_of(module).is_none())
        .collect::<BTreeSet<_>>()
        .into_iter()
        .map(|module| {
            format!("module `{module}` stands on no floor: add it to `FLOORS` in tests/architecture.rs")
        })
        .collect()
}

fn imports_that_point_up(sources: &[Source]) -> Vec<String> {
    let edges = uses_between_modules(sources);
    edges
        .iter()
        .filter_map(|(source, from, it)| upward(from, it).map(|why| source.at(it.line) + ": " + &why))
        .collect()
}

fn upward(from: &str, it: &Use) -> Option<String> {
    let Some(to) = it.top_module.as_deref() else {
        return Some("a glob of the crate's root hides what is used: name the module".to_owned());
    };
    if to == SIDE_DOOR {
        return Some(format!(
            "`{from}` uses `{SIDE_DOOR}`, which is for generated code: use the module behind it"
        ));
    }
    let Some(upper) = floor_of(to) else {
        return Some(format!(
            "`crate::{to}` is no module that stands on a floor: name the module it lives in"
        ));
    };
    let lower = floor_of(from)?;
    (upper > lower).then(|| {
        format!("`{from}` (floor {lower}) uses `{to}` (floor {upper}): move what both need to floor {lower} or below")
    })
}

/// Every use of one top-level module by another, with the file that it stands in and the module that uses.
///
/// `lib.rs` and the side door may use everything, and what is under `bin/` is another crate.
fn uses_between_modules(sources: &[Source]) -> Vec<(&Source, &str, &Use)> {
    let tests = test_modules(sources);
    let mut found = Vec::new();
    for source in sources.iter().filter(|source| !source.is_test(&tests)) {
        let Some(from) = source.top_module().filter(|from| ![SIDE_DOOR, "bin"].contains(from)) else {
            continue;
        };
        let others = source.findings.uses.iter().filter(|it| it.top_module.as_deref() != Some(from));
        found.extend(others.map(|it| (source, from, it)));
    }
    found
}

fn circles(sources: &[Source]) -> Vec<String> {
    let mut places = BTreeMap::new();
    for (source, from, it) in uses_between_modules(sources) {
        let Some(to) = it.top_module.as_deref() else { continue };
        if floor_of(from).is_some() && floor_of(from) == floor_of(to) {
            places.entry((from, to)).or_insert_with(|| source.at(it.line));
        }
    }
    let closes_circle = |(from, to): &(&str, &str)| is_reachable(&places, to, from);
    let closing = places.iter().filter(|(edge, _)| closes_circle(edge));
    closing
        .map(|((from, to), place)| {
            format!("{place}: `{from}` uses `{to}`, which leads back: cut the circle here or there")
        })
        .collect()
}

fn is_reachable(edges: &BTreeMap<(&str, &str), String>, from: &str, goal: &str) -> bool {
    let mut seen = BTreeSet::from([from]);
    let mut open = vec![from];
    while let Some(module) = open.pop() {
        let next = edges.keys().filter(|(start, _)| *start == module).map(|(_, end)| *end);
        open.extend(next.filter(|end| seen.insert(end)));
    }
    seen.contains(goal)
}

fn long_files(sources: &[Source]) -> Vec<String> {
    let long = sources.iter().filter(|source| source.lines > MOST_LINES_OF_A_FILE);
    long.map(|Source { path, lines, .. }| {
        format!("{path} has {lines} lines, {MOST_LINES_OF_A_FILE} are allowed: split it into files of one thing each")
    })
    .collect()
}

fn unsafe_outside_the_cellar(sources: &[Source]) -> Vec<String> {
    let tests = test_modules(sources);
    let upstairs = |source: &&Source| !CELLAR.iter().any(|start| source.path.starts_with(start));
    let outside = sources.iter().filter(upstairs).filter(|source| !source.is_test(&tests));
    let lines =
        outside.flat_map(|source| source.findings.lines_of_unsafe.iter().map(|line| source.at(*line)));
    lines
        .map(|place| format!("{place}: `unsafe` stands only in {CELLAR:?}: put a safe function there"))
        .collect()
}

fn foreign_dependencies(manifest: &str) -> Vec<String> {
    let mut heading = "";
    let mut found = BTreeSet::new();
    for line in manifest.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#')) {
        if line.starts_with('[') {
            heading = line.trim_matches(['[', ']']);
            found.extend(heading.strip_prefix("dependencies."));
        } else if heading == "dependencies" {
            found.extend(line.split(['.', ' ', '=']).next());
        } else if heading.ends_with("dependencies") && line.starts_with("tickmark") {
            found.insert("tickmark");
        }
    }
    if found.iter().eq(DEPENDENCIES_OF_MACROS) {
        return Vec::new();
    }
    vec![format!("macros/Cargo.toml depends on {found:?}: it has to be exactly {DEPENDENCIES_OF_MACROS:?}")]
}

fn incomplete_macro_folders(files: &BTreeSet<String>) -> Vec<String> {
    let folders = files.iter().filter_map(|path| path.strip_suffix("/expand.rs"));
    let expected =
        folders.flat_map(|folder| ["mod", "args", "validate"].map(|stem| format!("{folder}/{stem}.rs")));
    let missing = expected.filter(|path| !files.contains(path));
    missing.map(|path| format!("{path} is missing: every macro is mod, args → validate → expand")).collect()
}

fn floor_of(module: &str) -> Option<i8> {
    FLOORS.iter().find(|(_, modules)| modules.contains(&module)).map(|(floor, _)| *floor)
}

fn test_modules(sources: &[Source]) -> BTreeSet<Vec<String>> {
    sources.iter().flat_map(|source| source.findings.test_modules.iter().cloned()).collect()
}

fn module_of(path: &str) -> Vec<String> {
    let inside = path.split_once("/src/").map_or(path, |(_, inside)| inside).trim_end_matches(".rs");
    let mut module: Vec<String> = inside.split('/').map(str::to_owned).collect();
    module.pop_if(|last| last == "mod" || last == "lib");
    module
}

fn all_sources() -> Vec<Source> {
    ["runtime/src", "macros/src"].into_iter().flat_map(sources).collect()
}

fn sources(folder: &str) -> Vec<Source> {
    let mut paths = Vec::new();
    collect_rust_files(&root().join(folder), &mut paths);
    assert!(!paths.is_empty(), "no Rust files under {folder}: has it moved?");
    paths.sort();
    paths.iter().map(|path| Source::new(&relative(path), &read(path))).collect()
}

fn collect_rust_files(folder: &Path, paths: &mut Vec<PathBuf>) {
    let entries = fs::read_dir(folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
    for path in entries.map(|entry| entry.expect("a folder of the checkout can be listed").path()) {
        if path.is_dir() {
            collect_rust_files(&path, paths);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            paths.push(path);
        }
    }
}

fn relative(path: &Path) -> String {
    let inside = path.strip_prefix(root()).expect("all files are below the root");
    inside.to_string_lossy().replace('\\', "/")
}

fn read(path: &Path) -> String {
    fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("the package lies in the workspace")
}

fn assert_none(complaints: &[String]) {
    assert!(complaints.is_empty(), "\n{}\n", complaints.join("\n"));
}

/// A rule that can't fail guards nothing: each one is shown a small house that breaks it.
mod each_rule_can_fail {
    use super::*;

    fn uses_of(text: &str) -> Vec<String> {
        imports_that_point_up(&[Source::new("runtime/src/metric/counter.rs", text)])
    }

    #[test]
    fn an_upward_import_is_reported_at_its_line() {
        let complaints = uses_of("//! Docs.\n\nuse crate::cell::Cell;\nuse crate::registry::Registry;\n");
        assert_eq!(complaints.len(), 1, "{complaints:?}");
        assert!(
            complaints[0]
                .starts_with("runtime/src/metric/counter.rs:4: `metric` (floor 0) uses `registry` (floor 1)")
        );
    }

    #[test]
    fn an_upward_path_is_found_wherever_it_stands() {
        for text in [
            "use crate::{cell::Cell, exposition::{text, escape}};",
            "use super::super::registry::Registry;",
            "use super::{super::registry::Registry};",
            "use self::super::super::registry;",
            "fn f(registry: &crate::registry::Registry) {}",
            "fn f() { println!(\"{}\", crate::registry::count()) }",
            "macro_rules! count { ($($name:ident)*) => { $(crate::registry::$name();)* } }",
            "mod inner { fn f() { super::super::super::registry::count() } }",
            "#[cfg(not(test))] use crate::registry::Registry;",
            "use crate::Registry;",
            "use crate::*;",
            "use crate::__private::Callsite;",
        ] {
            assert_eq!(uses_of(text).len(), 1, "{text}");
        }
    }

    #[test]
    fn what_may_be_used_is_not_reported() {
        for text in [
            "use crate::cell::{self, Cell};",
            "use super::histogram::Histogram;",
            "pub(crate) fn f() {} pub(in crate::metric) fn g() {}",
            "fn f() { crate::exported!(1) }",
            "macro_rules! make { () => { $crate::__private::make() } }",
            "#[cfg(test)] mod tests { use crate::registry::Registry; }",
            "#[cfg(test)] use crate::registry::Registry;",
            "/// See [`crate::registry::Registry`].\nfn f() {}",
        ] {
            assert_eq!(uses_of(text), Vec::<String>::new(), "{text}");
        }
    }

    #[test]
    fn files_of_tests_may_use_everything() {
        let upward = "use crate::registry::Registry;";
        let parent = Source::new("runtime/src/metric/mod.rs", "#[cfg(test)]\nmod scenario;");
        let declared = Source::new("runtime/src/metric/scenario.rs", upward);
        let named = Source::new("runtime/src/metric/tests.rs", upward);
        assert_eq!(imports_that_point_up(&[parent, declared, named]), Vec::<String>::new());
    }

    #[test]
    fn a_circle_on_one_floor_is_reported() {
        let circle = [
            Source::new("runtime/src/label.rs", "use crate::name::Name;"),
            Source::new("runtime/src/name.rs", "use crate::unit::Unit;"),
            Source::new("runtime/src/unit.rs", "use crate::label::Label;"),
        ];
        assert_eq!(circles(&circle).len(), 3);
        assert_eq!(circles(&circle[..2]), Vec::<String>::new());
    }

    #[test]
    fn a_module_without_a_floor_is_reported() {
        let unknown = Source::new("runtime/src/attic/mod.rs", "");
        assert_eq!(modules_without_floor(&[unknown]).len(), 1);
    }

    #[test]
    fn a_long_file_is_reported() {
        let long = Source::new("macros/src/long.rs", &"//\n".repeat(MOST_LINES_OF_A_FILE + 1));
        assert_eq!(long_files(&[long]).len(), 1);
    }

    #[test]
    fn unsafe_code_is_reported_outside_the_cellar() {
        let text = "unsafe fn f() { unsafe { g() } } unsafe impl Send for X {}";
        let count = |path| unsafe_outside_the_cellar(&[Source::new(path, text)]).len();
        assert_eq!(count("runtime/src/metric/counter.rs"), 3);
        assert_eq!(count("runtime/src/cell/slab.rs"), 0);
        let word = Source::new("macros/src/function.rs", "type Unsafe = Token![unsafe];");
        assert_eq!(unsafe_outside_the_cellar(&[word]), Vec::<String>::new());
    }

    #[test]
    fn a_foreign_dependency_is_reported() {
        let ours = "[dependencies]\nproc-macro2.workspace = true\nquote = \"1\"\nsyn = { version = \"3\" }\n";
        assert_eq!(foreign_dependencies(ours), Vec::<String>::new());
        for foreign in
            ["heck = \"1\"", "[dependencies.heck]", "[dev-dependencies]\ntickmark.workspace = true"]
        {
            assert_eq!(foreign_dependencies(&format!("{ours}{foreign}\n")).len(), 1, "{foreign}");
        }
    }

    #[test]
    fn a_macro_folder_without_a_stage_is_reported() {
        let files = ["args", "expand", "mod"].map(|stem| format!("macros/src/timed/{stem}.rs"));
        assert_eq!(incomplete_macro_folders(&files.into()).len(), 1);
    }
}
