//! Templates: what is taken, and where and in which words the rest is refused.
//!
//! Floor 3. The places of expressions are held to another parser in `tests/tests/markup`.

use proc_macro2::{Ident, Span};
use proptest::prelude::*;
use syn::LitStr;

use super::expression::Scope;
use super::source::Source;
use super::walk::{self, Written};

/// A template with the fields that the cases use.
pub(super) fn read(template: &str) -> Result<Written, String> {
    let literal = LitStr::new(template, Span::call_site());
    let source = Source::inline(&literal).map_err(|fault| fault.to_string())?;
    let name = |name: &str| (name.to_owned(), Ident::new(name, Span::call_site()));
    let fields: Vec<_> = ["text", "other", "link", "paid", "lines", "note"].map(name).into();
    let types = vec![Span::call_site(); fields.len()];
    let scope = Scope { source: &source, fields, types, locals: Vec::new(), loops: Vec::new() };
    walk::template(scope).map_err(|fault| fault.to_string())
}

/// What is written for an expression in each of the places.
pub(super) fn places(template: &str) -> Vec<&'static str> {
    let written = read(template).unwrap_or_else(|fault| panic!("{template}: {fault}")).statements.to_string();
    let places = ["in_text", "text_on_line", "in_value", "value_on_line", "in_link", "link_on_line"];
    let mut found: Vec<(usize, &str)> =
        places.iter().flat_map(|place| written.match_indices(*place).map(|(at, _)| (at, *place))).collect();
    found.sort_unstable();
    found.into_iter().map(|(_, place)| place).collect()
}

#[test]
fn each_place_has_its_escape() {
    for (template, place) in [
        ("{{ text }}", "in_text"),
        ("<p>{{ text }}</p>", "in_text"),
        ("<p>a < b</p>", ""),
        ("<p>{{ text|upper }}</p>", "text_on_line"),
        ("<p title=\"{{ text }}\"></p>", "in_value"),
        ("<p title='{{ text }}'></p>", "in_value"),
        ("<p title = \"a {{ text }} b\" ></p>", "in_value"),
        ("<p id=\"row-{{ text }}\"></p>", "in_value"),
        ("<p data-x=\"{{ text.len() }}\"></p>", "value_on_line"),
        ("<input value=\"{{ text }}\"/>", "in_value"),
        ("<title>{{ text }}</title>", "in_value"),
        ("<textarea name=\"a\"><b>{{ text }}</b></textarea>", "in_value"),
        ("<select name=\"a\"><option value=\"1\">{{ text }}</option></select>", "in_value"),
        ("<a href=\"{{ link }}\">x</a>", "in_link"),
        ("<a\nhref='{{ link }}'\n>x</a>", "in_link"),
        ("<img src=\"{{ link }}\" alt=\"\">", "in_link"),
        ("<form action=\"{{ link }}\"><button formaction=\"{{ link }}\"></button></form>", "in_link in_link"),
        ("<script>let a = '<b>';</script>{{ text }}", "in_text"),
        ("<style>p { color: red }</style>{{ text }}", "in_text"),
        ("<!-- <script> -->{{ text }}", "in_text"),
        ("<!doctype html><html><body>{{ text }}</body></html>", "in_text"),
        ("{% raw %}{{ <b>{% endraw %}{{ text }}</b>", "in_text"),
        ("{# {{ text }} <script> #}", ""),
        ("<input {% if paid %}checked{% endif %} value=\"{{ text }}\">", "in_value"),
        ("<input{% if paid %} title=\"{{ text }}\"{% else %} title=\"\"{% endif %}>", "in_value"),
        ("<p class=\"a {% if paid %}{{ text }}{% endif %}\"></p>", "in_value"),
        ("{% if paid %}<script>a()</script>{% endif %}{{ text }}", "in_text"),
        ("<script src=\"/a.js\"></script><link rel=stylesheet href=\"/a.css\">{{ text }}", "in_text"),
    ] {
        if template.contains("a < b") {
            assert!(read(template).is_err(), "{template}");
            continue;
        }
        assert_eq!(places(template).join(" "), place, "{template}");
    }
}

#[test]
fn refusals_say_the_line_and_what_to_write() {
    for (template, words) in [
        // code
        ("<p>\n<script>\nlet a = {{ text }};</script></p>", "line 3: an expression in `<script>`"),
        ("<script>let a = \"{{ text }}\";</script>", "an expression in `<script>`"),
        ("<SCRIPT>{{ text }}</SCRIPT>", "an expression in `<script>`"),
        ("<style>p { color: {{ text }} }</style>", "an expression in `<style>`"),
        ("<script>{% if paid %}a(){% endif %}</script>", "a branch in `<script>`"),
        ("<script>a = '<!--';</script>", "changes where it ends"),
        ("<script>a = '<script';</script>", "changes where it ends"),
        ("<script>a()</script >", "write the end of the element"),
        ("<script src=\"/a.js\">a()</script>", "remove one of the two"),
        ("<script type=\"text/template\"></script>", "a script of the type"),
        ("<script src=\"{{ link }}\"></script>", "is written in the template"),
        ("<script src=\"https://cdn.example/a.js\"></script>", "from another host"),
        ("<link rel=\"stylesheet\" href=\"https://cdn.example/a.css\">", "from another host"),
        ("<link rel=\"preload\" href=\"/a.css\">", "`rel=\"preload\"`"),
        ("<style>@import 'x';</style>", "`@import` in a style"),
        ("<style>p { background: url(https://x.example) }</style>", "in a style"),
        ("<script nonce=\"a\"></script>", "remove `nonce`"),
        // attributes
        ("<p onclick=\"a()\"></p>", "`onclick` is a script"),
        ("<p OnClick=\"{{ text }}\"></p>", "`onclick` is a script"),
        ("<p onclick></p>", "`onclick` is a script"),
        ("<p style=\"color: red\"></p>", "`style` is refused"),
        ("<p style=\"{{ text }}\"></p>", "`style` is refused"),
        ("<img srcset=\"/a.png 2x\">", "`srcset` is a list"),
        ("<p srcdoc=\"{{ text }}\"></p>", "is not among the attributes"),
        ("<p title={{ text }}></p>", "without quotes"),
        ("<p title=a{{ text }}></p>", "without quotes"),
        ("<p title=a`b></p>", "put it into quotes"),
        ("<p {{ text }}></p>", "in the place of an attribute"),
        ("<p {{ text }}=\"a\"></p>", "in the place of an attribute"),
        ("<p data-{{ text }}=\"a\"></p>", "in the place of an attribute"),
        ("<p title=\"a\"{{ text }}></p>", "in the place of an attribute"),
        ("<{{ text }}>", "in the name of a tag"),
        ("<h{{ text }}>", "in the name of a tag"),
        ("</{{ text }}>", "in the name of a tag"),
        ("<!-- {{ text }} -->", "in a comment"),
        ("<!{{ text }}>", "in a comment"),
        ("<p @click=\"a\"></p>", "stands in no name"),
        ("<p x-on:click=\"a\"></p>", "stands in no name"),
        ("<p title=\"a\" title=\"b\"></p>", "stands twice"),
        ("<p title=\"a\"class=\"b\"></p>", "a blank is missing"),
        ("<p id=\"{{ text }}\"></p>", "begin it with letters of your own"),
        ("<input type=\"{{ text }}\">", "is written in the template"),
        ("<a href=\"/x\" rel=\"opener\">x</a>", "`opener`"),
        ("<meta http-equiv=\"refresh\" content=\"0\">", "`http-equiv` is a header"),
        ("<meta name=\"REFERRER\" content=\"{{ text }}\">", "is a header"),
        ("<meta name=\"re&#102;errer\" content=\"unsafe-url\">", "a reference"),
        // addresses
        ("<a href=\"javascript:alert(1)\">x</a>", "a link to `javascript:`"),
        ("<a href=\"&#106;avascript:alert(1)\">x</a>", "could begin a reference"),
        ("<a href=\"/&sol;evil.example\">x</a>", "could begin a reference"),
        ("<a href=\"data:text/html,x\">x</a>", "a link to `data:`"),
        ("<a href=\"http://example.org\">x</a>", "not protected"),
        ("<a href=\"//evil.example\">x</a>", "whatever host"),
        ("<a href=\"/\\evil.example\">x</a>", "percent-encode"),
        ("<a href=\"orders\">x</a>", "begin it with `/`"),
        ("<a href=\"/orders/{{ text }}\">x</a>", "is one address"),
        ("<a href=\"{{ link }}/x\">x</a>", "is one address"),
        ("<a href=\"{{ link }}{{ link }}\">x</a>", "is one address"),
        ("<a href=\"javascript:{{ text }}\">x</a>", "is one address"),
        ("<a href=\"{% if paid %}/a{% endif %}\">x</a>", "let the branch begin before"),
        ("<img src=\"https://cdn.example/a.png\">", "from another host"),
        // elements
        ("<svg><a href=\"{{ text }}\"></a></svg>", "other rules hold"),
        ("<iframe src=\"/x\"></iframe>", "another document"),
        ("<base href=\"/x\">", "`<base>`"),
        ("<noscript>{{ text }}</noscript>", "is not among the elements"),
        ("<template>{{ text }}</template>", "is not among the elements"),
        ("<plaintext>{{ text }}", "is not among the elements"),
        ("<x-y>{{ text }}</x-y>", "stands in no name of an element"),
        ("<p>{{ text }}", "`<p>` is not closed"),
        ("{{ text }}</p>", "closes nothing"),
        ("<p><b>{{ text }}</p></b>", "comes before `</b>`"),
        ("<div/>", "do not close"),
        ("<p title=\"a\" / >", "right before its `>`"),
        ("<select><script>a()</script></select>", "browsers drop"),
        ("<option><b>{{ text }}</b></option>", "browsers drop"),
        ("a <", "a tag is not closed"),
        ("<p", "a tag is not closed"),
        ("<p title=\"a", "a tag is not closed"),
        ("<!-- a", "a comment is not closed"),
        ("<!--> {{ text }} -->", "end early"),
        ("<!-- a --!> {{ text }} -->", "end early"),
        ("<!-- a -- b -->", "`--` within a comment"),
        ("<?php {{ text }} ?>", "begins no tag"),
        ("<![CDATA[{{ text }}]]>", "after `<!` comes"),
        ("a<!doctype html>", "after `<!` comes"),
        ("<title>a</ti{{ text }}></title>", "right before an expression"),
        ("<title>a<{{ text }}</title>", "right before an expression"),
        ("a\u{0}b", "control character"),
        ("a\u{1b}b", "control character"),
        // branches
        ("{% if paid %}<p>{% endif %}", "ends within `<p>`"),
        ("<p>{% if paid %}</p>{% endif %}", "ends within the page"),
        ("{% for line in lines %}<p>{% endfor %}", "ends within `<p>`"),
        ("{% for line in lines %}a{% else %}<p>{% endfor %}", "ends within `<p>`"),
        ("{% if paid %}<script>{% else %}<script>{% endif %}{{ text }}</script>", "ends in another place"),
        ("<p {% if paid %}title=\"{% endif %}\"></p>", "ends in another place"),
        ("<p title=\"{% if paid %}\" class=\"{% endif %}\"></p>", "ends in another place"),
        ("<p title={% if paid %}a{% endif %}></p>", "a branch within a name"),
        ("<{% if paid %}b{% endif %}>", "a branch within a name"),
        ("<!-- {% if paid %}{% endif %} -->", "a branch in a comment"),
        ("<script {% if paid %}src=\"/a.js\"{% endif %}></script>", "a branch within `<script>`"),
        ("{% if paid %}<!--{% endif %}{{ text }}-->", "ends in another place"),
        ("<input {% if paid %}title=\"a\"{% endif %} title=\"b\">", "stands twice"),
        // the language
        ("{{ text|safe }}", "remove `|safe`"),
        ("{{ text|escape(\"none\") }}", "remove `|escape`"),
        ("{{ text|e }}", "remove `|e`"),
        ("{{ text|json }}", "the filter `json`"),
        ("{{ text|urlencode }}", "the filter `urlencode`"),
        ("{{ text|a::raw }}", "the filter `of a path`"),
        ("{{ text|upper(1) }}", "the filter `upper`"),
        ("{% filter safe %}{{ text }}{% endfilter %}", "a filter over markup"),
        ("{% include \"a.html\" %}", "a template is one file"),
        ("{% extends \"a.html\" %}", "a template is one file"),
        ("{% import \"a.html\" as a %}", "a template is one file"),
        ("{% block a %}{% endblock %}", "a template is one file"),
        ("{% macro a() %}{% endmacro %}", "no macros"),
        ("{% let a = text %}", "computes nothing"),
        ("{% match note %}{% when Some with (a) %}{% endmatch %}", "line 1: "),
        ("{% match note %}{% when Some(a) %}{% when None %}{% endmatch %}", "`match` is not read"),
        ("{% for line in lines %}{% break %}{% endfor %}", "runs to its end"),
        ("{% for (a, b) in lines %}{% endfor %}", "names each element by one name"),
        ("{% for a in lines if paid %}{% endfor %}", "filter it in the handler"),
        ("{%- if paid %}a{% endif %}", "blanks"),
        ("{{- text }}", "blanks"),
        ("{{ text -}}", "blanks"),
        ("{% if paid -%}a{% endif %}", "blanks"),
        ("{% for a in lines %}a{%- endfor %}", "blanks"),
        ("{{ texd }}", "did you mean `text`?"),
        ("{{ self.text }}", "the name of a field alone"),
        ("{{ format!(\"{}\", text) }}", "a macro stands here"),
        ("{{ a::raw(text) }}", "a template asks"),
        ("{{ text.render() }}", "a template asks"),
        ("{{ text.len }}{{ text.unwrap()? }}", "stands here"),
        ("{{ lines[0] }}", "an index"),
        ("{{ 1 + 1 }}", "a computation"),
        ("{{ text ~ other }}", "a computation"),
        ("{{ \"<b>\" }}", "write it as text"),
        ("{{ (text, other) }}", "made in the template"),
        ("{{ loop.index }}", "outside of a loop"),
        ("{% for a in lines %}{{ loop.parent }}{% endfor %}", "a loop has"),
        ("{% if let Ok(a) = note %}{% endif %}", "`if let Some(name) = field`"),
        ("{% if let None = note %}{% endif %}", "`if let Some(name) = field`"),
        ("{{ text", "line 1: "),
        ("{% if paid %}", "line 1: "),
        ("{% unknown %}", "line 1: "),
    ] {
        match read(template) {
            Ok(_) => panic!("{template:?} is taken"),
            Err(fault) => {
                assert!(fault.starts_with("markup: line "), "{template:?}: {fault}");
                assert!(fault.contains(words), "{template:?}: {fault}");
            }
        }
    }
}

#[test]
fn a_name_ends_with_its_branch() {
    for template in [
        "{% for line in lines %}{{ line }}{% endfor %}{{ line }}",
        "{% if let Some(line) = note %}{{ line }}{% endif %}{{ line }}",
        "{% if let Some(line) = note %}{{ line }}{% else %}{{ line }}{% endif %}",
        "{% for line in lines %}{% else %}{{ line }}{% endfor %}",
    ] {
        let fault = read(template).map(|_| ()).unwrap_err();
        assert!(fault.contains("has no field `line`"), "{template}: {fault}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(5_000))]

    /// Whatever stands in a template, the macro answers.
    #[test]
    fn nothing_panics(parts in prop::collection::vec(prop::sample::select(vec![
        "<", ">", "/", "!", "--", "<p", "</p>", "<p>", "=", "\"", "'", " ", "title", "<script>", "</script>", "<title>", "</title>", "ä", "&",
        "{{ text }}", "{{", "}}", "{% if paid %}", "{% endif %}", "{% else %}", "{% for a in lines %}", "{% endfor %}", "{#", "#}", "{% raw %}",
        "{% endraw %}", "|safe", "a", "\n", "<!--", "-->", "href", "<a href=\"", "<input ", "<select>", "<option>", "</option>", "</select>",
    ]), 0..12)) {
        let _ = read(&parts.concat());
    }
}
