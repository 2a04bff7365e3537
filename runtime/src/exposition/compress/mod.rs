//! Bodies made smaller while they are written.

use std::io::{self, Write};

mod halting;
#[cfg(test)]
mod tests;

use halting::Halting;

/// How a body is packed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Coding {
    #[cfg(feature = "zstd")]
    Zstd,
    #[cfg(feature = "gzip")]
    Gzip,
    /// Not at all.
    Identity,
}

impl Coding {
    /// All that this build knows; first what makes bodies smallest, by the measurements in `BENCHMARKS.md`.
    pub(super) const ALL: [Self; 1 + cfg!(feature = "gzip") as usize + cfg!(feature = "zstd") as usize] = [
        #[cfg(feature = "zstd")]
        Self::Zstd,
        #[cfg(feature = "gzip")]
        Self::Gzip,
        Self::Identity,
    ];

    /// Whether `Accept-Encoding` calls it so.
    pub(super) fn is_called(self, name: &str) -> bool {
        let names: &[&str] = match self {
            #[cfg(feature = "zstd")]
            Self::Zstd => &["zstd"],
            #[cfg(feature = "gzip")]
            Self::Gzip => &["gzip", "x-gzip"],
            Self::Identity => &["identity"],
        };
        names.iter().any(|known| known.eq_ignore_ascii_case(name))
    }

    /// What `Content-Encoding` says, if it is there.
    pub(super) const fn content_encoding(self) -> Option<&'static str> {
        match self {
            #[cfg(feature = "zstd")]
            Self::Zstd => Some("zstd"),
            #[cfg(feature = "gzip")]
            Self::Gzip => Some("gzip"),
            Self::Identity => None,
        }
    }
}

/// Packs what is written and hands it on.
#[allow(clippy::large_enum_variant, reason = "there is one for each page")]
pub(super) enum Compressor<W: Write> {
    #[cfg(feature = "zstd")]
    Zstd(zstd::stream::write::Encoder<'static, Halting<W>>),
    #[cfg(feature = "gzip")]
    Gzip(flate2::write::GzEncoder<Halting<W>>),
    Identity(Halting<W>),
}

impl<W: Write> Compressor<W> {
    /// Fails where there is no memory for what a coding has to remember.
    #[cfg_attr(not(feature = "zstd"), expect(clippy::unnecessary_wraps, reason = "only zstd can fail"))]
    pub(super) fn new(coding: Coding, writer: W) -> io::Result<Self> {
        let writer = Halting::new(writer);
        Ok(match coding {
            #[cfg(feature = "zstd")]
            Coding::Zstd => Self::Zstd(zstd::stream::write::Encoder::new(writer, 1)?),
            #[cfg(feature = "gzip")]
            Coding::Gzip => Self::Gzip(flate2::write::GzEncoder::new(writer, flate2::Compression::fast())),
            Coding::Identity => Self::Identity(writer),
        })
    }

    /// Writes what belongs behind the last byte; without it a body is not whole.
    pub(super) fn finish(self) -> io::Result<()> {
        let mut writer = match self {
            #[cfg(feature = "zstd")]
            Self::Zstd(encoder) => encoder.finish()?,
            #[cfg(feature = "gzip")]
            Self::Gzip(encoder) => encoder.finish()?,
            Self::Identity(writer) => writer,
        };
        writer.flush()
    }
}

impl<W: Write> Write for Compressor<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match self {
            #[cfg(feature = "zstd")]
            Self::Zstd(encoder) => encoder.write(bytes),
            #[cfg(feature = "gzip")]
            Self::Gzip(encoder) => encoder.write(bytes),
            Self::Identity(writer) => writer.write(bytes),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        match self {
            #[cfg(feature = "zstd")]
            Self::Zstd(encoder) => encoder.flush(),
            #[cfg(feature = "gzip")]
            Self::Gzip(encoder) => encoder.flush(),
            Self::Identity(writer) => writer.flush(),
        }
    }
}
