//! A way to make a page.

/// Where a page is written to; a peer uses the one that it can write to.
#[derive(Default)]
pub struct Page {
    text: String,
    bytes: Vec<u8>,
}

impl Page {
    /// Forgets what was written and keeps the memory.
    pub fn clear(&mut self) {
        self.text.clear();
        self.bytes.clear();
    }

    /// How many bytes were written.
    pub fn len(&self) -> usize {
        self.text.len() + self.bytes.len()
    }

    /// What was written.
    pub fn text(&self) -> String {
        self.text.clone() + &String::from_utf8_lossy(&self.bytes)
    }
}

/// One row of a table.
pub struct Row {
    pub peer: &'static str,
    pub name: &'static str,
    /// How many lines with a value the page has, or would have as text.
    pub lines: usize,
    /// Whether the page is text that can be compared with that of others.
    pub is_text: bool,
    encode: Box<dyn Fn(&mut Page)>,
}

impl Row {
    /// A page of text that is appended to a string.
    pub fn text(peer: &'static str, name: &'static str, encode: impl Fn(&mut String) + 'static) -> Self {
        Self::new(peer, name, move |page| encode(&mut page.text))
    }

    /// A page of text that is appended to bytes.
    pub fn bytes(peer: &'static str, name: &'static str, encode: impl Fn(&mut Vec<u8>) + 'static) -> Self {
        Self::new(peer, name, move |page| encode(&mut page.bytes))
    }

    fn new(peer: &'static str, name: &'static str, encode: impl Fn(&mut Page) + 'static) -> Self {
        Self { peer, name, lines: 0, is_text: true, encode: Box::new(encode) }
    }

    /// The same in a format that is not compared with others.
    pub fn other_format(mut self) -> Self {
        self.is_text = false;
        self
    }

    /// Writes the page over what was there.
    pub fn encode(&self, page: &mut Page) {
        page.clear();
        (self.encode)(page);
    }
}
