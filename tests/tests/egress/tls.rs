//! Certificates: only one of a believed authority, of today, for the host that was named.

use portcullis_tests::{Server, log};

use super::app::{asks, web};
use super::certificates::{Authority, Of, self_signed};
use super::names::{at, serve};
use super::network::{Inside, OTHER, WEB, within};
use super::remote::{Remote, text};

async fn server_for(names: &'static str) -> Server {
    serve(move |name, _| if name == names { at("93.184.216.34") } else { at("93.184.216.35") }).await;
    web().await
}

#[test]
fn of_nobody_who_is_believed_are_refused() {
    within("tls::of_nobody_who_is_believed_are_refused", || async {
        log::keep();
        let (system, stranger) = (Authority::of_the_system(), Authority::new("a stranger"));
        let good =
            Remote::over_tls(OTHER, 443, system.server(&["good.example.org"], Of::Today), |_| text("good"))
                .await;
        let cases = [
            self_signed(&["web.example.org"]),
            stranger.server(&["web.example.org"], Of::Today),
            system.server(&["elsewhere.example.org"], Of::Today),
            system.server(&["*.web.example.org"], Of::Today),
            system.server(&["example.org"], Of::Today),
            system.server(&["93.184.216.34"], Of::Today),
            system.server(&["web.example.org"], Of::Long),
        ];
        let inside = Inside::watch().await;
        let server = server_for("web.example.org").await;
        for (number, tls) in cases.into_iter().enumerate() {
            // Each on a port of its own would need a setting each; a server that ends frees its port.
            let (stop, stopped) = tokio::sync::oneshot::channel::<()>();
            let (ready, started) = tokio::sync::oneshot::channel();
            let serving = std::thread::spawn(move || {
                tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap().block_on(
                    async move {
                        let remote = Remote::over_tls(WEB, 443, tls, |_| text("never")).await;
                        ready.send(remote).ok();
                        stopped.await.ok();
                    },
                );
            });
            let remote = started.await.unwrap();
            asks(&server, "/preview", "https://web.example.org/").await.assert_problem(503);
            assert_eq!(remote.connections(), 1, "{number}");
            assert_eq!(remote.requests(), Vec::<String>::new(), "{number}: a request was told to it");
            stop.send(()).unwrap();
            serving.join().unwrap();
        }
        let told = log::lines_with("invalid peer certificate");
        assert!(told.len() >= 7, "{told:#?}");
        // The one that is right is reached, so the others were refused for what they are.
        let answer = asks(&server, "/preview", "https://good.example.org/").await;
        assert_eq!(answer.json()["text"], "good", "{answer:?}");
        assert_eq!(good.connections(), 1);
        inside.was_left_alone().await;
    });
}

#[test]
fn where_tls_is_meant_nothing_is_said_in_clear() {
    within("tls::where_tls_is_meant_nothing_is_said_in_clear", || async {
        Authority::of_the_system();
        let clear = Remote::in_clear(WEB, 443, |_| text("in clear")).await;
        let server = server_for("web.example.org").await;
        asks(&server, "/preview", "https://web.example.org/").await.assert_problem(503);
        assert_eq!((clear.connections(), clear.requests()), (1, Vec::new()));
    });
}

/// Who takes the connection and says nothing has no more time than who says too little.
#[test]
fn a_handshake_that_never_begins_ends_with_the_time() {
    within("tls::a_handshake_that_never_begins_ends_with_the_time", || async {
        Authority::of_the_system();
        let listener = tokio::net::TcpListener::bind(std::net::SocketAddr::from((WEB, 443))).await.unwrap();
        let server = server_for("web.example.org").await;
        for (path, most) in [("/preview", 2_500), ("/hurried", 1_400)] {
            let since = std::time::Instant::now();
            let asking = asks(&server, path, "https://web.example.org/");
            let silent = async {
                let (mut connection, _) = listener.accept().await.unwrap();
                // Ends where the other side has gone away.
                let mut heard = Vec::new();
                let _ = tokio::io::AsyncReadExt::read_to_end(&mut connection, &mut heard).await;
                String::from_utf8_lossy(&heard).contains("GET ")
            };
            let (answer, told) = tokio::join!(asking, silent);
            answer.assert_problem(503);
            assert!(!told, "a request was told before the handshake");
            assert!(since.elapsed().as_millis() < most, "{path}: {:?}", since.elapsed());
        }
    });
}
