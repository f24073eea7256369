//! Tables, demo data, and tokens to paste: for development.

use std::time::Duration;

use portcullis::Database;
use portcullis::identity::{Issuer, MintFault, TokenRequest};

use crate::Role;

/// Makes the tables where they are missing, and fills them when they are empty.
///
/// # Errors
/// What the database answers.
#[allow(clippy::disallowed_methods, reason = "runs at start")]
pub async fn prepare(database: &Database) -> Result<(), Box<dyn std::error::Error>> {
    database
        .run_script(
            "CREATE TABLE IF NOT EXISTS users (
                id INTEGER PRIMARY KEY,
                name TEXT NOT NULL,
                email TEXT NOT NULL UNIQUE,
                note TEXT NOT NULL
            );
            CREATE TABLE IF NOT EXISTS orders (
                id INTEGER PRIMARY KEY,
                user_id INTEGER NOT NULL REFERENCES users (id),
                item TEXT NOT NULL,
                quantity INTEGER NOT NULL,
                status TEXT NOT NULL,
                risk_score INTEGER NOT NULL
            );
            CREATE INDEX IF NOT EXISTS orders_of_user ON orders (user_id, id);
            INSERT INTO users (id, name, email, note)
            SELECT column1, column2, column3, column4 FROM (VALUES
                (1, 'Alice', 'alice@example.com', 'pays late'),
                (2, 'Bob', 'bob@example.com', ''),
                (3, 'Sam of support', 'support@example.com', ''),
                (4, 'Ada the admin', 'admin@example.com', '')) AS demo
            WHERE NOT EXISTS (SELECT 1 FROM users);
            INSERT INTO orders (id, user_id, item, quantity, status, risk_score)
            SELECT column1, column2, column3, column4, column5, column6 FROM (VALUES
                (1, 1, 'a lamp', 1, 'open', 5),
                (2, 1, 'sixty chairs', 60, 'open', 80),
                (3, 2, 'a book', 1, 'open', 5)) AS demo
            WHERE NOT EXISTS (SELECT 1 FROM orders);",
        )
        .await?;
    Ok(())
}

/// What a newcomer pastes: who may do what, shown by curl.
///
/// # Errors
/// The issuer does not sign.
pub fn curl_lines(issuer: &Issuer, address: &str) -> Result<String, MintFault> {
    let token = |subject: i64, role: Role| {
        let request = TokenRequest::new(subject).roles([role]).lasting(Duration::from_secs(12 * 60 * 60));
        issuer.mint(&request).map(|token| token.reveal().to_owned())
    };
    Ok(format!(
        "Paste these. The tokens last for 12 hours, or until the server stops.

ALICE='{alice}'
BOB='{bob}'
SUPPORT='{support}'
ADMIN='{admin}'

# Alice reads her order; Bob gets the 404 that an order which does not exist gets.
curl -i -H \"Authorization: Bearer $ALICE\" http://{address}/orders/1
curl -i -H \"Authorization: Bearer $BOB\" http://{address}/orders/1
curl -i -H \"Authorization: Bearer $BOB\" http://{address}/orders/999
# Support sees the risk score.
curl -i -H \"Authorization: Bearer $SUPPORT\" http://{address}/orders/1
# No token; then an order whose owner the client would like to choose.
curl -i http://{address}/orders/1
curl -i -H \"Authorization: Bearer $BOB\" -H 'Content-Type: application/json' \\
     -d '{{\"item\":\"a desk\",\"quantity\":1,\"user_id\":2}}' http://{address}/orders
# List, place, change, cancel; and what admins see.
curl -i -H \"Authorization: Bearer $ALICE\" 'http://{address}/orders?limit=1'
curl -i -H \"Authorization: Bearer $BOB\" -H 'Content-Type: application/json' \\
     -d '{{\"item\":\"a desk\",\"quantity\":1}}' http://{address}/orders
curl -i -X PATCH -H \"Authorization: Bearer $ALICE\" -H 'Content-Type: application/json' \\
     -d '{{\"quantity\":2}}' http://{address}/orders/1
curl -i -X POST -H \"Authorization: Bearer $ALICE\" http://{address}/orders/2/cancel
curl -i -H \"Authorization: Bearer $ADMIN\" http://{address}/users
",
        alice = token(1, Role::Customer)?,
        bob = token(2, Role::Customer)?,
        support = token(3, Role::Support)?,
        admin = token(4, Role::Admin)?,
    ))
}
