use expect_test::expect;
use quote::quote;

use super::expand;
use crate::testing::{mistakes, pretty};

#[test]
fn it_makes_a_label_set() {
    let item = quote! {
        #[info(crate = my::tickmark)]
        struct Build { version: &'static str, #[info(rename = "commit", display)] hash: Hash }
    };
    expect![[r#"
        const _: () = {
            #[allow(unused_qualifications)]
            const _: () = my::tickmark::__private::assert_label_name("version");
            #[allow(unused_qualifications)]
            const _: () = my::tickmark::__private::assert_label_name("commit");
            #[automatically_derived]
            impl my::tickmark::LabelSet for Build
            where
                Hash: ::core::fmt::Display,
            {
                const LABELS: &'static [my::tickmark::LabelDescriptor] = &[
                    my::tickmark::LabelDescriptor::of::<&'static str>("version"),
                    my::tickmark::LabelDescriptor::of::<
                        my::tickmark::__private::Displayed<Hash>,
                    >("commit"),
                ];
                fn index(&self) -> usize {
                    let index = 0usize;
                    let index = my::tickmark::__private::fold_index(index, &self.version);
                    let index = my::tickmark::__private::fold_index(
                        index,
                        &my::tickmark::__private::Displayed(&self.hash),
                    );
                    index
                }
                fn visit(&self, each: &mut impl ::core::ops::FnMut(&str)) {
                    my::tickmark::LabelValue::with_str(&self.version, &mut *each);
                    my::tickmark::LabelValue::with_str(
                        &my::tickmark::__private::Displayed(&self.hash),
                        &mut *each,
                    );
                }
            }
        };
    "#]]
    .assert_eq(&pretty(&expand(item)));
}

#[test]
fn there_may_be_as_many_labels_as_one_likes() {
    let item = quote! { struct Build { a: A, b: B, c: C, d: D, e: E, f: F, g: G, h: H, i: I, j: J } };
    expect![""].assert_eq(&mistakes(expand(item)));
}

#[test]
fn mistakes_are_told_in_its_own_words() {
    expect![[r#"
        `info` takes a list: write `#[info(rename = "…")]`
        `Info` is derived for structs with named fields: write `struct … { version: &'static str }`
    "#]]
    .assert_eq(&mistakes(expand(quote! { #[info] struct Build(u8); })));
}
