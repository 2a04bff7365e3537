//! The format of a page, from the header `Accept`:
//! [RFC 9110, 12.5.1](https://www.rfc-editor.org/rfc/rfc9110#section-12.5.1) and
//! [Prometheus' rules](https://prometheus.io/docs/instrumenting/content_negotiation/).

use std::{borrow::Cow, cmp::Reverse};

use super::list::{Element, elements};
use crate::exposition::{Escaping, Format};

/// All formats; of those that a client doesn't tell apart, it gets the first.
const FORMATS: [Format; 6] = [
    Format::Text0_0_4,
    Format::OpenMetrics1_0_0,
    Format::Json,
    Format::Text1_0_0,
    Format::OpenMetrics0_0_1,
    Format::Protobuf,
];

/// The format that is wanted most, or text 0.0.4 where none is wanted.
///
/// The range that says most about a format decides how much that is wanted. Of formats wanted alike, one that is asked for by its name
/// comes before one that a wildcard covers, then what stands first in the header.
pub(in crate::exposition) fn choose(accept: &str) -> (Format, Escaping) {
    let mut answers = FORMATS.map(|format| (format, None::<Answer>));
    for (position, element) in elements(accept).enumerate() {
        let range = Range::new(&element);
        for (format, answer) in &mut answers {
            let found = range.precision(*format).map(|precision| range.answer(precision, position));
            // What was found first stays where nothing better comes.
            if found.as_ref().map(Answer::authority) > answer.as_ref().map(Answer::authority) {
                *answer = found;
            }
        }
    }
    let wanted = answers.into_iter().filter_map(|(format, answer)| Some((format, answer?)));
    let wanted = wanted.filter(|(_, answer)| answer.weight > 0);
    let best = wanted.min_by_key(|(_, answer)| Reverse(answer.rank()));
    best.map_or((Format::Text0_0_4, Escaping::default()), |(format, answer)| {
        (format, escaping(format, answer.escaping))
    })
}

/// The scheme for a format, where this one was asked for.
fn escaping(format: Format, asked: Option<Escaping>) -> Escaping {
    match format {
        Format::Json => Escaping::AllowUtf8,
        // They have no quotes to put such names in.
        Format::Text0_0_4 | Format::OpenMetrics0_0_1 if asked == Some(Escaping::AllowUtf8) => {
            Escaping::Underscores
        }
        _ => asked.unwrap_or_default(),
    }
}

/// What an element of the header says about formats.
struct Range<'a> {
    media_type: &'a str,
    version: Option<Cow<'a, str>>,
    proto: Option<Cow<'a, str>>,
    encoding: Option<Cow<'a, str>>,
    escaping: Option<Escaping>,
    weight: u16,
}

/// How much a range says about a format.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Precision {
    Anything,
    Type,
    Name,
    Version,
}

/// What a header says about one format.
struct Answer {
    precision: Precision,
    weight: u16,
    position: usize,
    escaping: Option<Escaping>,
}

impl<'a> Range<'a> {
    fn new(element: &Element<'a>) -> Self {
        Self {
            media_type: element.name,
            version: element.parameter("version"),
            proto: element.parameter("proto"),
            encoding: element.parameter("encoding"),
            // A scheme that isn't known is as good as none.
            escaping: element.parameter("escaping").and_then(|name| Escaping::named(&name)),
            weight: element.weight,
        }
    }

    /// How much it says about this format, if anything.
    fn precision(&self, format: Format) -> Option<Precision> {
        let media_type = format.media_type();
        if self.media_type == "*/*" {
            Some(Precision::Anything)
        } else if self.media_type.eq_ignore_ascii_case(media_type) {
            self.precision_of_parameters(format)
        } else {
            let (kind, _) = media_type.split_once('/')?;
            let wanted = self.media_type.strip_suffix("/*")?;
            wanted.eq_ignore_ascii_case(kind).then_some(Precision::Type)
        }
    }

    /// A client that leaves the version out knows the oldest; one that refuses without a version refuses them all.
    fn precision_of_parameters(&self, format: Format) -> Option<Precision> {
        let is_refused = self.weight == 0;
        let is = |given: &Option<Cow<'_, str>>, expected: &str| {
            given.as_ref().map_or(is_refused, |given| *given == expected)
        };
        match (format.version(), &self.version) {
            _ if format == Format::Protobuf => {
                let is_ours =
                    is(&self.proto, "io.prometheus.client.MetricFamily") && is(&self.encoding, "delimited");
                let is_whole = self.proto.is_some() && self.encoding.is_some();
                is_ours.then_some(if is_whole { Precision::Version } else { Precision::Name })
            }
            (None, None) => Some(Precision::Version),
            (Some(version), Some(given)) => (version == given).then_some(Precision::Version),
            (Some(_), None) => (is_refused || format.is_oldest()).then_some(Precision::Name),
            (None, Some(_)) => None,
        }
    }

    fn answer(&self, precision: Precision, position: usize) -> Answer {
        Answer { precision, weight: self.weight, position, escaping: self.escaping }
    }
}

impl Answer {
    /// Of two answers about one format, the one with more of it holds.
    fn authority(&self) -> (Precision, u16) {
        (self.precision, self.weight)
    }

    /// Of two formats, the one whose answer has more of it is wanted more.
    fn rank(&self) -> (u16, Precision, Reverse<usize>) {
        (self.weight, self.precision.min(Precision::Name), Reverse(self.position))
    }
}

impl Format {
    fn media_type(self) -> &'static str {
        match self {
            Self::Text0_0_4 | Self::Text1_0_0 => "text/plain",
            Self::OpenMetrics0_0_1 | Self::OpenMetrics1_0_0 => "application/openmetrics-text",
            Self::Protobuf => "application/vnd.google.protobuf",
            Self::Json => "application/json",
        }
    }

    fn version(self) -> Option<&'static str> {
        match self {
            Self::Text0_0_4 => Some("0.0.4"),
            Self::OpenMetrics0_0_1 => Some("0.0.1"),
            Self::Text1_0_0 | Self::OpenMetrics1_0_0 => Some("1.0.0"),
            Self::Protobuf | Self::Json => None,
        }
    }

    /// Whether no older version has the same media type.
    fn is_oldest(self) -> bool {
        self.version() != Some("1.0.0")
    }
}
