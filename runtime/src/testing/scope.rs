//! A registry in place of the global one.

use std::{
    fmt,
    pin::Pin,
    task::{Context, Poll},
};

use pin_project_lite::pin_project;

use crate::registry::{Registry, Scope};

/// Runs `body` with `registry` in place of the global one: what is annotated records there, if it is called on this thread.
///
/// Tests that have a registry each can run side by side and still compare exact numbers. All series of a function whose
/// labels are a closed set are on the registry's page from its first call on. Scopes may be nested: the innermost holds, and the outer
/// one is back when the inner one is left, be it by a panic.
///
/// ```
/// use tickmark::{Registry, counted, testing::with_registry};
///
/// #[counted(name = "shop_orders_total")]
/// fn order(pieces: u32) -> Result<(), String> {
///     if pieces == 0 { Err("nothing is ordered".to_owned()) } else { Ok(()) }
/// }
///
/// let registry = Registry::new();
/// with_registry(&registry, || order(3)).expect("something is ordered");
///
/// let page = registry.encode();
/// assert!(page.contains(r#"shop_orders_total{outcome="success"} 1"#));
/// assert!(page.contains(r#"shop_orders_total{outcome="failure"} 0"#));
/// assert!(tickmark::encode().contains(r#"shop_orders_total{outcome="success"} 0"#));
/// ```
///
/// # What follows the scope
///
/// Whatever the attributes, [`time!`](crate::time) and [`count!`](crate::count) record without saying where; and [`encode`](crate::encode),
/// so that a handler can be tested together with its page. What does not:
///
/// - what names its place, with `registry = …` or `metric = …`;
/// - metrics in [`register`](macro@crate::register)ed statics and in structs: they are values, which are where they are. What a test wants
///   for itself it makes with [`T::register`](crate::Metrics::register) of a struct of metrics, and hands it on to the code that counts;
/// - [`global`](crate::global), which is always the global registry, and whatever names a registry, such as
///   [`encode_text`](crate::encode_text);
/// - other threads: one that `body` starts needs a scope of its own.
///
/// A call belongs where it began: one that is under way when the scope ends, such as that of a future, ends in this registry too.
///
/// # Cost
///
/// Each call site that is called in the scope takes some memory for each registry, which is not given back: calls that are under way may
/// outlive the registry. A test does not notice, and nothing else should use it.
pub fn with_registry<R>(registry: &Registry, body: impl FnOnce() -> R) -> R {
    let _scope = Scope::enter(registry);
    body()
}

/// The same as [`with_registry`] for a future: `registry` is in place of the global one whenever it is polled, and when it is dropped.
///
/// So it holds across `.await`, and moves with the future from thread to thread. A task that the future spawns is another future, which
/// needs a scope of its own.
///
/// ```
/// use tickmark::{Registry, testing::with_registry_async, timed};
///
/// #[timed(name = "shop_packing_seconds")]
/// async fn pack(parcel: u64) -> u64 {
///     std::future::ready(parcel).await
/// }
///
/// let registry = Registry::new();
/// let packed = with_registry_async(&registry, pack(7)); // and `.await` it
/// # let mut context = std::task::Context::from_waker(std::task::Waker::noop());
/// # assert!(std::pin::pin!(packed).poll(&mut context).is_ready());
///
/// assert!(registry.encode().contains(r#"shop_packing_seconds_count{outcome="success"} 1"#));
/// ```
pub fn with_registry_async<F: Future>(registry: &Registry, future: F) -> WithRegistry<F> {
    WithRegistry { registry: registry.clone(), future: Some(future) }
}

pin_project! {
    /// The future that [`with_registry_async`] returns.
    #[must_use = "futures do nothing unless they are polled"]
    pub struct WithRegistry<F> {
        registry: Registry,
        // There until it is dropped: before the rest, and in the scope.
        #[pin]
        future: Option<F>,
    }

    impl<F> PinnedDrop for WithRegistry<F> {
        fn drop(this: Pin<&mut Self>) {
            let mut this = this.project();
            let _scope = Scope::enter(this.registry);
            this.future.set(None);
        }
    }
}

impl<F: Future> Future for WithRegistry<F> {
    type Output = F::Output;

    fn poll(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<F::Output> {
        let this = self.project();
        let _scope = Scope::enter(this.registry);
        this.future.as_pin_mut().map_or(Poll::Pending, |future| future.poll(context))
    }
}

impl<F> fmt::Debug for WithRegistry<F> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("WithRegistry").field("registry", &self.registry).finish_non_exhaustive()
    }
}
