//! What is put in comes back, whatever it is.

use proptest::prelude::*;
use tickmark::exposition::{
    Encoder, Escaping, Format,
    check::{Finding, Rule},
};

use super::{
    errors,
    expected::{Rules, read},
    generated::{Family, families, unruly_families},
    page, registry_of, text_encoders,
};

fn registry(families: Vec<Family>) -> tickmark::Registry {
    registry_of(move |sink| families.iter().for_each(|family| family.say(sink)))
}

/// A histogram may have a sample that says when it began; what is called so stays on the page, because that sample is not written then.
fn is_of_a_beginning(finding: &Finding) -> bool {
    finding.rule() == Rule::Clash && finding.message().contains("created`")
}

/// Names that nobody but Prometheus should have are on the page as they came: it takes them all the same.
fn is_of_a_reserved_name(finding: &Finding) -> bool {
    finding.rule() == Rule::ReservedName
}

proptest! {
    #[test]
    fn families_come_back_from_every_text_format(families in families()) {
        let registry = registry(families.clone());
        for (name, format, escaping, encoder) in text_encoders() {
            let page = page(&registry, encoder);
            let errors = errors(&page, format);
            prop_assert!(errors.is_empty(), "{}: {:?}\n{}", name, errors, page);
            let is_open_metrics = matches!(format, Format::OpenMetrics0_0_1 | Format::OpenMetrics1_0_0);
            let rules = Rules { is_open_metrics, escaping, has_created: name == "open_metrics_created" };
            prop_assert_eq!(read(&page, format), rules.page(&families), "{}:\n{}", name, page);
            let none_failed = "tickmark_collector_failures_total{collector=\"says\"} 0\n";
            prop_assert!(page.contains(none_failed) || escaping == Escaping::Dots, "{}", page);
        }
    }

    #[test]
    fn families_with_names_that_meet_leave_the_page_readable(families in unruly_families()) {
        let registry = registry(families);
        for (name, format, _, encoder) in text_encoders() {
            let page = page(&registry, encoder);
            let mut errors = errors(&page, format);
            errors.retain(|error| !is_of_a_reserved_name(error) && !is_of_a_beginning(error) && error.rule() != Rule::StateSet);
            prop_assert!(errors.is_empty(), "{}: {:?}\n{}", name, errors, page);
        }
    }

    #[test]
    fn a_page_written_in_pieces_is_the_page(families in families()) {
        let registry = registry(families);
        let text = |page: Vec<u8>| String::from_utf8(page).expect("text is UTF-8");
        let kept = |page: &str| -> String { page.split_inclusive('\n').filter(|line| !line.contains("duration")).collect() };
        for (_, _, _, encoder) in text_encoders() {
            let mut pieces = Vec::new();
            encoder.write(&registry, &mut pieces).expect("memory takes all there is");
            prop_assert_eq!(kept(&text(pieces)), kept(&page(&registry, encoder)));
        }
        let mut again = String::from("# kept\n");
        tickmark::encode_text(&registry, &mut again);
        prop_assert_eq!(kept(&again), format!("# kept\n{}", kept(&page(&registry, Encoder::new(Format::Text0_0_4)))));
    }
}
