use expect_test::expect;
use quote::quote;

use super::expand;
use crate::testing;

#[test]
fn without_an_outcome_a_block_is_counted_when_it_begins() {
    let expansion = expand(quote! { name = "queries_total", outcome = none, { query() } });
    expect![[r#"
        fn around() {
            {
                {
                    const _: () = ::tickmark::__private::assert_counted_name("queries_total");
                    static TICKMARK_COUNTED: ::tickmark::__private::Site = ::tickmark::__private::Site::new(
                        ::tickmark::__private::Descriptor::counted(::core::module_path!(), "")
                            .name("queries_total"),
                    );
                    ::tickmark::__private::__tickmark_enter!(TICKMARK_COUNTED);
                    ::tickmark::__private::count(&TICKMARK_COUNTED, &());
                }
                { query() }
            }
        }
    "#]]
    .assert_eq(&testing::pretty(&quote!(fn around() { #expansion })));
}
