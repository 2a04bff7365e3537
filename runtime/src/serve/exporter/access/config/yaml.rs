//! The tree of a YAML document, with where everything stands.

use saphyr_parser::{Event, Marker, Parser, ScalarStyle, Span};

/// Line and column, counted from 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Place {
    pub(super) line: usize,
    pub(super) column: usize,
}

impl Place {
    pub(super) const START: Self = Self { line: 1, column: 1 };
}

#[derive(Debug)]
pub(super) struct Node {
    pub(super) place: Place,
    pub(super) value: Value,
}

#[derive(Debug)]
pub(super) enum Value {
    /// Nothing, `~` or `null`.
    Null,
    Text(String),
    List(#[cfg_attr(not(feature = "tls"), allow(dead_code, reason = "only TLS has lists"))] Vec<Node>),
    /// In the order in which they are written.
    Map(Vec<(Key, Node)>),
}

#[derive(Debug)]
pub(super) struct Key {
    pub(super) place: Place,
    pub(super) name: String,
}

/// What is wrong, and where.
pub(super) type Wrong = (Place, String);

/// Nothing here is nested deeper.
const DEEPEST: usize = 8;

/// The one document of the text; nothing is `null`.
pub(super) fn read(text: &str) -> Result<Node, Wrong> {
    let mut reader = Reader { events: Parser::new_from_str(text) };
    let mut root = Node { place: Place::START, value: Value::Null };
    let mut documents = 0;
    loop {
        let (event, place) = reader.next()?;
        match event {
            Event::StreamStart | Event::DocumentEnd | Event::Nothing => {}
            Event::DocumentStart(_) if documents == 0 => documents += 1,
            Event::DocumentStart(_) => {
                return Err((place, "a second document begins here: write all in one".to_owned()));
            }
            Event::StreamEnd => return Ok(root),
            event => root = reader.node(event, place, 0)?,
        }
    }
}

struct Reader<'t> {
    events: Parser<'t, saphyr_parser::StrInput<'t>>,
}

impl<'t> Reader<'t> {
    fn next(&mut self) -> Result<(Event<'t>, Place), Wrong> {
        match self.events.next_event() {
            Some(Ok((event, Span { start, .. }))) => Ok((event, place(&start))),
            Some(Err(error)) => Err((place(error.marker()), format!("this is not YAML: {}", error.info()))),
            None => Ok((Event::StreamEnd, Place::START)),
        }
    }

    fn node(&mut self, event: Event<'t>, place: Place, depth: usize) -> Result<Node, Wrong> {
        if depth > DEEPEST {
            return Err((place, "nothing here is nested as deeply".to_owned()));
        }
        let value = match event {
            Event::Scalar(text, style, _, None) => scalar(text.into_owned(), style),
            Event::SequenceStart(_, None) => self.list(depth)?,
            Event::MappingStart(_, None) => self.map(depth)?,
            Event::Alias(_) => {
                return Err((place, "aliases are not read: write the value itself".to_owned()));
            }
            Event::Scalar(..) | Event::SequenceStart(..) | Event::MappingStart(..) => {
                return Err((place, "tags are not read: leave what begins with `!` out".to_owned()));
            }
            _ => return Err((place, "this is not YAML: a value is missing".to_owned())),
        };
        Ok(Node { place, value })
    }

    fn list(&mut self, depth: usize) -> Result<Value, Wrong> {
        let mut items = Vec::new();
        loop {
            match self.next()? {
                (Event::SequenceEnd, _) => return Ok(Value::List(items)),
                (event, place) => items.push(self.node(event, place, depth + 1)?),
            }
        }
    }

    fn map(&mut self, depth: usize) -> Result<Value, Wrong> {
        let mut entries: Vec<(Key, Node)> = Vec::new();
        loop {
            let (event, place) = self.next()?;
            let name = match event {
                Event::MappingEnd => return Ok(Value::Map(entries)),
                Event::Scalar(name, ..) => name.into_owned(),
                _ => {
                    return Err((place, "a key is a word: write it like `cert_file: server.crt`".to_owned()));
                }
            };
            if entries.iter().any(|(key, _)| key.name == name) {
                return Err((place, format!("`{name}` is there twice: leave one of them out")));
            }
            let (event, at) = self.next()?;
            entries.push((Key { place, name }, self.node(event, at, depth + 1)?));
        }
    }
}

fn scalar(text: String, style: ScalarStyle) -> Value {
    let is_plain = matches!(style, ScalarStyle::Plain);
    if is_plain && matches!(&*text, "" | "~" | "null" | "Null" | "NULL") {
        Value::Null
    } else {
        Value::Text(text)
    }
}

fn place(marker: &Marker) -> Place {
    Place { line: marker.line(), column: marker.col() + 1 }
}
