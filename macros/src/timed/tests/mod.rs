//! Snapshots; refreshed by `UPDATE_EXPECT=1`.

mod arguments;
mod blocks;
mod futures;
mod mistakes;
mod native;
mod shapes;
mod streams;

use expect_test::Expect;
use proc_macro2::TokenStream;
use quote::quote;

use super::expand;
use crate::testing;

fn expands(args: TokenStream, item: TokenStream, expected: &Expect) {
    expected.assert_eq(&testing::pretty(&expand(args, item)));
}

fn rejects(args: TokenStream, item: TokenStream, expected: &Expect) {
    expected.assert_eq(&testing::mistakes(expand(args, item)));
}

fn rejects_args(args: TokenStream, expected: &Expect) {
    rejects(args, quote! { fn place() -> Result<(), Error> {} }, expected);
}
