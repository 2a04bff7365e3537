//! Every rule has a page that breaks it, and one that is the same but for that.

mod case;
mod conformance;
mod pair;
mod property;
mod rule;

use super::*;

const TEXT: Format = Format::Text0_0_4;
const OPEN_METRICS: Format = Format::OpenMetrics1_0_0;
