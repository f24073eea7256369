//! Pages: text, attributes, lists, parts, a layout, words, links.

use portcullis::prelude::*;

#[markup(path = "layout.html")]
struct Layout<B> {
    title: String,
    body: B,
}

#[markup]
enum Status {
    Open,
    PaidLate,
}

#[markup]
struct Line {
    item: String,
    place: Link,
    price: u32,
}

#[markup(source = r#"<b title="{{ text }}">{{ text }}</b>"#)]
struct Stamp {
    text: String,
}

#[markup(source = r#"
<h1>{{ title|upper }}</h1>
{% for line in lines %}
  <p data-item="{{ line.item }}"{% if loop.first %} hidden{% endif %}><a href="{{ line.place }}">{{ line.item }}</a> {{ line.price }}</p>
{% else %}
  <p>nothing</p>
{% endfor %}
{% if let Some(note) = note %}<p>{{ note }}</p>{% elif paid && lines.len() > 1 %}<p>paid</p>{% endif %}
{% if status == "paid_late" || !paid %}{{ status }}{% endif %}
{{ stamp }}{{ stamps }}{{ maybe }}
"#)]
struct Receipt {
    title: &'static str,
    lines: Vec<Line>,
    note: Option<String>,
    paid: bool,
    status: Status,
    stamp: Stamp,
    stamps: Vec<Stamp>,
    maybe: Option<Stamp>,
}

#[secure_route(get = "/receipt", public)]
async fn receipt() -> Result<Html<Layout<Receipt>>, Problem> {
    let line = Line { item: "a lamp".to_owned(), place: Link::to(["orders", "1"])?, price: 3 };
    let body = Receipt {
        title: "A receipt",
        lines: vec![line],
        note: None,
        paid: true,
        status: Status::PaidLate,
        stamp: Stamp { text: "paid".to_owned() },
        stamps: Vec::new(),
        maybe: None,
    };
    Ok(Html(Layout { title: "A receipt".to_owned(), body }))
}

fn open() -> Status {
    Status::Open
}
