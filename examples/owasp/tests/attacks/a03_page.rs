//! A name that is a script.

use crate::House;

#[tokio::test]
async fn a03_page_a_name_is_text() {
    let house = House::open().await;
    let server = &house.server;
    for name in [
        "<script>alert(1)</script>",
        "\" onmouseover=\"alert(1)",
        "' autofocus onfocus='alert(1)",
        "</p><img src=x onerror=alert(1)>",
        "<!--",
        "{{ 7*7 }}",
        "&lt;script&gt;",
    ] {
        let mut url = reqwest::Url::parse("http://x/greeting").unwrap();
        url.query_pairs_mut().append_pair("name", name);
        let page = server.get(&format!("/greeting?{}", url.query().unwrap()), "").await;
        assert_eq!((page.status, page.header("content-type")), (200, "text/html; charset=utf-8"));
        let escaped = name.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
        let escaped = escaped.replace('"', "&#34;").replace('\'', "&#39;");
        assert_eq!(page.text, format!("<p title=\"{escaped}\">Hello, {escaped}</p>"), "{name}");
        // Nor would it run: the page brings no script, so its policy allows none.
        let policy = page.header("content-security-policy");
        assert!(policy.contains("default-src 'none'") && !policy.contains("script-src"), "{policy}");
    }
}
