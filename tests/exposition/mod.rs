//! Pages in every format: as they are written, read back, and from registries that change meanwhile.

mod clash;
mod edge;
mod expected;
mod generated;
mod golden;
mod growth;
mod message;
mod protobuf;
mod round_trip;
mod soundness;
mod streaming;
mod threads;

use tickmark::{
    Collect, Registry, Sink,
    exposition::{Encoder, Escaping, Format, check},
};

/// A collector that is a function.
struct Says<F>(F);

impl<F: Fn(&mut dyn Sink) + Send + Sync> Collect for Says<F> {
    fn collect(&self, sink: &mut dyn Sink) {
        (self.0)(sink);
    }

    fn name(&self) -> &'static str {
        "says"
    }
}

/// A registry whose families this collector says.
fn registry_of(says: impl Fn(&mut dyn Sink) + Send + Sync + 'static) -> Registry {
    let registry = Registry::new();
    registry.attach(Says(says));
    registry
}

/// Every way in which text can be written, each with a name.
fn text_encoders() -> Vec<(&'static str, Format, Escaping, Encoder)> {
    let with = |name, format, escaping| (name, format, escaping, Encoder::new(format).escaping(escaping));
    let mut all = vec![
        with("text_0_0_4", Format::Text0_0_4, Escaping::Underscores),
        with("open_metrics_0_0_1", Format::OpenMetrics0_0_1, Escaping::Underscores),
    ];
    for (text, open_metrics, escaping) in [
        ("text_utf_8", "open_metrics_utf_8", Escaping::AllowUtf8),
        ("text_underscores", "open_metrics_underscores", Escaping::Underscores),
        ("text_dots", "open_metrics_dots", Escaping::Dots),
        ("text_values", "open_metrics_values", Escaping::Values),
    ] {
        all.push(with(text, Format::Text1_0_0, escaping));
        all.push(with(open_metrics, Format::OpenMetrics1_0_0, escaping));
    }
    let (_, format, escaping, encoder) = with("", Format::OpenMetrics1_0_0, Escaping::AllowUtf8);
    all.push(("open_metrics_created", format, escaping, encoder.created(true)));
    all
}

fn bytes(registry: &Registry, encoder: Encoder) -> Vec<u8> {
    let mut page = Vec::new();
    encoder.encode(registry, &mut page);
    page
}

fn page(registry: &Registry, encoder: Encoder) -> String {
    String::from_utf8(bytes(registry, encoder)).expect("text is UTF-8")
}

/// What the checker says is wrong with a page.
fn errors(page: &str, format: Format) -> Vec<check::Finding> {
    check(page, format).into_iter().filter(check::Finding::is_error).collect()
}

/// Fails unless every text format is written without an error.
#[track_caller]
fn assert_sound(registry: &Registry) {
    for (name, format, _, encoder) in text_encoders() {
        let page = page(registry, encoder);
        assert_eq!(errors(&page, format), [], "{name}:\n{page}");
    }
}
