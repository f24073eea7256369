//! What the cases share: a small shop.

#![forbid(unsafe_code)]

/// Roles, rows and inputs that the cases use.
pub mod shop {
    use portcullis::prelude::*;

    /// Who is who.
    #[derive(Clone, Copy, Debug, Role)]
    pub enum Role {
        /// Orders for themselves.
        Customer,
        /// Sees any order.
        Support,
        /// Does what support does.
        #[role(includes(Support))]
        Admin,
    }

    /// An order.
    #[derive(Clone, Resource, Expose)]
    #[resource(table = "orders", owner = "user_id")]
    pub struct Order {
        /// Its number.
        pub id: i64,
        /// Whose it is.
        pub user_id: i64,
        /// Who approved it, who is not its owner.
        pub approver_id: i64,
        /// What.
        pub item: String,
        /// Seen by support.
        #[expose(role = "support")]
        #[resource(server_set)]
        pub risk_score: i64,
    }

    /// A note.
    #[derive(Resource, Expose)]
    #[resource(table = "notes", owner = "author_id")]
    pub struct Note {
        /// Its number.
        pub id: i64,
        /// Whose it is.
        pub author_id: i64,
        /// What it says.
        pub text: String,
    }

    /// What a client sends for a new order.
    #[secure_input(creates = Order)]
    pub struct NewOrder {
        /// What.
        #[validate(length(min = 1, max = 80))]
        pub item: String,
    }

    /// What a client may change.
    #[secure_input(patches = Order)]
    pub struct OrderChange {
        /// What, if it changes.
        #[validate(length(min = 1, max = 80))]
        pub item: Option<String>,
    }

    /// A reply.
    #[derive(Expose)]
    pub struct Done {
        /// Whether it is done.
        pub done: bool,
    }
}
