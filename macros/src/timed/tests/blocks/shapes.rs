use expect_test::expect;
use quote::quote;

use super::super::expands;
use crate::timed::expand;

#[test]
fn an_impl_goes_by_its_type() {
    let stock = quote! {
        /// What is there.
        #[allow(dead_code)]
        impl<'a, T: Item, const N: usize> shop::Stock<'a, T, { N + 1 }> where T: 'a {
            #![allow(unused_variables)]
            const LIMIT: Limit = Limit { items: 1 << 2 };
            const CHECK: fn() -> bool = || { true };
            type Item = T;
            /// Creates.
            #[must_use]
            pub fn create(&self) -> Foo<{ N }> where [(); { N }]: Sized { self.make() }
            pub(in crate::shop) async unsafe fn r#move(&mut self) { fn inner() {} }
            default extern "C" fn ffi() {}
            pub const unsafe fn limit() -> usize { N }
            methods! { fn made() {} }
            methods!();
            fn last(self) -> impl Fn(u8) -> u8 { |x| x }
        }
    };
    expands(
        quote! {},
        stock,
        &expect![[r#"
            /// What is there.
            #[allow(dead_code)]
            impl<'a, T: Item, const N: usize> shop::Stock<'a, T, { N + 1 }>
            where
                T: 'a,
            {
                #![allow(unused_variables)]
                const LIMIT: Limit = Limit { items: 1 << 2 };
                const CHECK: fn() -> bool = || { true };
                type Item = T;
                #[::tickmark::timed(function = "Stock::create")]
                /// Creates.
                #[must_use]
                pub fn create(&self) -> Foo<{ N }>
                where
                    [(); { N }]: Sized,
                {
                    self.make()
                }
                #[::tickmark::timed(function = "Stock::move")]
                pub(in crate::shop) async unsafe fn r#move(&mut self) {
                    fn inner() {}
                }
                #[::tickmark::timed(function = "Stock::ffi")]
                default extern "C" fn ffi() {}
                pub const unsafe fn limit() -> usize {
                    N
                }
                methods! {
                    fn made() {}
                }
                methods!();
                #[::tickmark::timed(function = "Stock::last")]
                fn last(self) -> impl Fn(u8) -> u8 {
                    |x| x
                }
            }
        "#]],
    );
}

#[test]
fn raw_tokens_stay() {
    let expansion =
        expand(quote! {}, quote! { impl Stock { fn sell(&self) { let x = self. ; } } }).to_string();
    expect![[r#"impl Stock { # [:: tickmark :: timed (function = "Stock::sell")] fn sell (& self) { let x = self . ; } }"#]].assert_eq(&expansion);
}

#[test]
fn a_trait_impl_goes_by_both() {
    let display = quote! {
        unsafe impl<T> fmt::Display for &mut shop::Stock<T> {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result { Ok(()) }
        }
    };
    expands(
        quote! {},
        display,
        &expect![[r#"
        unsafe impl<T> fmt::Display for &mut shop::Stock<T> {
            #[::tickmark::timed(function = "<&mut Stock as Display>::fmt")]
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                Ok(())
            }
        }
    "#]],
    );
}

#[test]
fn a_trait_gives_it_to_methods_with_a_body() {
    let sells = quote! {
        pub unsafe trait Sells<T>: Send where T: Clone {
            const LIMIT: usize = { 3 };
            type Error;
            fn price(&self) -> u64;
            fn sell(&self) -> Result<T, Self::Error> { Err(()) }
        }
    };
    expands(
        quote! {},
        sells,
        &expect![[r#"
        pub unsafe trait Sells<T>: Send
        where
            T: Clone,
        {
            const LIMIT: usize = { 3 };
            type Error;
            fn price(&self) -> u64;
            #[::tickmark::timed(function = "Sells::sell")]
            fn sell(&self) -> Result<T, Self::Error> {
                Err(())
            }
        }
    "#]],
    );
}

#[test]
fn a_module_gives_it_to_all_that_is_in_it() {
    let shop = quote! {
        pub(crate) mod shop {
            //! A shop.
            use std::{fmt, io};
            extern crate alloc;
            extern "C" { fn foreign(); }
            static NAMES: &[&str] = if A < B { &["a"] } else { &["b"] };
            struct Stock<const N: usize = { 1 }>;
            struct Pair(u8, u8);
            struct Named { field: u8 }
            enum Kind { One = 1 }
            macro_rules! make { () => { fn made() {} } }
            thread_local! { static X: u8 = 1; }
            pub fn open() {}
            impl<const N: usize> Stock<{ N }> { fn sell(&self) {} }
            impl !Send for Pair {}
            trait Sells { fn price(&self) -> u8 { 1 } }
            pub mod inner { fn deep() {} }
            #[test] fn a_test() {}
            #[tokio::test(flavor = "current_thread")] async fn an_async_test() {}
            #[bench] fn a_bench(b: &mut Bencher) {}
            #[cfg(test)] mod tests { fn helper() {} }
            #[cfg(all(test, unix))] mod unix { fn helper() {} }
            #[cfg(not(test))] mod real { fn real() {} }
            #[timed(skip)] mod quiet { fn quiet() {} #[counted] fn loud() {} }
        }
    };
    expands(
        quote! {},
        shop,
        &expect![[r#"
        pub(crate) mod shop {
            //! A shop.
            use std::{fmt, io};
            extern crate alloc;
            extern "C" {
                fn foreign();
            }
            static NAMES: &[&str] = if A < B { &["a"] } else { &["b"] };
            struct Stock<const N: usize = { 1 }>;
            struct Pair(u8, u8);
            struct Named {
                field: u8,
            }
            enum Kind {
                One = 1,
            }
            macro_rules! make {
                () => {
                    fn made() {}
                };
            }
            thread_local! {
                static X : u8 = 1;
            }
            #[::tickmark::timed(function = "open")]
            pub fn open() {}
            impl<const N: usize> Stock<{ N }> {
                #[::tickmark::timed(function = "Stock::sell")]
                fn sell(&self) {}
            }
            impl !Send for Pair {}
            trait Sells {
                #[::tickmark::timed(function = "Sells::price")]
                fn price(&self) -> u8 {
                    1
                }
            }
            pub mod inner {
                #[::tickmark::timed(function = "deep")]
                fn deep() {}
            }
            #[test]
            fn a_test() {}
            #[tokio::test(flavor = "current_thread")]
            async fn an_async_test() {}
            #[bench]
            fn a_bench(b: &mut Bencher) {}
            #[cfg(test)]
            mod tests {
                fn helper() {}
            }
            #[cfg(all(test, unix))]
            mod unix {
                fn helper() {}
            }
            #[cfg(not(test))]
            mod real {
                #[::tickmark::timed(function = "real")]
                fn real() {}
            }
            mod quiet {
                fn quiet() {}
                #[counted]
                fn loud() {}
            }
        }
    "#]],
    );
}

#[test]
fn fragments_of_macros_are_seen_through() {
    let fragment = |tokens| proc_macro2::Group::new(proc_macro2::Delimiter::None, tokens);
    let (vis, item) = (fragment(quote! { pub(crate) }), fragment(quote! { fn first() {} }));
    let (body, ty, meta) = (
        fragment(quote! { { second() } }),
        fragment(quote! { shop::Stock<u8> }),
        fragment(quote! { timed(skip) }),
    );
    let shop = quote! {
        #vis mod shop {
            #item
            #[inline] #item
            #vis fn second() #body
            #[#meta] fn third() {}
            impl #ty { fn fourth() {} }
        }
    };
    expands(
        quote! {},
        shop,
        &expect![[r#"
        pub(crate) mod shop {
            #[::tickmark::timed(function = "first")]
            fn first() {}
            #[::tickmark::timed(function = "first")]
            #[inline]
            fn first() {}
            #[::tickmark::timed(function = "second")]
            pub(crate) fn second() {
                second()
            }
            fn third() {}
            impl shop::Stock<u8> {
                #[::tickmark::timed(function = "Stock::fourth")]
                fn fourth() {}
            }
        }
    "#]],
    );
}
