//! Messages as [protobuf](https://protobuf.dev/programming-guides/encoding/) writes them.

/// A message that is being written.
#[derive(Debug, Default)]
pub(super) struct Wire {
    bytes: Vec<u8>,
}

/// How a field is written.
#[derive(Clone, Copy)]
enum Shape {
    Varint = 0,
    Fixed64 = 1,
    Delimited = 2,
}

impl Wire {
    pub(super) fn clear(&mut self) {
        self.bytes.clear();
    }

    pub(super) fn as_bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// Cuts off what comes behind so many bytes.
    pub(super) fn truncate(&mut self, length: usize) {
        self.bytes.truncate(length);
    }

    pub(super) fn len(&self) -> usize {
        self.bytes.len()
    }

    pub(super) fn capacity(&self) -> usize {
        self.bytes.capacity()
    }

    /// Fields that are written already.
    #[inline]
    pub(super) fn fields(&mut self, fields: &[u8]) {
        self.bytes.extend_from_slice(fields);
    }

    #[inline]
    pub(super) fn text(&mut self, field: u8, text: &str) {
        self.tag(field, Shape::Delimited);
        self.varint(text.len() as u64);
        self.bytes.extend_from_slice(text.as_bytes());
    }

    #[inline]
    pub(super) fn double(&mut self, field: u8, number: f64) {
        self.tag(field, Shape::Fixed64);
        self.bytes.extend_from_slice(&number.to_le_bytes());
    }

    #[inline]
    pub(super) fn unsigned(&mut self, field: u8, number: u64) {
        self.tag(field, Shape::Varint);
        self.varint(number);
    }

    /// A number that may be below zero and is mostly near it.
    #[inline]
    pub(super) fn signed(&mut self, field: u8, number: i64) {
        self.unsigned(field, zigzag(number));
    }

    /// A message in this one.
    #[inline]
    pub(super) fn message(&mut self, field: u8, write: impl FnOnce(&mut Self)) {
        self.tag(field, Shape::Delimited);
        self.bytes.push(0);
        let start = self.bytes.len();
        write(self);
        let length = self.bytes.len() - start;
        match u8::try_from(length) {
            Ok(short @ ..0x80) => self.bytes[start - 1] = short,
            _ => self.lengthen(start, length),
        }
    }

    /// Makes room for a length that takes more than one byte.
    fn lengthen(&mut self, start: usize, length: usize) {
        let end = self.bytes.len();
        self.varint(length as u64);
        let more = self.bytes.len() - end - 1;
        // What was written behind the message belongs before it.
        let mut digits = [0; MOST_OF_A_VARINT];
        digits[..=more].copy_from_slice(&self.bytes[end..]);
        self.bytes.truncate(end + more);
        self.bytes.copy_within(start..end, start + more);
        self.bytes[start - 1..start + more].copy_from_slice(&digits[..=more]);
    }

    #[inline]
    fn tag(&mut self, field: u8, shape: Shape) {
        self.varint(u64::from(field) << 3 | shape as u64);
    }

    #[inline]
    fn varint(&mut self, number: u64) {
        push_varint(&mut self.bytes, number);
    }
}

/// Appends a number in as many bytes as it needs, seven bits in each.
#[inline]
#[allow(clippy::cast_possible_truncation, reason = "what is cut off comes next")]
pub(super) fn push_varint(bytes: &mut Vec<u8>, mut number: u64) {
    while number >= 0x80 {
        bytes.push(number as u8 | 0x80);
        number >>= 7;
    }
    bytes.push(number as u8);
}

const MOST_OF_A_VARINT: usize = 10;

const fn zigzag(number: i64) -> u64 {
    ((number << 1) ^ (number >> 63)).cast_unsigned()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The examples of the encoding's documentation.
    #[test]
    fn numbers_take_as_many_bytes_as_they_need() {
        for (number, expected) in [
            (1, &[8, 1][..]),
            (150, &[8, 0x96, 1]),
            (u64::MAX, &[8, 255, 255, 255, 255, 255, 255, 255, 255, 255, 1]),
        ] {
            let mut wire = Wire::default();
            wire.unsigned(1, number);
            assert_eq!(wire.as_bytes(), expected);
        }
        assert_eq!([0, -1, 1, -2, i64::MAX, i64::MIN].map(zigzag), [0, 1, 2, 3, u64::MAX - 1, u64::MAX]);
    }

    #[test]
    fn a_message_has_its_length_in_front_however_long_it_is() {
        for (length, expected) in
            [(3, &[0x1a, 5][..]), (126, &[0x1a, 0x80, 1]), (20_000, &[0x1a, 0xa4, 0x9c, 1])]
        {
            let mut wire = Wire::default();
            wire.message(3, |wire| wire.text(2, &"x".repeat(length)));
            assert_eq!(&wire.as_bytes()[..expected.len()], expected);
            assert!(wire.as_bytes().ends_with(&[b'x'; 3]));
            assert_eq!(wire.as_bytes()[expected.len()], 0x12);
        }
    }
}
