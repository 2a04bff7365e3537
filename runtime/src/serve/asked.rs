//! What a request asks for.

use std::{
    borrow::Cow,
    time::{Duration, Instant},
};

use http::{HeaderMap, HeaderName, HeaderValue, Method, Request, header};

use super::Options;
use crate::exposition::{self, names_from_query};

/// How long the scraper waits, in seconds: Prometheus and vmagent send it.
const TIMEOUT: HeaderName = HeaderName::from_static("x-prometheus-scrape-timeout-seconds");

/// Whoever asks for more time gets this.
const LONGEST: Duration = Duration::from_secs(3_600);

/// What a request asks for, and until when.
#[derive(Clone, Debug)]
pub(super) struct Asked {
    pub(super) verb: Verb,
    pub(super) page: exposition::Request,
    pub(super) deadline: Instant,
}

/// What is to be done with the page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Verb {
    Get,
    Head,
    Options,
    Other,
}

impl Asked {
    pub(super) fn read<B>(request: &Request<B>, options: &Options) -> Self {
        let headers = request.headers();
        let page = exposition::Request::new()
            .accept(list(headers, &header::ACCEPT).as_deref())
            .accept_encoding(list(headers, &header::ACCEPT_ENCODING).as_deref())
            .names(names_from_query(request.uri().query().unwrap_or_default()));
        Self {
            verb: Verb::of(request.method()),
            page: options.format.map_or(page.clone(), |format| page.format(format)),
            deadline: Instant::now() + time_for(headers).unwrap_or(options.timeout).min(LONGEST),
        }
    }
}

impl Verb {
    fn of(method: &Method) -> Self {
        match *method {
            Method::GET => Self::Get,
            Method::HEAD => Self::Head,
            Method::OPTIONS => Self::Options,
            _ => Self::Other,
        }
    }
}

/// The header as one line; values that are no text are passed over.
fn list<'a>(headers: &'a HeaderMap, name: &HeaderName) -> Option<Cow<'a, str>> {
    let mut lines = headers.get_all(name).iter().filter_map(text);
    let first = Cow::Borrowed(lines.next()?);
    Some(lines.fold(first, |list, line| list + ", " + line))
}

fn text(value: &HeaderValue) -> Option<&str> {
    value.to_str().ok()
}

/// How long the scraper waits, less what the answer takes on its way: a tenth, half a second at most.
fn time_for(headers: &HeaderMap) -> Option<Duration> {
    let seconds = headers.get_all(TIMEOUT).iter().filter_map(text).find_map(seconds)?;
    let until = seconds - (seconds / 10.0).min(0.5);
    Some(Duration::try_from_secs_f64(until).unwrap_or(LONGEST))
}

fn seconds(text: &str) -> Option<f64> {
    let seconds: f64 = text.trim().parse().ok()?;
    (seconds.is_finite() && seconds > 0.0).then_some(seconds)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn headers(name: &HeaderName, lines: &[&[u8]]) -> HeaderMap {
        let mut headers = HeaderMap::new();
        for line in lines {
            headers.append(name, HeaderValue::from_bytes(line).expect("a header can have it"));
        }
        headers
    }

    #[test]
    fn lines_of_one_header_are_joined_and_what_is_no_text_is_passed_over() {
        for (lines, expected) in [
            (&[][..], None),
            (&[b"a;q=0.5".as_slice()], Some("a;q=0.5")),
            (&[b"a".as_slice(), b"b", b"c"], Some("a, b, c")),
            (&[b"\xff".as_slice(), b"b"], Some("b")),
            (&[b"\xff".as_slice()], None),
        ] {
            assert_eq!(list(&headers(&header::ACCEPT, lines), &header::ACCEPT).as_deref(), expected);
        }
    }

    #[test]
    fn the_answer_is_due_a_bit_before_the_scraper_gives_up() {
        for (line, expected) in [
            ("10", Some(9_500)),
            (" 1 ", Some(900)),
            ("1e1", Some(9_500)),
            ("0.01", Some(9)),
            ("1e300", Some(3_600_000)),
        ] {
            let headers = headers(&TIMEOUT, &[line.as_bytes()]);
            let time = time_for(&headers).map(|time| time.min(LONGEST).as_millis());
            assert_eq!(time, expected, "{line}");
        }
    }

    #[test]
    fn a_timeout_that_is_none_is_passed_over() {
        for line in ["", "0", "-1", "NaN", "inf", "ten", "1s"] {
            assert_eq!(time_for(&headers(&TIMEOUT, &[line.as_bytes()])), None, "{line}");
        }
        let both = headers(&TIMEOUT, &[b"soon", b"20"]);
        assert_eq!(time_for(&both), Some(Duration::from_millis(19_500)));
    }

    proptest! {
        #[test]
        fn whatever_the_headers_hold_there_is_a_page_and_a_time(
            lines in prop::collection::vec((0..3_usize, prop::collection::vec(any::<u8>(), 0..40)), 0..8),
            number in any::<f64>(),
        ) {
            let mut request = Request::get("/?name[]=%zz").header(TIMEOUT, number.to_string());
            for (name, line) in lines {
                if let Ok(value) = HeaderValue::from_bytes(&line) {
                    request = request.header([header::ACCEPT, header::ACCEPT_ENCODING, TIMEOUT][name].clone(), value);
                }
            }
            let asked = Asked::read(&request.body(()).expect("it is a request"), &Options::default());
            prop_assert!(asked.deadline <= Instant::now() + LONGEST);
        }
    }
}
