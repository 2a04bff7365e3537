//! The sources of a crate as they were published, from wherever cargo gets its crates.

use std::{
    fs, io,
    path::{Path, PathBuf},
};

use serde_json::Value;

use crate::{cargo, request::Wanted};

/// A crate in cargo's own store, which nobody may write to.
pub(crate) struct Source {
    pub(crate) name: String,
    pub(crate) version: String,
    folder: PathBuf,
}

impl Source {
    /// Has cargo fetch the crate, as the only dependency of an empty package.
    pub(crate) fn fetch(wanted: &Wanted) -> Result<Self, String> {
        let folder = cargo::workshop().join("fetch").join(&wanted.name);
        let written = fs::create_dir_all(folder.join("src"))
            .and_then(|()| fs::write(folder.join("src/lib.rs"), ""))
            .and_then(|()| fs::write(folder.join("Cargo.toml"), manifest(wanted)));
        written.map_err(|error| format!("{}: {error}", folder.display()))?;
        let metadata = cargo::require(&folder, &["metadata", "--format-version", "1"])?;
        let metadata: Value = serde_json::from_str(&metadata)
            .map_err(|error| format!("`cargo metadata` did not answer in JSON: {error}"))?;
        Self::find(wanted, &metadata).ok_or_else(|| format!("cargo did not fetch `{}`", wanted.name))
    }

    fn find(wanted: &Wanted, metadata: &Value) -> Option<Self> {
        let nodes = metadata["resolve"]["nodes"].as_array()?;
        let root = nodes.iter().find(|node| node["id"] == metadata["resolve"]["root"])?;
        let id = root["deps"].as_array()?.first()?["pkg"].as_str()?;
        let packages = metadata["packages"].as_array()?;
        let package =
            packages.iter().find(|package| package["id"] == id && package["name"] == wanted.name)?;
        Some(Self {
            name: wanted.name.clone(),
            version: package["version"].as_str()?.to_owned(),
            folder: Path::new(package["manifest_path"].as_str()?).parent()?.to_owned(),
        })
    }

    /// A copy that can be changed and is a workspace of its own; an earlier one is replaced.
    pub(crate) fn copy_to(&self, folder: &Path) -> Result<(), String> {
        let copied = remove(folder).and_then(|()| copy(&self.folder, folder)).and_then(|()| {
            let manifest = folder.join("Cargo.toml");
            let text = fs::read_to_string(&manifest)?;
            let heading = if text.contains("\n[workspace]") { "" } else { "\n[workspace]\n" };
            fs::write(manifest, text + heading)
        });
        copied.map_err(|error| format!("{}: {error}", folder.display()))
    }
}

fn manifest(wanted: &Wanted) -> String {
    let version = wanted.version.as_ref().map_or_else(|| "*".to_owned(), |version| format!("={version}"));
    format!(
        "[package]
name = \"fetch\"
edition = \"2024\"

[workspace]

[dependencies]
{} = \"{version}\"
",
        wanted.name
    )
}

fn remove(folder: &Path) -> io::Result<()> {
    if folder.exists() { fs::remove_dir_all(folder) } else { Ok(()) }
}

/// Copies a folder with all that is in it.
pub(crate) fn copy(from: &Path, to: &Path) -> io::Result<()> {
    fs::create_dir_all(to)?;
    for entry in fs::read_dir(from)? {
        let entry = entry?;
        let target = to.join(entry.file_name());
        if entry.file_type()?.is_dir() {
            copy(&entry.path(), &target)?;
        } else {
            fs::copy(entry.path(), target)?;
        }
    }
    Ok(())
}
