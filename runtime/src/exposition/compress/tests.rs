use std::io::{self, Read, Write};

use proptest::prelude::*;

use super::{Coding, Compressor};

/// By decoders that know nothing of what wrote it.
fn decoded(coding: Coding, body: &[u8]) -> Vec<u8> {
    try_decode(coding, body).expect("it is whole")
}

fn coded(coding: Coding, pieces: &[Vec<u8>]) -> Vec<u8> {
    let mut body = Vec::new();
    let mut compressor = Compressor::new(coding, &mut body).unwrap();
    for piece in pieces {
        compressor.write_all(piece).unwrap();
    }
    compressor.finish().unwrap();
    body
}

proptest! {
    #[test]
    fn what_was_written_comes_back(pieces in proptest::collection::vec(any::<Vec<u8>>(), 0..20)) {
        for coding in Coding::ALL {
            prop_assert_eq!(decoded(coding, &coded(coding, &pieces)), pieces.concat());
        }
    }
}

#[test]
fn a_page_gets_smaller_with_each_coding_and_is_handed_on_while_it_is_written() {
    struct Counted(usize);
    impl Write for Counted {
        fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
            self.0 += bytes.len();
            Ok(bytes.len())
        }
        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }
    for coding in Coding::ALL.into_iter().filter(|coding| *coding != Coding::Identity) {
        let (mut writer, mut length) = (Counted(0), 0);
        let mut compressor = Compressor::new(coding, &mut writer).unwrap();
        for number in 0..40_000_u64 {
            let line =
                format!("sales_total{{shop=\"{number}\"}} {}\n", number.wrapping_mul(0x9e37_79b9_7f4a_7c15));
            compressor.write_all(line.as_bytes()).unwrap();
            length += line.len();
        }
        let before_the_end = match &mut compressor {
            #[cfg(feature = "zstd")]
            Compressor::Zstd(encoder) => encoder.get_ref().get_ref().0,
            #[cfg(feature = "gzip")]
            Compressor::Gzip(encoder) => encoder.get_ref().get_ref().0,
            Compressor::Identity(writer) => writer.get_ref().0,
        };
        compressor.finish().unwrap();
        assert!(writer.0 < length / 2, "{coding:?}: {} of {length}", writer.0);
        assert!(before_the_end > writer.0 / 4, "{coding:?}: {before_the_end} of {}", writer.0);
    }
}

#[test]
fn a_writer_that_fails_is_heard() {
    struct Closed;
    impl Write for Closed {
        fn write(&mut self, _: &[u8]) -> io::Result<usize> {
            Err(io::ErrorKind::BrokenPipe.into())
        }
        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }
    for coding in Coding::ALL {
        let write = || {
            let mut compressor = Compressor::new(coding, Closed)?;
            compressor.write_all(&[0; 1000])?;
            compressor.finish()
        };
        let error = write().expect_err("nobody reads");
        assert_eq!(error.kind(), io::ErrorKind::BrokenPipe, "{coding:?}");
    }
}

#[test]
fn a_body_that_was_cut_off_does_not_look_like_a_whole_one() {
    /// Fails once, in the middle.
    struct Flaky<'a> {
        taken: &'a mut Vec<u8>,
        writes: usize,
    }
    impl Write for Flaky<'_> {
        fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
            self.writes += 1;
            if self.writes == 2 {
                return Err(io::ErrorKind::TimedOut.into());
            }
            self.taken.extend_from_slice(bytes);
            Ok(bytes.len())
        }
        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }
    for coding in Coding::ALL {
        let mut taken = Vec::new();
        let mut compressor = Compressor::new(coding, Flaky { taken: &mut taken, writes: 0 }).unwrap();
        let lines = (0..200_000_u64).map(|number| number.wrapping_mul(0x9e37_79b9_7f4a_7c15).to_le_bytes());
        let failed = lines.into_iter().find_map(|line| compressor.write_all(&line).err());
        assert_eq!(failed.map(|error| error.kind()), Some(io::ErrorKind::TimedOut), "{coding:?}");
        // As it does when a page is given up.
        drop(compressor);
        assert!(try_decode(coding, &taken).is_err() || coding == Coding::Identity, "{coding:?}");
    }
}

/// The body, where it is whole.
fn try_decode(coding: Coding, body: &[u8]) -> io::Result<Vec<u8>> {
    let mut plain = Vec::new();
    match coding {
        #[cfg(feature = "zstd")]
        Coding::Zstd => zstd::stream::read::Decoder::new(body)?.read_to_end(&mut plain)?,
        #[cfg(feature = "gzip")]
        Coding::Gzip => flate2::read::GzDecoder::new(body).read_to_end(&mut plain)?,
        Coding::Identity => { body }.read_to_end(&mut plain)?,
    };
    Ok(plain)
}
