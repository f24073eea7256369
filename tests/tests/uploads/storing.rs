//! What lies on the disk after a call: under a name that nobody chose, for one account of the machine, and only where the call succeeded.

use std::time::Duration;

use portcullis_tests::{Engine, Server, on_both, token, vectors};
use reqwest::Method as Verb;
use tokio::io::AsyncWriteExt as _;
use tokio::net::TcpStream;

use super::genuine::png;
use super::{BOUNDARY, Folder, Form, database, mode, photo, server};

on_both!(
    a_call_that_fails_leaves_no_file,
    nobody_reads_or_removes_the_file_of_another,
    an_old_file_goes_with_the_row_that_named_it,
    a_name_that_is_none_is_not_followed,
);

fn is_random_name(name: &str) -> bool {
    let (random, extension) = name.split_once('.').unwrap();
    random.len() == 32 && random.bytes().all(|byte| b"0123456789abcdef".contains(&byte)) && extension == "png"
}

fn form(outcome: &str) -> Form {
    Form::new().file("photo", "x.png", "image/png", &png(1, 1)).text("caption", "x").text("outcome", outcome)
}

#[tokio::test]
async fn files_are_for_one_account_of_the_machine() {
    let folder = Folder::new();
    let server = server(Engine::Sqlite, &folder).await;
    for _ in 0..3 {
        assert_eq!(photo(&server, "x.png", "image/png", &png(1, 1)).await.status, 201);
    }
    assert_eq!(mode(&folder.0), 0o700);
    let names = folder.names();
    assert_eq!(names.len(), 3);
    for name in &names {
        assert!(is_random_name(name), "{name}");
        assert_eq!(mode(&folder.0.join(name)), 0o600, "{name}");
        // Nothing tells of the name.
        assert_eq!(server.get(&format!("/{name}"), "").await.status, 404);
    }
    let listed = server.get("/photos/1/content", &token(1, &[])).await;
    assert!(names.iter().all(|name| !listed.text.contains(&name[..32])));
}

#[tokio::test]
async fn what_a_client_calls_a_file_is_cleaned_and_is_no_path() {
    let folder = Folder::new();
    let server = server(Engine::Sqlite, &folder).await;
    for (name, cleaned) in [
        ("holiday (2).jpeg", Some("holiday (2).png")),
        ("../../../etc/passwd", Some("passwd.png")),
        (r"..\\..\\boot.ini", Some("boot.png")),
        ("/etc/cron.d/x", Some("x.png")),
        ("shell.php.png", Some("shell_php.png")),
        ("a\u{202E}gnp.exe", Some("a_gnp.png")),
        ("%2e%2e%2fx", Some("2e_2e_2fx.png")),
        ("nul.png", Some("_nul.png")),
        (&"x".repeat(3000), Some(&*format!("{}.png", "x".repeat(80)))),
        ("..", None),
        (".htaccess", None),
    ] {
        let answer = photo(&server, name, "image/png", &png(1, 1)).await;
        assert_eq!(answer.status, 201, "{name}: {answer:?}");
        assert_eq!(answer.json()["called"].as_str(), cleaned, "{name}");
    }
    assert!(folder.names().iter().all(|name| is_random_name(name)), "{:?}", folder.names());
}

/// Every payload that climbs out of a folder, as the name of a file.
#[tokio::test]
#[cfg_attr(not(vectors), ignore = "no vectors here")]
async fn no_name_leads_out_of_the_folder() {
    let folder = Folder::new();
    let server = server(Engine::Sqlite, &folder).await;
    let around = folder.0.parent().unwrap().to_owned();
    let payloads = vectors("payloads/other/patt_directory_traversal.txt");
    let payloads: Vec<&[u8]> =
        payloads.split(|byte| *byte == b'\n').filter(|line| !line.is_empty()).collect();
    assert!(payloads.len() > 100);
    let mut stored = 0;
    for payload in payloads {
        let headers = [
            b"Content-Disposition: form-data; name=\"photo\"; filename=\"",
            payload,
            b"\"\r\nContent-Type: image/png",
        ]
        .concat();
        let mut body =
            [format!("--{BOUNDARY}\r\n").as_bytes(), &headers, b"\r\n\r\n", &png(1, 1), b"\r\n"].concat();
        body.extend(Form::new().text("caption", "x").body());
        let answer = super::send(&server, Verb::POST, "/photos", &token(1, &[]), body).await;
        assert!([201, 400].contains(&answer.status), "{payload:?}: {answer:?}");
        stored += usize::from(answer.status == 201);
        if let Some(called) = answer.json()["called"].as_str() {
            let plain = |letter: char| letter.is_alphanumeric() || "-_() ".contains(letter);
            assert!(called.strip_suffix(".png").unwrap().chars().all(plain), "{called}");
        }
    }
    let names = folder.names();
    assert!(stored > 100 && names.len() == stored, "{stored} stored, {} there", names.len());
    assert!(names.iter().all(|name| is_random_name(name)), "{names:?}");
    // Beside the folder there is nothing.
    assert_eq!(std::fs::read_dir(around).unwrap().count(), 1);
}

async fn a_call_that_fails_leaves_no_file(engine: Engine) {
    let folder = Folder::new();
    let server = server(engine, &folder).await;
    let alice = token(1, &[]);
    for (outcome, status) in
        [("refused", 409), ("error", 500), ("panic", 500), ("late", 503), ("deferred", 409)]
    {
        form(outcome).send(&server, Verb::POST, "/photos", &alice).await.assert_problem(status);
        // The answer to a refusal comes when the file is gone; a panic and a time-out are noticed in passing.
        if ["panic", "late"].contains(&outcome) {
            folder.assert_empties().await;
        }
        assert!(folder.names().is_empty(), "{outcome}: {:?}", folder.names());
    }
    // A client that goes away after its file is stored.
    let body = form("late").body();
    let head = format!(
        "POST /photos HTTP/1.1\r\nhost: x\r\nauthorization: Bearer {alice}\r\ncontent-type: multipart/form-data; boundary={BOUNDARY}\r\ncontent-length: {}\r\n\r\n",
        body.len()
    );
    let mut socket = TcpStream::connect(server.address).await.unwrap();
    socket.write_all(&[head.as_bytes(), &body].concat()).await.unwrap();
    for _ in 0..100 {
        if !folder.names().is_empty() {
            break;
        }
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    assert_eq!(folder.names().len(), 1, "it was stored");
    drop(socket);
    folder.assert_empties().await;
    form("well").send(&server, Verb::POST, "/photos", &alice).await;
    assert_eq!(folder.names().len(), 1);
}

async fn nobody_reads_or_removes_the_file_of_another(engine: Engine) {
    let folder = Folder::new();
    let server = server(engine, &folder).await;
    let (alice, bob) = (token(1, &[]), token(2, &[]));
    let answer = photo(&server, "x.png", "image/png", &png(1, 1)).await;
    let id = answer.json()["id"].as_i64().unwrap();
    let (content, row) = (format!("/photos/{id}/content"), format!("/photos/{id}"));
    let nowhere = server.get("/photos/999/content", &bob).await.assert_problem(404).comparable();
    assert_eq!(server.get(&content, &bob).await.assert_problem(404).comparable(), nowhere);
    form("well").send(&server, Verb::PUT, &content, &bob).await.assert_problem(404);
    server.send(Verb::DELETE, &row, &bob, None).await.assert_problem(404);
    server.get(&content, "").await.assert_problem(401);
    // Who names the file of another in a form of his own names a field that there is none of.
    let name = folder.names().remove(0);
    let named = form("well").text("file", &name);
    super::assert_rule(&named.send(&server, Verb::POST, "/photos", &bob).await, "file", "unknown_field");
    assert_eq!(folder.names(), [name]);
    assert_eq!(server.get(&content, &alice).await.status, 200);
}

async fn an_old_file_goes_with_the_row_that_named_it(engine: Engine) {
    let folder = Folder::new();
    let server = server(engine, &folder).await;
    let alice = token(1, &[]);
    let id = photo(&server, "x.png", "image/png", &png(1, 1)).await.json()["id"].as_i64().unwrap();
    let (content, row) = (format!("/photos/{id}/content"), format!("/photos/{id}"));
    let first = folder.names();
    // A call that fails keeps the old and not the new.
    form("refused").send(&server, Verb::PUT, &content, &alice).await.assert_problem(409);
    assert_eq!(folder.names(), first);
    assert_eq!(server.get(&content, &alice).await.status, 200);
    assert_eq!(form("well").send(&server, Verb::PUT, &content, &alice).await.status, 204);
    let second = folder.names();
    assert!(second.len() == 1 && second != first, "{first:?} {second:?}");
    assert_eq!(server.get(&content, &alice).await.status, 200);
    assert_eq!(server.send(Verb::DELETE, &row, &alice, None).await.status, 204);
    assert!(folder.names().is_empty());
    server.get(&content, &alice).await.assert_problem(404);
}

/// Whoever reaches the table by another way writes a path into it.
async fn a_name_that_is_none_is_not_followed(engine: Engine) {
    let folder = Folder::new();
    let database = database(engine).await;
    for (id, name) in ["../secret.png", "/etc/passwd", "x.png", "", "00000000000000000000000000000abc.php"]
        .iter()
        .enumerate()
    {
        let row =
            format!("INSERT INTO photos (id, user_id, caption, file) VALUES ({}, 1, 'x', '{name}')", id + 10);
        database.run_script(&*row.leak()).await.unwrap();
    }
    let missing = "INSERT INTO photos (id, user_id, caption, file) VALUES (20, 1, 'x', '00000000000000000000000000000abc.png')";
    database.run_script(missing).await.unwrap();
    let server = Server::start(super::app(database, folder.uploads())).await;
    let alice = token(1, &[]);
    std::fs::write(folder.0.parent().unwrap().join("secret.png"), "secret").unwrap();
    for id in 10..15 {
        server.get(&format!("/photos/{id}/content"), &alice).await.assert_problem(500);
    }
    server.get("/photos/20/content", &alice).await.assert_problem(404);
    // A link under the name of a file is none.
    std::os::unix::fs::symlink("/etc/passwd", folder.0.join("00000000000000000000000000000abc.png")).unwrap();
    server.get("/photos/20/content", &alice).await.assert_problem(500);
    assert_eq!(server.send(Verb::DELETE, "/photos/20", &alice, None).await.status, 204);
    assert!(std::fs::exists("/etc/passwd").unwrap());
}

#[tokio::test]
async fn the_log_says_what_was_stored_refused_and_removed() {
    portcullis_tests::log::keep();
    let folder = Folder::new();
    let server = server(Engine::Sqlite, &folder).await;
    let id = photo(&server, "x\u{1B}[31m.png", "image/png", &png(1, 1)).await;
    assert_eq!(id.status, 400, "a control character in a header");
    let id = photo(&server, "secret-name.png", "image/png", &png(1, 1)).await.json()["id"].as_i64().unwrap();
    let name = folder.names().remove(0);
    let told = portcullis_tests::log::lines_with("upload_stored");
    assert!(
        told.iter().any(|line| line.contains("subject=\"1\"") && line.contains("bytes of png")),
        "{told:?}"
    );
    server.send(Verb::DELETE, &format!("/photos/{id}"), &token(1, &[]), None).await;
    let told = portcullis_tests::log::lines_with("upload_delete");
    assert!(told.iter().any(|line| line.contains("subject=\"1\"")), "{told:?}");
    assert!(portcullis_tests::log::lines_with(&name).is_empty(), "a name is for the app alone");
    photo(&server, "secret-name.png", "image/png", b"<?php x").await.assert_problem(422);
    let refused = portcullis_tests::log::lines_with("upload_validation");
    assert!(refused.iter().any(|line| line.contains("active_content")), "{refused:?}");
    assert!(portcullis_tests::log::lines_with("secret-name").is_empty());
}
