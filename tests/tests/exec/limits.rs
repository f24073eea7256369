//! What bounds a program: time, output, memory, how many run.

use std::time::{Duration, Instant};

use portcullis_tests::log;

use super::{assert_ends, assert_reaped, assert_starts, new_tag, post, server};

#[tokio::test]
async fn codes_are_told_and_signals_are_errors() {
    let server = server().await;
    for code in [0, 1, 2, 127, 255] {
        let answer = post(&server, "/run", "exit", code, "t").await;
        assert_eq!((answer.status, answer.json()["code"].as_u64()), (200, Some(code.into())), "{answer:?}");
    }
    post(&server, "/run", "abort", 0, "t").await.assert_problem(500);
    post(&server, "/run", "garbage", 0, "t").await.assert_problem(500);
    assert_reaped().await;
}

#[tokio::test]
async fn output_is_bounded_to_the_byte() {
    log::keep();
    let server = server().await;
    for mode in ["write", "write_errors"] {
        let most = post(&server, "/narrow", mode, 1000, "t").await;
        assert_eq!(most.status, 200, "{most:?}");
        let tag = new_tag();
        post(&server, "/narrow", mode, 1001, &tag).await.assert_problem(500);
        assert_ends(&tag).await;
    }
    let said = log::lines_with("program_killed");
    assert!(
        said.iter()
            .any(|line| line.contains("wrote more than 1000 bytes") && line.contains("about=\"narrow\"")),
        "{said:?}"
    );
    assert!(
        said.iter().all(|line| line.contains("WARN")
            && line.contains("outcome=\"failure\"")
            && !line.contains("xxx")),
        "{said:?}"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn floods_end_at_once() {
    let server = server().await;
    for mode in ["flood", "flood_errors"] {
        let (tag, since) = (new_tag(), Instant::now());
        post(&server, "/run", mode, 0, &tag).await.assert_problem(500);
        assert!(since.elapsed() < Duration::from_secs(3), "{:?}", since.elapsed());
        assert_ends(&tag).await;
    }
    let tag = new_tag();
    let floods = (0..40).map(|_| post(&server, "/run", "flood", 0, &tag));
    for answer in futures_util::future::join_all(floods).await {
        answer.assert_problem(500);
    }
    assert_ends(&tag).await;
    assert_reaped().await;
    // Forty times 64 KiB are kept at most, not what is written in a second.
    let status = std::fs::read_to_string("/proc/self/status").unwrap();
    let most = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).unwrap();
    let kilobytes: u64 = most.trim().trim_end_matches(" kB").parse().unwrap();
    assert!(kilobytes < 600_000, "{kilobytes} kB");
}

#[tokio::test]
async fn time_is_bounded() {
    log::keep();
    let server = server().await;
    for mode in ["hang", "close", "brood"] {
        let (tag, since) = (new_tag(), Instant::now());
        let answer = post(&server, "/brief", mode, 0, &tag).await;
        answer.assert_problem(503);
        let took = since.elapsed();
        assert!(took >= Duration::from_millis(700) && took < Duration::from_secs(4), "{mode}: {took:?}");
        assert!(super::running(&tag).is_empty(), "{mode}: nothing runs any more when the answer is there");
    }
    let said = log::lines_with("program_killed");
    assert!(said.iter().any(|line| line.contains("ran for longer than 700ms")), "{said:?}");
    assert_reaped().await;
}

#[tokio::test]
async fn memory_is_bounded() {
    let server = server().await;
    let answer = post(&server, "/run", "eat", 0, "t").await;
    answer.assert_problem(500);
}

#[tokio::test(flavor = "multi_thread")]
async fn so_many_run_at_once() {
    let server = server().await;
    let tag = new_tag();
    let two = futures_util::future::join_all((0..2).map(|_| post(&server, "/few", "hang", 0, &tag)));
    let third = async {
        assert_starts(&tag, 2).await;
        let answer = post(&server, "/few", "exit", 0, "t").await;
        assert!(!answer.header("retry-after").is_empty(), "{answer:?}");
        answer.assert_problem(503);
        // Another program has its own places.
        assert_eq!(post(&server, "/run", "exit", 0, "t").await.status, 200);
    };
    let (two, ()) = tokio::join!(two, third);
    for answer in two {
        answer.assert_problem(503);
    }
    // A place is there again when the answer is.
    for _ in 0..20 {
        assert_eq!(post(&server, "/few", "exit", 0, "t").await.status, 200);
    }
    let many = futures_util::future::join_all((0..50).map(|_| post(&server, "/few", "exit", 0, "t"))).await;
    assert!(many.iter().all(|answer| [200, 503].contains(&answer.status)), "{many:?}");
    assert!(many.iter().any(|answer| answer.status == 200));
    assert_reaped().await;
}
