//! Rule: a macro by example may emit rows, levels, changes and their handlers

use portcullis::prelude::*;
use portcullis_ui_tests::shop::Role;

macro_rules! kinds {
    ($($row:ident $level:ident $child:ident $new:ident $line:ident $parent:ident
       $table:literal $grants:literal $children:literal $owner:literal $path:literal $owns:literal $child_owns:literal $parts:literal
       $handler:ident $below:ident $one:ident $many:ident $text:ident: $type:ty;)*) => {$(
        #[derive(Level)]
        pub enum $level {
            Read,
            #[level(writes)]
            Write,
        }

        #[derive(Clone, Resource, Expose)]
        #[resource(
            table = $table,
            owner = $owner,
            version = "changes",
            grants(table = $grants, row = "row_id", to = "user_id", level = "level", levels = $level)
        )]
        pub struct $row {
            id: i64,
            user_id: i64,
            changes: i64,
            #[resource(filter, sort)]
            $text: $type,
        }

        #[derive(Clone, Resource, Expose)]
        #[resource(table = $children, owner = "parent.user_id")]
        pub struct $child {
            id: i64,
            #[resource(parent = $row)]
            $parent: i64,
            #[resource(references = $row)]
            other_id: Option<i64>,
            $text: $type,
        }

        #[secure_input(creates = $child, patches = $child)]
        pub struct $new {
            other_id: Option<Ref<$row>>,
            #[validate(length(max = 9))]
            $text: $type,
        }

        #[derive(Record, Expose)]
        pub struct $line {
            $text: $type,
        }

        #[secure_route(post = $path, role = "customer", owns = [$owns, $child_owns], or_grant = "write")]
        pub async fn $handler(
            mut $one: OwnedMut<$row>,
            $many: OwnedSetMut<$child>,
            new: Valid<Json<$new>>,
            tx: Tx,
        ) -> Result<Json<$child>, Problem> {
            $one.lock(&tx).await?;
            $one.grant(&7, $level::Read).await?;
            Ok(Json($many.insert_under(&$one, &new).await?))
        }

        #[secure_route(get = $parts, role = "customer", owns = $child_owns)]
        pub async fn $below($many: OwnedSet<$child>, search: Search<$child>) -> Result<Json<Vec<$line>>, Problem> {
            let _page = $many.list(&search).await?;
            let lines: Vec<$line> =
                owned_sql!($many: $child; "SELECT text FROM lines WHERE id > $1", 1_i64).all().await?;
            Ok(Json(lines))
        }
    )*};
}

kinds! {
    Book BookLevel Chapter NewChapter ChapterLine parent_id
    "books" "book_grants" "chapters" "user_id" "/books/{one_id}/chapters" "one.user_id" "lines.parent.user_id" "/chapters"
    chapter chapters one lines text: String;
    Song SongLevel Verse NewVerse VerseLine parent_id
    "songs" "song_grants" "verses" "user_id" "/songs/{one_id}/verses" "one.user_id" "lines.parent.user_id" "/verses"
    verse verses one lines text: String;
}

pub fn app() -> App {
    App::new(Environment::Production).mount(routes![chapter, chapters, verse, verses])
}
