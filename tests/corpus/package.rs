//! A package that can be changed: what cargo knows of it, and where its sources are.

use std::{
    fs, io,
    path::{Path, PathBuf},
};

use serde_json::Value;

use crate::cargo;

/// Folders of a package whose programs are not the crate.
const NOT_THE_CRATE: &[&str] = &["benches", "examples", "target", "tests"];

/// One package, alone in its workspace.
pub(crate) struct Package {
    pub(crate) folder: PathBuf,
    edition: String,
    /// The first file of each crate in it, below the folder: of the library and of the programs.
    roots: Vec<PathBuf>,
}

impl Package {
    pub(crate) fn open(folder: PathBuf) -> Result<Self, String> {
        let metadata = cargo::require(&folder, &["metadata", "--format-version", "1", "--no-deps"])?;
        let metadata: Value = serde_json::from_str(&metadata)
            .map_err(|error| format!("`cargo metadata` did not answer in JSON: {error}"))?;
        let package = &metadata["packages"][0];
        let targets = package["targets"].as_array().into_iter().flatten();
        let crates =
            targets.filter(|target| !is_of_any(target, &["test", "bench", "example", "custom-build"]));
        let paths =
            crates.filter_map(|target| Path::new(target["src_path"].as_str()?).strip_prefix(&folder).ok());
        let roots = paths.map(Path::to_owned).collect();
        let edition = package["edition"].as_str().unwrap_or("2015").to_owned();
        Ok(Self { folder, edition, roots })
    }

    /// Makes `tickmark`, as it lies in this checkout, a dependency.
    pub(crate) fn add_tickmark(&self) -> Result<(), String> {
        let runtime = concat!(env!("CARGO_MANIFEST_DIR"), "/../runtime");
        // Nothing but what the attributes need: a dependency brings its implementations into other people's inference.
        let features = ["--no-default-features", "--features", "enabled"];
        let arguments = [&["add", "--path", runtime][..], &features].concat();
        cargo::require(&self.folder, &arguments).map(drop)
    }

    /// Whether this file has to name its dependencies.
    pub(crate) fn needs_extern_crate(&self, path: &Path) -> bool {
        self.edition == "2015" && self.roots.iter().any(|root| root == path)
    }

    /// All files of the crates, below the folder.
    pub(crate) fn sources(&self) -> Result<Vec<PathBuf>, String> {
        let mut folders: Vec<_> = self.roots.iter().filter_map(|root| root.parent()).collect();
        folders.sort_unstable();
        folders.dedup();
        // A program may lie below the library.
        let below_another =
            |folder: &Path| folders.iter().any(|other| *other != folder && folder.starts_with(other));
        let mut sources = Vec::new();
        for folder in folders.iter().filter(|folder| !below_another(folder)) {
            let read = collect_rust_files(&self.folder, folder, &mut sources);
            read.map_err(|error| format!("{}: {error}", folder.display()))?;
        }
        Ok(sources)
    }
}

fn is_of_any(target: &Value, kinds: &[&str]) -> bool {
    target["kind"].as_array().into_iter().flatten().any(|kind| kinds.iter().any(|it| kind == it))
}

fn collect_rust_files(package: &Path, folder: &Path, paths: &mut Vec<PathBuf>) -> io::Result<()> {
    for entry in fs::read_dir(package.join(folder))? {
        let path = folder.join(entry?.file_name());
        if package.join(&path).is_dir() {
            if !NOT_THE_CRATE.iter().any(|name| path == Path::new(name)) {
                collect_rust_files(package, &path, paths)?;
            }
        } else if path.extension().is_some_and(|it| it == "rs") && path != Path::new("build.rs") {
            paths.push(path);
        }
    }
    Ok(())
}
