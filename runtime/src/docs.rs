#![doc = include_str!("docs/chapters.md")]
//!
//! Floor 14.

macro_rules! chapters {
    ($($chapter:ident: $file:literal;)*) => {$(
        #[doc = include_str!($file)]
        pub mod $chapter {}
    )*};
}

chapters! {
    mount: "docs/mount.md";
    access: "docs/access.md";
    role: "docs/role.md";
    ownership: "docs/ownership.md";
    input: "docs/input.md";
    uploads: "docs/uploads.md";
    output: "docs/output.md";
    markup: "docs/markup.md";
    rate: "docs/rate.md";
    query: "docs/query.md";
    method: "docs/method.md";
    secret: "docs/secret.md";
    waive: "docs/waive.md";
    token: "docs/token.md";
    grammar: "docs/grammar.md";
    webhook: "docs/webhook.md";
    boot: "docs/boot.md";
    accounts: "docs/accounts.md";
    events: "docs/events.md";
}

#[cfg(feature = "egress")]
#[doc = include_str!("docs/egress.md")]
pub mod egress {}
#[cfg(feature = "exec")]
chapters! {
    exec: "docs/exec.md";
}
