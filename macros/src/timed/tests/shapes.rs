use expect_test::expect;
use quote::quote;

use super::expands;
use crate::{
    call,
    testing::mistakes,
    timed::{INSTRUMENT, expand},
};

#[test]
fn an_infallible_function_gets_a_guard() {
    expands(
        quote! {},
        quote! { pub(crate) fn area(side: u32) -> u32 { side * side } },
        &expect![[r#"
            pub(crate) fn area(side: u32) -> u32 {
                {
                    let _guard = {
                        static TICKMARK_TIMED: ::tickmark::__private::Site = ::tickmark::__private::Site::new(
                            ::tickmark::__private::Descriptor::timed(::core::module_path!(), "area")
                                .outcome(
                                    ::tickmark::__private::OutcomeLabel::new(
                                        ::tickmark::__private::Endings::SYNC,
                                    ),
                                ),
                        );
                        ::tickmark::__private::__tickmark_enter!(TICKMARK_TIMED);
                        ::tickmark::__private::start_scope(
                            ::tickmark::__private::timed(&TICKMARK_TIMED, &()),
                        )
                    };
                    side * side
                }
            }
        "#]],
    );
}

#[test]
fn a_fallible_function_tells_its_outcome() {
    let place = quote! {
        /// Places an order.
        #[inline]
        fn place(&mut self, order: Order) -> Result<&mut Receipt, OrderError> {
            #![allow(unused_variables)]
            self.check(&order)?;
            Ok(&mut self.receipt)
        }
    };
    expands(
        quote! {},
        place,
        &expect![[r#"
            /// Places an order.
            #[inline]
            fn place(&mut self, order: Order) -> Result<&mut Receipt, OrderError> {
                #![allow(unused_variables)]
                {
                    let call = {
                        static TICKMARK_TIMED: ::tickmark::__private::Site = ::tickmark::__private::Site::new(
                            ::tickmark::__private::Descriptor::timed(::core::module_path!(), "place")
                                .outcome(
                                    ::tickmark::__private::OutcomeLabel::new(
                                        ::tickmark::__private::Endings::SYNC_FALLIBLE,
                                    ),
                                ),
                        );
                        ::tickmark::__private::__tickmark_enter!(TICKMARK_TIMED);
                        ::tickmark::__private::start(
                            ::tickmark::__private::timed(&TICKMARK_TIMED, &()),
                        )
                    };
                    let result = ::tickmark::__private::call(move || -> Result<
                        &mut Receipt,
                        OrderError,
                    > {
                        self.check(&order)?;
                        Ok(&mut self.receipt)
                    });
                    call.finish({
                        use ::tickmark::__private::{Fallible as _, Infallible as _};
                        (&::tickmark::__private::Probe(&result)).__tickmark_ending()
                    });
                    result
                }
            }
        "#]],
    );
}

#[test]
fn a_hidden_type_is_left_to_inference() {
    expands(
        quote! {},
        quote! { fn parts() -> Result<impl Iterator<Item = u8>, E> { Ok([1].into_iter()) } },
        &expect![[r#"
            fn parts() -> Result<impl Iterator<Item = u8>, E> {
                {
                    let call = {
                        static TICKMARK_TIMED: ::tickmark::__private::Site = ::tickmark::__private::Site::new(
                            ::tickmark::__private::Descriptor::timed(::core::module_path!(), "parts")
                                .outcome(
                                    ::tickmark::__private::OutcomeLabel::new(
                                        ::tickmark::__private::Endings::SYNC_FALLIBLE,
                                    ),
                                ),
                        );
                        ::tickmark::__private::__tickmark_enter!(TICKMARK_TIMED);
                        ::tickmark::__private::start(
                            ::tickmark::__private::timed(&TICKMARK_TIMED, &()),
                        )
                    };
                    #[allow(clippy::diverging_sub_expression)]
                    let result: Result<_, E> = { Ok([1].into_iter()) };
                    #[allow(unreachable_code)]
                    call.finish({
                        use ::tickmark::__private::{Fallible as _, Infallible as _};
                        (&::tickmark::__private::Probe(&result)).__tickmark_ending()
                    });
                    result
                }
            }
        "#]],
    );
}

#[test]
fn a_function_may_be_renamed() {
    let expansion = expand(quote! { function = "Shop::open" }, quote! { default fn open() {} }).to_string();
    assert!(expansion.contains(r#"module_path ! () , "Shop::open")"#), "{expansion}");
    assert!(expansion.starts_with("default fn open"), "{expansion}");
}

#[test]
fn what_a_block_has_checked_is_not_checked_again() {
    let args = quote! { name = "x_seconds", labels(a = a), buckets = [1.0], outcome(label = "b"), __checked(name, labels, outcome) };
    let expansion = expand(args, quote! { fn open(a: u8) {} }).to_string();
    assert_eq!(expansion.matches("assert_").count(), 1, "{expansion}");
}

#[test]
fn a_half_typed_body_stays() {
    let expansion = expand(quote! {}, quote! { fn f() -> Answer { let x = self. ; } }).to_string();
    assert!(expansion.contains("let x = self . ;"), "{expansion}");
}

#[test]
fn switched_off_the_item_stays_as_it_is() {
    let item = quote! { #[inline] fn f(x: u8) -> u8 { x } };
    let expansion = call::expand_if(false, &INSTRUMENT, quote! { name = "f_seconds" }, item.clone());
    assert_eq!(expansion.to_string(), item.to_string());
}

#[test]
fn switched_off_mistakes_are_still_reported() {
    let expansion = call::expand_if(false, &INSTRUMENT, quote! { nam = "f_seconds" }, quote! { fn f() {} });
    expect![[r#"
        unknown argument `nam`, did you mean `name`? (known: `name`, `help`, `function`, `labels`, `labels_from`, `limit`, `buckets`, `native`, `outcome`, `error`, `ok_if`, `error_if`, `only`, `slow`, `sample`, `clock`, `counted`, `stream`, `in_flight`, `metric`, `registry`, `slo`, `allow_metric`, `skip`, `crate`)
    "#]].assert_eq(&mistakes(expansion));
}
