//! The elements and attributes that a page may have.
//!
//! Floor 3. <https://html.spec.whatwg.org/multipage/indices.html>. Closed lists: what is not named is refused, so nothing new to browsers is a hole before
//! somebody has thought about it. What is left out changes how the rest is read (`base`, `svg`, `noscript`, `template`), embeds another document
//! (`iframe`, `object`), or is code.

/// How the content of an element is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Content {
    /// Markup.
    Markup,
    /// None; there is no end tag.
    Void,
    /// Text in which references are read, and no tags.
    Text,
    /// Text as it is: code.
    Code,
}

/// What an element holds; nothing where a page may not have it.
pub(super) fn content(element: &str) -> Option<Content> {
    Some(match element {
        "area" | "br" | "col" | "hr" | "img" | "input" | "link" | "meta" | "source" | "track" | "wbr" => {
            Content::Void
        }
        "title" | "textarea" => Content::Text,
        "script" | "style" => Content::Code,
        "a" | "abbr" | "address" | "article" | "aside" | "audio" | "b" | "bdi" | "bdo" | "blockquote"
        | "body" | "button" | "caption" | "cite" | "code" | "colgroup" | "data" | "datalist" | "dd"
        | "del" | "details" | "dfn" | "dialog" | "div" | "dl" | "dt" | "em" | "fieldset" | "figcaption"
        | "figure" | "footer" | "form" | "h1" | "h2" | "h3" | "h4" | "h5" | "h6" | "head" | "header"
        | "hgroup" | "html" | "i" | "ins" | "kbd" | "label" | "legend" | "li" | "main" | "map" | "mark"
        | "menu" | "meter" | "nav" | "ol" | "optgroup" | "option" | "output" | "p" | "pre" | "progress"
        | "q" | "rp" | "rt" | "ruby" | "s" | "samp" | "search" | "section" | "select" | "small" | "span"
        | "strong" | "sub" | "summary" | "sup" | "table" | "tbody" | "td" | "tfoot" | "th" | "thead"
        | "time" | "tr" | "u" | "ul" | "var" | "video" => Content::Markup,
        _ => return None,
    })
}

/// What the value of an attribute is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Value {
    /// Text: expressions may stand in it.
    Text,
    /// What scripts and forms find an element by: expressions may follow a beginning of the template's own.
    Name,
    /// Written in the template alone.
    Fixed,
    /// An address to go to: written in the template, or one expression.
    Link,
    /// An address that is loaded into the page: written in the template, or one expression.
    Loaded,
    /// An address of code: written in the template alone.
    Code,
}

/// What an attribute of an element takes; nothing where it may not stand.
pub(super) fn value(element: &str, attribute: &str) -> Option<Value> {
    Some(match (element, attribute) {
        ("script", "src") | ("link", "href") => Value::Code,
        ("img" | "input" | "audio" | "video" | "source" | "track", "src") | ("video", "poster") => {
            Value::Loaded
        }
        ("a" | "area", "href") | ("form", "action") | ("button" | "input", "formaction") => Value::Link,
        ("blockquote" | "q" | "del" | "ins", "cite") => Value::Link,
        ("meta", "name" | "property") => Value::Fixed,
        (_, "id" | "name" | "for" | "form" | "list" | "headers" | "usemap" | "popovertarget") => Value::Name,
        ("meta", "content") => Value::Text,
        ("a" | "area", "download") => Value::Text,
        (
            _,
            "abbr" | "alt" | "class" | "cols" | "colspan" | "datetime" | "dir" | "height" | "high" | "label"
            | "lang" | "low" | "max" | "maxlength" | "min" | "minlength" | "optimum" | "placeholder" | "rows"
            | "rowspan" | "size" | "span" | "start" | "step" | "tabindex" | "title" | "value" | "width",
        ) => Value::Text,
        (
            _,
            "accept"
            | "accept-charset"
            | "accesskey"
            | "async"
            | "autocapitalize"
            | "autocomplete"
            | "autofocus"
            | "capture"
            | "charset"
            | "checked"
            | "contenteditable"
            | "controls"
            | "coords"
            | "crossorigin"
            | "decoding"
            | "default"
            | "defer"
            | "dirname"
            | "disabled"
            | "draggable"
            | "enctype"
            | "enterkeyhint"
            | "fetchpriority"
            | "formenctype"
            | "formmethod"
            | "formnovalidate"
            | "formtarget"
            | "hidden"
            | "hreflang"
            | "inert"
            | "inputmode"
            | "integrity"
            | "ismap"
            | "kind"
            | "loading"
            | "loop"
            | "media"
            | "method"
            | "multiple"
            | "muted"
            | "nomodule"
            | "novalidate"
            | "open"
            | "pattern"
            | "playsinline"
            | "popover"
            | "popovertargetaction"
            | "preload"
            | "readonly"
            | "rel"
            | "required"
            | "reversed"
            | "role"
            | "scope"
            | "selected"
            | "shape"
            | "sizes"
            | "spellcheck"
            | "srclang"
            | "target"
            | "translate"
            | "type"
            | "wrap",
        ) => Value::Fixed,
        (_, other) if other.starts_with("aria-") || other.starts_with("data-") => Value::Text,
        _ => return None,
    })
}

/// Why an attribute that may not stand does not, and what to write instead.
pub(super) fn why_not(element: &str, attribute: &str) -> String {
    match attribute {
        handler if handler.starts_with("on") => format!(
            "`{handler}` is a script in an attribute, which the page's policy keeps from running; listen from a `<script>` of the template"
        ),
        "style" => "`style` is refused by the page's policy; write a `class`, and its rules in a `<style>` of the template".to_owned(),
        "srcset" | "imagesrcset" => format!("`{attribute}` is a list of addresses that nothing judges; write `src`"),
        "http-equiv" => "`http-equiv` is a header, and the framework sets those; remove it".to_owned(),
        "nonce" => "the page's policy knows scripts and styles by their content; remove `nonce`".to_owned(),
        _ => format!("`{attribute}` is not among the attributes that `<{element}>` of a page may have; remove it"),
    }
}

/// Why an element that may not stand does not.
pub(super) fn no_element(element: &str) -> String {
    match element {
        "svg" | "math" => format!(
            "within `<{element}>` other rules hold; keep the picture in a file and show it by `<img>`"
        ),
        "iframe" | "object" | "embed" | "frame" | "frameset" | "applet" => {
            format!("`<{element}>` puts another document into the page; link to it")
        }
        "base" => "`<base>` sends every link of the page elsewhere; write whole addresses".to_owned(),
        _ => format!("`<{element}>` is not among the elements that a page may have"),
    }
}
