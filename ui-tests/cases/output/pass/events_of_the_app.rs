//! Rule: events of the app have literal names, and numbers, truths and ids

use portcullis::prelude::*;
use portcullis_ui_tests::shop::*;

fn exported(rows: u64) -> portcullis::events::AppEvent {
    event!("report_exported", rows = rows)
}

macro_rules! noted {
    ($audit:ident, $id:expr) => {
        $audit.note(event!("order.read", order = $id))
    };
}

#[secure_route(get = "/orders/{order_id}", role = "customer", owns = "order.user_id", audit = "order_seen")]
pub async fn get_order(order: Owned<Order>, audit: Audit) -> Json<Order> {
    noted!(audit, order.id);
    audit.note(exported(1));
    audit.note(portcullis::event!("plain"));
    audit.note(event!("all_kinds", large = order.item.len(), dear = order.risk_score > 5, some = 7_u8,));
    order.into_reply()
}
