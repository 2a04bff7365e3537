//! The lines of samples, which the text formats have in common.

use std::io;

use super::{
    number::{push_integer_and, push_number, push_seconds},
    page::Page,
};
use crate::{
    exemplar::Exemplar,
    kept::Kept,
    label::{Labels, push_escaped, push_label, quoted},
    name::{Escaping, is_label_name, is_sample_name},
    sink::{Number, StateSetValue},
    timestamp::Timestamp,
};

/// Which of the samples of a series.
#[derive(Clone, Copy)]
pub(super) enum Part {
    Value,
    Bucket,
    Sum,
    Count,
    Created,
}

/// Writes the lines of a family.
pub(super) struct Samples<'a> {
    page: Page<'a>,
    escaping: Escaping,
    memory: Memory,
}

/// Texts that are written again and again; kept for the next page, so that it takes no new memory.
#[derive(Debug, Default)]
struct Memory {
    /// For each part what its lines begin with.
    heads: [Head; 5],
    /// The name of the family as a label, for the states of a set.
    own_label: String,
    /// Labels as this page has them, where they are not as they come.
    rewritten: String,
    /// What the lines of all buckets of a series begin with.
    prefix: String,
    escaped: String,
}

static KEPT: Kept<Memory> = Kept::new();

/// What stands before the labels of a sample, rendered once for a family.
#[derive(Debug, Default)]
struct Head {
    /// Where there are no labels.
    alone: String,
    /// Where there are: up to and with what is before the first.
    open: String,
}

impl Head {
    /// One that is not of Prometheus' old alphabet stands in quotes among the labels.
    fn set(&mut self, name: &str, suffix: &str) {
        self.alone.clear();
        self.open.clear();
        if is_sample_name(name) {
            self.alone.extend([name, suffix]);
            self.open.extend([name, suffix, "{"]);
        } else {
            let name = quoted(&[name, suffix].concat());
            self.alone.extend(["{", &name, "}"]);
            self.open.extend(["{", &name, ","]);
        }
    }
}

impl<'a> Samples<'a> {
    pub(super) fn new(page: Page<'a>, escaping: Escaping) -> Self {
        Self { page, escaping, memory: KEPT.take() }
    }

    /// Ends the page.
    ///
    /// # Errors
    ///
    /// The first of the writer's.
    pub(super) fn finish(self) -> io::Result<()> {
        KEPT.give_back(self.memory);
        self.page.finish()
    }

    #[inline]
    pub(super) fn push(&mut self, text: &str) {
        self.page.push(text);
    }

    /// To be called behind a series.
    #[inline]
    pub(super) fn end_series(&mut self) {
        self.page.may_be_cut();
    }

    /// How the samples of this part are called: the name of the family and a suffix.
    pub(super) fn name_part(&mut self, part: Part, name: &str, suffix: &str) {
        self.memory.heads[part as usize].set(name, suffix);
    }

    /// The name of a family as it is between spaces.
    pub(super) fn push_name(&mut self, name: &str) {
        if is_sample_name(name) { self.push(name) } else { self.push(&quoted(name)) }
    }

    /// A help text, with a backslash before each of `specials`.
    pub(super) fn push_help(&mut self, help: &str, specials: &[char]) {
        self.memory.escaped.clear();
        push_escaped(&mut self.memory.escaped, help, specials);
        self.page.push(&self.memory.escaped);
    }

    /// The labels as this page writes them.
    #[inline]
    fn labels<'l>(escaping: Escaping, rewritten: &'l mut String, labels: Labels<'l>) -> &'l str {
        let is_kept = escaping != Escaping::Dots && !labels.has_quoted_names();
        if is_kept { labels.as_str() } else { rewrite(escaping, rewritten, labels) }
    }

    /// One line.
    #[inline]
    pub(super) fn sample(&mut self, part: Part, labels: Labels<'_>, value: Number) {
        self.begin_sample(part, labels);
        self.push_last(value);
    }

    /// A value, and the end of its line.
    #[inline]
    fn push_last(&mut self, value: Number) {
        if let Number::Integer(integer) = value {
            push_integer_and(&mut self.page, integer, Some(b'\n'));
        } else {
            push_number(&mut self.page, value);
            self.end_sample();
        }
    }

    /// A line up to its value.
    #[inline]
    pub(super) fn begin_sample(&mut self, part: Part, labels: Labels<'_>) {
        let head = &self.memory.heads[part as usize];
        if labels.is_empty() {
            self.page.push(&head.alone);
            self.page.push(" ");
        } else {
            let labels = Self::labels(self.escaping, &mut self.memory.rewritten, labels);
            // At once, so that the pieces need not ask.
            self.page.reserve(head.open.len() + labels.len() + 2);
            self.page.push(&head.open);
            self.page.push(labels);
            self.page.push("} ");
        }
    }

    #[inline]
    pub(super) fn push_value(&mut self, value: Number) {
        push_number(&mut self.page, value);
    }

    #[inline]
    pub(super) fn end_sample(&mut self) {
        self.page.push("\n");
    }

    /// When a series began.
    pub(super) fn created(&mut self, labels: Labels<'_>, time: Timestamp) {
        self.begin_sample(Part::Created, labels);
        push_seconds(&mut self.page, time);
        self.end_sample();
    }

    /// What the lines of a series begin with that have a label of their own besides those of the series.
    pub(super) fn begin_lines(&mut self, part: Part, labels: Labels<'_>, name: &str) {
        let Memory { heads, rewritten, prefix, .. } = &mut self.memory;
        prefix.clear();
        prefix.push_str(&heads[part as usize].open);
        if !labels.is_empty() {
            prefix.push_str(Self::labels(self.escaping, rewritten, labels));
            prefix.push(',');
        }
        prefix.extend([name, "=\""]);
    }

    /// One of those lines up to its value; what is special in the values of labels is escaped in `value`.
    #[inline]
    pub(super) fn begin_line(&mut self, value: &str) {
        self.page.reserve(self.memory.prefix.len() + value.len() + 3);
        self.page.push(&self.memory.prefix);
        self.page.push(value);
        self.page.push("\"} ");
    }

    /// A whole such line.
    #[inline]
    pub(super) fn line(&mut self, label: &str, value: Number) {
        self.begin_line(label);
        self.push_last(value);
    }

    /// The family's name as a label, where it has states.
    pub(super) fn set_own_label(&mut self, name: &str) {
        let escaped = self.escaping.label_name(name);
        let is_quoted = self.escaping == Escaping::AllowUtf8 && !is_label_name(&escaped);
        self.memory.own_label = if is_quoted { quoted(&escaped) } else { escaped.into_owned() };
    }

    /// A line for each state.
    pub(super) fn states(&mut self, labels: Labels<'_>, value: &StateSetValue<'_>) {
        let own_label = std::mem::take(&mut self.memory.own_label);
        self.begin_lines(Part::Value, labels, &own_label);
        self.memory.own_label = own_label;
        for (state, is_on) in value.iter() {
            let mut escaped = std::mem::take(&mut self.memory.escaped);
            escaped.clear();
            push_escaped(&mut escaped, state, &['\\', '"', '\n']);
            self.line(&escaped, Number::Integer(is_on.into()));
            self.memory.escaped = escaped;
        }
    }

    /// An exemplar behind a value, as OpenMetrics has it.
    pub(super) fn exemplar(&mut self, exemplar: &Exemplar) {
        let labels = Self::labels(self.escaping, &mut self.memory.rewritten, exemplar.labels());
        // Escaped names are longer.
        if labels != exemplar.labels().as_str() && !Exemplar::has_room_for(Labels::from_text(labels)) {
            return;
        }
        self.page.push(" # {");
        self.page.push(labels);
        self.page.push("} ");
        push_number(&mut self.page, Number::Float(exemplar.value()));
        if let Some(time) = exemplar.time() {
            self.page.push(" ");
            push_seconds(&mut self.page, time);
        }
    }
}

/// Labels with their names escaped.
#[cold]
fn rewrite<'l>(escaping: Escaping, rewritten: &'l mut String, labels: Labels<'l>) -> &'l str {
    if escaping == Escaping::AllowUtf8 {
        return labels.as_str();
    }
    rewritten.clear();
    for (name, value) in labels.iter() {
        push_label(rewritten, &escaping.label_name(&name), &value);
    }
    rewritten
}
