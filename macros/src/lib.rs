//! The macros of [`tickmark`](https://docs.rs/tickmark); use them through that crate, where they are documented.
