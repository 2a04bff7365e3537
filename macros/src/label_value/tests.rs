use expect_test::expect;
use quote::quote;

use super::expand;
use crate::testing::{mistakes, pretty};

#[test]
fn variants_become_values() {
    let item = quote! {
        enum Method {
            Card,
            #[label(rename = "money")]
            Cash,
            BankTransfer,
        }
    };
    expect![[r##"
        #[automatically_derived]
        impl ::tickmark::LabelValue for Method {
            const VALUES: ::core::option::Option<&'static [&'static str]> = ::core::option::Option::Some(
                &["card", "money", "bank_transfer"],
            );
            fn index(&self) -> usize {
                match self {
                    Self::Card => 0usize,
                    Self::Cash => 1usize,
                    Self::BankTransfer => 2usize,
                }
            }
            fn with_str<__R>(&self, read: impl ::core::ops::FnOnce(&str) -> __R) -> __R {
                read(
                    match self {
                        Self::Card => "card",
                        Self::Cash => "money",
                        Self::BankTransfer => "bank_transfer",
                    },
                )
            }
        }
    "##]]
    .assert_eq(&pretty(&expand(item)));
}

#[test]
fn case_path_and_generics_are_kept() {
    let item = quote! {
        #[label(rename_all = "SCREAMING_SNAKE_CASE", crate = my::tickmark)]
        enum Method<const N: usize> where [u8; N]: Sized { BankTransfer }
    };
    expect![[r##"
        #[automatically_derived]
        impl<const N: usize> my::tickmark::LabelValue for Method<N>
        where
            [u8; N]: Sized,
        {
            const VALUES: ::core::option::Option<&'static [&'static str]> = ::core::option::Option::Some(
                &["BANK_TRANSFER"],
            );
            fn index(&self) -> usize {
                match self {
                    Self::BankTransfer => 0usize,
                }
            }
            fn with_str<__R>(&self, read: impl ::core::ops::FnOnce(&str) -> __R) -> __R {
                read(
                    match self {
                        Self::BankTransfer => "BANK_TRANSFER",
                    },
                )
            }
        }
    "##]]
    .assert_eq(&pretty(&expand(item)));
}

#[test]
fn beside_a_mistake_stands_an_empty_impl() {
    expect![[r#"
        ::core::compile_error! {
            "`LabelValue` is derived for enums: for other types, write `impl LabelValue`"
        }
        #[automatically_derived]
        impl ::tickmark::LabelValue for Method {
            const VALUES: ::core::option::Option<&'static [&'static str]> = ::core::option::Option::None;
            fn index(&self) -> usize {
                0usize
            }
            fn with_str<__R>(&self, read: impl ::core::ops::FnOnce(&str) -> __R) -> __R {
                read("")
            }
        }
    "#]]
    .assert_eq(&pretty(&expand(quote! { struct Method(u8); })));
}

#[test]
fn all_mistakes_are_reported_at_once() {
    let item = quote! {
        #[label(rename_all = "snake", rename = "x")]
        #[label]
        enum Method {
            Card(u8),
            #[label(renam = "x", rename = "card")]
            Cash,
            #[label(rename = 3)]
            Cheque {},
        }
    };
    expect![[r#"
        unknown argument `rename`, did you mean `name`? (known: `name`, `rename_all`, `crate`)
        `label` takes a list: write `#[label(rename = "…")]`
        `Card` stands for one value: remove its fields
        `Cheque` stands for one value: remove its fields
        unknown argument `renam`, did you mean `rename`? (known: `rename`)
        `rename` takes a string literal: write `rename = "…"`
        unknown case `snake` (known: `snake_case`, `lowercase`, `UPPERCASE`, `camelCase`, `PascalCase`, `SCREAMING_SNAKE_CASE`, `kebab-case`)
        `Card` and `Cash` are both `card`: give one `#[label(rename = "…")]`
    "#]].assert_eq(&mistakes(expand(item)));
}

#[test]
fn a_value_is_not_empty() {
    expect![[r#"
        an empty label value is no label: leave the variant out, and put the enum in an `Option`
    "#]]
    .assert_eq(&mistakes(expand(quote! { enum Method { Card, #[label(rename = "")] None } })));
}

#[test]
fn an_enum_has_variants() {
    expect![[r#"
        an enum without variants has no values: add a variant
    "#]]
    .assert_eq(&mistakes(expand(quote! { enum Method {} })));
}

#[test]
fn an_enum_alone_may_be_a_label_set() {
    let item = quote! {
        #[label(name = "mode")]
        enum Mode { Single }
    };
    expect![[r##"
        #[automatically_derived]
        impl ::tickmark::LabelValue for Mode {
            const VALUES: ::core::option::Option<&'static [&'static str]> = ::core::option::Option::Some(
                &["single"],
            );
            fn index(&self) -> usize {
                match self {
                    Self::Single => 0usize,
                }
            }
            fn with_str<__R>(&self, read: impl ::core::ops::FnOnce(&str) -> __R) -> __R {
                read(
                    match self {
                        Self::Single => "single",
                    },
                )
            }
        }
        const _: () = {
            const _: () = ::tickmark::__private::assert_label_name("mode");
            #[automatically_derived]
            impl ::tickmark::LabelSet for Mode {
                const LABELS: &'static [::tickmark::LabelDescriptor] = &[
                    ::tickmark::LabelDescriptor::of::<Self>("mode"),
                ];
                fn index(&self) -> usize {
                    ::tickmark::__private::fold_index(0usize, self)
                }
                fn visit(&self, each: &mut impl ::core::ops::FnMut(&str)) {
                    ::tickmark::LabelValue::with_str(self, each);
                }
            }
        };
    "##]]
    .assert_eq(&pretty(&expand(item)));
}
