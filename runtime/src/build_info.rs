//! What a program was built from, as a metric.

use crate::label::{LabelDescriptor, LabelSet, LabelValue};

/// The labels of [`build_info!`](crate::build_info).
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct BuildInfo {
    package: &'static str,
    version: &'static str,
    revision: Option<&'static str>,
    branch: Option<&'static str>,
    profile: &'static str,
}

impl BuildInfo {
    /// What the compiler knows of the package that calls the macro; empty texts are left out.
    pub const fn new(
        package: &'static str,
        version: &'static str,
        revision: Option<&'static str>,
        branch: Option<&'static str>,
        is_debug: bool,
    ) -> Self {
        Self { package, version, revision, branch, profile: if is_debug { "debug" } else { "release" } }
    }
}

impl LabelSet for BuildInfo {
    const LABELS: &'static [LabelDescriptor] = &[
        LabelDescriptor::of::<&str>("package"),
        LabelDescriptor::of::<&str>("version"),
        LabelDescriptor::of::<Option<&str>>("revision"),
        LabelDescriptor::of::<Option<&str>>("branch"),
        LabelDescriptor::of::<&str>("profile"),
        LabelDescriptor::of::<&str>("rust"),
    ];

    fn index(&self) -> usize {
        0
    }

    fn visit(&self, each: &mut impl FnMut(&str)) {
        each(self.package);
        each(self.version);
        self.revision.with_str(&mut *each);
        self.branch.with_str(&mut *each);
        each(self.profile);
        each(env!("BUILT_BY_RUST"));
    }
}

/// Puts `build_info` on the page: one series, always 1, whose labels say what the program was built from.
///
/// | label | |
/// |---|---|
/// | `package`, `version` | of the package whose code calls the macro |
/// | `revision` | what `GIT_COMMIT`, `VERGEN_GIT_SHA`, `GITHUB_SHA` or `CI_COMMIT_SHA` says while it is built; left out where none is set |
/// | `branch` | the same of `GIT_BRANCH`, `VERGEN_GIT_BRANCH`, `GITHUB_REF_NAME` or `CI_COMMIT_BRANCH` |
/// | `profile` | `debug` where debug assertions are on, `release` otherwise |
/// | `rust` | the version of the compiler |
///
/// It is an item: write it once, in the program rather than in a library. Joined to other metrics, it tells versions apart:
/// `sum by (version) (rate(orders_total[5m]) * on (instance) group_left (version) build_info)`.
///
/// ```
/// tickmark::build_info!();
///
/// fn main() {
///     assert!(tickmark::encode().contains("build_info{package="));
/// }
/// ```
#[macro_export]
macro_rules! build_info {
    () => {
        const _: () = {
            #[$crate::register(
                                                                name = "build_info",
                                                                help = "What this program was built from.",
                                                                crate = $crate
                                                            )]
            static BUILD_INFO: $crate::Info<$crate::__private::BuildInfo> =
                $crate::Info::of($crate::__private::BuildInfo::new(
                    ::core::env!("CARGO_PKG_NAME"),
                    ::core::env!("CARGO_PKG_VERSION"),
                    $crate::__private::first_of([
                        ::core::option_env!("GIT_COMMIT"),
                        ::core::option_env!("VERGEN_GIT_SHA"),
                        ::core::option_env!("GITHUB_SHA"),
                        ::core::option_env!("CI_COMMIT_SHA"),
                    ]),
                    $crate::__private::first_of([
                        ::core::option_env!("GIT_BRANCH"),
                        ::core::option_env!("VERGEN_GIT_BRANCH"),
                        ::core::option_env!("GITHUB_REF_NAME"),
                        ::core::option_env!("CI_COMMIT_BRANCH"),
                    ]),
                    ::core::cfg!(debug_assertions),
                ));
        };
    };
}

/// The first that is there.
pub const fn first_of(texts: [Option<&'static str>; 4]) -> Option<&'static str> {
    let mut at = 0;
    while at < texts.len() {
        if texts[at].is_some() {
            return texts[at];
        }
        at += 1;
    }
    None
}
