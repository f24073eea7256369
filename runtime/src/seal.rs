//! The seal: what only a macro may implement.
//!
//! Whatever a macro writes into an application, the application's author could write too, except an
//! `unsafe impl`, which `forbid(unsafe_code)` refuses when a hand writes it and accepts when a macro does.
//! So every trait that only macros may implement has [`Derived`] as its supertrait. Nothing unsafe is ever run.
//!
//! Floor 0.

/// Implemented by macros alone, one `Kind` for each macro.
///
/// # Safety
/// No memory is at stake. An implementation by hand claims what a macro has checked, and so breaks every
/// promise of the framework.
#[expect(unsafe_code, reason = "`forbid(unsafe_code)` then refuses an implementation by hand")]
#[diagnostic::on_unimplemented(
    message = "mount: `{Self}` implements by hand what only {Kind} may implement",
    label = "this trait is not for hand-written implementations",
    note = "remove the `impl` and use the attribute or derive instead"
)]
pub unsafe trait Derived<Kind> {}

/// What a [`Derived`] is derived by, named as errors print it.
#[allow(non_camel_case_types, reason = "named as errors print them")]
pub mod kinds {
    /// `#[secure_route]`
    #[derive(Debug)]
    pub enum secure_route {}

    /// `#[secure_input]`
    #[derive(Debug)]
    pub enum secure_input {}

    /// `#[derive(Role)]`
    #[derive(Debug)]
    pub enum derive_role {}

    /// `#[derive(Resource)]`
    #[derive(Debug)]
    pub enum derive_resource {}

    /// `#[derive(Expose)]`
    #[derive(Debug)]
    pub enum derive_expose {}

    /// `#[derive(Service)]`
    #[derive(Debug)]
    pub enum derive_service {}

    /// `#[derive(Change)]`, and `#[secure_input(creates = …)]`.
    #[derive(Debug)]
    pub enum derive_change {}
}
