use expect_test::expect;
use quote::{format_ident, quote};

use super::expand;
use crate::testing::{mistakes, pretty};

#[test]
fn it_makes_a_label_value() {
    let item = quote! {
        #[state(rename_all = "UPPERCASE", crate = my::tickmark)]
        enum Health { Up, #[state(rename = "sick")] Degraded }
    };
    expect![[r##"
        #[automatically_derived]
        impl my::tickmark::LabelValue for Health {
            const VALUES: ::core::option::Option<&'static [&'static str]> = ::core::option::Option::Some(
                &["UP", "sick"],
            );
            fn index(&self) -> usize {
                match self {
                    Self::Up => 0usize,
                    Self::Degraded => 1usize,
                }
            }
            fn with_str<__R>(&self, read: impl ::core::ops::FnOnce(&str) -> __R) -> __R {
                read(
                    match self {
                        Self::Up => "UP",
                        Self::Degraded => "sick",
                    },
                )
            }
        }
    "##]]
    .assert_eq(&pretty(&expand(item)));
}

#[test]
fn states_are_not_too_many() {
    let states = |count: usize| (0..count).map(|number| format_ident!("S{number}"));
    let (enough, more) = (states(64), states(66));
    assert_eq!(mistakes(expand(quote! { enum Health { #(#enough),* } })), "");
    expect![[r#"
        a state set has at most 64 states: put some of them together
    "#]]
    .assert_eq(&mistakes(expand(quote! { enum Health { #(#more),* } })));
}

#[test]
fn mistakes_are_told_in_its_own_words() {
    let item = quote! {
        enum Health { #[state] Up, #[state(rename = "up")] Down(u8), #[state(rename = "")] Unknown }
    };
    expect![[r#"
        `Down` stands for one value: remove its fields
        `state` takes a list: write `#[state(rename = "…")]`
        `Up` and `Down` are both `up`: give one `#[state(rename = "…")]`
        a state has a name: write one like `rename = "unknown"`
    "#]]
    .assert_eq(&mistakes(expand(item)));
    expect![[r#"
        `StateSet` is derived for enums: write `enum … { Up, Down }`
    "#]]
    .assert_eq(&mistakes(expand(quote! { struct Health { up: bool } })));
}
