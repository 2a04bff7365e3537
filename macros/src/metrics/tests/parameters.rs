use expect_test::expect;
use quote::quote;

use super::super::expand;
use crate::testing::pretty;

#[test]
fn what_depends_on_a_parameter_has_a_bound_and_is_checked_with_the_type() {
    let item = quote! {

        #[metrics(prefix = "pool")]
        struct Pool<'a, L: LabelSet, const N: usize>
        where
            L: Clone,
        {
            /// Jobs.
            #[metric(name = "jobs_total", unit = "bytes")]
            jobs: Family<L, Counter>,
            /// Jobs elsewhere.
            #[metric(init = &ELSEWHERE)]
            elsewhere_total: &'a Family<L, Counter>,
            /// Who asks.
            asked_total: Family<Asked<'a>, Counter>,
            many: Many<N>,
            /// All.
            all_total: Counter,
        }
    };
    expect![[r#"
        const _: () = {
            const _: () = ::tickmark::__private::assert_prefix(
                "pool",
                ::tickmark::__private::Rules::NONE,
            );
            const TICKMARK_IS_PREFIX_SOUND: bool = ::tickmark::__private::is_declared_prefix(
                "pool",
                ::tickmark::__private::Rules::NONE,
            );
            const TICKMARK_FIELD_4: ::tickmark::__private::FieldDescriptor = ::tickmark::__private::FieldDescriptor::new(
                <Counter as ::tickmark::__private::Field>::SHAPE,
                "pool_all_total",
                "All.",
            );
            const _: ::tickmark::__private::FieldDescriptor = TICKMARK_FIELD_4
                .checked_if(TICKMARK_IS_PREFIX_SOUND);
            #[automatically_derived]
            impl<'a, L: LabelSet, const N: usize> ::tickmark::__private::Field for Pool<'a, L, N>
            where
                L: Clone,
                Family<L, Counter>: ::tickmark::__private::Field + ::tickmark::__private::New,
                &'a Family<L, Counter>: ::tickmark::__private::Field,
            {
                type Start = ::tickmark::__private::Start;
                const SHAPE: ::tickmark::__private::Shape = ::tickmark::__private::Shape::Group(
                    &[
                        ::tickmark::__private::FieldDescriptor::new(
                                <Family<L, Counter> as ::tickmark::__private::Field>::SHAPE,
                                "pool_jobs_total",
                                "Jobs.",
                            )
                            .unit("bytes")
                            .measured()
                            .metric()
                            .checked_if(TICKMARK_IS_PREFIX_SOUND),
                        ::tickmark::__private::FieldDescriptor::new(
                                <&'a Family<L, Counter> as ::tickmark::__private::Field>::SHAPE,
                                "pool_elsewhere_total",
                                "Jobs elsewhere.",
                            )
                            .checked_if(TICKMARK_IS_PREFIX_SOUND),
                        ::tickmark::__private::FieldDescriptor::new(
                                <Family<
                                    Asked<'a>,
                                    Counter,
                                > as ::tickmark::__private::Field>::SHAPE,
                                "pool_asked_total",
                                "Who asks.",
                            )
                            .checked_if(TICKMARK_IS_PREFIX_SOUND),
                        ::tickmark::__private::FieldDescriptor::new(
                                <Many<N> as ::tickmark::__private::Field>::SHAPE,
                                "pool_many",
                                "",
                            )
                            .helped()
                            .checked_if(TICKMARK_IS_PREFIX_SOUND),
                        TICKMARK_FIELD_4,
                    ],
                );
                fn as_field(&self) -> ::tickmark::__private::FieldRef<'_> {
                    ::tickmark::__private::FieldRef::Group(self)
                }
            }
            #[automatically_derived]
            impl<'a, L: LabelSet, const N: usize> ::tickmark::__private::New for Pool<'a, L, N>
            where
                L: Clone,
                Family<L, Counter>: ::tickmark::__private::Field + ::tickmark::__private::New,
                &'a Family<L, Counter>: ::tickmark::__private::Field,
            {
                #[allow(clippy::declare_interior_mutable_const)]
                const NEW: Self = Self {
                    jobs: <Family<L, Counter> as ::tickmark::__private::New>::NEW,
                    elsewhere_total: &ELSEWHERE,
                    asked_total: <<Family<
                        Asked<'a>,
                        Counter,
                    > as ::tickmark::__private::Field>::Start as ::tickmark::__private::Make<
                        Family<Asked<'a>, Counter>,
                    >>::NEW,
                    many: <<Many<
                        N,
                    > as ::tickmark::__private::Field>::Start as ::tickmark::__private::Make<
                        Many<N>,
                    >>::NEW,
                    all_total: <<Counter as ::tickmark::__private::Field>::Start as ::tickmark::__private::Make<
                        Counter,
                    >>::NEW,
                };
            }
            #[automatically_derived]
            impl<'a, L: LabelSet, const N: usize> ::tickmark::__private::Group for Pool<'a, L, N>
            where
                L: Clone,
                Family<L, Counter>: ::tickmark::__private::Field + ::tickmark::__private::New,
                &'a Family<L, Counter>: ::tickmark::__private::Field,
            {
                fn field(&self, at: usize) -> ::tickmark::__private::FieldRef<'_> {
                    match at {
                        0 => {
                            <Family<
                                L,
                                Counter,
                            > as ::tickmark::__private::Field>::as_field(&self.jobs)
                        }
                        1 => {
                            <&'a Family<
                                L,
                                Counter,
                            > as ::tickmark::__private::Field>::as_field(&self.elsewhere_total)
                        }
                        2 => {
                            <Family<
                                Asked<'a>,
                                Counter,
                            > as ::tickmark::__private::Field>::as_field(&self.asked_total)
                        }
                        3 => <Many<N> as ::tickmark::__private::Field>::as_field(&self.many),
                        4 => <Counter as ::tickmark::__private::Field>::as_field(&self.all_total),
                        _ => ::tickmark::__private::FieldRef::Absent,
                    }
                }
            }
            #[automatically_derived]
            impl<'a, L: LabelSet, const N: usize> ::tickmark::Metrics for Pool<'a, L, N>
            where
                L: Clone,
                Family<L, Counter>: ::tickmark::__private::Field + ::tickmark::__private::New,
                &'a Family<L, Counter>: ::tickmark::__private::Field,
                Self: 'static,
            {}
            #[allow(dead_code, clippy::new_without_default)]
            impl<'a, L: LabelSet, const N: usize> Pool<'a, L, N>
            where
                L: Clone,
                Family<L, Counter>: ::tickmark::__private::Field + ::tickmark::__private::New,
                &'a Family<L, Counter>: ::tickmark::__private::Field,
            {
                ///The metrics of a `Pool`, all at the start.
                const fn new() -> Self {
                    <Self as ::tickmark::__private::New>::NEW
                }
            }
        };
    "#]].assert_eq(&pretty(&expand(item)));
}
