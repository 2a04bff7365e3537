//! Messages as they flow.

use super::code::Code;

/// Finds where messages end in a body that comes piece by piece.
///
/// Each has five bytes before it: whether it is compressed, and how long it is. They may be split anywhere. A message counts when it is whole.
/// Nothing of it is kept.
#[derive(Clone, Debug, Default)]
pub(super) struct Scanner {
    prefix: [u8; PREFIX],
    /// How many of the prefix are there.
    known: usize,
    /// How much of the message is missing.
    missing: u32,
    /// What gRPC-Web sends last, instead of trailers.
    trailers: Vec<u8>,
}

const PREFIX: usize = 5;

/// The first bit of the prefix, by which gRPC-Web
/// [marks](https://github.com/grpc/grpc/blob/master/doc/PROTOCOL-WEB.md#protocol-differences-vs-grpc-over-http2) what are no messages but trailers.
const TRAILERS: u8 = 0x80;

/// How much of such trailers is kept.
const MOST_TRAILERS: usize = 4_096;

impl Scanner {
    /// How many messages end in this piece.
    pub(super) fn read(&mut self, mut piece: &[u8]) -> u64 {
        let mut whole = 0;
        while !piece.is_empty() {
            piece = if self.known < PREFIX { self.read_prefix(piece) } else { self.read_message(piece) };
            if self.known == PREFIX && self.missing == 0 {
                whole += u64::from(!self.is_in_trailers());
                self.known = 0;
            }
        }
        whole
    }

    fn read_prefix<'a>(&mut self, piece: &'a [u8]) -> &'a [u8] {
        let (taken, rest) = piece.split_at((PREFIX - self.known).min(piece.len()));
        self.prefix[self.known..self.known + taken.len()].copy_from_slice(taken);
        self.known += taken.len();
        if self.known == PREFIX {
            let [_, length @ ..] = self.prefix;
            self.missing = u32::from_be_bytes(length);
        }
        rest
    }

    fn read_message<'a>(&mut self, piece: &'a [u8]) -> &'a [u8] {
        let length = usize::try_from(self.missing).unwrap_or(usize::MAX).min(piece.len());
        let (taken, rest) = piece.split_at(length);
        self.missing = self.missing.saturating_sub(u32::try_from(length).unwrap_or(u32::MAX));
        if self.is_in_trailers() {
            let room = MOST_TRAILERS.saturating_sub(self.trailers.len());
            self.trailers.extend_from_slice(&taken[..room.min(taken.len())]);
        }
        rest
    }

    const fn is_in_trailers(&self) -> bool {
        self.prefix[0] & TRAILERS != 0
    }

    /// The code in trailers of gRPC-Web, once they are whole: a part of a number is another number.
    pub(super) fn code(&self) -> Option<Code> {
        if !self.is_in_trailers() || self.known > 0 {
            return None;
        }
        let text = str::from_utf8(&self.trailers).ok()?;
        let fields = text.lines().filter_map(|line| line.split_once(':'));
        let mut statuses = fields.filter(|(name, _)| name.trim().eq_ignore_ascii_case("grpc-status"));
        statuses.next().map(|(_, value)| Code::read(value.trim().as_bytes()))
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{Code, Scanner};

    fn message(flag: u8, content: &[u8]) -> Vec<u8> {
        let length = u32::try_from(content.len()).expect("it is short");
        [&[flag][..], &length.to_be_bytes(), content].concat()
    }

    #[test]
    fn a_message_counts_when_it_is_whole() {
        let mut scanner = Scanner::default();
        let bytes = message(0, b"order");
        assert_eq!(scanner.read(&bytes[..3]), 0);
        assert_eq!(scanner.read(&bytes[3..9]), 0);
        assert_eq!(scanner.read(&bytes[9..]), 1);
        assert_eq!(scanner.read(&message(1, b"compressed")), 1);
    }

    #[test]
    fn a_message_may_be_empty() {
        assert_eq!(Scanner::default().read(&[message(0, b""), message(0, b"")].concat()), 2);
    }

    #[test]
    fn trailers_of_grpc_web_are_no_message_but_have_the_code() {
        let mut scanner = Scanner::default();
        let bytes = [message(0, b"order"), message(0x80, b"grpc-message:no\r\nGrpc-Status: 5\r\n")].concat();
        let whole: u64 = bytes.chunks(4).map(|piece| scanner.read(piece)).sum();
        assert_eq!((whole, scanner.code().map(Code::name)), (1, Some("NotFound")));
    }

    #[test]
    fn a_code_is_read_when_its_trailers_are_whole() {
        let bytes = message(0x80, b"grpc-status:13\r\n");
        for cut in 0..bytes.len() {
            let mut scanner = Scanner::default();
            scanner.read(&bytes[..cut]);
            assert_eq!(scanner.code(), None, "{cut}");
            scanner.read(&bytes[cut..]);
            assert_eq!(scanner.code().map(Code::name), Some("Internal"), "{cut}");
        }
    }

    #[test]
    fn trailers_without_end_are_not_kept() {
        let mut scanner = Scanner::default();
        scanner.read(&[0x80, 0xff, 0xff, 0xff, 0xff]);
        for _ in 0..100 {
            scanner.read(&[b'a'; 1_000]);
        }
        assert!(scanner.trailers.len() <= super::MOST_TRAILERS);
    }

    proptest! {
        #[test]
        fn messages_are_counted_however_they_are_split(
            lengths in prop::collection::vec(0_usize..300, 0..20),
            cuts in prop::collection::vec(1_usize..50, 1..40),
        ) {
            let bytes: Vec<u8> = lengths.iter().flat_map(|length| message(1, &vec![7; *length])).collect();
            let (mut scanner, mut rest, mut whole) = (Scanner::default(), &*bytes, 0);
            for cut in cuts.iter().cycle() {
                let (piece, after) = rest.split_at((*cut).min(rest.len()));
                whole += scanner.read(piece);
                rest = after;
                if rest.is_empty() { break }
            }
            prop_assert_eq!(whole, lengths.len() as u64);
        }

        #[test]
        fn any_bytes_are_read(pieces in prop::collection::vec(prop::collection::vec(any::<u8>(), 0..64), 0..20)) {
            let mut scanner = Scanner::default();
            for piece in &pieces {
                scanner.read(piece);
            }
            _ = scanner.code();
        }
    }
}
