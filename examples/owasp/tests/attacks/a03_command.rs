//! A name that would be a command.

use serde_json::json;

use crate::{House, customer};

#[tokio::test]
async fn a03_command_a_name_is_one_argument() {
    let house = House::open().await;
    let server = &house.server;
    let alice = customer(1);
    let judged = async |name: &str| server.post("/file-names/check", &alice, json!({ "name": name })).await;
    let good = judged("report.pdf").await;
    assert_eq!((good.status, good.json()), (200, json!({ "is_portable": true })));
    // A command that any of these runs leaves a file, and what follows a name that is good says that it is.
    let folder = portcullis_tests::new_folder();
    std::fs::create_dir_all(&folder).unwrap();
    let touch = format!("touch {}/x", folder.display());
    for name in [
        format!("a;{touch}"),
        format!("a\n{touch}\n"),
        format!("a|{touch}"),
        format!("a||{touch}"),
        format!("a&&{touch}"),
        format!("a&{touch}"),
        format!("$({touch})"),
        format!("`{touch}`"),
        format!("a';{touch};'"),
        format!("a\";{touch};\""),
        format!("a>{}/x", folder.display()),
        "a b".to_owned(),
        "*".to_owned(),
        "$HOME".to_owned(),
        "~".to_owned(),
    ] {
        let answer = judged(&name).await;
        assert_eq!((answer.status, answer.json()), (200, json!({ "is_portable": false })), "{name:?}");
    }
    // As options these succeed; as names they begin with a hyphen, which no portable one does.
    for name in ["--help", "--version"] {
        let answer = judged(name).await;
        assert_eq!((answer.status, answer.json()), (200, json!({ "is_portable": false })), "{name:?}");
    }
    assert_eq!(std::fs::read_dir(&folder).unwrap().count(), 0);
    std::fs::remove_dir_all(&folder).unwrap();
    // What no argument can be.
    judged("a\u{0}b").await.assert_problem(422);
    judged(&"a".repeat(81)).await.assert_problem(422);
}
