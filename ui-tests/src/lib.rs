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

    /// What a grant of a document lets someone do.
    #[derive(Clone, Copy, Debug, Level)]
    pub enum DocumentLevel {
        /// Reads it.
        Read,
        /// Changes it too.
        #[level(writes)]
        Write,
        /// Removes it too.
        #[level(writes)]
        Manage,
    }

    /// A document of an organisation, which its owner grants to others.
    #[derive(Clone, Resource, Expose)]
    #[resource(
        table = "documents",
        owner = "user_id",
        tenant = "org_id",
        version = "changes",
        grants(table = "document_grants", row = "document_id", to = "user_id", level = "level", levels = DocumentLevel)
    )]
    pub struct Document {
        /// Its number.
        pub id: i64,
        /// Whose it is.
        pub user_id: i64,
        /// Of which organisation.
        pub org_id: i64,
        /// What it is called.
        #[resource(filter, sort)]
        pub title: String,
        /// How often it was changed.
        pub changes: i64,
    }

    /// A page of a document, which is its owner's.
    #[derive(Clone, Resource, Expose)]
    #[resource(table = "sheets", owner = "document.user_id")]
    pub struct Sheet {
        /// Its number.
        pub id: i64,
        /// Of which document.
        #[resource(parent = Document)]
        pub document_id: i64,
        /// What stands on it.
        pub text: String,
    }

    /// An address.
    #[derive(Clone, Resource, Expose)]
    #[resource(table = "addresses", owner = "user_id")]
    pub struct Address {
        /// Its number.
        pub id: i64,
        /// Whose it is.
        pub user_id: i64,
        /// Where.
        pub street: String,
    }

    /// An item of an order, which is its owner's.
    #[derive(Clone, Resource, Expose)]
    #[resource(table = "items", owner = "order.user_id")]
    pub struct Item {
        /// Its number.
        pub id: i64,
        /// Of which order.
        #[resource(parent = Order)]
        pub order_id: i64,
        /// Where it goes.
        #[resource(references = Address)]
        pub address_id: i64,
        /// Where it goes back to.
        #[resource(references = Address)]
        pub return_id: Option<i64>,
        /// What.
        pub name: String,
    }

    /// What a client sends for a new item.
    #[secure_input(creates = Item)]
    pub struct NewItem {
        /// Where it goes.
        pub address_id: Ref<Address>,
        /// What.
        #[validate(length(min = 1, max = 80))]
        pub name: String,
    }

    /// A book, which everyone may read.
    #[derive(Clone, Resource, Expose)]
    #[resource(table = "books", public)]
    pub struct Book {
        /// Its number.
        #[expose(public)]
        pub id: i64,
        /// What it is called.
        #[expose(public)]
        #[resource(filter, sort)]
        pub title: String,
        /// How many there are.
        pub stock: i64,
    }

    /// What the app changes of a book.
    #[derive(Change)]
    #[change(creates = Book, patches = Book)]
    pub struct Stock {
        /// How many there are.
        pub stock: i64,
    }

    /// A message, which nobody owns.
    #[derive(Clone, Resource, Expose)]
    #[resource(table = "messages", unowned)]
    pub struct Message {
        /// Its number.
        pub id: i64,
        /// What it says.
        pub text: String,
    }

    /// What a client sends for a new message.
    #[secure_input(creates = Message)]
    pub struct NewMessage {
        /// What it says.
        #[validate(length(min = 1, max = 80))]
        pub text: String,
    }

    /// A sale, which is the buyer's and the seller's.
    #[derive(Clone, Resource, Expose)]
    #[resource(table = "sales", owner(any = ["buyer_id", "seller_id"]))]
    pub struct Sale {
        /// Its number.
        pub id: i64,
        /// Who buys.
        pub buyer_id: i64,
        /// Who sells.
        pub seller_id: i64,
        /// What.
        pub item: String,
    }

    /// What a client sends for a new sale.
    #[secure_input(creates = Sale)]
    pub struct NewSale {
        /// What.
        #[validate(length(min = 1, max = 80))]
        pub item: String,
    }

    /// A task of a team.
    #[derive(Clone, Resource, Expose)]
    #[resource(table = "tasks", owner(column = "team_id", claims = "teams"))]
    pub struct Task {
        /// Its number.
        pub id: i64,
        /// Whose it is.
        pub team_id: i64,
        /// What is to be done.
        pub text: String,
    }

    /// What a client sends for a new task.
    #[secure_input(creates = Task)]
    pub struct NewTask {
        /// What is to be done.
        #[validate(length(min = 1, max = 80))]
        pub text: String,
    }

    /// A project of an organisation, which nobody owns.
    #[derive(Clone, Resource, Expose)]
    #[resource(table = "projects", unowned, tenant = "org_id")]
    pub struct Project {
        /// Its number.
        pub id: i64,
        /// Of which organisation.
        pub org_id: i64,
        /// What it is called.
        pub name: String,
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
