//! Protobuf messages read back: <https://protobuf.dev/programming-guides/encoding/>.

/// A field of a message.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Field<'a> {
    Varint(u64),
    Double(f64),
    Bytes(&'a [u8]),
}

/// The messages of a page, each of which has its length in front.
pub(super) fn delimited(mut page: &[u8]) -> Vec<Message<'_>> {
    let mut messages = Vec::new();
    while !page.is_empty() {
        messages.push(Message::read(taken(&mut page)));
    }
    messages
}

/// A message: its fields in their order, each with its number.
#[derive(Clone, Debug)]
pub(super) struct Message<'a>(Vec<(u64, Field<'a>)>);

impl<'a> Message<'a> {
    #[track_caller]
    pub(super) fn read(mut bytes: &'a [u8]) -> Self {
        let mut fields = Vec::new();
        while !bytes.is_empty() {
            let tag = varint(&mut bytes);
            let field = match tag & 7 {
                0 => Field::Varint(varint(&mut bytes)),
                1 => Field::Double(f64::from_le_bytes(
                    bytes.split_off(..8).expect("eight bytes").try_into().expect("they are"),
                )),
                2 => Field::Bytes(taken(&mut bytes)),
                shape => panic!("no field of this format has the shape {shape}"),
            };
            fields.push((tag >> 3, field));
        }
        Self(fields)
    }

    /// All fields of this number.
    pub(super) fn all(&self, number: u64) -> impl Iterator<Item = Field<'a>> {
        self.0.iter().filter(move |(each, _)| *each == number).map(|(_, field)| *field)
    }

    /// The only one of this number.
    #[track_caller]
    fn one(&self, number: u64) -> Option<Field<'a>> {
        let mut all = self.all(number);
        let one = all.next();
        assert_eq!(all.next(), None, "a second field {number}");
        one
    }

    #[track_caller]
    pub(super) fn unsigned(&self, number: u64) -> Option<u64> {
        self.one(number).map(|field| match field {
            Field::Varint(value) => value,
            other => panic!("{other:?} is no varint"),
        })
    }

    #[track_caller]
    pub(super) fn double(&self, number: u64) -> Option<f64> {
        self.one(number).map(|field| match field {
            Field::Double(value) => value,
            other => panic!("{other:?} is no double"),
        })
    }

    #[track_caller]
    pub(super) fn text(&self, number: u64) -> Option<&'a str> {
        self.one(number).map(|field| std::str::from_utf8(bytes(field)).expect("text is UTF-8"))
    }

    #[track_caller]
    pub(super) fn message(&self, number: u64) -> Option<Message<'a>> {
        self.one(number).map(|field| Message::read(bytes(field)))
    }

    #[track_caller]
    pub(super) fn messages(&self, number: u64) -> Vec<Message<'a>> {
        self.all(number).map(|field| Message::read(bytes(field))).collect()
    }

    /// Numbers that may be below zero.
    #[track_caller]
    pub(super) fn signed(&self, number: u64) -> Vec<i64> {
        let zigzag = |field| match field {
            Field::Varint(value) => (value >> 1).cast_signed() ^ -(value & 1).cast_signed(),
            other => panic!("{other:?} is no varint"),
        };
        self.all(number).map(zigzag).collect()
    }

    /// Only fields of these numbers are there.
    #[track_caller]
    pub(super) fn has_only(&self, numbers: &[u64]) {
        assert!(self.0.iter().all(|(number, _)| numbers.contains(number)), "{self:?}");
    }
}

#[track_caller]
fn bytes(field: Field<'_>) -> &[u8] {
    match field {
        Field::Bytes(bytes) => bytes,
        other => panic!("{other:?} has no length"),
    }
}

fn taken<'a>(bytes: &mut &'a [u8]) -> &'a [u8] {
    let length = usize::try_from(varint(bytes)).expect("it is in memory");
    bytes.split_off(..length).expect("as many bytes as its length says")
}

fn varint(bytes: &mut &[u8]) -> u64 {
    let mut number = 0;
    for shift in (0..64).step_by(7) {
        let byte = *bytes.split_off_first().expect("another byte");
        number |= u64::from(byte & 0x7f) << shift;
        if byte < 0x80 {
            return number;
        }
    }
    panic!("a number of more than 64 bits");
}
