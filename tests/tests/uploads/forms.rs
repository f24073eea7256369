//! The form itself: what is unknown, doubled, missing, too much, too slow or cut off.

use portcullis_tests::{Engine, Server, token};
use reqwest::Method as Verb;
use serde_json::json;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;

use super::genuine::{chunk, genuine, pdf, png, png_with};
use super::{BOUNDARY, Folder, Form, assert_rule, send, server};

async fn claims(server: &Server, form: Form) -> portcullis_tests::Answer {
    form.send(server, Verb::POST, "/claims", "").await
}

fn claim() -> Form {
    Form::new().text("number", &format!("{:x}", rand::random::<u32>()))
}

fn picture(form: Form) -> Form {
    form.file("pictures", "x.png", "image/png", &png(1, 1))
}

#[tokio::test]
async fn files_and_fields_are_one_form() {
    let folder = Folder::new();
    let server = server(Engine::Sqlite, &folder).await;
    let form = Form::new().file("form", "f.pdf", "application/pdf", &pdf("<< /Pages 2 0 R >>", None));
    let form = picture(picture(form)).text("number", "A-1").text("amount", "12");
    let answer = claims(&server, form).await;
    assert_eq!(
        answer.json(),
        json!({ "form": true, "pictures": 2, "number": "A-1", "amount": 12 }),
        "{answer:?}"
    );
    // What may be left out may be sent as a browser sends a field that nobody filled in.
    let answer = claims(&server, claim().file("form", "", "application/octet-stream", b"")).await;
    assert_eq!((answer.status, &answer.json()["form"]), (200, &json!(false)), "{answer:?}");
}

#[tokio::test]
async fn what_is_not_declared_is_refused_by_name() {
    let folder = Folder::new();
    let server = server(Engine::Sqlite, &folder).await;
    let x = "x".repeat(3000);
    for (field, rule, form) in [
        ("owner", "unknown_field", claim().text("owner", "2")),
        ("owner", "unknown_field", claim().file("owner", "x.png", "image/png", &png(1, 1))),
        ("number", "duplicate", claim().text("number", "2")),
        ("number", "missing", picture(Form::new())),
        ("number", "length", Form::new().text("number", "12345678901")),
        ("amount", "type", claim().text("amount", "many")),
        ("amount", "range", claim().text("amount", "70000")),
        ("number", "type", Form::new().file("number", "x.txt", "text/plain", b"A-1")),
        (
            "number",
            "type",
            Form::new()
                .part("Content-Disposition: form-data; name=number\r\nContent-Type: text/html", b"A-1"),
        ),
        ("number", "type", Form::new().part("Content-Disposition: form-data; name=number", b"\xFF")),
        ("form", "type", claim().text("form", "%PDF-1.7")),
        (
            "form",
            "count",
            claim().file("form", "a", "application/pdf", &genuine("pdf")).file(
                "form",
                "b",
                "application/pdf",
                b"x",
            ),
        ),
        ("form", "file_kind", claim().file("form", "a.pdf", "application/pdf", &genuine("png"))),
        ("form", "file_empty", claim().file("form", "a.pdf", "application/pdf", b"")),
        ("pictures", "count", picture(picture(picture(picture(claim()))))),
        (
            "pictures",
            "file_size",
            claim().file("pictures", "x.png", "image/png", &png_with(1, 1, &chunk(b"tEXt", x.as_bytes()))),
        ),
        ("pictures", "file_empty", claim().file("pictures", "x.png", "image/png", b"")),
    ] {
        assert_rule(&claims(&server, form).await, field, rule);
    }
    let answer = Form::new().text("caption", "x").send(&server, Verb::POST, "/photos", &token(1, &[])).await;
    assert_rule(&answer, "photo", "missing");
    let nobody = Form::new().file("photo", "", "application/octet-stream", b"").text("caption", "x");
    assert_rule(&nobody.send(&server, Verb::POST, "/photos", &token(1, &[])).await, "photo", "missing");
    // Limits are told, contents are not.
    let answer = claims(&server, picture(picture(picture(picture(claim()))))).await;
    assert_eq!(answer.json()["errors"][0]["max"], 3);
    let answer = claims(&server, claim().text("<script>x</script>", "secret")).await;
    assert!(!answer.text.contains('<') && !answer.text.contains("secret"), "{answer:?}");
}

#[tokio::test]
async fn what_is_no_form_is_refused() {
    let folder = Folder::new();
    let server = server(Engine::Sqlite, &folder).await;
    let body = claim().body();
    let ask = async |media: &str, body: Vec<u8>| {
        let request = server.request(Verb::POST, "/claims").header("content-type", media).body(body);
        Server::answer(request).await
    };
    for media in
        ["application/json", "application/x-www-form-urlencoded", "multipart/mixed; boundary=x", "text/plain"]
    {
        ask(media, body.clone()).await.assert_problem(415);
    }
    Server::answer(server.request(Verb::POST, "/claims").body(body.clone())).await.assert_problem(415);
    for media in
        ["multipart/form-data", "multipart/form-data; boundary=", "multipart/form-data; boundary=other"]
    {
        ask(media, body.clone()).await.assert_problem(400);
    }
    let long = "b".repeat(71);
    ask(&format!("multipart/form-data; boundary={long}"), format!("--{long}--").into_bytes())
        .await
        .assert_problem(400);
    for body in [
        body[..body.len() - 4].to_vec(),
        [&body, b"more".as_slice()].concat(),
        [b"\r\n", &*body].concat(),
        claim().part("Content-Disposition: form-data; name=\"\"", b"x").body(),
        claim().part("Content-Type: text/plain", b"x").body(),
        claim()
            .part("Content-Disposition: form-data; name=amount\r\nContent-Transfer-Encoding: base64", b"MQ==")
            .body(),
        claim()
            .part(
                "Content-Disposition: form-data; name=form\r\nContent-Type: multipart/mixed; boundary=c",
                b"--c--",
            )
            .body(),
        claim()
            .part(&format!("Content-Disposition: form-data; name=amount\r\nX-Y: {}", "y".repeat(9000)), b"1")
            .body(),
        claim().part("Content-Disposition: form-data; name=amount; filename*=UTF-8''x", b"1").body(),
        Form::default().body().repeat(2),
        Vec::new(),
    ] {
        send(&server, Verb::POST, "/claims", "", body).await.assert_problem(400);
    }
    let many = (0..300).fold(Form::new(), |form, _| form.text("a", ""));
    many.send(&server, Verb::POST, "/photos", &token(1, &[])).await.assert_problem(400);
    // A field can be counted by, as those of any other body.
    for status in [200, 200, 200, 429] {
        claims(&server, Form::new().text("number", "same")).await.assert_status(status);
    }
}

trait Status {
    fn assert_status(&self, status: u16);
}

impl Status for portcullis_tests::Answer {
    fn assert_status(&self, status: u16) {
        assert_eq!(self.status, status, "{self:?}");
    }
}

#[tokio::test]
async fn too_much_is_413_and_too_slow_408() {
    let folder = Folder::new();
    let server = server(Engine::Sqlite, &folder).await;
    // More than a file may have, less than the body: told of the file. More than the body: not read to its end.
    let big = claim().file("pictures", "x.png", "image/png", &vec![0; 200_000]);
    claims(&server, big).await.assert_problem(413);
    let head = format!(
        "POST /claims HTTP/1.1\r\nhost: x\r\ncontent-type: multipart/form-data; boundary={BOUNDARY}\r\n"
    );
    let answer = server.raw(format!("{head}content-length: 900000000\r\n\r\n").as_bytes()).await;
    assert!(answer.starts_with("HTTP/1.1 413"), "{answer}");
    // In chunks that say nothing of the whole.
    let chunk = format!("4000\r\n{}\r\n", "x".repeat(0x4000));
    let chunks = format!("{head}transfer-encoding: chunked\r\n\r\n{}0\r\n\r\n", chunk.repeat(4));
    let answer = server.raw(chunks.as_bytes()).await;
    assert!(answer.starts_with("HTTP/1.1 413"), "{answer}");
    // A byte now and then.
    let mut socket = TcpStream::connect(server.address).await.unwrap();
    socket.write_all(format!("{head}content-length: 1000\r\n\r\n").as_bytes()).await.unwrap();
    let (mut reading, mut writing) = socket.into_split();
    tokio::spawn(async move {
        while writing.write_all(b"-").await.is_ok() {
            tokio::time::sleep(std::time::Duration::from_millis(100)).await;
        }
    });
    let mut answer = [0; 12];
    tokio::time::timeout(std::time::Duration::from_secs(5), reading.read_exact(&mut answer))
        .await
        .unwrap()
        .unwrap();
    assert_eq!(&answer, b"HTTP/1.1 408");
    // Cut off, at every place of the form.
    let body = Form::new().file("photo", "x.png", "image/png", &png(1, 1)).text("caption", "x").body();
    let head = format!(
        "POST /photos HTTP/1.1\r\nhost: x\r\nauthorization: Bearer {}\r\ncontent-type: multipart/form-data; boundary={BOUNDARY}\r\ncontent-length: {}\r\n\r\n",
        token(1, &[]),
        body.len()
    );
    for cut in (0..body.len()).step_by(11) {
        let mut socket = TcpStream::connect(server.address).await.unwrap();
        socket.write_all(&[head.as_bytes(), &body[..cut]].concat()).await.unwrap();
        socket.shutdown().await.unwrap();
        drop(socket);
    }
    tokio::time::sleep(std::time::Duration::from_millis(300)).await;
    assert!(folder.names().is_empty(), "{:?}", folder.names());
    claims(&server, picture(claim())).await.assert_status(200);
}
