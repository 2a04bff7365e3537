//! The errors of the standard library.
//!
//! An enum has the kinds of its variants; what has only one is called as its type is, without `Error`.

use std::{
    array, char, convert, env, fmt, io, net, num, str, string,
    sync::{self, mpsc},
    time,
};

use super::ErrorKind;

/// Those that services meet, because each is a series more for every function that does input or output; the rest is `other`.
macro_rules! io_kinds {
    ($($index:literal => $kind:ident $text:literal,)*) => {
        impl ErrorKind for io::ErrorKind {
            const KINDS: &'static [&'static str] = &[$($text,)* "other"];

            fn kind(&self) -> usize {
                match self {
                    $(Self::$kind => $index,)*
                    _ => Self::KINDS.len() - 1,
                }
            }
        }
    };
}

io_kinds! {
    0 => NotFound "not_found",
    1 => PermissionDenied "permission_denied",
    2 => AlreadyExists "already_exists",
    3 => ConnectionRefused "connection_refused",
    4 => ConnectionReset "connection_reset",
    5 => ConnectionAborted "connection_aborted",
    6 => NotConnected "not_connected",
    7 => AddrInUse "addr_in_use",
    8 => HostUnreachable "host_unreachable",
    9 => NetworkUnreachable "network_unreachable",
    10 => BrokenPipe "broken_pipe",
    11 => TimedOut "timed_out",
    12 => InvalidInput "invalid_input",
    13 => InvalidData "invalid_data",
    14 => UnexpectedEof "unexpected_eof",
    15 => StorageFull "storage_full",
}

impl ErrorKind for io::Error {
    const KINDS: &'static [&'static str] = io::ErrorKind::KINDS;

    fn kind(&self) -> usize {
        ErrorKind::kind(&self.kind())
    }
}

/// There is no such error, so it is of no kind.
impl ErrorKind for convert::Infallible {
    const KINDS: &'static [&'static str] = &[];

    fn kind(&self) -> usize {
        match *self {}
    }
}

macro_rules! one_kind {
    ($($($error:ident)::+ $(<$generic:ident>)? => $kind:literal,)*) => {$(
        impl$(<$generic>)? ErrorKind for $($error)::+ $(<$generic>)? {
            const KINDS: &'static [&'static str] = &[$kind];

            #[inline]
            fn kind(&self) -> usize {
                0
            }
        }
    )*};
}

one_kind! {
    array::TryFromSliceError => "try_from_slice",
    char::CharTryFromError => "char_try_from",
    char::ParseCharError => "parse_char",
    fmt::Error => "fmt",
    net::AddrParseError => "addr_parse",
    num::ParseFloatError => "parse_float",
    num::ParseIntError => "parse_int",
    num::TryFromIntError => "try_from_int",
    str::ParseBoolError => "parse_bool",
    str::Utf8Error => "utf8",
    string::FromUtf16Error => "from_utf16",
    string::FromUtf8Error => "from_utf8",
    time::SystemTimeError => "system_time",
    // These two say what the enums below say with the same word.
    mpsc::RecvError => "disconnected",
    mpsc::SendError<T> => "disconnected",
    sync::PoisonError<T> => "poisoned",
}

macro_rules! two_kinds {
    ($($($error:ident)::+ $(<$generic:ident>)? { $first:pat => $one:literal, $second:pat => $two:literal })*) => {$(
        impl$(<$generic>)? ErrorKind for $($error)::+ $(<$generic>)? {
            const KINDS: &'static [&'static str] = &[$one, $two];

            fn kind(&self) -> usize {
                match self {
                    $first => 0,
                    $second => 1,
                }
            }
        }
    )*};
}

two_kinds! {
    env::VarError { Self::NotPresent => "not_present", Self::NotUnicode(_) => "not_unicode" }
    mpsc::TryRecvError { Self::Empty => "empty", Self::Disconnected => "disconnected" }
    mpsc::RecvTimeoutError { Self::Timeout => "timeout", Self::Disconnected => "disconnected" }
    mpsc::TrySendError<T> { Self::Full(_) => "full", Self::Disconnected(_) => "disconnected" }
    sync::TryLockError<T> { Self::Poisoned(_) => "poisoned", Self::WouldBlock => "would_block" }
}
