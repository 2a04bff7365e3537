use expect_test::expect;
use quote::quote;

use super::expand;
use crate::testing::{mistakes, pretty};

#[test]
fn variants_become_kinds() {
    let item = quote! {
        #[error_kind(crate = my::tickmark)]
        enum OrderError<'a, T> where T: Clone {
            SoldOut,
            #[error_kind(rename = "declined")]
            Card { reason: &'a str },
            #[error_kind(other)]
            Unknown(T),
            #[error_kind(other)]
            Boring,
        }
    };
    expect![[r##"
        #[automatically_derived]
        impl<'a, T> my::tickmark::ErrorKind for OrderError<'a, T>
        where
            T: Clone,
        {
            const KINDS: &'static [&'static str] = &["sold_out", "declined", "other"];
            fn kind(&self) -> usize {
                match self {
                    Self::SoldOut { .. } => 0usize,
                    Self::Card { .. } => 1usize,
                    Self::Unknown { .. } => 2usize,
                    Self::Boring { .. } => 2usize,
                }
            }
        }
    "##]]
    .assert_eq(&pretty(&expand(item)));
}

#[test]
fn a_struct_is_one_kind_and_an_empty_enum_none() {
    expect![[r##"
        #[automatically_derived]
        impl ::tickmark::ErrorKind for NotFound {
            const KINDS: &'static [&'static str] = &["not_found"];
            fn kind(&self) -> usize {
                match self {
                    Self { .. } => 0usize,
                }
            }
        }
    "##]]
    .assert_eq(&pretty(&expand(quote! { struct NotFound(u8); })));
    expect![[r#"
        #[automatically_derived]
        impl ::tickmark::ErrorKind for Never {
            const KINDS: &'static [&'static str] = &[];
            fn kind(&self) -> usize {
                match *self {}
            }
        }
    "#]]
    .assert_eq(&pretty(&expand(quote! { enum Never {} })));
}

#[test]
fn nested_kinds_are_put_together_by_the_runtime() {
    let item = quote! {
        enum OrderError {
            SoldOut,
            #[error_kind(nested = "db")]
            Store(StoreError),
        }
    };
    expect![[r#"
        const _: () = {
            #[automatically_derived]
            impl ::tickmark::__private::KindParts for OrderError {
                const PARTS: &'static [::tickmark::__private::Part] = &[
                    ::tickmark::__private::Part::own(&["sold_out"]),
                    ::tickmark::__private::Part::nested(
                        "db",
                        <StoreError as ::tickmark::ErrorKind>::KINDS,
                    ),
                ];
            }
            #[automatically_derived]
            impl ::tickmark::ErrorKind for OrderError {
                const KINDS: &'static [&'static str] = {
                    ::tickmark::__private::assert_kinds_differ::<Self>(1usize);
                    <Self as ::tickmark::__private::KindParts>::DISTINCT
                };
                fn kind(&self) -> usize {
                    match self {
                        Self::SoldOut { .. } => {
                            ::tickmark::__private::kind_at::<Self, 0usize>(0usize)
                        }
                        Self::Store { 0: inner, .. } => {
                            ::tickmark::__private::kind_at::<
                                Self,
                                1usize,
                            >(<StoreError as ::tickmark::ErrorKind>::kind(inner))
                        }
                    }
                }
            }
            const _: &'static [&'static str] = <OrderError as ::tickmark::ErrorKind>::KINDS;
        };
    "#]]
    .assert_eq(&pretty(&expand(item)));
}

#[test]
fn a_nested_type_that_depends_on_a_parameter_has_a_bound() {
    let item = quote! {
        struct Failed<'a, E: Debug> {
            #[error_kind(nested)]
            source: Box<E>,
            text: &'a str,
        }
    };
    expect![[r#"
        const _: () = {
            #[automatically_derived]
            impl<'a, E: Debug> ::tickmark::__private::KindParts for Failed<'a, E>
            where
                Box<E>: ::tickmark::ErrorKind,
            {
                const PARTS: &'static [::tickmark::__private::Part] = &[
                    ::tickmark::__private::Part::nested(
                        "",
                        <Box<E> as ::tickmark::ErrorKind>::KINDS,
                    ),
                ];
            }
            #[automatically_derived]
            impl<'a, E: Debug> ::tickmark::ErrorKind for Failed<'a, E>
            where
                Box<E>: ::tickmark::ErrorKind,
            {
                const KINDS: &'static [&'static str] = {
                    ::tickmark::__private::assert_kinds_differ::<Self>(0usize);
                    <Self as ::tickmark::__private::KindParts>::DISTINCT
                };
                fn kind(&self) -> usize {
                    match self {
                        Self { source: inner, .. } => {
                            ::tickmark::__private::kind_at::<
                                Self,
                                0usize,
                            >(<Box<E> as ::tickmark::ErrorKind>::kind(inner))
                        }
                    }
                }
            }
        };
    "#]]
    .assert_eq(&pretty(&expand(item)));
}

#[test]
fn beside_a_mistake_stands_an_empty_impl() {
    expect![[r#"
        ::core::compile_error! {
            "`ErrorKind` is derived for enums and structs: for a union, write `impl ErrorKind`"
        }
        #[automatically_derived]
        impl ::tickmark::ErrorKind for Bits {
            const KINDS: &'static [&'static str] = &[];
            fn kind(&self) -> usize {
                0usize
            }
        }
    "#]]
    .assert_eq(&pretty(&expand(quote! { union Bits { int: u8 } })));
}

#[test]
fn all_mistakes_are_reported_at_once() {
    let item = quote! {
        #[error_kind(rename_al = "snake_case", rename_all = "snake")]
        enum OrderError {
            #[error_kind]
            SoldOut,
            #[error_kind(rename = "sold_out")]
            Gone,
            #[error_kind(nested)]
            Store { a: A, b: B },
            #[error_kind(nested, rename = "db")]
            Unit,
            #[error_kind(nested)]
            Twice(#[error_kind(nested = "")] A, #[error_kind(nested)] B),
            #[error_kind(other = 1, rename = "")]
            Unknown(#[error_kind(rename = "x")] A),
            #[error_kind(other)]
            Both(#[error_kind(nested = 3)] A),
        }
    };
    expect![[r#"
        unknown argument `rename_al`, did you mean `rename_all`? (known: `rename_all`, `crate`)
        `error_kind` takes a list: write `#[error_kind(rename = "…")]`
        `other` takes no value: write `other` alone
        unknown argument `rename` (known: `nested`)
        `nested` takes a string literal: write `nested = "…"`
        unknown case `snake` (known: `snake_case`, `lowercase`, `UPPERCASE`, `camelCase`, `PascalCase`, `SCREAMING_SNAKE_CASE`, `kebab-case`)
        `Store` has several fields: write `#[error_kind(nested)]` on the one that is the error
        `Unit` has the kinds of the error in it: for a prefix to each, write `nested = "db"`
        `Unit` holds no error whose kinds it could have: leave `nested` out
        `Twice` has the kinds of one error: keep one `nested`
        `Twice` has the kinds of one error: keep one `nested`
        `Unknown` is called `other` already: keep `rename` or `other`
        an empty label value is no label: write one like `rename = "timed_out"`
        `Both` is `nested` and `other`: keep one of them
        `SoldOut` and `Gone` are both `sold_out`: give one `#[error_kind(rename = "…")]`, or both `#[error_kind(other)]`
    "#]].assert_eq(&mistakes(expand(item)));
}
