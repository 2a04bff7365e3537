use expect_test::expect;
use quote::quote;

use super::super::expand;
use crate::testing::pretty;

#[test]
fn a_field_is_made_with_its_settings() {
    let item = quote! {

        struct Shop {
            /// Time to pack a parcel.
            #[metric(unit = "seconds", buckets = [1, 2.5])]
            packing: Histogram,
            /// Visits.
            #[metric(limit = 200, buckets = BOUNDS)]
            visits: Family<Visitor, Histogram<Seconds>>,
            /// Sessions.
            #[metric(limit = 20, ttl = "5min")]
            sessions: RemovableFamily<Visitor, UpDown>,
        }
    };
    expect![[r#"
        const _: () = {
            const _: () = ::tickmark::__private::assert_buckets(&[1.0, 2.5]);
            const _: () = ::tickmark::__private::assert_buckets(BOUNDS);
            const TICKMARK_FIELD_0: ::tickmark::__private::FieldDescriptor = ::tickmark::__private::FieldDescriptor::new(
                    <Histogram as ::tickmark::__private::Field>::SHAPE,
                    "packing",
                    "Time to pack a parcel.",
                )
                .unit("seconds");
            const _: ::tickmark::__private::FieldDescriptor = TICKMARK_FIELD_0.measured();
            const _: ::tickmark::__private::FieldDescriptor = TICKMARK_FIELD_0.checked();
            const TICKMARK_FIELD_1: ::tickmark::__private::FieldDescriptor = ::tickmark::__private::FieldDescriptor::new(
                <Family<Visitor, Histogram<Seconds>> as ::tickmark::__private::Field>::SHAPE,
                "visits",
                "Visits.",
            );
            const _: ::tickmark::__private::FieldDescriptor = TICKMARK_FIELD_1.checked();
            const TICKMARK_FIELD_2: ::tickmark::__private::FieldDescriptor = ::tickmark::__private::FieldDescriptor::new(
                <RemovableFamily<Visitor, UpDown> as ::tickmark::__private::Field>::SHAPE,
                "sessions",
                "Sessions.",
            );
            const _: ::tickmark::__private::FieldDescriptor = TICKMARK_FIELD_2.checked();
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
                    packing: <<Histogram as ::tickmark::__private::Field>::Start as ::tickmark::__private::Make<
                        Histogram,
                    >>::NEW
                        .buckets(::tickmark::__private::sound_buckets(&[1.0, 2.5])),
                    visits: <<Family<
                        Visitor,
                        Histogram<Seconds>,
                    > as ::tickmark::__private::Field>::Start as ::tickmark::__private::Make<
                        Family<Visitor, Histogram<Seconds>>,
                    >>::NEW
                        .buckets(::tickmark::__private::sound_buckets(BOUNDS))
                        .limit(200),
                    sessions: <<RemovableFamily<
                        Visitor,
                        UpDown,
                    > as ::tickmark::__private::Field>::Start as ::tickmark::__private::Make<
                        RemovableFamily<Visitor, UpDown>,
                    >>::NEW
                        .limit(20)
                        .ttl(::core::time::Duration::from_nanos(300000000000)),
                };
            }
            #[automatically_derived]
            impl ::tickmark::__private::Group for Shop {
                fn field(&self, at: usize) -> ::tickmark::__private::FieldRef<'_> {
                    match at {
                        0 => <Histogram as ::tickmark::__private::Field>::as_field(&self.packing),
                        1 => {
                            <Family<
                                Visitor,
                                Histogram<Seconds>,
                            > as ::tickmark::__private::Field>::as_field(&self.visits)
                        }
                        2 => {
                            <RemovableFamily<
                                Visitor,
                                UpDown,
                            > as ::tickmark::__private::Field>::as_field(&self.sessions)
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
fn a_field_is_read_or_has_a_value() {
    let item = quote! {

        struct Queue {
            /// What waits.
            #[metric(read = waiting, every = "1.5s")]
            waiting: GaugeFn,
            /// What came.
            #[metric(read = || CAME.load(Relaxed))]
            came_total: CounterFn,
            /// What runs.
            #[metric(init = Info::of(BUILD))]
            build_info: Info<Build>,
        }
    };
    expect![[r#"
        const _: () = {
            const TICKMARK_FIELD_0: ::tickmark::__private::FieldDescriptor = ::tickmark::__private::FieldDescriptor::new(
                <GaugeFn as ::tickmark::__private::Field>::SHAPE,
                "waiting",
                "What waits.",
            );
            const _: ::tickmark::__private::FieldDescriptor = TICKMARK_FIELD_0.checked();
            const TICKMARK_FIELD_1: ::tickmark::__private::FieldDescriptor = ::tickmark::__private::FieldDescriptor::new(
                <CounterFn as ::tickmark::__private::Field>::SHAPE,
                "came_total",
                "What came.",
            );
            const _: ::tickmark::__private::FieldDescriptor = TICKMARK_FIELD_1.checked();
            const TICKMARK_FIELD_2: ::tickmark::__private::FieldDescriptor = ::tickmark::__private::FieldDescriptor::new(
                <Info<Build> as ::tickmark::__private::Field>::SHAPE,
                "build_info",
                "What runs.",
            );
            const _: ::tickmark::__private::FieldDescriptor = TICKMARK_FIELD_2.checked();
            #[automatically_derived]
            impl ::tickmark::__private::Field for Queue {
                type Start = ::tickmark::__private::Start;
                const SHAPE: ::tickmark::__private::Shape = ::tickmark::__private::Shape::Group(
                    &[TICKMARK_FIELD_0, TICKMARK_FIELD_1, TICKMARK_FIELD_2],
                );
                fn as_field(&self) -> ::tickmark::__private::FieldRef<'_> {
                    ::tickmark::__private::FieldRef::Group(self)
                }
            }
            #[automatically_derived]
            impl ::tickmark::__private::New for Queue {
                #[allow(clippy::declare_interior_mutable_const)]
                const NEW: Self = Self {
                    waiting: <GaugeFn>::of_number(|| <GaugeFn>::number_of(waiting))
                        .every(::core::time::Duration::from_nanos(1500000000)),
                    came_total: <CounterFn>::of_number(|| <CounterFn>::number_of(|| {
                        CAME.load(Relaxed)
                    })),
                    build_info: Info::of(BUILD),
                };
            }
            #[automatically_derived]
            impl ::tickmark::__private::Group for Queue {
                fn field(&self, at: usize) -> ::tickmark::__private::FieldRef<'_> {
                    match at {
                        0 => <GaugeFn as ::tickmark::__private::Field>::as_field(&self.waiting),
                        1 => {
                            <CounterFn as ::tickmark::__private::Field>::as_field(
                                &self.came_total,
                            )
                        }
                        2 => {
                            <Info<
                                Build,
                            > as ::tickmark::__private::Field>::as_field(&self.build_info)
                        }
                        _ => ::tickmark::__private::FieldRef::Absent,
                    }
                }
            }
            #[automatically_derived]
            impl ::tickmark::Metrics for Queue {}
            #[allow(dead_code, clippy::new_without_default)]
            impl Queue {
                ///The metrics of a `Queue`, all at the start.
                const fn new() -> Self {
                    <Self as ::tickmark::__private::New>::NEW
                }
            }
        };
    "#]].assert_eq(&pretty(&expand(item)));
}
