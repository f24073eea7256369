//! No secret is in the repository: no private key, signed token, hash of a password, or value that a name calls secret.
//!
//! Every tracked file is read. What looks like a secret and is none stands in [`KNOWN`], line by line, with the reason.

use std::collections::BTreeSet;
use std::path::Path;
use std::process::Command;

/// Lines that look like a secret and are none: file, a part of the line, why.
const KNOWN: [(&str, &str, &str); 6] = [
    (
        "tests/src/lib.rs",
        "0f1e2d3c4b5a69788796a5b4",
        "a pattern of digits; servers of tests alone believe it",
    ),
    (
        "runtime/src/password/hash.rs",
        "c29tZXNhbHRzb21lc2FsdA$aGFzaGhhc2h",
        "it spells `somesalt` and `hash`: the hash of nothing",
    ),
    ("runtime/src/password/hash.rs", "$2b$12$KIXQf0Jc0dVqk0V9", "made up: the hash of nothing"),
    ("tests/tests/accounts/attacks.rs", "$2b$12$KIXQf0Jc0dVqk0V9", "made up: the hash of nothing"),
    (
        "runtime/src/token/source.rs",
        "q83vEjRWeJCrze8SNFZ4kKvN",
        "the bytes AB CD EF 12 34 … in turn; it signs nothing",
    ),
    (
        "ui-tests/cases/token/key_from_a_constant.rs",
        "Dx4tPEtaaXiHlqW0",
        "the case is that this does not compile",
    ),
];

/// What a secret looks like.
struct Pattern {
    name: &'static str,
    /// Where in a text one begins.
    find: fn(&str) -> Vec<usize>,
}

const PATTERNS: [Pattern; 5] = [
    Pattern { name: "private key", find: private_keys },
    Pattern { name: "signed token", find: signed_tokens },
    Pattern { name: "key of a provider", find: provider_keys },
    Pattern { name: "hash of a password", find: password_hashes },
    Pattern { name: "value of a secret name", find: assigned },
];

/// The head of a PEM block and key material below it; code that writes a head has none.
fn private_keys(text: &str) -> Vec<usize> {
    let heads = text.match_indices("-----BEGIN ").filter(|(at, head)| {
        let rest = &text[at + head.len()..];
        let Some((label, body)) = rest.split_once("-----") else { return false };
        // Lines end, in a string literal too; an old head has headers of its own.
        let body: String = body.chars().take(400).filter(|letter| !letter.is_whitespace()).collect();
        let body = body.replace("\\n", "");
        label.len() < 40 && label.ends_with("PRIVATE KEY") && longest(&body, base64) >= 40
    });
    heads.map(|(at, _)| at).collect()
}

/// Three parts in base64url, of which the first two begin as JSON objects do, and a signature.
fn signed_tokens(text: &str) -> Vec<usize> {
    let starts = text.match_indices("eyJ").filter(|(at, _)| {
        let token: String =
            text[*at..].chars().take_while(|letter| base64url(*letter) || *letter == '.').collect();
        let parts: Vec<&str> = token.split('.').collect();
        matches!(parts[..], [head, claims, signature, ..]
            if head.len() >= 16 && claims.starts_with("eyJ") && claims.len() >= 8 && signature.len() >= 20)
    });
    starts.map(|(at, _)| at).collect()
}

/// Prefixes that providers give their keys so that they are found, and how much follows.
const PREFIXES: [(&str, usize); 17] = [
    ("whsec_", 20),
    ("sk_live_", 16),
    ("sk_test_", 16),
    ("rk_live_", 16),
    ("sk-ant-", 20),
    ("sk-proj-", 20),
    ("ghp_", 30),
    ("gho_", 30),
    ("ghs_", 30),
    ("github_pat_", 30),
    ("glpat-", 20),
    ("npm_", 36),
    ("xoxb-", 20),
    ("xoxp-", 20),
    ("AIza", 35),
    ("AKIA", 16),
    ("ASIA", 16),
];

fn provider_keys(text: &str) -> Vec<usize> {
    let all = PREFIXES.iter().flat_map(|(prefix, least)| {
        text.match_indices(prefix).filter(move |(at, _)| {
            let within = text[..*at].chars().next_back().is_some_and(base64url);
            let rest = text[at + prefix.len()..]
                .chars()
                .take_while(|letter| base64url(*letter) || "+/".contains(*letter));
            !within && rest.count() >= *least
        })
    });
    all.map(|(at, _)| at).collect()
}

/// A whole hash: a prefix alone tells nothing.
fn password_hashes(text: &str) -> Vec<usize> {
    let starts = text.match_indices('$').filter(|(at, _)| {
        let rest = &text[*at..];
        let body = |letter: char| base64(letter) || "./$,=-".contains(letter);
        let hash: String = rest.chars().take_while(|letter| body(*letter)).collect();
        let parts: Vec<&str> = hash.split('$').skip(1).collect();
        match parts[..] {
            ["argon2id" | "argon2i" | "argon2d" | "scrypt" | "pbkdf2-sha256", .., salt, hash] => {
                salt.len() >= 8 && longest(hash, base64) >= 20
            }
            ["2a" | "2b" | "2y", cost, hash, ..] => cost.len() == 2 && hash.len() >= 53,
            ["1" | "5" | "6", salt, hash, ..] => !salt.is_empty() && hash.len() >= 22,
            _ => false,
        }
    });
    starts.map(|(at, _)| at).collect()
}

/// Words of a name under which secrets are kept.
const NAMES: [&str; 9] =
    ["secret", "key", "token", "password", "passwd", "credential", "pepper", "salt", "bearer"];

/// `name = "value"`, `name: value`, `"name": "value"`, where the name says secret and the value is long and even.
fn assigned(text: &str) -> Vec<usize> {
    let mut found = Vec::new();
    for (at, sign) in text.char_indices().filter(|(_, sign)| "=:".contains(*sign)) {
        let line = text[..at].rsplit('\n').next().unwrap_or_default();
        // `KEY: &str = …`, `"key": …`, `key = …`: the last words before the sign, without its type.
        let name = line.rsplit([',', '(', '{', '|']).next().unwrap_or_default().to_lowercase();
        if !NAMES.iter().any(|word| name.contains(word)) {
            continue;
        }
        let value =
            text[at + sign.len_utf8()..].trim_start_matches([' ', '=', ':', '>', '&', '*', 'b', 'r', '#']);
        let value = value.strip_prefix(['"', '\'', '`']).unwrap_or(value);
        let value: String =
            value.chars().take_while(|letter| base64(*letter) || base64url(*letter)).collect();
        if random(&value) {
            found.push(at);
        }
    }
    found
}

/// Whether a value looks made by chance: 32 hex digits, or 24 signs of base64 with all kinds among them.
fn random(value: &str) -> bool {
    let digits = value.chars().filter(char::is_ascii_digit).count();
    let hex = value.len() >= 32 && value.chars().all(|letter| letter.is_ascii_hexdigit());
    let kinds = value.chars().any(|letter| letter.is_ascii_lowercase())
        && value.chars().any(|letter| letter.is_ascii_uppercase());
    let different: BTreeSet<char> = value.chars().collect();
    different.len() >= 8 && ((hex && digits >= 4) || (value.len() >= 24 && kinds && digits >= 2))
}

fn base64(letter: char) -> bool {
    letter.is_ascii_alphanumeric() || "+/=".contains(letter)
}

fn base64url(letter: char) -> bool {
    letter.is_ascii_alphanumeric() || "-_".contains(letter)
}

fn longest(text: &str, of: fn(char) -> bool) -> usize {
    text.split(|letter| !of(letter)).map(str::len).max().unwrap_or_default()
}

/// The findings in a text, each with its pattern and its line.
fn findings(text: &str) -> Vec<(&'static str, usize, &str)> {
    let mut all = Vec::new();
    for pattern in PATTERNS {
        for at in (pattern.find)(text) {
            let number = text[..at].matches('\n').count();
            all.push((pattern.name, number + 1, text.lines().nth(number).unwrap_or_default()));
        }
    }
    all.sort_unstable();
    all.dedup();
    all
}

#[test]
fn no_tracked_file_holds_a_secret() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let listed = Command::new("git").args(["ls-files", "-z"]).current_dir(&root).output().unwrap();
    assert!(
        listed.status.success(),
        "this test reads a git checkout: {}",
        String::from_utf8_lossy(&listed.stderr)
    );
    let files = String::from_utf8(listed.stdout).unwrap();
    let files: Vec<&str> = files.split_terminator('\0').collect();
    assert!(files.contains(&"Cargo.lock") && files.len() > 100, "{} files are tracked", files.len());
    let (mut faults, mut used) = (Vec::new(), BTreeSet::new());
    for file in files {
        // What is tracked and not there is about to be removed; a link to a folder has no text.
        let Ok(bytes) = std::fs::read(root.join(file)) else { continue };
        let text = String::from_utf8_lossy(&bytes);
        for (name, number, line) in findings(&text) {
            let known = KNOWN.iter().position(|(of, part, _)| *of == file && line.contains(part));
            match known {
                Some(index) => drop(used.insert(index)),
                // The line itself is not printed: logs of tests are read by many.
                None => faults.push(format!("{file}:{number}: {name}")),
            }
        }
    }
    assert!(faults.is_empty(), "make it when the test runs, or write why it is none:\n{}", faults.join("\n"));
    let unused: Vec<_> =
        (0..KNOWN.len()).filter(|index| !used.contains(index)).map(|index| KNOWN[index]).collect();
    assert!(unused.is_empty(), "no such line any more: {unused:?}");
}

/// Each pattern finds what is made here; this file holds none of it.
#[test]
fn secrets_of_each_kind_are_found() {
    let even = "Q7hZx2Lm9Kp4Rt8Vw3Yb6Nc1".repeat(3);
    let lower = even.to_lowercase();
    let hex = "0f1e2d3c4b5a6978".repeat(3);
    let pem = |label: &str| format!("-----BEGIN {label}-----\n{even}\n-----END {label}-----");
    let made = [
        ("private key", pem("PRIVATE KEY")),
        ("private key", pem("RSA PRIVATE KEY")),
        ("private key", pem("ENCRYPTED PRIVATE KEY").replace('\n', "\\n")),
        ("signed token", format!("Bearer eyJ{lower}.eyJ{even}.{even}")),
        ("key of a provider", format!("whsec_{even}")),
        ("key of a provider", format!("'sk_live_{even}'")),
        ("key of a provider", format!("https://ghp_{even}@example.com")),
        ("key of a provider", format!("AKIA{}", even[..16].to_uppercase())),
        ("hash of a password", format!("$argon2id$v=19$m=19456,t=2,p=1${}${}", &even[..22], &even[..43])),
        ("hash of a password", format!("$2b$12${}", &even[..53])),
        ("value of a secret name", format!("const API_KEY: &str = \"{}\";", &even[..32])),
        ("value of a secret name", format!("pub const SECRET: &[u8; 48] = b\"{hex}\";")),
        ("value of a secret name", format!("client_secret: {hex}")),
        ("value of a secret name", format!("  \"password\": \"{}\",", &even[..24])),
        ("value of a secret name", format!("SESSION_TOKEN={hex}")),
    ];
    for (name, text) in made {
        let text = format!("a line before\n{text}\n");
        assert!(
            findings(&text).iter().any(|(found, line, _)| *found == name && *line == 2),
            "{name}: {text}"
        );
    }
}

/// What only names such a thing is left alone.
#[test]
fn what_only_speaks_of_secrets_is_not_found() {
    let spoken = [
        "-----BEGIN PRIVATE KEY-----\\n{}\\n-----END PRIVATE KEY-----",
        "-----BEGIN PUBLIC KEY-----",
        "assert!(hash.starts_with(\"$argon2id$v=19$m=\"));",
        "let token = caller.token().unwrap_or_default().to_owned().into_boxed_str();",
        "api_key: TokenHash::of_a_very_long_name_indeed_of_a_type,",
        "whsec_… and sk_live_… are prefixes",
        "eyJhbGciOiJub25lIn0.eyJzdWIiOiI3In0.",
    ];
    for text in spoken {
        assert_eq!(findings(text), [], "{text}");
    }
}
