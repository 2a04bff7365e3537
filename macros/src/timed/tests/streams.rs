use expect_test::expect;
use quote::quote;

use super::{expands, rejects};
use crate::{testing, timed::expand};

#[test]
fn a_stream_is_surrounded() {
    expands(
        quote! { stream },
        quote! { fn rows(&self) -> impl Stream<Item = Result<Row, Error>> { self.select() } },
        &expect![[r#"
            fn rows(&self) -> impl Stream<Item = Result<Row, Error>> {
                {
                    let call = {
                        static TICKMARK_TIMED: ::tickmark::__private::Site = ::tickmark::__private::Site::new(
                            ::tickmark::__private::Descriptor::timed(::core::module_path!(), "rows")
                                .outcome(
                                    ::tickmark::__private::OutcomeLabel::new(
                                        ::tickmark::__private::Endings::ASYNC_FALLIBLE,
                                    ),
                                ),
                        );
                        static TICKMARK_ITEMS: ::tickmark::__private::Site = ::tickmark::__private::Site::new(
                            ::tickmark::__private::Descriptor::items(::core::module_path!(), "rows"),
                        );
                        static TICKMARK_FIRST_ITEM: ::tickmark::__private::Site = ::tickmark::__private::Site::new(
                            ::tickmark::__private::Descriptor::first_item(
                                ::core::module_path!(),
                                "rows",
                            ),
                        );
                        ::tickmark::__private::__tickmark_enter!(
                            TICKMARK_TIMED TICKMARK_ITEMS TICKMARK_FIRST_ITEM
                        );
                        match &() {
                            labels => {
                                ::tickmark::__private::start_later((
                                    ::tickmark::__private::items(&TICKMARK_ITEMS, labels),
                                    ::tickmark::__private::timed(&TICKMARK_TIMED, labels)
                                        .and(
                                            ::tickmark::__private::first_item(
                                                &TICKMARK_FIRST_ITEM,
                                                labels,
                                            ),
                                        ),
                                ))
                            }
                        }
                    };
                    let stream = {
                        let stream: _ = { self.select() };
                        stream
                    };
                    let stream = ::tickmark::__private::stream::<
                        Result<Row, Error>,
                        _,
                        _,
                        _,
                    >(
                        call,
                        stream,
                        |result| {
                            use ::tickmark::__private::{Fallible as _, Infallible as _};
                            (&::tickmark::__private::Probe(result)).__tickmark_ending()
                        },
                    );
                    stream
                }
            }
        "#]],
    );
}

#[test]
fn a_stream_in_a_box_gets_a_box_again() {
    expands(
        quote! { name = "rows_seconds", stream, labels(table = table), buckets = [1], counted(name = "rows_total"), outcome = none },
        quote! { fn rows<'a>(&'a self, table: Table) -> BoxStream<'a, Row> { Box::pin(self.select(table)) } },
        &expect![[r#"
            fn rows<'a>(&'a self, table: Table) -> BoxStream<'a, Row> {
                {
                    let call = {
                        const _: () = ::tickmark::__private::assert_timed_name("rows_seconds");
                        const _: () = ::tickmark::__private::assert_counted_name("rows_total");
                        const _: () = ::tickmark::__private::assert_label_name("table");
                        const _: () = ::tickmark::__private::assert_bucket(
                            ::core::option::Option::None,
                            1.0,
                        );
                        static TICKMARK_COUNTED: ::tickmark::__private::Site = ::tickmark::__private::Site::new(
                            ::tickmark::__private::Descriptor::counted(
                                    ::core::module_path!(),
                                    "rows",
                                )
                                .name("rows_total")
                                .labels(&[::tickmark::LabelDescriptor::of::<Table>("table")]),
                        );
                        static TICKMARK_TIMED: ::tickmark::__private::Site = ::tickmark::__private::Site::new(
                            ::tickmark::__private::Descriptor::timed(::core::module_path!(), "rows")
                                .name("rows_seconds")
                                .buckets(&[1.0])
                                .labels(&[::tickmark::LabelDescriptor::of::<Table>("table")]),
                        );
                        static TICKMARK_ITEMS: ::tickmark::__private::Site = ::tickmark::__private::Site::new(
                            ::tickmark::__private::Descriptor::items(::core::module_path!(), "rows")
                                .name("rows_items_total")
                                .doc("Items that streams yielded.")
                                .labels(&[::tickmark::LabelDescriptor::of::<Table>("table")]),
                        );
                        static TICKMARK_FIRST_ITEM: ::tickmark::__private::Site = ::tickmark::__private::Site::new(
                            ::tickmark::__private::Descriptor::first_item(
                                    ::core::module_path!(),
                                    "rows",
                                )
                                .name("rows_first_item_seconds")
                                .doc("How long streams took to yield their first item, in seconds.")
                                .buckets(&[1.0])
                                .labels(&[::tickmark::LabelDescriptor::of::<Table>("table")]),
                        );
                        ::tickmark::__private::__tickmark_enter!(
                            TICKMARK_COUNTED TICKMARK_TIMED TICKMARK_ITEMS TICKMARK_FIRST_ITEM
                        );
                        match &(&(table),) {
                            labels => {
                                ::tickmark::__private::start_later((
                                    ::tickmark::__private::counted(&TICKMARK_COUNTED, labels),
                                    ::tickmark::__private::items(&TICKMARK_ITEMS, labels),
                                    ::tickmark::__private::timed(&TICKMARK_TIMED, labels)
                                        .and(
                                            ::tickmark::__private::first_item(
                                                &TICKMARK_FIRST_ITEM,
                                                labels,
                                            ),
                                        ),
                                ))
                            }
                        }
                    };
                    let stream = {
                        let stream: BoxStream<'a, Row> = { Box::pin(self.select(table)) };
                        stream
                    };
                    let stream = ::tickmark::__private::stream::<
                        Row,
                        _,
                        _,
                        _,
                    >(
                        call,
                        stream,
                        |result| {
                            use ::tickmark::__private::{Fallible as _, Infallible as _};
                            (&::tickmark::__private::Probe(result)).__tickmark_ending()
                        },
                    );
                    let stream: BoxStream<'a, Row> = ::tickmark::__private::boxed(stream);
                    stream
                }
            }
        "#]],
    );
}

#[test]
fn the_stream_of_an_async_function_is_surrounded_when_it_is_there() {
    expands(
        quote! { stream, in_flight },
        quote! { async fn rows() -> Pin<Box<dyn Stream<Item = Row>>> { Box::pin(select().await) } },
        &expect![[r#"
            async fn rows() -> Pin<Box<dyn Stream<Item = Row>>> {
                {
                    let call = {
                        static TICKMARK_IN_FLIGHT: ::tickmark::__private::Site = ::tickmark::__private::Site::new(
                            ::tickmark::__private::Descriptor::in_flight(
                                ::core::module_path!(),
                                "rows",
                            ),
                        );
                        static TICKMARK_TIMED: ::tickmark::__private::Site = ::tickmark::__private::Site::new(
                            ::tickmark::__private::Descriptor::timed(::core::module_path!(), "rows")
                                .outcome(
                                    ::tickmark::__private::OutcomeLabel::new(
                                        ::tickmark::__private::Endings::ASYNC_FALLIBLE,
                                    ),
                                ),
                        );
                        static TICKMARK_ITEMS: ::tickmark::__private::Site = ::tickmark::__private::Site::new(
                            ::tickmark::__private::Descriptor::items(::core::module_path!(), "rows"),
                        );
                        static TICKMARK_FIRST_ITEM: ::tickmark::__private::Site = ::tickmark::__private::Site::new(
                            ::tickmark::__private::Descriptor::first_item(
                                ::core::module_path!(),
                                "rows",
                            ),
                        );
                        ::tickmark::__private::__tickmark_enter!(
                            TICKMARK_IN_FLIGHT TICKMARK_TIMED TICKMARK_ITEMS TICKMARK_FIRST_ITEM
                        );
                        match &() {
                            labels => {
                                ::tickmark::__private::start((
                                    ::tickmark::__private::in_flight(&TICKMARK_IN_FLIGHT, labels),
                                    ::tickmark::__private::items(&TICKMARK_ITEMS, labels),
                                    ::tickmark::__private::timed(&TICKMARK_TIMED, labels)
                                        .and(
                                            ::tickmark::__private::first_item(
                                                &TICKMARK_FIRST_ITEM,
                                                labels,
                                            ),
                                        ),
                                ))
                            }
                        }
                    };
                    let (call, stream) = ::tickmark::__private::watch(
                            call,
                            async move {
                                #[allow(unreachable_code)]
                                if false {
                                    let unreachable: Pin<Box<dyn Stream<Item = Row>>> = loop {};
                                    return unreachable;
                                }
                                Box::pin(select().await)
                            },
                        )
                        .await;
                    let stream = ::tickmark::__private::stream::<
                        Row,
                        _,
                        _,
                        _,
                    >(
                        ::tickmark::__private::under_way(call),
                        stream,
                        |result| {
                            use ::tickmark::__private::{Fallible as _, Infallible as _};
                            (&::tickmark::__private::Probe(result)).__tickmark_ending()
                        },
                    );
                    let stream: Pin<Box<dyn Stream<Item = Row>>> = ::tickmark::__private::boxed(
                        stream,
                    );
                    stream
                }
            }
        "#]],
    );
}

#[test]
fn what_can_not_be_recorded_as_a_stream_says_so() {
    for (item, expected) in [
        (quote! { fn f() {} }, "`stream` is for a function that returns a stream: remove it\n"),
        (
            quote! { fn f() -> Rows { Rows } },
            "`stream` puts another stream around this one, which its type does not allow: return `impl Stream<Item = …>` or `Pin<Box<dyn Stream<Item = …>>>`\n",
        ),
        (
            quote! { #[tickmark::counted(name = "rows_total", stream)] fn f() -> impl Stream { Rows } },
            "`#[counted]` counts the items of this `stream` too: write one attribute, `#[timed(counted, stream)]`\n",
        ),
        (
            quote! { fn f() -> impl Future<Output = BoxStream<'static, u8>> { other() } },
            "this future would be timed before it runs: write `async fn`, or end the body in `async move { … }`\n",
        ),
    ] {
        assert_eq!(testing::mistakes(expand(quote! { stream }, item)), expected);
    }
}

#[test]
fn arguments_that_a_stream_can_not_have_are_rejected() {
    rejects(
        quote! { stream, ok_if = Option::is_some, error_if = Result::is_err },
        quote! { fn f() -> impl Stream<Item = u8> { rows() } },
        &expect![[r#"
            `ok_if` and `error_if` say the same thing twice: keep one of them
            `ok_if` asks the one value of a call, and a `stream` is judged by its items: implement `Outcome` for their type, or remove it
            `error_if` asks the one value of a call, and a `stream` is judged by its items: implement `Outcome` for their type, or remove it
        "#]],
    );
    rejects(
        quote! { stream = true, metric = SHOP.rows_seconds },
        quote! { fn f() -> impl Stream<Item = u8> { rows() } },
        &expect![[r#"
            `stream` takes no value: write `stream` alone
            `stream` is for a family that is declared here: remove it or `metric`
        "#]],
    );
}
