//! Pages that a macro by example emits, within a function, and beside names that shadow.

use portcullis::prelude::*;

macro_rules! page {
    ($name:ident, $field:ident, $source:literal) => {
        #[markup(source = $source)]
        struct $name {
            $field: String,
        }
    };
}

page!(Note, text, "<p>{{ text }}</p>");

struct String2;

mod shadowing {
    struct Option;
    struct Vec;
    struct Result;
    struct str;

    #[portcullis::markup(source = "<p>{{ r }}</p>{% if let Some(sheet) = sheet %}{{ sheet }}{% endif %}")]
    struct Page {
        r: u8,
        sheet: ::core::option::Option<u8>,
    }
}

fn within() {
    #[portcullis::markup(source = "<p>{{ text }}</p>")]
    struct Page {
        text: std::string::String,
    }
}
