//! What is expected of a block is expected of the code in it.

use std::{error::Error, future::Future, pin::Pin};

use tickmark::{count, time};

use crate::drive::finish;

fn sorted(numbers: &[u32]) -> Vec<u32> {
    let mut copy: Vec<_> =
        time!(name = "section_copy_seconds", { numbers.iter().map(|number| number + 1).collect() });
    copy.sort_unstable();
    time!(name = "section_copy_seconds", { copy.into_iter().collect() })
}

fn boxed(negate: bool) -> Box<dyn Fn(i32) -> i32> {
    count!(name = "section_inferred_total", {
        if negate {
            return Box::new(|x| -x);
        }
        Box::new(|x| x)
    })
}

fn slice(numbers: &[u8; 1]) -> &[u8] {
    let slice: &[u8] = count!(name = "section_inferred_total", { numbers });
    slice
}

#[test]
fn the_type_that_is_expected_reaches_the_code() {
    assert_eq!(sorted(&[3, 1, 2]), [2, 3, 4]);
    assert_eq!((boxed(true)(1), boxed(false)(1)), (-1, 1));
    assert_eq!(slice(&[1]), [1]);
    let number: u8 = count!(name = "section_inferred_total", { "5".parse().expect("a number") });
    assert_eq!(number, 5);
    // Said only later: a `Result` is seen as one all the same.
    let late = count!(name = "section_inferred_total", { "5".parse() });
    let late: Result<u8, _> = late;
    assert_eq!(late, Ok(5));
}

async fn with_question_mark(text: &str) -> Result<u8, Box<dyn Error>> {
    count!(name = "section_inferred_total", async {
        let number: u8 = text.parse()?;
        Ok(number)
    })
    .await
}

type Erased<T> = Pin<Box<dyn Future<Output = Result<T, Box<dyn Error>>>>>;

fn erased(id: u8) -> Erased<Vec<u8>> {
    Box::pin(count!(name = "section_inferred_total", async move {
        if id == 0 {
            return Err("none".into());
        }
        let ids: Result<_, Box<dyn Error>> = Ok(id);
        Ok([ids?].into_iter().collect())
    }))
}

#[test]
fn the_type_that_is_expected_of_a_future_reaches_the_code() {
    assert_eq!(finish(with_question_mark("1")).ok(), Some(1));
    assert!(finish(with_question_mark("x")).is_err());
    assert_eq!(finish(erased(2)).ok(), Some(vec![2]));
    assert!(finish(erased(0)).is_err());
}
