//! Messages as [protobuf](https://protobuf.dev/programming-guides/encoding/) writes them.

/// How a field is written.
#[derive(Clone, Copy)]
enum Shape {
    Varint = 0,
    Fixed64 = 1,
    Delimited = 2,
}

/// A message that is being written: bytes that fields are appended to.
pub(super) trait Message {
    fn text(&mut self, field: u8, text: &str);
    fn double(&mut self, field: u8, number: f64);
    fn unsigned(&mut self, field: u8, number: u64);
    /// A number that may be below zero and is mostly near it.
    fn signed(&mut self, field: u8, number: i64);
    /// A message in this one, of two texts; says where the second begins.
    fn pair(&mut self, field: u8, one: (u8, &str), other: (u8, &str)) -> usize;
    /// A message in this one.
    fn message(&mut self, field: u8, write: impl FnOnce(&mut Self));
    /// The beginning of a message in this one that has so many bytes.
    fn begin(&mut self, field: u8, length: usize);
}

impl Message for Vec<u8> {
    #[inline]
    fn text(&mut self, field: u8, text: &str) {
        self.begin(field, text.len());
        self.extend_from_slice(text.as_bytes());
    }

    #[inline]
    fn double(&mut self, field: u8, number: f64) {
        push_tag(self, field, Shape::Fixed64);
        self.extend_from_slice(&number.to_le_bytes());
    }

    #[inline]
    fn unsigned(&mut self, field: u8, number: u64) {
        push_tag(self, field, Shape::Varint);
        push_varint(self, number);
    }

    #[inline]
    fn signed(&mut self, field: u8, number: i64) {
        self.unsigned(field, zigzag(number));
    }

    #[inline]
    fn pair(&mut self, field: u8, one: (u8, &str), other: (u8, &str)) -> usize {
        let length = |text: &str| text.len() + 1 + varint_length(text.len() as u64);
        self.begin(field, length(one.1) + length(other.1));
        self.text(one.0, one.1);
        let second = self.len();
        self.text(other.0, other.1);
        second
    }

    #[inline]
    fn message(&mut self, field: u8, write: impl FnOnce(&mut Self)) {
        push_tag(self, field, Shape::Delimited);
        self.push(0);
        let start = self.len();
        write(self);
        let length = self.len() - start;
        match u8::try_from(length) {
            Ok(short @ ..0x80) => self[start - 1] = short,
            _ => lengthen(self, start, length),
        }
    }

    #[inline]
    fn begin(&mut self, field: u8, length: usize) {
        push_tag(self, field, Shape::Delimited);
        push_varint(self, length as u64);
    }
}

/// Makes room for a length that takes more than the one byte before `start`.
fn lengthen(bytes: &mut Vec<u8>, start: usize, length: usize) {
    let more = varint_length(length as u64) - 1;
    let end = bytes.len();
    bytes.resize(end + more, 0);
    bytes.copy_within(start..end, start + more);
    write_digits(&mut bytes[start - 1..start + more], length);
}

/// Room for the length of a message that stands by itself, before what follows is known.
pub(super) const ROOM: [u8; 5] = [0; 5];

/// Long messages are not moved to where their length ends.
const LONG: usize = 4_096;

/// Writes the length of all that is behind the room, which begins at `start`.
///
/// A length may be written with more digits than it needs; so it is where otherwise very much would have to be moved.
pub(super) fn fill_room(bytes: &mut Vec<u8>, start: usize) {
    let content = start + ROOM.len();
    let length = bytes.len() - content;
    if length < LONG {
        let digits = varint_length(length as u64);
        bytes.copy_within(content.., start + digits);
        bytes.truncate(start + digits + length);
        write_digits(&mut bytes[start..start + digits], length);
    } else {
        write_digits(&mut bytes[start..content], length);
    }
}

/// Writes a number with as many digits as there is room.
#[allow(clippy::cast_possible_truncation, reason = "what is cut off comes next")]
fn write_digits(room: &mut [u8], mut number: usize) {
    let last = room.len() - 1;
    for (at, digit) in room.iter_mut().enumerate() {
        *digit = (number & 0x7f) as u8 | if at < last { 0x80 } else { 0 };
        number >>= 7;
    }
}

#[inline]
fn push_tag(bytes: &mut Vec<u8>, field: u8, shape: Shape) {
    push_varint(bytes, u64::from(field) << 3 | shape as u64);
}

/// Appends a number in as many bytes as it needs, seven bits in each.
#[inline]
#[allow(clippy::cast_possible_truncation, reason = "what is cut off comes next")]
fn push_varint(bytes: &mut Vec<u8>, mut number: u64) {
    while number >= 0x80 {
        bytes.push(number as u8 | 0x80);
        number >>= 7;
    }
    bytes.push(number as u8);
}

const fn varint_length(number: u64) -> usize {
    let bits = u64::BITS - (number | 1).leading_zeros();
    bits.div_ceil(7) as usize
}

const fn zigzag(number: i64) -> u64 {
    ((number << 1) ^ (number >> 63)).cast_unsigned()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The examples of the encoding's documentation.
    #[test]
    fn numbers_take_as_many_bytes_as_they_need() {
        let most = [8, 255, 255, 255, 255, 255, 255, 255, 255, 255, 1];
        for (number, expected) in [(1, &[8, 1][..]), (150, &[8, 0x96, 1]), (u64::MAX, &most)] {
            let mut bytes = Vec::new();
            bytes.unsigned(1, number);
            assert_eq!(bytes, expected);
            assert_eq!(varint_length(number), expected.len() - 1);
        }
        assert_eq!([0, -1, 1, -2, i64::MAX, i64::MIN].map(zigzag), [0, 1, 2, 3, u64::MAX - 1, u64::MAX]);
    }

    #[test]
    fn a_message_has_its_length_in_front_however_long_it_is() {
        let lengths = [(3, &[0x1a, 5][..]), (126, &[0x1a, 0x80, 1]), (20_000, &[0x1a, 0xa4, 0x9c, 1])];
        for (length, expected) in lengths {
            let text = "x".repeat(length);
            let mut bytes = Vec::new();
            bytes.message(3, |bytes| bytes.text(2, &text));
            assert_eq!(&bytes[..expected.len()], expected, "{length}");
            assert!(bytes.ends_with(text.as_bytes()));
            assert_eq!(bytes[expected.len()], 0x12);
        }
    }

    #[test]
    fn a_message_by_itself_has_its_length_in_front() {
        for (length, expected) in [(0, &[0][..]), (200, &[0xc8, 1]), (4_096, &[0x80, 0xa0, 0x80, 0x80, 0])] {
            let mut bytes = vec![7];
            bytes.extend(ROOM);
            bytes.resize(bytes.len() + length, 9);
            fill_room(&mut bytes, 1);
            assert_eq!(&bytes[1..=expected.len()], expected);
            assert!(bytes[1 + expected.len()..].iter().all(|byte| *byte == 9));
            assert_eq!(bytes.len(), 1 + expected.len() + length);
        }
    }
}
