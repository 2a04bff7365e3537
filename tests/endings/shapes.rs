//! The shapes, each under `timed`, under `counted` and under both.

use std::{fmt, pin::Pin};

use futures_core::Stream;

use crate::drive::pause;

/// What a function is to do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Way {
    Value,
    EarlyReturn,
    EarlyFailure,
    QuestionMark,
    Failure,
    Panic,
    Drop,
}

pub(super) const ALL_WAYS: [Way; 7] =
    [Way::Value, Way::EarlyReturn, Way::EarlyFailure, Way::QuestionMark, Way::Failure, Way::Panic, Way::Drop];

impl Way {
    pub(super) fn outcome(self) -> &'static str {
        match self {
            Self::Value | Self::EarlyReturn => "success",
            Self::EarlyFailure | Self::QuestionMark | Self::Failure => "failure",
            Self::Panic => "panic",
            Self::Drop => "cancelled",
        }
    }
}

#[derive(Debug)]
pub(super) struct Refused;

impl fmt::Display for Refused {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("refused")
    }
}

impl std::error::Error for Refused {}

pub(super) fn refuse() -> Result<u32, Refused> {
    Err(Refused)
}

/// An alias, which only a trait can tell from a type that knows no failure.
pub(super) type Answer<T = u32> = Result<T, Box<dyn std::error::Error + Send + Sync>>;

pub(super) type BoxedStream = Pin<Box<dyn Stream<Item = Answer>>>;

pub(super) type Boxed<'a> = Pin<Box<dyn Future<Output = Answer> + 'a>>;

/// How a shape is called.
pub(super) enum Shape {
    Sync(fn(Way) -> Answer),
    Async(fn(Way) -> Boxed<'static>),
    /// What its future returns is what its stream yields.
    Stream(fn(Way) -> BoxedStream),
}

/// The body of all of them, written out so that `return` and `?` leave the annotated function.
macro_rules! body {
    ($way:expr, $value:expr) => {{
        match $way {
            Way::EarlyReturn => return Ok($value),
            Way::EarlyFailure => return Err(Box::new(Refused)),
            Way::QuestionMark => _ = refuse()?,
            Way::Failure => Err(Refused)?,
            Way::Panic => panic!("on purpose"),
            Way::Value | Way::Drop => {}
        }
        Ok($value)
    }};
}

pub(super) use body;

macro_rules! shapes {
    ($module:ident: $(#[$attribute:meta])+) => {
        pub(super) mod $module {
            use super::*;

            pub(in super::super) const MODULE: &str = module_path!();

            pub(in super::super) const SHAPES: &[(&str, Shape)] = &[
                ("free", Shape::Sync(free)),
                ("generic", Shape::Sync(|way| generic(way, 7_u8))),
                ("method", Shape::Sync(|way| Stock { left: 7 }.method(way))),
                ("reborrowing", Shape::Sync(|way| Stock { left: 7 }.reborrowing(way).copied())),
                ("hidden", Shape::Sync(|way| hidden(way).map(|mut numbers| numbers.next().unwrap_or(0)))),
                ("free_async", Shape::Async(|way| Box::pin(free_async(way)))),
                ("generic_async", Shape::Async(|way| Box::pin(generic_async(way, "7")))),
                ("method_async", Shape::Async(|way| {
                    Box::pin(async move { Stock { left: 7 }.method_async(way).await })
                })),
                ("boxed_by_async_trait", Shape::Async(|way| {
                    Box::pin(async move { Stock { left: 7 }.boxed_by_async_trait(way).await })
                })),
                ("boxed_by_hand", Shape::Async(|way| boxed_by_hand(way))),
                ("returned_future", Shape::Async(|way| Box::pin(returned_future(way)))),
            ];

            $(#[$attribute])+
            fn free(way: Way) -> Answer {
                body!(way, 7)
            }

            $(#[$attribute])+
            fn generic<T: Into<u32>>(way: Way, value: T) -> Answer {
                body!(way, value.into())
            }

            $(#[$attribute])+
            fn hidden(way: Way) -> Answer<impl Iterator<Item = u32>> {
                body!(way, [7].into_iter())
            }

            $(#[$attribute])+
            async fn free_async(way: Way) -> Answer {
                pause().await;
                body!(way, 7)
            }

            $(#[$attribute])+
            async fn generic_async<T: AsRef<str>>(way: Way, value: T) -> Answer {
                pause().await;
                body!(way, value.as_ref().parse()?)
            }

            $(#[$attribute])+
            fn boxed_by_hand(way: Way) -> Pin<Box<dyn Future<Output = Answer>>> {
                Box::pin(async move {
                    pause().await;
                    body!(way, 7)
                })
            }

            $(#[$attribute])+
            fn returned_future(way: Way) -> impl Future<Output = Answer> {
                async move {
                    pause().await;
                    body!(way, 7)
                }
            }

            struct Stock {
                left: u32,
            }

            impl Stock {
                $(#[$attribute])+
                fn method(&self, way: Way) -> Answer {
                    body!(way, self.left)
                }

                $(#[$attribute])+
                fn reborrowing(&mut self, way: Way) -> Answer<&mut u32> {
                    body!(way, &mut self.left)
                }

                $(#[$attribute])+
                async fn method_async(&mut self, way: Way) -> Answer {
                    pause().await;
                    self.left += 1;
                    body!(way, self.left)
                }
            }

            #[async_trait::async_trait]
            trait Shop {
                async fn boxed_by_async_trait(&self, way: Way) -> Answer;
            }

            #[async_trait::async_trait]
            impl Shop for Stock {
                $(#[$attribute])+
                async fn boxed_by_async_trait(&self, way: Way) -> Answer {
                    pause().await;
                    body!(way, self.left)
                }
            }
        }
    };
}

shapes!(timed_alone: #[tickmark::timed]);
shapes!(counted_alone: #[tickmark::counted]);
shapes!(timed_and_counted: #[tickmark::timed] #[tickmark::counted]);
