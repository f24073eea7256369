//! Rule: a program is started where the route declares it, with typed arguments

use portcullis::exec::{Call, Flag, Free, Output};
use portcullis::prelude::*;
use portcullis_ui_tests::shop::*;

#[secure_input]
#[derive(Clone, Copy, Argument)]
#[argument(rename_all = "UPPERCASE")]
enum RecordType {
    A,
    Aaaa,
    #[argument(rename = "ANY")]
    Every,
}

#[secure_input]
struct Target {
    host: Hostname,
    port: Option<Port>,
    address: std::net::IpAddr,
    kind: RecordType,
    note: Text<80>,
    notes: [Text<8>; 2],
    count: u16,
}

type Starts<'r> = Exec<'r>;
const VERBOSE: Flag = flag!("--verbose");

#[secure_route(post = "/lookups", role = "customer", exec = "dig", rate = "10/min by body.host")]
async fn lookup(target: Valid<Json<Target>>, exec: Starts<'_>) -> Result<NoContent, Problem> {
    let plain: Output = exec.run().await?;
    let mut call = exec.flag(flag!("-t")).value(target.kind).value(&target.kind).flag(VERBOSE);
    if let Some(port) = target.port {
        call = call.flag(flag!("--port")).value(port);
    }
    call = call.value(target.host.clone()).value(&target.host).value(target.address).value(3_usize);
    let mut call: Call<'_, Free> = call.free(&target.note).free(&target.host).free(target.count);
    for note in &target.notes {
        call = call.free(note);
    }
    let output = call.run().await?;
    let _ = (plain.code(), output.code(), output.text()?.to_owned());
    helper(&exec).await?;
    let _ = (exec.value(1_u8).run().await, exec.free(Text::<3>::new("abc").ok_or_else(Problem::not_found)?).run().await);
    Ok(NoContent)
}

async fn helper(exec: &Exec<'_>) -> Result<bool, Problem> {
    Ok(exec.flag(flag!("-4")).run().await?.succeeded())
}

/// A row and a program on one route; the same program on another.
#[secure_route(delete = "/orders/{order_id}", role = "customer", owns = "order.user_id", exec = "shred")]
async fn shred(order: OwnedMut<Order>, exec: Exec) -> Result<NoContent, Problem> {
    exec.flag(flag!("-n")).value(3_u8).run().await?;
    order.delete().await?;
    Ok(NoContent)
}

#[secure_route(role = "customer", exec = "shred")]
async fn by_hand(exec: Exec) -> Result<NoContent, Problem> {
    exec.run().await?;
    Ok(NoContent)
}

/// A component that says why.
#[derive(Service)]
struct Backups {
    #[service(holds = "starts the nightly backup outside of any request")]
    command: std::sync::Mutex<std::process::Command>,
}

fn app(app: App) -> App {
    app.program("dig", Program::at("/usr/bin/dig").variable("LANG", "C"))
        .program("shred", Program::at("/usr/bin/shred"))
        .mount(routes![lookup, shred])
        .at::<by_hand>(Method::POST, "/shred")
}
