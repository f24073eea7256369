//! Steps 5 to 9 for a handler of so many parameters: vet all, fetch all, run, narrow.
//!
//! Floor 12. All that differs between routes is here and is kept thin: what a function of these does not need the
//! handler's types for, it calls.

use std::future::Future;

use axum::body::Body;

use super::{body, quota, rows};
use crate::proof::Cx;
use crate::route::{Admission, Answer, Input, Reply, Route};

macro_rules! run {
    ($($(#[$doc:meta])* $run:ident($($input:ident $slot:ident),*);)*) => {$(
        $(#[$doc])*
        #[allow(non_snake_case, reason = "one name serves as the type and as the value of a parameter")]
        pub fn $run<'r, $($slot,)* $($input,)* R, F, Fut, O>(
            cx: Cx<'r, R>,
            body: Body,
            handler: F,
        ) -> Answer<'r>
        where
            R: Route,
            $($input: Input<'r, R, $slot> + 'r,)*
            F: FnOnce($($input),*) -> Fut + Send + 'r,
            Fut: Future<Output = O> + Send + 'r,
            O: Reply<R> + 'r,
        {
            Box::pin(async move {
                let passed = cx.passed();
                // 5. the body within its limit; every input parsed and validated
                let wanted = false $(|| $input::SHAPE.body)*;
                let files = false $(|| $input::SHAPE.takes_files())*;
                let body = body::read(body, wanted, files, passed).await?;
                $(let $input = $input::vet(&cx, &body)?;)*
                drop(body);
                // 6. quotas by what the body says
                if passed.quotas.counts_the_body() {
                    let asks = quota::asks_by_body(passed, &|field| {
                        let _ = field;
                        None $(.or_else(|| <$input as Input<'r, R, $slot>>::counted(&$input, field)))*
                    });
                    quota::by_body(passed, asks).await?;
                }
                // 7. rows through their owners
                $(let $input = match <$input as Input<'r, R, $slot>>::admit($input, &cx) {
                    Admission::Ready(input) => input,
                    Admission::Pending(input) => input.await?,
                };)*
                // 8. the handler; 9. its reply, narrowed; what it wrote in one transaction takes effect, or nothing of it
                let reply = handler($($input),*).await.reply(&cx);
                rows::settle(passed, reply).await
            })
        }
    )*};
}

run! {
    /// A handler without parameters.
    run0();
    /// A handler of one parameter.
    run1(A SA);
    /// A handler of two parameters.
    run2(A SA, B SB);
    /// A handler of three parameters.
    run3(A SA, B SB, C SC);
    /// A handler of four parameters.
    run4(A SA, B SB, C SC, D SD);
    /// A handler of five parameters.
    run5(A SA, B SB, C SC, D SD, E SE);
    /// A handler of six parameters.
    run6(A SA, B SB, C SC, D SD, E SE, G SG);
    /// A handler of seven parameters.
    run7(A SA, B SB, C SC, D SD, E SE, G SG, H SH);
    /// A handler of eight parameters, which is the most.
    run8(A SA, B SB, C SC, D SD, E SE, G SG, H SH, I SI);
}
