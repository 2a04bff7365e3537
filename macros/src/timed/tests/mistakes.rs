use expect_test::expect;
use quote::quote;

use super::{expands, rejects, rejects_args};
use crate::timed::expand;

#[test]
fn beside_mistakes_stand_the_item_and_the_checks() {
    expands(
        quote! { name = "place", nope = 1 },
        quote! { pub fn place() -> bool { true } },
        &expect![[r#"
            ::core::compile_error! {
                "unknown argument `nope` (known: `name`, `help`, `function`, `labels`, `labels_from`, `limit`, `buckets`, `native`, `outcome`, `error`, `ok_if`, `error_if`, `only`, `slow`, `sample`, `clock`, `counted`, `stream`, `in_flight`, `metric`, `registry`, `slo`, `allow_metric`, `skip`, `crate`)"
            }
            #[allow(unused_variables)]
            pub fn place() -> bool {
                {
                    const _: () = ::tickmark::__private::assert_timed_name("place");
                    true
                }
            }
        "#]],
    );
}

#[test]
fn all_mistakes_are_reported_at_once() {
    let args = quote! {
        lables(kind = kind), name = 5 + 5, help = "x", help = "y", buckets, outcome = maybe, crate = "tickmark"
    };
    rejects(
        args,
        quote! { const fn f() {} },
        &expect![[r#"
            unknown argument `lables`, did you mean `labels`? (known: `name`, `help`, `function`, `labels`, `labels_from`, `limit`, `buckets`, `native`, `outcome`, `error`, `ok_if`, `error_if`, `only`, `slow`, `sample`, `clock`, `counted`, `stream`, `in_flight`, `metric`, `registry`, `slo`, `allow_metric`, `skip`, `crate`)
            `name` takes a string literal: write `name = "…"`
            `help` is given twice, keep one of them
            `buckets` takes a value: write `buckets = [0.1, 0.5, 1.0]`
            `outcome` takes `none` or a list: write `outcome = none` or `outcome(label = "status")`
            `crate` takes a path, not a string: write `crate = tickmark`
            a `const fn` can't be timed: remove `const` or `#[timed]`
        "#]],
    );
}

#[test]
fn arguments_of_a_family_need_a_name() {
    rejects_args(
        quote! { help = "x", labels(kind = kind), buckets = [1.0], outcome = none },
        &expect![[r#"
        `help` needs a `name`: functions without one share `function_duration_seconds`; write `name = "…_seconds"`
        `labels` needs a `name`: functions without one share `function_duration_seconds`; write `name = "…_seconds"`
        `buckets` needs a `name`: functions without one share `function_duration_seconds`; write `name = "…_seconds"`
        `outcome` needs a `name`: functions without one share `function_duration_seconds`; write `name = "…_seconds"`
    "#]],
    );
}

#[test]
fn lists_are_not_empty() {
    rejects_args(
        quote! { name = "x_seconds", labels(), buckets = [], outcome() },
        &expect![[r#"
        `labels` is empty: write `labels(method = method)` or leave it out
        `outcome` is empty: write `outcome(label = "status")` or leave it out
        `buckets` is empty: write `buckets = [0.1, 0.5, 1.0]` or leave it out
    "#]],
    );
}

#[test]
fn labels_differ_and_are_free() {
    let args = quote! {
        name = "x_seconds",
        labels(a = a, r#a = b, outcome = c, le = d, e: Kind = "e", f, g: Kind),
    };
    rejects_args(
        args,
        &expect![[r#"
            `f` takes a value: write `f = f`
            `g` takes a value: write `g = …`
            label `a` is given twice, keep one of them
            `outcome` is the label of the outcome: choose another word here, or write `outcome(label = "…")`
            a label with a fixed value takes no type: write `e = "e"`
        "#]],
    );
}

#[test]
fn a_label_differs_from_the_renamed_outcome() {
    rejects_args(
        quote! { name = "x_seconds", labels(status = a), outcome(label = "status") },
        &expect![[r#"
        `status` is the label of the outcome: choose another word here, or write `outcome(label = "…")`
    "#]],
    );
}

#[test]
fn at_most_eight_labels_are_read() {
    let args = quote! {
        name = "x_seconds",
        labels(a = a, b = b, c = c, d = d, e = e, f = f, g = g, h = "h", i = i, j = j),
    };
    rejects_args(
        args,
        &expect![[r#"
        more than 8 labels are read at each call: drop one, or make it fixed
    "#]],
    );
}

#[test]
fn words_of_the_outcome_are_known_and_success_has_its_own() {
    let args = quote! { name = "x_seconds", outcome(sucess = "ok", panic = "success", label = 1) };
    rejects_args(
        args,
        &expect![[r#"
            unknown argument `sucess`, did you mean `success`? (known: `label`, `success`, `failure`, `panic`, `cancelled`)
            `label` takes a string literal: write `label = "…"`
            `success` and `panic` are both `success`: give each its own word
        "#]],
    );
}

#[test]
fn broken_arguments_do_not_hide_others() {
    rejects_args(
        quote! { name = = "x", help "x", outcome none, labels = 3, = 5, bukets = [1] },
        &expect![[r#"
            expected an expression
            expected `=` after `help`: write `help = "…"`
            `outcome` takes a list: write `outcome(label = "status")`
            `labels` takes a list: write `labels(method = method)`
            expected the name of an argument: write `name = value`
            unknown argument `bukets`, did you mean `buckets`? (known: `name`, `help`, `function`, `labels`, `labels_from`, `limit`, `buckets`, `native`, `outcome`, `error`, `ok_if`, `error_if`, `only`, `slow`, `sample`, `clock`, `counted`, `stream`, `in_flight`, `metric`, `registry`, `slo`, `allow_metric`, `skip`, `crate`)
        "#]],
    );
}

#[test]
fn only_functions_are_timed() {
    rejects(
        quote! {},
        quote! { struct Order; },
        &expect![[r#"
            `timed` belongs on a function, an `impl`, a `trait` or a `mod`, not on a `struct`
        "#]],
    );
    rejects(
        quote! {},
        quote! { const LIMIT: u8 = 1; },
        &expect![[r#"
            `timed` belongs on a function, an `impl`, a `trait` or a `mod`, not on a `const`
        "#]],
    );
}

#[test]
fn const_functions_are_not_timed() {
    rejects(
        quote! {},
        quote! { pub const unsafe extern "C" fn f() {} },
        &expect![[r#"
        a `const fn` can't be timed: remove `const` or `#[timed]`
    "#]],
    );
}

#[test]
fn functions_without_a_body_are_not_timed() {
    let expansion = expand(quote! {}, quote! { fn sell(&self) -> u8; });
    expect![[r#":: core :: compile_error ! { "`timed` needs a function with a body: mark the functions that implement this one" } fn sell (& self) -> u8 ;"#]].assert_eq(&expansion.to_string());
}

#[test]
fn the_label_of_a_function_is_told_and_only_in_the_shared_family() {
    rejects_args(
        quote! { function = "" },
        &expect![[r#"
        `function` is empty: write the name that the label shows, or leave it out
    "#]],
    );
    rejects_args(
        quote! { function = place },
        &expect![[r#"
        `function` takes a string literal: write `function = "…"`
    "#]],
    );
    rejects_args(
        quote! { function = "place", name = "x_seconds" },
        &expect![[r#"
        a family with a `name` has no label `function`: remove one of the two, or write `labels(function = "…")`
    "#]],
    );
}

#[test]
fn only_a_block_leaves_functions_out() {
    rejects_args(
        quote! { skip },
        &expect![[r#"
            `skip` leaves a method out of a marked block: no block around this has `#[timed]`, remove `#[timed(skip)]`
        "#]],
    );
    rejects_args(
        quote! { skip = true },
        &expect![[r#"
            `skip` takes no value: write `#[timed(skip)]`
        "#]],
    );
}
