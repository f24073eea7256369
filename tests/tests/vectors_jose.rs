//! Wycheproof's vectors of JWS and JWK at the signature layer: every invalid one is refused, every valid one of the algorithms that
//! are taken is accepted.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use portcullis::identity::KeyRing;
use portcullis::testing::{is_signed, ring_of_jwks, ring_of_weak_secret, secret};
use portcullis_tests::vectors;
use serde_json::{Value, json};

/// Cases that contradict others of the file or the draft of RFC 8725bis, section 3.14, each with the reason.
const CONTRADICTORY: [(u64, &str); 4] = [
    (367, "the text is that of the valid 357, to the byte"),
    (370, "the text is that of the valid 357, to the byte"),
    (372, "a `?` within base64url: `valid` to a library that leaves it out, refused here"),
    (373, "a `?` within base64url: `valid` to a library that leaves it out, refused here"),
];

const TAKEN: [&str; 4] = ["HS256", "RS256", "ES256", "EdDSA"];

/// The ring of a key or set of a case: of public keys as a provider's, of shared secrets as an operator's. A set of both is read as a
/// provider's.
fn ring(group: &Value) -> Option<KeyRing> {
    let keys = group.get("public").unwrap_or(&group["private"]);
    let set = if keys.get("keys").is_some() { keys.clone() } else { json!({ "keys": [keys] }) };
    let all = set["keys"].as_array().unwrap();
    let is_shared = |key: &Value| key["kty"] == "oct" && key["alg"] == "HS256";
    if !all.iter().all(is_shared) {
        return ring_of_jwks(set.to_string().as_bytes());
    }
    all.iter().try_fold(KeyRing::new(), |ring, key| {
        let (id, bytes) = (key["kid"].as_str()?, URL_SAFE_NO_PAD.decode(key["k"].as_str()?).ok()?);
        if bytes == [0; 32] {
            // What no operator may take; the cases are about the encoding.
            assert!(ring.hs256(id, &secret(&bytes)).is_err(), "a key of zeros");
            return Some(ring_of_weak_secret(id, &bytes));
        }
        ring.hs256(id, &secret(&bytes)).ok()
    })
}

/// What a token or its key says of the algorithm.
fn algorithm(token: &str) -> String {
    let header = URL_SAFE_NO_PAD.decode(token.split('.').next().unwrap_or_default()).unwrap_or_default();
    let header: Value = serde_json::from_slice(&header).unwrap_or_default();
    header["alg"].as_str().unwrap_or_default().to_owned()
}

/// How many were refused, how many accepted, and how many valid ones are of algorithms that are not taken.
fn judge(file: &str) -> (usize, usize, usize) {
    let vectors: Value = serde_json::from_slice(&vectors(file)).unwrap();
    let (mut refused, mut accepted, mut others, mut faults) = (0, 0, 0, Vec::new());
    for group in vectors["testGroups"].as_array().unwrap() {
        let ring = ring(group);
        for case in group["tests"].as_array().unwrap() {
            let (id, token) = (case["tcId"].as_u64().unwrap(), case["jws"].as_str().unwrap());
            let passes = ring.as_ref().is_some_and(|ring| is_signed(ring, token));
            let is_of_signatures = file.contains("signature");
            if let Some((_, why)) = CONTRADICTORY.iter().find(|(case, _)| is_of_signatures && *case == id) {
                assert_eq!(passes, id == 367 || id == 370, "{id}: {why}");
                continue;
            }
            match case["result"].as_str().unwrap() {
                "valid" if !TAKEN.contains(&algorithm(token).as_str()) => {
                    assert!(!passes, "{id} is of an algorithm that is not taken");
                    others += 1;
                }
                "valid" if passes => accepted += 1,
                "invalid" if !passes => refused += 1,
                result => faults.push(format!("{id} ({}) is {result}", case["comment"])),
            }
        }
    }
    println!("{file}: {refused} refused, {accepted} accepted, {others} of algorithms that are not taken");
    assert!(faults.is_empty(), "{faults:#?}");
    (refused, accepted, others)
}

#[test]
#[cfg_attr(not(vectors), ignore = "no vectors here")]
fn signatures() {
    let (refused, accepted, others) = judge("jose/wycheproof_json_web_signature_test.json");
    assert!(refused >= 350 && accepted >= 17 && others >= 25, "{refused} {accepted} {others}");
}

#[test]
#[cfg_attr(not(vectors), ignore = "no vectors here")]
fn keys() {
    let (refused, accepted, others) = judge("jose/wycheproof_json_web_key_test.json");
    assert!(refused >= 21 && accepted >= 3 && others >= 2, "{refused} {accepted} {others}");
}
