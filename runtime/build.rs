//! Tells `build_info!` by which compiler the program is built.

use std::{env, process::Command};

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-env-changed=RUSTC");
    println!("cargo::rustc-env=BUILT_BY_RUST={}", version().unwrap_or_default());
}

/// `1.95.0` of `rustc 1.95.0 (59807616e 2026-04-14)`; nothing where the compiler can't be asked.
fn version() -> Option<String> {
    let output = Command::new(env::var_os("RUSTC")?).arg("--version").output().ok()?;
    let text = String::from_utf8(output.stdout).ok()?;
    text.split_whitespace().nth(1).map(str::to_owned)
}
