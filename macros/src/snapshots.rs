//! What the macros write, pinned.
//!
//! Floor 5. `INSTA_UPDATE=always cargo test -p portcullis-macros` writes the snapshots anew; read the difference.

use proc_macro2::TokenStream;
use quote::quote;

use crate::shadowing::assert_absolute;

fn pretty(tokens: &TokenStream) -> String {
    prettyplease::unparse(&syn::parse2(tokens.clone()).unwrap())
}

macro_rules! snapshot {
    ($name:ident, $expansion:expr, own: $own:expr) => {
        #[test]
        fn $name() {
            let expansion: TokenStream = $expansion;
            assert_absolute(&expansion, &$own);
            insta::assert_snapshot!(pretty(&expansion));
        }
    };
}

fn derived(derive: fn(&syn::DeriveInput) -> syn::Result<TokenStream>, item: TokenStream) -> TokenStream {
    derive(&syn::parse2(item).unwrap()).unwrap()
}

snapshot!(
    secure_route,
    crate::secure_route::secure_route(
        quote!(
            patch = "/orders/{order_id}",
            role = ["customer", "support"],
            owns = "order.user_id",
            or_role = "support",
            rate = "60/min"
        ),
        quote!(
            /// Changes an order.
            #[tracing::instrument(skip_all)]
            pub async fn change_order(mut order: OwnedMut<Order>, change: Valid<Json<OrderChange>>) -> Reply {
                order.update(&change).await?;
                order.into_reply()
            }
        ),
    ),
    own: []
);

snapshot!(
    secure_route_with_faults,
    crate::secure_route::secure_route(
        quote!(get = "orders", rolle = "admin"),
        quote!(
            async fn get_order(order: Owned<Order>) -> Json<Order> {
                order.into_reply()
            }
        ),
    ),
    own: []
);

snapshot!(
    routes,
    crate::routes::routes(quote!(get_order, orders::list_orders)).into_iter().collect::<TokenStream>().in_a_function(),
    own: []
);

snapshot!(
    role,
    derived(
        crate::role::derive,
        quote!(
            enum Role {
                Customer,
                Support,
                #[role(includes(Support))]
                Admin,
            }
        )
    ),
    own: []
);

snapshot!(
    resource,
    derived(
        crate::resource::derive,
        quote!(
            #[resource(table = "orders", owner = "user_id")]
            pub struct Order {
                pub id: i64,
                pub user_id: i64,
                pub item: Text,
                #[resource(server_set)]
                pub risk_score: i64,
            }
        )
    ),
    own: []
);

snapshot!(
    resource_with_all,
    derived(
        crate::resource::derive,
        quote!(
            #[resource(
                table = "documents",
                owner(any = ["author_id", "editor_id"]),
                null = "nobody",
                tenant = "org_id",
                version = "changes",
                unique = ["title"],
                grants(table = "document_grants", row = "document_id", to = "user_id", level = "level", levels = DocumentLevel)
            )]
            pub struct Document {
                pub id: i64,
                pub author_id: Maybe,
                pub editor_id: Maybe,
                pub org_id: Text,
                #[resource(filter, sort)]
                pub title: Text,
                #[expose(role = "support")]
                #[resource(filter)]
                pub score: i64,
                #[resource(references = Self, server_set)]
                pub before_id: Maybe,
                #[expose(never)]
                pub changes: i64,
            }
        )
    ),
    own: []
);

snapshot!(
    resource_below_a_parent,
    derived(
        crate::resource::derive,
        quote!(
            #[resource(table = "items", owner = "order.user_id")]
            pub struct Item {
                pub id: i64,
                #[resource(parent = shop::Order)]
                pub order_id: i64,
                #[resource(references = Address)]
                pub address_id: i64,
            }
        )
    ),
    own: []
);

snapshot!(
    resource_that_is_published,
    derived(
        crate::resource::derive,
        quote!(
            #[resource(table = "articles", public_when = "published")]
            struct Article {
                id: i64,
                #[expose(public)]
                r#type: Text,
                published: bool,
            }
        )
    ),
    own: []
);

snapshot!(
    secure_route_with_grants,
    crate::secure_route::secure_route(
        quote!(
            post = "/documents/{document_id}",
            role = "customer",
            owns = "document.user_id",
            or_grant = "write",
            reads = "books",
            inserts = "messages",
            waive_tenant = "editors of other organisations help out"
        ),
        quote!(
            async fn copy(document: Owned<Document>, books: Public<Book>, messages: Insert<Message>, tx: Tx) -> NoContent {
                NoContent
            }
        ),
    ),
    own: []
);

snapshot!(
    level,
    derived(
        crate::level::derive,
        quote!(
            enum DocumentLevel {
                Read,
                #[level(writes)]
                FullAccess,
            }
        )
    ),
    own: []
);

snapshot!(
    record,
    derived(
        crate::record::derive,
        quote!(
            struct Line {
                r#type: Text,
                total: Maybe,
            }
        )
    ),
    own: []
);

snapshot!(
    change,
    derived(
        crate::change::derive,
        quote!(
            #[change(patches = Order, requires = Order)]
            struct Sent {
                address_id: Ref<Address>,
            }
        )
    ),
    own: []
);

snapshot!(
    expose,
    derived(
        crate::expose::derive,
        quote!(
            struct Order {
                id: i64,
                #[expose(never)]
                password_hash: Text,
                #[expose(role = ["support", "admin"])]
                risk_score: i64,
            }
        )
    ),
    own: []
);

snapshot!(
    secure_input,
    derived(
        crate::secure_input::derive,
        quote!(
            #[__portcullis(creates = Order)]
            struct NewOrder {
                #[validate(length(min = 1, max = 80))]
                item: Text,
                #[serde(rename = "count")]
                #[validate(range(min = 1, max = 100))]
                quantity: i64,
            }
        )
    ),
    own: []
);

snapshot!(
    secure_input_with_secrets,
    derived(
        crate::secure_input::derive,
        quote!(
            struct Login {
                #[validate(length(max = 128))]
                password: Password,
                #[input(waive_secret = "the word of a lexer")]
                token: Word,
            }
        )
    ),
    own: []
);

snapshot!(
    resource_with_secrets,
    derived(
        crate::resource::derive,
        quote!(
            #[resource(table = "users", owner = "id")]
            struct User {
                id: i64,
                password: Hash,
                #[resource(waive_secret = "the word of a lexer")]
                token: Word,
            }
        )
    ),
    own: []
);

snapshot!(
    record_with_secrets,
    derived(
        crate::record::derive,
        quote!(
            struct Found {
                api_key: Hash,
            }
        )
    ),
    own: []
);

snapshot!(
    service,
    derived(
        crate::service::derive,
        quote!(
            struct Mailer {
                sender: Text,
                #[service(holds = "it sends the mail")]
                client: Client,
            }
        )
    ),
    own: []
);

snapshot!(
    upload,
    derived(
        crate::upload::derive,
        quote!(
            struct Claim {
                #[upload(kinds = ["png", "jpeg"], size = "512kb", count = 1, pixels = 1000, keep_name)]
                picture: Picture,
                #[upload(kinds = "pdf", size = "1mb", count = 3)]
                papers: Papers,
                #[validate(length(max = 80))]
                caption: Text,
            }
        )
    ),
    own: []
);

snapshot!(
    owned_sql,
    crate::owned_sql::owned_sql(quote!(
        orders: Order, items: shop::Item;
        "SELECT substr(o.placed, 1, 7) AS month, sum(items.price) AS total
         FROM orders AS o JOIN items USING (id) WHERE o.placed >= $1 GROUP BY month ORDER BY month",
        since
    ))
    .in_a_value(),
    own: []
);

snapshot!(
    owned_sql_with_faults,
    crate::owned_sql::owned_sql(quote!(orders: Order; "SELECT item FROM orders UNION TABLE orders")).in_a_value(),
    own: []
);

trait InAFunction {
    fn in_a_function(self) -> TokenStream;
    fn in_a_value(self) -> TokenStream;
}

impl InAFunction for TokenStream {
    fn in_a_function(self) -> TokenStream {
        quote!(const ROUTES: Routes = #self;)
    }

    fn in_a_value(self) -> TokenStream {
        quote!(const LINES: Lines = #self;)
    }
}

snapshot!(
    markup,
    crate::markup::attribute(
        quote!(source = "<h1 title=\"{{ title }}\">{{ title }}</h1>{% for line in lines %}<a href=\"{{ line.place }}\">{{ line.item|upper }}</a>{% endfor %}{{ body }}"),
        quote!(
            struct Page<B> {
                title: String,
                lines: Vec<Line>,
                body: B,
            }
        ),
    ),
    own: ["String", "Vec"]
);

snapshot!(
    markup_with_faults,
    crate::markup::attribute(
        quote!(source = "<script>{{ title }}</script>"),
        quote!(
            struct Page {
                title: String,
            }
        ),
    ),
    own: ["String"]
);

snapshot!(
    argument,
    derived(
        crate::argument::derive,
        quote!(
            #[argument(rename_all = "UPPERCASE")]
            enum Kind {
                A,
                #[argument(rename = "any")]
                Every,
            }
        )
    ),
    own: []
);
