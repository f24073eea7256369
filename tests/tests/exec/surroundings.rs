//! What a program finds around itself: nothing of the server.

use super::{new_tag, post, probe, server, text};

#[tokio::test]
async fn its_environment_is_what_the_app_says() {
    // Something to inherit: cargo gives its tests dozens of variables, and PATH.
    assert!(std::env::vars().count() > 5 && std::env::var("PATH").is_ok());
    let server = server().await;
    let text = text(&post(&server, "/run", "environment", 0, "t").await);
    let mut lines: Vec<&str> = text.lines().collect();
    lines.sort_unstable();
    assert_eq!(lines.len(), 4, "{lines:?}");
    assert_eq!(lines[3], "PROBE_TOKEN=of the operator");
    assert_eq!((lines[0], lines[1]), ("COLOUR=never", "LANG=C"));
    let (mark, value) = lines[2].split_once('=').unwrap();
    assert_eq!((mark, value.len()), ("PORTCULLIS_RUN", 32));
}

#[tokio::test]
async fn it_has_no_file_of_the_server() {
    let server = server().await;
    let text = text(&post(&server, "/run", "descriptors", 0, "t").await);
    let open = |number: &str| {
        text.lines().find_map(|line| line.strip_prefix(&format!("{number} "))).unwrap_or("").to_owned()
    };
    assert_eq!(open("0"), "/dev/null", "{text}");
    assert!(open("1").starts_with("pipe:") && open("2").starts_with("pipe:"), "{text}");
    // Sockets, timers and polls of the server; the pipes are its own two.
    assert!(!text.contains("socket:") && !text.contains("anon_inode:"), "{text}");
    let own: Vec<_> = std::fs::read_dir("/proc/self/fd")
        .unwrap()
        .flatten()
        .filter_map(|entry| std::fs::read_link(entry.path()).ok())
        .collect();
    assert!(own.iter().any(|open| open.to_string_lossy().starts_with("socket:")), "the server has sockets");
}

#[tokio::test]
async fn it_runs_where_the_app_says_in_a_group_of_its_own() {
    let server = server().await;
    let about = text(&post(&server, "/run", "about", 0, "t").await);
    let said = |what: &str| {
        about.lines().find_map(|line| line.strip_prefix(&format!("{what} "))).unwrap().trim().to_owned()
    };
    assert_eq!(said("directory"), "/");
    assert_eq!(said("called"), probe().display().to_string());
    assert_eq!(said("pid"), said("group"));
    assert!(said("Max core file size").starts_with("0 "), "{about}");
    assert!(said("Max address space").starts_with("1073741824 "), "{about}");
    assert!(said("Max cpu time").starts_with("7 "), "{about}");
}

#[tokio::test]
async fn its_folder_and_standard_input_are_given() {
    let server = server().await;
    let about = text(&post(&server, "/narrow", "about", 1, "t").await);
    assert!(about.contains(&format!("directory {}\n", std::env::temp_dir().display())), "{about}");
    let task = serde_json::json!({ "mode": "stdin" });
    assert_eq!(
        text(&server.post("/run", "", task).await).trim(),
        "\"\"",
        "nothing is on standard input, and it ends"
    );
}

#[tokio::test]
async fn what_it_says_on_standard_error_leaves_with_no_answer() {
    let server = server().await;
    let answer = post(&server, "/run", "write_errors", 500, &new_tag()).await;
    assert!(!answer.text.contains("xxx"), "{answer:?}");
    assert_eq!(answer.json()["errors"], 500);
}
