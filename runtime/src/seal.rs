//! The seals: what only a macro may implement.
//!
//! Whatever a macro writes into an application, the application's author could write too, except an
//! `unsafe impl`, which `forbid(unsafe_code)` refuses when a hand writes it and accepts when a macro does.
//! So every trait that only a macro may implement has one of these as its supertrait. Nothing unsafe is ever run.
//!
//! Floor 0.

macro_rules! seals {
    ($($(#[$doc:meta])* $seal:ident: $message:literal, $note:literal;)*) => {$(
        $(#[$doc])*
        ///
        /// # Safety
        /// No memory is at stake. An implementation by hand claims what a macro has checked, and so breaks every
        /// promise of the framework.
        #[expect(unsafe_code, reason = "`forbid(unsafe_code)` then refuses an implementation by hand")]
        #[diagnostic::on_unimplemented(
            message = $message,
            label = "not for implementations by hand",
            note = $note
        )]
        pub unsafe trait $seal {}
    )*};
}

seals! {
    /// Written by `#[secure_route]` alone.
    SecureRoute: "mount: `{Self}` is made a route by hand, which only `#[secure_route]` may do",
        "remove the `impl` and put `#[secure_route(…)]` on the `async fn`";
    /// Written by `#[secure_input]` alone.
    DeclaredInput: "input: `{Self}` is declared an input by hand, which only `#[secure_input]` may do",
        "remove the `impl` and write `#[secure_input]` on the type";
    /// Written by `#[derive(Upload)]` alone.
    DerivedUpload: "input: `{Self}` is declared a form with files by hand, which only `#[derive(Upload)]` may do",
        "remove the `impl` and write `#[derive(Upload)]` on the struct";
    /// Written by `#[derive(Role)]` alone.
    DerivedRole: "role: `{Self}` is made an enum of roles by hand, which only `#[derive(Role)]` may do",
        "remove the `impl` and write `#[derive(Role)]` on the enum";
    /// Written by `#[derive(Resource)]` alone.
    DerivedResource: "ownership: `{Self}` is made a row by hand, which only `#[derive(Resource)]` may do",
        "remove the `impl` and write `#[derive(Resource)]` on the struct";
    /// Written by `#[derive(Expose)]` alone.
    DerivedExpose: "output: `{Self}` is declared to leave by hand, which only `#[derive(Expose)]` may do",
        "remove the `impl` and write `#[derive(Expose)]` on the type";
    /// Written by `#[derive(Service)]` alone.
    DerivedService: "input: `{Self}` is made a service by hand, which only `#[derive(Service)]` may do",
        "remove the `impl` and write `#[derive(Service)]` on the struct";
    /// Written by `creates = …` of `#[secure_input]` and `#[derive(Change)]` alone.
    DerivedCreates: "ownership: `{Self}` is made an insert by hand, which only a macro may do",
        "remove the `impl` and write `creates = …` in `#[secure_input]` or `#[change]`";
    /// Written by `patches = …` of `#[secure_input]` and `#[derive(Change)]` alone.
    DerivedPatches: "ownership: `{Self}` is made an update by hand, which only a macro may do",
        "remove the `impl` and write `patches = …` in `#[secure_input]` or `#[change]`";
    /// Written by `requires = …` of `#[derive(Change)]` alone.
    DerivedRequires: "ownership: `{Self}` is made a requirement by hand, which only a macro may do",
        "remove the `impl` and write `requires = …` in `#[change]`";
    /// Written by `#[derive(Level)]` alone.
    DerivedLevel: "ownership: `{Self}` is made an enum of levels by hand, which only `#[derive(Level)]` may do",
        "remove the `impl` and write `#[derive(Level)]` on the enum";
    /// Written by `#[markup]` alone.
    DerivedMarkup: "markup: `{Self}` is declared to stand in a page by hand, which only `#[markup]` may do",
        "remove the `impl` and write `#[markup]` on the type";
    /// Written by `#[markup(path = "…")]` alone: what is written is escaped.
    DerivedTemplate: "markup: `{Self}` is made a page by hand, which only `#[markup]` may do",
        "remove the `impl` and write `#[markup(path = \"page.html\")]` on the struct";
    /// Written by `link!` and `outside!` alone.
    CheckedAddress: "markup: `{Self}` is made a constant address by hand, which only a macro may do",
        "remove the `impl` and write `link!(\"…\")` or `outside!(\"…\")`";
    /// Written by `path!` alone.
    CheckedPath: "egress: `{Self}` is made a fixed path by hand, which only `path!` may do",
        "remove the `impl` and write `path!(\"/v1/customers/{{}}\", id)`";
    /// Written by `#[derive(Record)]` alone.
    DerivedRecord: "query: `{Self}` is made a row of a SELECT by hand, which only `#[derive(Record)]` may do",
        "remove the `impl` and write `#[derive(Record)]` on the struct";
    /// Written by `event!` alone.
    EventLiteral: "output: `{Self}` is made the name of an event by hand, which only `event!` may do",
        "remove the `impl` and write `event!(\"report_exported\", rows = count)`";
    /// Written by `flag!` alone.
    FlagLiteral: "exec: `{Self}` is made an option of a program by hand, which only `flag!` may do",
        "remove the `impl` and write `flag!(\"-c\")`";
    /// Written by `#[derive(Argument)]` alone.
    DerivedArgument: "exec: `{Self}` is made an argument of programs by hand, which only `#[derive(Argument)]` may do",
        "remove the `impl` and write `#[derive(Argument)]` on an enum of plain words";
    /// Written by `#[derive(Change)]` alone: the app's own, which no client may send.
    AppChange: "ownership: `{Self}` is made a change of the app's by hand, which only `#[derive(Change)]` may do",
        "remove the `impl` and write `#[derive(Change)]` on the struct";
}
