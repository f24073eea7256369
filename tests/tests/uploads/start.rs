//! An app whose files would lie where they should not does not start.

use std::fs;
use std::os::unix::fs::PermissionsExt as _;
use std::path::Path;

use portcullis::UploadFolder;
use portcullis_tests::{Engine, Server};

use super::{Folder, app, database, mode};

async fn faults(folder: UploadFolder) -> String {
    let app = app(database(Engine::Sqlite).await, folder);
    app.build().await.map_or_else(|error| error.to_string(), |_| String::new())
}

fn set_mode(path: &Path, mode: u32) {
    fs::set_permissions(path, fs::Permissions::from_mode(mode)).unwrap();
}

#[tokio::test]
async fn a_folder_is_judged() {
    let folder = Folder::new();
    let around = folder.0.parent().unwrap().to_owned();
    fs::create_dir_all(&around).unwrap();
    // Made where it is not there, for its owner alone, however deep.
    let deep = around.join("a/b");
    assert_eq!(faults(UploadFolder::at(&deep)).await, "");
    assert_eq!(mode(&deep), 0o700);
    for writable in [0o777, 0o702, 0o720] {
        set_mode(&deep, writable);
        assert!(faults(UploadFolder::at(&deep)).await.contains("chmod 700"), "{writable:o}");
    }
    set_mode(&deep, 0o700);
    set_mode(&around.join("a"), 0o777);
    assert!(faults(UploadFolder::at(&deep)).await.contains("can be replaced"));
    set_mode(&around.join("a"), 0o1777);
    assert_eq!(faults(UploadFolder::at(&deep)).await, "");
    std::os::unix::fs::symlink(&deep, around.join("link")).unwrap();
    assert!(faults(UploadFolder::at(around.join("link"))).await.contains("is a link"));
    fs::write(around.join("file"), "").unwrap();
    assert!(faults(UploadFolder::at(around.join("file"))).await.contains("is not a folder"));
    assert!(faults(UploadFolder::at(around.join("file/x"))).await.contains("cannot be made"));
    for served in ["static/x", "public", "WWW/uploads", "a/htdocs/b"] {
        let told = faults(UploadFolder::at(around.join(served))).await;
        assert!(told.contains("which web servers serve"), "{served}: {told}");
        assert!(!around.join(served).exists(), "it is not even made");
    }
    // By way of a link on the way.
    fs::create_dir_all(around.join("static/inner")).unwrap();
    std::os::unix::fs::symlink(around.join("static"), around.join("plain")).unwrap();
    assert!(faults(UploadFolder::at(around.join("plain/inner"))).await.contains("leads into `static`"));
    for part in ["uploads", "./uploads", "", "/", "../x"] {
        assert!(faults(UploadFolder::at(part)).await.contains("not a whole path"), "{part}");
    }
    assert!(faults(UploadFolder::at(around.join("a/../b"))).await.contains("not a whole path"));
    assert!(faults(UploadFolder::at("/proc/uploads")).await.contains("cannot be made"));
}

#[tokio::test]
async fn all_is_told_at_once() {
    let folder = Folder::new();
    fs::create_dir_all(&folder.0).unwrap();
    set_mode(&folder.0, 0o777);
    let told = faults(folder.uploads().memory(1000)).await;
    assert!(told.contains("chmod 700") && told.contains("give `memory` more"), "{told}");
}

#[tokio::test]
async fn routes_with_files_need_a_folder() {
    let folder = Folder::new();
    let app = app(database(Engine::Sqlite).await, folder.uploads());
    let told = app.uploads(folder.uploads()).build().await.unwrap_err().to_string();
    assert!(told.contains("two folders of uploads"), "{told}");
    let app = super::without_uploads(database(Engine::Sqlite).await);
    let told = app.build().await.unwrap_err().to_string();
    for route in ["add_photo", "photo_content", "change_photo", "delete_photo", "claim"] {
        assert!(
            told.contains(&format!("the route `{route}` takes or reads files, and the app has no folder")),
            "{told}"
        );
    }
}

#[tokio::test]
async fn what_a_crash_left_half_written_goes() {
    let folder = Folder::new();
    fs::create_dir_all(&folder.0).unwrap();
    set_mode(&folder.0, 0o700);
    let (old, new) = (folder.0.join(".old.png.part"), folder.0.join(".new.png.part"));
    fs::write(&old, "x").unwrap();
    fs::write(&new, "x").unwrap();
    let long_ago = std::time::SystemTime::now() - std::time::Duration::from_secs(7200);
    fs::File::options().write(true).open(&old).unwrap().set_modified(long_ago).unwrap();
    let _server = Server::start(app(database(Engine::Sqlite).await, folder.uploads())).await;
    assert_eq!(folder.names(), [".new.png.part"]);
}
