//! Forms with files, over real sockets: what is taken, what is refused, what lies on the disk afterwards.

mod content;
mod forms;
mod genuine;
mod load;
mod start;
mod storing;

use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};
use std::time::Duration;

use portcullis::prelude::*;
use portcullis_tests::shop::Role;
use portcullis_tests::{Answer, Engine, Server, issuer, token};
use reqwest::Method as Verb;

/// A photo of someone's.
#[derive(Resource, Expose)]
#[resource(table = "photos", owner = "user_id")]
struct Photo {
    id: i64,
    user_id: i64,
    caption: String,
    #[resource(server_set)]
    album: Option<i64>,
    #[resource(server_set)]
    called: Option<String>,
    #[expose(never)]
    #[resource(server_set)]
    file: Option<StoredName>,
}

#[derive(Change)]
#[change(creates = Photo)]
struct NewPhoto {
    caption: String,
    album: Option<i64>,
    called: Option<String>,
    file: Option<StoredName>,
}

#[derive(Change)]
#[change(patches = Photo)]
struct OtherFile {
    file: Option<StoredName>,
}

/// How a call ends after it has stored its file.
#[derive(Debug)]
#[secure_input]
enum Outcome {
    Well,
    Refused,
    Error,
    Panic,
    Late,
    /// A constraint that is asked when the transaction is committed.
    Deferred,
}

/// One file of any kind, and fields.
#[derive(Debug, Upload)]
struct PhotoForm {
    #[upload(kinds = ["png", "jpeg", "gif", "webp", "pdf", "text"], size = "64kb", count = 1, pixels = 1_000_000, keep_name)]
    photo: UploadedFile,
    #[validate(length(max = 40))]
    caption: String,
    outcome: Option<Outcome>,
}

#[derive(Expose)]
struct Kept {
    id: i64,
    called: Option<String>,
    kind: &'static str,
    bytes: usize,
}

#[secure_route(post = "/photos", authenticated, owns = "photos.user_id", body_limit = "80kb", timeout = "2s")]
async fn add_photo(
    photos: OwnedSetMut<Photo>,
    form: Valid<Multipart<PhotoForm>>,
    _tx: Tx,
) -> Result<Created<Kept>, Problem> {
    let file = form.photo.store().await?;
    let album = matches!(form.outcome, Some(Outcome::Deferred)).then_some(99);
    let called = form.photo.client_name().map(|name| name.to_string());
    let caption = form.caption.clone();
    let photo = photos.insert(&NewPhoto { caption, album, called, file: Some(file) }).await?;
    match form.outcome {
        None | Some(Outcome::Well | Outcome::Deferred) => {}
        Some(Outcome::Refused) => return Err(Problem::conflict("urn:portcullis:test", "Refused")),
        Some(Outcome::Error) => return Err(std::io::Error::other("broken").into()),
        Some(Outcome::Panic) => {
            let nobody: Option<i64> = None;
            assert!(nobody.is_some(), "the handler panics after it has stored");
        }
        Some(Outcome::Late) => tokio::time::sleep(Duration::from_secs(30)).await,
    }
    let kept = Kept {
        id: photo.id,
        called: photo.called.clone(),
        kind: file.kind().word(),
        bytes: form.photo.bytes().len(),
    };
    Ok(Created(kept))
}

/// The same with time for those who wait.
#[secure_route(
    post = "/patient/photos",
    authenticated,
    owns = "photos.user_id",
    body_limit = "80kb",
    timeout = "2min"
)]
async fn add_patiently(
    photos: OwnedSetMut<Photo>,
    form: Valid<Multipart<PhotoForm>>,
    _tx: Tx,
) -> Result<NoContent, Problem> {
    let file = form.photo.store().await?;
    photos
        .insert(&NewPhoto { caption: form.caption.clone(), album: None, called: None, file: Some(file) })
        .await?;
    Ok(NoContent)
}

#[derive(Expose)]
struct Content {
    kind: &'static str,
    media_type: &'static str,
    bytes: Vec<u8>,
}

#[secure_route(get = "/photos/{photo_id}/content", authenticated, owns = "photo.user_id")]
async fn photo_content(photo: Owned<Photo>, uploads: Uploads) -> Result<Json<Content>, Problem> {
    let name = photo.file.ok_or_else(Problem::not_found)?;
    let file = uploads.read(&name).await?;
    let kind = file.kind();
    Ok(Json(Content { kind: kind.word(), media_type: kind.media_type(), bytes: file.into_bytes().to_vec() }))
}

/// A new picture for the old row; the file that it names no more goes with it.
#[secure_route(
    put = "/photos/{photo_id}/content",
    authenticated,
    owns = "photo.user_id",
    body_limit = "80kb"
)]
async fn change_photo(
    mut photo: OwnedMut<Photo>,
    form: Valid<Multipart<PhotoForm>>,
    uploads: UploadsMut,
    _tx: Tx,
) -> Result<NoContent, Problem> {
    let old = photo.file;
    let file = form.photo.store().await?;
    photo.update(&OtherFile { file: Some(file) }).await?;
    old.iter().for_each(|old| uploads.remove(old));
    match form.outcome {
        Some(Outcome::Refused) => Err(Problem::conflict("urn:portcullis:test", "Refused")),
        _ => Ok(NoContent),
    }
}

#[secure_route(delete = "/photos/{photo_id}", authenticated, owns = "photo.user_id")]
async fn delete_photo(photo: OwnedMut<Photo>, uploads: UploadsMut, _tx: Tx) -> Result<NoContent, Problem> {
    let file = photo.file;
    photo.delete().await?;
    file.iter().for_each(|file| uploads.remove(file));
    Ok(NoContent)
}

/// Several files, some of which may be left out; nothing is stored.
#[derive(Upload)]
struct Claim {
    #[upload(kinds = ["pdf"], size = "4kb", count = 1)]
    form: Option<UploadedFile>,
    #[upload(kinds = ["png", "jpeg"], size = "2kb", count = 3)]
    pictures: Vec<UploadedFile>,
    #[validate(length(min = 1, max = 10))]
    number: String,
    amount: Option<u16>,
}

#[derive(Expose)]
struct Claimed {
    form: bool,
    pictures: usize,
    number: String,
    amount: Option<u16>,
}

#[secure_route(post = "/claims", public, rate = ["100000/min", "3/min by body.number+ip"], body_limit = "16kb", timeout = "1s")]
async fn claim(form: Valid<Multipart<Claim>>) -> Result<Json<Claimed>, Problem> {
    let form = form.into_inner();
    let pictures = form.pictures.len();
    Ok(Json(Claimed { form: form.form.is_some(), pictures, number: form.number, amount: form.amount }))
}

const TABLES: Script = Script {
    sqlite: "
        CREATE TABLE albums (id INTEGER PRIMARY KEY);
        CREATE TABLE photos (
            id INTEGER PRIMARY KEY, user_id INTEGER NOT NULL, caption TEXT NOT NULL,
            album INTEGER REFERENCES albums DEFERRABLE INITIALLY DEFERRED, called TEXT, file TEXT);",
    postgres: "
        CREATE TABLE albums (id BIGINT PRIMARY KEY);
        CREATE TABLE photos (
            id BIGINT GENERATED BY DEFAULT AS IDENTITY PRIMARY KEY, user_id BIGINT NOT NULL, caption TEXT NOT NULL,
            album BIGINT REFERENCES albums DEFERRABLE INITIALLY DEFERRED, called TEXT, file TEXT);",
};

/// A folder of one test, removed with it.
struct Folder(PathBuf);

impl Folder {
    fn new() -> Self {
        let folder = format!("portcullis-tests-uploads/{:032x}/kept", rand::random::<u128>());
        Self(std::env::temp_dir().join(folder))
    }

    fn uploads(&self) -> UploadFolder {
        UploadFolder::at(&self.0)
    }

    /// The names of all that lies in it.
    fn names(&self) -> Vec<String> {
        let entries = std::fs::read_dir(&self.0).unwrap().map(|entry| entry.unwrap().file_name());
        let mut names: Vec<String> = entries.map(|name| name.into_string().unwrap()).collect();
        names.sort();
        names
    }

    /// Asserts that nothing lies in it, or soon does: who went away is noticed a little later.
    async fn assert_empties(&self) {
        for _ in 0..100 {
            if self.names().is_empty() {
                return;
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
        panic!("{:?}", self.names());
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(self.0.parent().unwrap());
    }
}

fn mode(path: &Path) -> u32 {
    std::fs::symlink_metadata(path).unwrap().permissions().mode() & 0o7777
}

fn app(database: Database, folder: UploadFolder) -> App {
    without_uploads(database).uploads(folder)
}

fn without_uploads(database: Database) -> App {
    App::new(Environment::Production)
        .client_ip(ClientIpSource::socket())
        .default_quota(1_000_000, Per::Minute)
        .roles::<Role>()
        .database(database)
        .issuer(issuer())
        .mount(routes![add_photo, add_patiently, photo_content, change_photo, delete_photo, claim])
}

async fn database(engine: Engine) -> Database {
    let database = Database::connect(&engine.url().await).await.unwrap();
    database.run_script(TABLES).await.unwrap();
    database
}

async fn server(engine: Engine, folder: &Folder) -> Server {
    Server::start(app(database(engine).await, folder.uploads())).await
}

/// A form, written by hand.
#[derive(Clone, Default)]
struct Form(Vec<u8>);

const BOUNDARY: &str = "----portcullis-4d3c";

impl Form {
    fn new() -> Self {
        Self::default()
    }

    /// A part with these headers.
    fn part(mut self, headers: &str, content: &[u8]) -> Self {
        self.0.extend(format!("--{BOUNDARY}\r\n{headers}\r\n\r\n").bytes());
        self.0.extend(content);
        self.0.extend(b"\r\n");
        self
    }

    fn text(self, name: &str, text: &str) -> Self {
        self.part(&format!("Content-Disposition: form-data; name=\"{name}\""), text.as_bytes())
    }

    fn file(self, name: &str, file_name: &str, media_type: &str, content: &[u8]) -> Self {
        let headers = format!(
            "Content-Disposition: form-data; name=\"{name}\"; filename=\"{file_name}\"\r\nContent-Type: {media_type}"
        );
        self.part(&headers, content)
    }

    fn body(mut self) -> Vec<u8> {
        self.0.extend(format!("--{BOUNDARY}--\r\n").bytes());
        self.0
    }

    async fn send(self, server: &Server, verb: Verb, path: &str, token: &str) -> Answer {
        send(server, verb, path, token, self.body()).await
    }
}

async fn send(server: &Server, verb: Verb, path: &str, token: &str, body: Vec<u8>) -> Answer {
    let media = format!("multipart/form-data; boundary={BOUNDARY}");
    let mut request = server.request(verb, path).header("content-type", media).body(body);
    if !token.is_empty() {
        request = request.bearer_auth(token);
    }
    Server::answer(request).await
}

/// Sends one photo of Alice's.
async fn photo(server: &Server, name: &str, media_type: &str, content: &[u8]) -> Answer {
    let form = Form::new().file("photo", name, media_type, content).text("caption", "x");
    form.send(server, Verb::POST, "/photos", &token(1, &[])).await
}

/// Asserts a 422 that names the rule at fault.
fn assert_rule(answer: &Answer, field: &str, rule: &str) {
    answer.assert_problem(422);
    let errors = answer.json()["errors"].clone();
    let found =
        errors.as_array().unwrap().iter().any(|error| error["field"] == field && error["rule"] == rule);
    assert!(found, "{field} {rule}: {answer:?}");
}
