//! Signatures that nobody here made.

use portcullis::WebhookScheme;
use portcullis::testing::{is_hmac, is_signed_call};
use portcullis_tests::vectors;
use reqwest::header::HeaderMap;
use serde_json::Value;

/// Wycheproof: every whole tag that is valid is taken, every other one is not; a part of a tag never is.
#[test]
#[cfg_attr(not(vectors), ignore = "no vectors here")]
fn tags() {
    let vectors: Value = serde_json::from_slice(&vectors("crypto/wycheproof_hmac_sha256_test.json")).unwrap();
    let hex = |value: &Value| -> Vec<u8> {
        let text = value.as_str().unwrap();
        (0..text.len() / 2).map(|at| u8::from_str_radix(&text[2 * at..2 * at + 2], 16).unwrap()).collect()
    };
    let (mut valid, mut invalid, mut short) = (0, 0, 0);
    for group in vectors["testGroups"].as_array().unwrap() {
        let whole = group["tagSize"] == 256;
        for case in group["tests"].as_array().unwrap() {
            let [key, message, tag] = ["key", "msg", "tag"].map(|name| hex(&case[name]));
            let expected = case["result"] == "valid" && whole;
            assert_eq!(is_hmac(&key, &message, &tag), expected, "{case}");
            match (whole, expected) {
                (false, _) => short += 1,
                (true, true) => valid += 1,
                (true, false) => invalid += 1,
            }
        }
    }
    assert!(valid > 30 && invalid > 30 && short > 30, "{valid} valid, {invalid} invalid, {short} short");
}

fn headers(case: &Value, signature: &str) -> (WebhookScheme, HeaderMap, i64) {
    let mut headers = HeaderMap::new();
    let mut put = |name: &'static str, value: &str| {
        headers.insert(name, value.parse().unwrap());
    };
    let now = case["timestamp"].as_i64().unwrap_or(0);
    let scheme = match case["scheme"].as_str().unwrap().split(' ').next().unwrap() {
        "standard-webhooks" => {
            put("webhook-id", case["id"].as_str().unwrap());
            put("webhook-timestamp", &now.to_string());
            put("webhook-signature", signature);
            WebhookScheme::Standard
        }
        "github" => {
            put("x-hub-signature-256", signature);
            WebhookScheme::GitHub
        }
        "stripe" => {
            put("stripe-signature", signature);
            WebhookScheme::Stripe
        }
        other => panic!("a scheme without a test: {other}"),
    };
    (scheme, headers, now)
}

/// What each sender's own library signs is taken; with one bit of it changed, or at another time, it is not.
#[test]
#[cfg_attr(not(vectors), ignore = "no vectors here")]
fn calls() {
    let cases: Value = serde_json::from_slice(&vectors("webhooks/vectors.json")).unwrap();
    let cases = cases.as_array().unwrap();
    assert_eq!(cases.len(), 3);
    for case in cases {
        let (secret, body) = (case["secret"].as_str().unwrap(), case["body"].as_str().unwrap().as_bytes());
        let (scheme, headers, now) = headers(case, case["signature"].as_str().unwrap());
        let taken =
            |body: &[u8], headers: &HeaderMap, now| is_signed_call(scheme, secret, headers, body, now);
        assert!(taken(body, &headers, now), "{case}");
        for bit in 0..body.len() * 8 {
            let mut changed = body.to_vec();
            changed[bit / 8] ^= 1 << (bit % 8);
            assert!(!taken(&changed, &headers, now), "{case} bit {bit}");
        }
        for (name, value) in &headers {
            for bit in 0..value.len() * 8 {
                let mut changed = value.as_bytes().to_vec();
                changed[bit / 8] ^= 1 << (bit % 8);
                let Ok(value) = changed.as_slice().try_into() else { continue };
                let mut headers = headers.clone();
                headers.insert(name.clone(), value);
                assert!(!taken(body, &headers, now), "{case} {name} bit {bit}");
            }
            let mut without = headers.clone();
            without.remove(name);
            assert!(!taken(body, &without, now), "{case} without {name}");
            let mut twice = headers.clone();
            twice.append(name.clone(), value.clone());
            assert!(!taken(body, &twice, now), "{case} with {name} twice");
        }
        if scheme != WebhookScheme::GitHub {
            assert!(taken(body, &headers, now + 300) && taken(body, &headers, now - 300));
            for elsewhen in [now + 301, now - 301, i64::MIN, i64::MAX, 0, -now] {
                assert!(
                    !taken(body, &headers, elsewhen) || elsewhen.abs_diff(now) <= 300,
                    "{case} at {elsewhen}"
                );
            }
        }
        assert!(!is_signed_call(scheme, "d2hhdCBub2JvZHkgc2lnbnMgd2l0aA==", &headers, body, now), "{case}");
    }
}
