use expect_test::expect;
use quote::quote;

use super::super::expand;
use crate::testing::pretty;

#[test]
fn a_group_has_a_prefix_or_none() {
    let item = quote! {

        #[metrics(prefix = "shop")]
        struct Shop {
            cache: Cache,
            #[metric(prefix = "kept", labels(tier = "two"))]
            second: Cache,
            #[metric(flatten)]
            third: Option<Cache>,
        }
    };
    expect![[r#"
        const _: () = {
            const _: () = ::tickmark::__private::assert_prefix(
                "shop",
                ::tickmark::__private::Rules::NONE,
            );
            const TICKMARK_IS_PREFIX_SOUND: bool = ::tickmark::__private::is_declared_prefix(
                "shop",
                ::tickmark::__private::Rules::NONE,
            );
            const _: () = ::tickmark::__private::assert_label_name("tier");
            const TICKMARK_FIELD_0: ::tickmark::__private::FieldDescriptor = ::tickmark::__private::FieldDescriptor::new(
                <Cache as ::tickmark::__private::Field>::SHAPE,
                "shop_cache",
                "",
            );
            const _: ::tickmark::__private::FieldDescriptor = TICKMARK_FIELD_0.helped();
            const _: ::tickmark::__private::FieldDescriptor = TICKMARK_FIELD_0
                .checked_if(TICKMARK_IS_PREFIX_SOUND);
            const TICKMARK_FIELD_1: ::tickmark::__private::FieldDescriptor = ::tickmark::__private::FieldDescriptor::new(
                    <Cache as ::tickmark::__private::Field>::SHAPE,
                    "shop_kept",
                    "",
                )
                .labels(&[("tier", "two")]);
            const _: ::tickmark::__private::FieldDescriptor = TICKMARK_FIELD_1.helped();
            const _: ::tickmark::__private::FieldDescriptor = TICKMARK_FIELD_1
                .group()
                .checked_if(TICKMARK_IS_PREFIX_SOUND);
            const TICKMARK_FIELD_2: ::tickmark::__private::FieldDescriptor = ::tickmark::__private::FieldDescriptor::new(
                <Option<Cache> as ::tickmark::__private::Field>::SHAPE,
                "shop",
                "",
            );
            const _: ::tickmark::__private::FieldDescriptor = TICKMARK_FIELD_2.helped();
            const _: ::tickmark::__private::FieldDescriptor = TICKMARK_FIELD_2
                .group()
                .checked_if(TICKMARK_IS_PREFIX_SOUND);
            #[automatically_derived]
            impl ::tickmark::__private::Field for Shop {
                type Start = ::tickmark::__private::Start;
                const SHAPE: ::tickmark::__private::Shape = ::tickmark::__private::Shape::Group(
                    &[TICKMARK_FIELD_0, TICKMARK_FIELD_1, TICKMARK_FIELD_2],
                );
                fn as_field(&self) -> ::tickmark::__private::FieldRef<'_> {
                    ::tickmark::__private::FieldRef::Group(self)
                }
            }
            #[automatically_derived]
            impl ::tickmark::__private::New for Shop {
                #[allow(clippy::declare_interior_mutable_const)]
                const NEW: Self = Self {
                    cache: <<Cache as ::tickmark::__private::Field>::Start as ::tickmark::__private::Make<
                        Cache,
                    >>::NEW,
                    second: <<Cache as ::tickmark::__private::Field>::Start as ::tickmark::__private::Make<
                        Cache,
                    >>::NEW,
                    third: <<Option<
                        Cache,
                    > as ::tickmark::__private::Field>::Start as ::tickmark::__private::Make<
                        Option<Cache>,
                    >>::NEW,
                };
            }
            #[automatically_derived]
            impl ::tickmark::__private::Group for Shop {
                fn field(&self, at: usize) -> ::tickmark::__private::FieldRef<'_> {
                    match at {
                        0 => <Cache as ::tickmark::__private::Field>::as_field(&self.cache),
                        1 => <Cache as ::tickmark::__private::Field>::as_field(&self.second),
                        2 => {
                            <Option<
                                Cache,
                            > as ::tickmark::__private::Field>::as_field(&self.third)
                        }
                        _ => ::tickmark::__private::FieldRef::Absent,
                    }
                }
            }
            #[automatically_derived]
            impl ::tickmark::Metrics for Shop {}
            #[allow(dead_code, clippy::new_without_default)]
            impl Shop {
                ///The metrics of a `Shop`, all at the start.
                const fn new() -> Self {
                    <Self as ::tickmark::__private::New>::NEW
                }
            }
        };
    "#]].assert_eq(&pretty(&expand(item)));
}

#[test]
fn a_group_without_a_prefix_around_it_is_flat() {
    let item = quote! {

        struct Shop {
            #[metric(flatten)]
            cache: Cache,
        }
    };
    expect![[r#"
        const _: () = {
            const TICKMARK_FIELD_0: ::tickmark::__private::FieldDescriptor = ::tickmark::__private::FieldDescriptor::new(
                <Cache as ::tickmark::__private::Field>::SHAPE,
                "",
                "",
            );
            const _: ::tickmark::__private::FieldDescriptor = TICKMARK_FIELD_0.helped();
            const _: ::tickmark::__private::FieldDescriptor = TICKMARK_FIELD_0.group().checked();
            #[automatically_derived]
            impl ::tickmark::__private::Field for Shop {
                type Start = ::tickmark::__private::Start;
                const SHAPE: ::tickmark::__private::Shape = ::tickmark::__private::Shape::Group(
                    &[TICKMARK_FIELD_0],
                );
                fn as_field(&self) -> ::tickmark::__private::FieldRef<'_> {
                    ::tickmark::__private::FieldRef::Group(self)
                }
            }
            #[automatically_derived]
            impl ::tickmark::__private::New for Shop {
                #[allow(clippy::declare_interior_mutable_const)]
                const NEW: Self = Self {
                    cache: <<Cache as ::tickmark::__private::Field>::Start as ::tickmark::__private::Make<
                        Cache,
                    >>::NEW,
                };
            }
            #[automatically_derived]
            impl ::tickmark::__private::Group for Shop {
                fn field(&self, at: usize) -> ::tickmark::__private::FieldRef<'_> {
                    match at {
                        0 => <Cache as ::tickmark::__private::Field>::as_field(&self.cache),
                        _ => ::tickmark::__private::FieldRef::Absent,
                    }
                }
            }
            #[automatically_derived]
            impl ::tickmark::Metrics for Shop {}
            #[allow(dead_code, clippy::new_without_default)]
            impl Shop {
                ///The metrics of a `Shop`, all at the start.
                const fn new() -> Self {
                    <Self as ::tickmark::__private::New>::NEW
                }
            }
        };
    "#]].assert_eq(&pretty(&expand(item)));
}
