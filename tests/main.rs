//! What users do, tested as they do it.

mod drive;
mod endings;
mod page;
mod reading_pages;
#[cfg(feature = "servers")]
mod servers;
