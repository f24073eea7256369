//! Names and passwords at their edges, and what nobody here wrote about them.

use portcullis_tests::{Engine, on_both, vectors};
use serde_json::{Value, json};

use super::{House, PASSWORD};

on_both!(
    every_field_at_its_edges,
    long_passwords_are_refused_before_they_are_hashed,
    addresses_are_taken_as_they_are_written,
    one_password_however_it_is_typed,
    hashes_are_made_anew_when_the_cost_changes,
    #[cfg_attr(not(vectors), ignore = "no vectors here")]
    common_passwords_are_refused
);

async fn every_field_at_its_edges(engine: Engine) {
    let house = House::open(engine).await;
    let strong = "zq7hx2mfu4tw";
    let longest: String = (0..128).map(|at| char::from(b'!' + (at * 37 % 90) as u8)).collect();
    for (at, password) in [strong, &longest, "鍵山雛河城荷取射命丸文稗"].into_iter().enumerate() {
        let name = format!("edge{at}");
        assert_eq!(house.register(&name, password).await.status, 204, "{password}");
        assert_eq!(house.login(&name, password).await.status, 200, "{password}");
    }
    let rule = async |body: Value| {
        let answer = house.post("/auth/register", "", body).await;
        answer.assert_problem(422);
        let fault = answer.json()["errors"][0].clone();
        format!("{} {}", fault["field"].as_str().unwrap(), fault["rule"].as_str().unwrap())
    };
    let input = |name: &str, password: &str| json!({ "name": name, "password": password });
    assert_eq!(rule(input("carol", "")).await, "password length");
    assert_eq!(rule(input("carol", "zq7hx2mfu4t")).await, "password length");
    assert_eq!(rule(input("carol", &format!("{longest}x"))).await, "password length");
    assert_eq!(rule(input("carol", "carolcarolcarol")).await, "password guessable");
    assert_eq!(rule(input("", strong)).await, "name length");
    assert_eq!(rule(input(&"a".repeat(255), strong)).await, "name length");
    for name in ["ab", "a b", "alice\n", "\u{202e}bob", "bob\u{200b}", "<script>", "@", "a@b", "\u{feff}bob"]
    {
        assert_eq!(rule(input(name, strong)).await, "name not_a_name", "{name:?}");
    }
    assert_eq!(rule(input("a\0b", strong)).await, "name no_nul");
    for name in ["admin", "ADMIN", "аdmin", "r00t", "Support"] {
        assert_eq!(rule(input(name, strong)).await, "name reserved", "{name:?}");
    }
    assert_eq!(rule(json!({ "name": "carol" })).await, "password missing");
    assert_eq!(rule(json!({ "name": "carol", "password": null })).await, "password type");
    assert_eq!(rule(json!({ "name": "carol", "password": 7 })).await, "password type");
    assert_eq!(rule(json!({ "name": ["carol"], "password": strong })).await, "name type");
    assert_eq!(
        rule(json!({ "name": "carol", "password": strong, "roles": ["admin"] })).await,
        "roles unknown_field"
    );
    assert_eq!(rule(json!({ "name": "carol", "password": strong, "id": 1 })).await, "id unknown_field");
    assert_eq!(house.number("SELECT count(*) FROM portcullis_accounts").await, 3);
}

async fn long_passwords_are_refused_before_they_are_hashed(engine: Engine) {
    let house = House::open(engine).await;
    house.newcomer("alice").await;
    let huge = "x".repeat(1024 * 1024);
    for path in ["/auth/register", "/auth/login"] {
        house.post(path, "", json!({ "name": "alice", "password": huge })).await.assert_problem(413);
    }
    let began = std::time::Instant::now();
    for _ in 0..20 {
        house.login("alice", &"x".repeat(1_000)).await.assert_problem(422);
    }
    // Twenty hashes would take longer than twenty refusals by any measure.
    assert!(began.elapsed().as_millis() < 400, "{:?}", began.elapsed());
}

async fn addresses_are_taken_as_they_are_written(engine: Engine) {
    let house = House::open(engine).await;
    for (name, same, taken) in [
        ("dana+shop@example.com", "DANA+SHOP@EXAMPLE.COM", true),
        ("o'hara@example.com", "o'hara@example.com", true),
        ("josé@bücher.example", "josé@xn--bcher-kva.example", true),
        ("x@sub.domain.example", "x@sub.domain.example", true),
        ("\"quoted\"@example.com", "", false),
        ("\"with blank\"@example.com", "", false),
        ("two@at@example.com", "", false),
        ("no-domain@", "", false),
        ("control\u{1}@example.com", "", false),
        ("header@example.com\r\nBcc: all@example.com", "", false),
    ] {
        let answer = house.register(name, PASSWORD).await;
        assert_eq!(answer.status, if taken { 204 } else { 422 }, "{name:?} {answer:?}");
        if taken {
            assert_eq!(house.login(same, PASSWORD).await.status, 200, "{same}");
        }
    }
}

async fn one_password_however_it_is_typed(engine: Engine) {
    let house = House::open(engine).await;
    // Composed, and decomposed as another keyboard sends it.
    assert_eq!(house.register("alice", "Käse-Igel-Überfahrt 9").await.status, 204);
    let decomposed = "Ka\u{308}se-Igel-U\u{308}berfahrt 9";
    assert_eq!(house.login("alice", decomposed).await.status, 200);
    house.login("alice", "Kase-Igel-Uberfahrt 9").await.assert_problem(401);
    house.login("alice", "käse-igel-überfahrt 9").await.assert_problem(401);
    house.login("alice", "Käse-Igel-Überfahrt 9 ").await.assert_problem(401);
}

async fn hashes_are_made_anew_when_the_cost_changes(engine: Engine) {
    let house = House::open(engine).await;
    let alice = house.newcomer("alice").await;
    let kept = async || -> String {
        sqlx::query_scalar("SELECT password FROM portcullis_accounts").fetch_one(&house.sql).await.unwrap()
    };
    let before = kept().await;
    let database = portcullis::Database::connect(&house.url).await.unwrap();
    let dearer = portcullis::PasswordCost::argon2id(20_480, 3, 1);
    let accounts =
        portcullis::identity::Accounts::on(&database, super::issuer()).password_cost(dearer).build().unwrap();
    let server = portcullis_tests::Server::start(super::app(database, &accounts).await).await;
    let login = async |password: &str| {
        server.post("/auth/login", "", json!({ "name": "alice", "password": password })).await.status
    };
    assert_eq!(login(super::ANOTHER).await, 401);
    assert_eq!(kept().await, before, "a wrong password makes nothing anew");
    assert_eq!(login(PASSWORD).await, 200);
    let after = kept().await;
    assert!(after.starts_with("$argon2id$v=19$m=20480,t=3,p=1$"), "{after}");
    assert_eq!(login(PASSWORD).await, 200);
    assert_eq!(kept().await, after);
    // It is the same password: nobody is signed out.
    assert_eq!(house.refresh(&alice.refresh).await.status, 200);
}

async fn common_passwords_are_refused(engine: Engine) {
    let house = House::open(engine).await;
    let list = String::from_utf8(vectors("passwords/common-10k.txt")).unwrap();
    let long: Vec<&str> = list.lines().filter(|password| password.chars().count() >= 12).collect();
    assert!(long.len() >= 30, "{}", long.len());
    // The short ones are refused for their length; a sample of them, and each again doubled.
    let short = list.lines().filter(|password| (6..12).contains(&password.chars().count())).step_by(200);
    let doubled: Vec<String> = short.clone().map(|password| format!("{password}{password}")).collect();
    let all = long.into_iter().chain(short).chain(doubled.iter().map(String::as_str));
    for password in all {
        house.register("somebody", password).await.assert_problem(422);
    }
    assert_eq!(house.number("SELECT count(*) FROM portcullis_accounts").await, 0);
}

/// The function is the one of RFC 9106, by a vector of its authors.
#[test]
#[cfg_attr(not(vectors), ignore = "no vectors here")]
fn argon2id_is_argon2id() {
    use argon2::{Algorithm, Argon2, AssociatedData, ParamsBuilder, Version};
    let text = String::from_utf8(vectors("crypto/argon2id_kat.txt")).unwrap();
    let tag = text.lines().find_map(|line| line.strip_prefix("Tag: ")).unwrap();
    let tag: Vec<u8> = tag.split_whitespace().map(|byte| u8::from_str_radix(byte, 16).unwrap()).collect();
    let params = ParamsBuilder::new()
        .m_cost(32)
        .t_cost(3)
        .p_cost(4)
        .data(AssociatedData::new(&[4; 12]).unwrap())
        .output_len(32)
        .build()
        .unwrap();
    let function = Argon2::new_with_secret(&[3; 8], Algorithm::Argon2id, Version::V0x13, params).unwrap();
    let mut output = [0; 32];
    function.hash_password_into(&[1; 32], &[2; 16], &mut output).unwrap();
    assert_eq!(output.as_slice(), tag);
}
