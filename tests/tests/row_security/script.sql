-- Row-level security, as the row types declare it. Written by Portcullis; run it as the owner of the tables, after each change of
-- a row type, then start the app, which compares. It is one transaction, and may be run again.
--
-- The app connects as another role, which owns nothing and passes no policy by. What it needs besides, for each table:
--     CREATE ROLE app LOGIN NOSUPERUSER NOBYPASSRLS;
--     GRANT TEMPORARY ON DATABASE … TO app;
--     GRANT SELECT, INSERT, UPDATE, DELETE ON … TO app;
--
-- A transaction is told of its caller by set_config(…, TRUE): portcullis.subject, portcullis.tenant, portcullis.claims, and in
-- portcullis.lifted what binds them less than the owner of a row does, such as `orders` to read every order and `orders:write` to
-- change any. What is not told denies.

BEGIN;
SET LOCAL client_min_messages = warning;

-- cards
--   A row is the caller's where the subject is `holder`.
ALTER TABLE "cards" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "cards" FORCE ROW LEVEL SECURITY;
DROP POLICY IF EXISTS portcullis_select ON "cards";
DROP POLICY IF EXISTS portcullis_insert ON "cards";
DROP POLICY IF EXISTS portcullis_update ON "cards";
DROP POLICY IF EXISTS portcullis_delete ON "cards";
DROP POLICY IF EXISTS portcullis_tenant ON "cards";
CREATE POLICY portcullis_select ON "cards" AS PERMISSIVE FOR SELECT
    USING (
        "cards"."holder"::text = NULLIF(current_setting('portcullis.subject', TRUE), '')
        OR string_to_array(current_setting('portcullis.lifted', TRUE), ',') && ARRAY['*', 'cards']
    );
CREATE POLICY portcullis_insert ON "cards" AS PERMISSIVE FOR INSERT
    WITH CHECK (
        "cards"."holder"::text = NULLIF(current_setting('portcullis.subject', TRUE), '')
        OR string_to_array(current_setting('portcullis.lifted', TRUE), ',') && ARRAY['*', 'cards:write']
    );
CREATE POLICY portcullis_update ON "cards" AS PERMISSIVE FOR UPDATE
    USING (
        "cards"."holder"::text = NULLIF(current_setting('portcullis.subject', TRUE), '')
        OR string_to_array(current_setting('portcullis.lifted', TRUE), ',') && ARRAY['*', 'cards:write']
    )
    WITH CHECK (
        "cards"."holder"::text = NULLIF(current_setting('portcullis.subject', TRUE), '')
        OR string_to_array(current_setting('portcullis.lifted', TRUE), ',') && ARRAY['*', 'cards:write']
    );
CREATE POLICY portcullis_delete ON "cards" AS PERMISSIVE FOR DELETE
    USING (
        "cards"."holder"::text = NULLIF(current_setting('portcullis.subject', TRUE), '')
        OR string_to_array(current_setting('portcullis.lifted', TRUE), ',') && ARRAY['*', 'cards:write']
    );

-- deals
--   A row is the caller's where the subject is `buyer` or the subject is `seller`.
ALTER TABLE "deals" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "deals" FORCE ROW LEVEL SECURITY;
DROP POLICY IF EXISTS portcullis_select ON "deals";
DROP POLICY IF EXISTS portcullis_insert ON "deals";
DROP POLICY IF EXISTS portcullis_update ON "deals";
DROP POLICY IF EXISTS portcullis_delete ON "deals";
DROP POLICY IF EXISTS portcullis_tenant ON "deals";
CREATE POLICY portcullis_select ON "deals" AS PERMISSIVE FOR SELECT
    USING (
        "deals"."buyer"::text = NULLIF(current_setting('portcullis.subject', TRUE), '')
        OR "deals"."seller"::text = NULLIF(current_setting('portcullis.subject', TRUE), '')
        OR string_to_array(current_setting('portcullis.lifted', TRUE), ',') && ARRAY['*', 'deals']
    );
CREATE POLICY portcullis_insert ON "deals" AS PERMISSIVE FOR INSERT
    WITH CHECK (
        "deals"."buyer"::text = NULLIF(current_setting('portcullis.subject', TRUE), '')
        OR "deals"."seller"::text = NULLIF(current_setting('portcullis.subject', TRUE), '')
        OR string_to_array(current_setting('portcullis.lifted', TRUE), ',') && ARRAY['*', 'deals:write']
    );
CREATE POLICY portcullis_update ON "deals" AS PERMISSIVE FOR UPDATE
    USING (
        "deals"."buyer"::text = NULLIF(current_setting('portcullis.subject', TRUE), '')
        OR "deals"."seller"::text = NULLIF(current_setting('portcullis.subject', TRUE), '')
        OR string_to_array(current_setting('portcullis.lifted', TRUE), ',') && ARRAY['*', 'deals:write']
    )
    WITH CHECK (
        "deals"."buyer"::text = NULLIF(current_setting('portcullis.subject', TRUE), '')
        OR "deals"."seller"::text = NULLIF(current_setting('portcullis.subject', TRUE), '')
        OR string_to_array(current_setting('portcullis.lifted', TRUE), ',') && ARRAY['*', 'deals:write']
    );
CREATE POLICY portcullis_delete ON "deals" AS PERMISSIVE FOR DELETE
    USING (
        "deals"."buyer"::text = NULLIF(current_setting('portcullis.subject', TRUE), '')
        OR "deals"."seller"::text = NULLIF(current_setting('portcullis.subject', TRUE), '')
        OR string_to_array(current_setting('portcullis.lifted', TRUE), ',') && ARRAY['*', 'deals:write']
    );

-- document_grants
--   Grants of `documents`: seen by whom `reader` names, written by who owns the row.
ALTER TABLE "document_grants" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "document_grants" FORCE ROW LEVEL SECURITY;
DROP POLICY IF EXISTS portcullis_select ON "document_grants";
DROP POLICY IF EXISTS portcullis_insert ON "document_grants";
DROP POLICY IF EXISTS portcullis_update ON "document_grants";
DROP POLICY IF EXISTS portcullis_delete ON "document_grants";
DROP POLICY IF EXISTS portcullis_tenant ON "document_grants";
CREATE POLICY portcullis_select ON "document_grants" AS PERMISSIVE FOR SELECT
    USING (
        "document_grants"."reader"::text = NULLIF(current_setting('portcullis.subject', TRUE), '')
        OR string_to_array(current_setting('portcullis.lifted', TRUE), ',') && ARRAY['*', 'document_grants']
    );
CREATE POLICY portcullis_insert ON "document_grants" AS PERMISSIVE FOR INSERT
    WITH CHECK (
        EXISTS (SELECT 1 FROM "documents" AS "granted"
            WHERE "granted"."id" = "document_grants"."document_id"
              AND (string_to_array(current_setting('portcullis.lifted', TRUE), ',') && ARRAY['*', 'documents:write'] OR "granted"."author"::text = NULLIF(current_setting('portcullis.subject', TRUE), '')))
    );
CREATE POLICY portcullis_update ON "document_grants" AS PERMISSIVE FOR UPDATE
    USING (
        EXISTS (SELECT 1 FROM "documents" AS "granted"
            WHERE "granted"."id" = "document_grants"."document_id"
              AND (string_to_array(current_setting('portcullis.lifted', TRUE), ',') && ARRAY['*', 'documents:write'] OR "granted"."author"::text = NULLIF(current_setting('portcullis.subject', TRUE), '')))
    )
    WITH CHECK (
        EXISTS (SELECT 1 FROM "documents" AS "granted"
            WHERE "granted"."id" = "document_grants"."document_id"
              AND (string_to_array(current_setting('portcullis.lifted', TRUE), ',') && ARRAY['*', 'documents:write'] OR "granted"."author"::text = NULLIF(current_setting('portcullis.subject', TRUE), '')))
    );
CREATE POLICY portcullis_delete ON "document_grants" AS PERMISSIVE FOR DELETE
    USING (
        EXISTS (SELECT 1 FROM "documents" AS "granted"
            WHERE "granted"."id" = "document_grants"."document_id"
              AND (string_to_array(current_setting('portcullis.lifted', TRUE), ',') && ARRAY['*', 'documents:write'] OR "granted"."author"::text = NULLIF(current_setting('portcullis.subject', TRUE), '')))
    );

-- documents
--   A row is the caller's where the subject is `author`.
--   `document_grants` says who else reaches it.
ALTER TABLE "documents" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "documents" FORCE ROW LEVEL SECURITY;
DROP POLICY IF EXISTS portcullis_select ON "documents";
DROP POLICY IF EXISTS portcullis_insert ON "documents";
DROP POLICY IF EXISTS portcullis_update ON "documents";
DROP POLICY IF EXISTS portcullis_delete ON "documents";
DROP POLICY IF EXISTS portcullis_tenant ON "documents";
CREATE POLICY portcullis_select ON "documents" AS PERMISSIVE FOR SELECT
    USING (
        "documents"."author"::text = NULLIF(current_setting('portcullis.subject', TRUE), '')
        OR string_to_array(current_setting('portcullis.lifted', TRUE), ',') && ARRAY['*', 'documents']
        OR EXISTS (SELECT 1 FROM "document_grants" AS "grant1"
            WHERE "grant1"."document_id" = "documents"."id"
              AND "grant1"."reader"::text = NULLIF(current_setting('portcullis.subject', TRUE), '')
              AND "grant1"."level" IN ('read', 'edit'))
    );
CREATE POLICY portcullis_insert ON "documents" AS PERMISSIVE FOR INSERT
    WITH CHECK (
        "documents"."author"::text = NULLIF(current_setting('portcullis.subject', TRUE), '')
        OR string_to_array(current_setting('portcullis.lifted', TRUE), ',') && ARRAY['*', 'documents:write']
    );
CREATE POLICY portcullis_update ON "documents" AS PERMISSIVE FOR UPDATE
    USING (
        "documents"."author"::text = NULLIF(current_setting('portcullis.subject', TRUE), '')
        OR string_to_array(current_setting('portcullis.lifted', TRUE), ',') && ARRAY['*', 'documents:write']
        OR EXISTS (SELECT 1 FROM "document_grants" AS "grant1"
            WHERE "grant1"."document_id" = "documents"."id"
              AND "grant1"."reader"::text = NULLIF(current_setting('portcullis.subject', TRUE), '')
              AND "grant1"."level" IN ('edit'))
    )
    WITH CHECK (
        "documents"."author"::text = NULLIF(current_setting('portcullis.subject', TRUE), '')
        OR string_to_array(current_setting('portcullis.lifted', TRUE), ',') && ARRAY['*', 'documents:write']
        OR EXISTS (SELECT 1 FROM "document_grants" AS "grant1"
            WHERE "grant1"."document_id" = "documents"."id"
              AND "grant1"."reader"::text = NULLIF(current_setting('portcullis.subject', TRUE), '')
              AND "grant1"."level" IN ('edit'))
    );
CREATE POLICY portcullis_delete ON "documents" AS PERMISSIVE FOR DELETE
    USING (
        "documents"."author"::text = NULLIF(current_setting('portcullis.subject', TRUE), '')
        OR string_to_array(current_setting('portcullis.lifted', TRUE), ',') && ARRAY['*', 'documents:write']
        OR EXISTS (SELECT 1 FROM "document_grants" AS "grant1"
            WHERE "grant1"."document_id" = "documents"."id"
              AND "grant1"."reader"::text = NULLIF(current_setting('portcullis.subject', TRUE), '')
              AND "grant1"."level" IN ('edit'))
    );

-- group
--   A row is the caller's where the subject is `user`.
ALTER TABLE "group" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "group" FORCE ROW LEVEL SECURITY;
DROP POLICY IF EXISTS portcullis_select ON "group";
DROP POLICY IF EXISTS portcullis_insert ON "group";
DROP POLICY IF EXISTS portcullis_update ON "group";
DROP POLICY IF EXISTS portcullis_delete ON "group";
DROP POLICY IF EXISTS portcullis_tenant ON "group";
CREATE POLICY portcullis_select ON "group" AS PERMISSIVE FOR SELECT
    USING (
        "group"."user"::text = NULLIF(current_setting('portcullis.subject', TRUE), '')
        OR string_to_array(current_setting('portcullis.lifted', TRUE), ',') && ARRAY['*', 'group']
    );
CREATE POLICY portcullis_insert ON "group" AS PERMISSIVE FOR INSERT
    WITH CHECK (
        "group"."user"::text = NULLIF(current_setting('portcullis.subject', TRUE), '')
        OR string_to_array(current_setting('portcullis.lifted', TRUE), ',') && ARRAY['*', 'group:write']
    );
CREATE POLICY portcullis_update ON "group" AS PERMISSIVE FOR UPDATE
    USING (
        "group"."user"::text = NULLIF(current_setting('portcullis.subject', TRUE), '')
        OR string_to_array(current_setting('portcullis.lifted', TRUE), ',') && ARRAY['*', 'group:write']
    )
    WITH CHECK (
        "group"."user"::text = NULLIF(current_setting('portcullis.subject', TRUE), '')
        OR string_to_array(current_setting('portcullis.lifted', TRUE), ',') && ARRAY['*', 'group:write']
    );
CREATE POLICY portcullis_delete ON "group" AS PERMISSIVE FOR DELETE
    USING (
        "group"."user"::text = NULLIF(current_setting('portcullis.subject', TRUE), '')
        OR string_to_array(current_setting('portcullis.lifted', TRUE), ',') && ARRAY['*', 'group:write']
    );

-- items
--   A row is the caller's where the row of `orders` that `order_id` names is.
ALTER TABLE "items" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "items" FORCE ROW LEVEL SECURITY;
DROP POLICY IF EXISTS portcullis_select ON "items";
DROP POLICY IF EXISTS portcullis_insert ON "items";
DROP POLICY IF EXISTS portcullis_update ON "items";
DROP POLICY IF EXISTS portcullis_delete ON "items";
DROP POLICY IF EXISTS portcullis_tenant ON "items";
CREATE POLICY portcullis_select ON "items" AS PERMISSIVE FOR SELECT
    USING (
        string_to_array(current_setting('portcullis.lifted', TRUE), ',') && ARRAY['*', 'items']
        OR EXISTS (SELECT 1 FROM "orders" AS "parent1"
            WHERE "parent1"."id" = "items"."order_id"
              AND "parent1"."user_id"::text = NULLIF(current_setting('portcullis.subject', TRUE), ''))
    );
CREATE POLICY portcullis_insert ON "items" AS PERMISSIVE FOR INSERT
    WITH CHECK (
        string_to_array(current_setting('portcullis.lifted', TRUE), ',') && ARRAY['*', 'items:write']
        OR EXISTS (SELECT 1 FROM "orders" AS "parent1"
            WHERE "parent1"."id" = "items"."order_id"
              AND "parent1"."user_id"::text = NULLIF(current_setting('portcullis.subject', TRUE), ''))
    );
CREATE POLICY portcullis_update ON "items" AS PERMISSIVE FOR UPDATE
    USING (
        string_to_array(current_setting('portcullis.lifted', TRUE), ',') && ARRAY['*', 'items:write']
        OR EXISTS (SELECT 1 FROM "orders" AS "parent1"
            WHERE "parent1"."id" = "items"."order_id"
              AND "parent1"."user_id"::text = NULLIF(current_setting('portcullis.subject', TRUE), ''))
    )
    WITH CHECK (
        string_to_array(current_setting('portcullis.lifted', TRUE), ',') && ARRAY['*', 'items:write']
        OR EXISTS (SELECT 1 FROM "orders" AS "parent1"
            WHERE "parent1"."id" = "items"."order_id"
              AND "parent1"."user_id"::text = NULLIF(current_setting('portcullis.subject', TRUE), ''))
    );
CREATE POLICY portcullis_delete ON "items" AS PERMISSIVE FOR DELETE
    USING (
        string_to_array(current_setting('portcullis.lifted', TRUE), ',') && ARRAY['*', 'items:write']
        OR EXISTS (SELECT 1 FROM "orders" AS "parent1"
            WHERE "parent1"."id" = "items"."order_id"
              AND "parent1"."user_id"::text = NULLIF(current_setting('portcullis.subject', TRUE), ''))
    );

-- letters
--   A row is the caller's where the subject is `writer`.
ALTER TABLE "letters" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "letters" FORCE ROW LEVEL SECURITY;
DROP POLICY IF EXISTS portcullis_select ON "letters";
DROP POLICY IF EXISTS portcullis_insert ON "letters";
DROP POLICY IF EXISTS portcullis_update ON "letters";
DROP POLICY IF EXISTS portcullis_delete ON "letters";
DROP POLICY IF EXISTS portcullis_tenant ON "letters";
CREATE POLICY portcullis_select ON "letters" AS PERMISSIVE FOR SELECT
    USING (
        "letters"."writer"::text = NULLIF(current_setting('portcullis.subject', TRUE), '')
        OR string_to_array(current_setting('portcullis.lifted', TRUE), ',') && ARRAY['*', 'letters']
    );
CREATE POLICY portcullis_insert ON "letters" AS PERMISSIVE FOR INSERT
    WITH CHECK (
        "letters"."writer"::text = NULLIF(current_setting('portcullis.subject', TRUE), '')
        OR string_to_array(current_setting('portcullis.lifted', TRUE), ',') && ARRAY['*', 'letters:write']
    );
CREATE POLICY portcullis_update ON "letters" AS PERMISSIVE FOR UPDATE
    USING (
        "letters"."writer"::text = NULLIF(current_setting('portcullis.subject', TRUE), '')
        OR string_to_array(current_setting('portcullis.lifted', TRUE), ',') && ARRAY['*', 'letters:write']
    )
    WITH CHECK (
        "letters"."writer"::text = NULLIF(current_setting('portcullis.subject', TRUE), '')
        OR string_to_array(current_setting('portcullis.lifted', TRUE), ',') && ARRAY['*', 'letters:write']
    );
CREATE POLICY portcullis_delete ON "letters" AS PERMISSIVE FOR DELETE
    USING (
        "letters"."writer"::text = NULLIF(current_setting('portcullis.subject', TRUE), '')
        OR string_to_array(current_setting('portcullis.lifted', TRUE), ',') && ARRAY['*', 'letters:write']
    );

-- messages
--   Nobody owns a row.
ALTER TABLE "messages" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "messages" FORCE ROW LEVEL SECURITY;
DROP POLICY IF EXISTS portcullis_select ON "messages";
DROP POLICY IF EXISTS portcullis_insert ON "messages";
DROP POLICY IF EXISTS portcullis_update ON "messages";
DROP POLICY IF EXISTS portcullis_delete ON "messages";
DROP POLICY IF EXISTS portcullis_tenant ON "messages";
CREATE POLICY portcullis_select ON "messages" AS PERMISSIVE FOR SELECT
    USING (
        string_to_array(current_setting('portcullis.lifted', TRUE), ',') && ARRAY['*', 'messages']
    );
CREATE POLICY portcullis_insert ON "messages" AS PERMISSIVE FOR INSERT
    WITH CHECK (
        string_to_array(current_setting('portcullis.lifted', TRUE), ',') && ARRAY['*', 'messages:write', 'messages:insert']
    );
CREATE POLICY portcullis_update ON "messages" AS PERMISSIVE FOR UPDATE
    USING (
        string_to_array(current_setting('portcullis.lifted', TRUE), ',') && ARRAY['*', 'messages:write']
    )
    WITH CHECK (
        string_to_array(current_setting('portcullis.lifted', TRUE), ',') && ARRAY['*', 'messages:write']
    );
CREATE POLICY portcullis_delete ON "messages" AS PERMISSIVE FOR DELETE
    USING (
        string_to_array(current_setting('portcullis.lifted', TRUE), ',') && ARRAY['*', 'messages:write']
    );

-- notes
--   A row is the caller's where the claim `teams` lists `team`.
ALTER TABLE "notes" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "notes" FORCE ROW LEVEL SECURITY;
DROP POLICY IF EXISTS portcullis_select ON "notes";
DROP POLICY IF EXISTS portcullis_insert ON "notes";
DROP POLICY IF EXISTS portcullis_update ON "notes";
DROP POLICY IF EXISTS portcullis_delete ON "notes";
DROP POLICY IF EXISTS portcullis_tenant ON "notes";
CREATE POLICY portcullis_select ON "notes" AS PERMISSIVE FOR SELECT
    USING (
        (jsonb_typeof((NULLIF(current_setting('portcullis.claims', TRUE), '')::jsonb -> 'teams')) = 'array' AND (NULLIF(current_setting('portcullis.claims', TRUE), '')::jsonb -> 'teams') ? "notes"."team"::text)
        OR string_to_array(current_setting('portcullis.lifted', TRUE), ',') && ARRAY['*', 'notes']
    );
CREATE POLICY portcullis_insert ON "notes" AS PERMISSIVE FOR INSERT
    WITH CHECK (
        (jsonb_typeof((NULLIF(current_setting('portcullis.claims', TRUE), '')::jsonb -> 'teams')) = 'array' AND (NULLIF(current_setting('portcullis.claims', TRUE), '')::jsonb -> 'teams') ? "notes"."team"::text)
        OR string_to_array(current_setting('portcullis.lifted', TRUE), ',') && ARRAY['*', 'notes:write']
    );
CREATE POLICY portcullis_update ON "notes" AS PERMISSIVE FOR UPDATE
    USING (
        (jsonb_typeof((NULLIF(current_setting('portcullis.claims', TRUE), '')::jsonb -> 'teams')) = 'array' AND (NULLIF(current_setting('portcullis.claims', TRUE), '')::jsonb -> 'teams') ? "notes"."team"::text)
        OR string_to_array(current_setting('portcullis.lifted', TRUE), ',') && ARRAY['*', 'notes:write']
    )
    WITH CHECK (
        (jsonb_typeof((NULLIF(current_setting('portcullis.claims', TRUE), '')::jsonb -> 'teams')) = 'array' AND (NULLIF(current_setting('portcullis.claims', TRUE), '')::jsonb -> 'teams') ? "notes"."team"::text)
        OR string_to_array(current_setting('portcullis.lifted', TRUE), ',') && ARRAY['*', 'notes:write']
    );
CREATE POLICY portcullis_delete ON "notes" AS PERMISSIVE FOR DELETE
    USING (
        (jsonb_typeof((NULLIF(current_setting('portcullis.claims', TRUE), '')::jsonb -> 'teams')) = 'array' AND (NULLIF(current_setting('portcullis.claims', TRUE), '')::jsonb -> 'teams') ? "notes"."team"::text)
        OR string_to_array(current_setting('portcullis.lifted', TRUE), ',') && ARRAY['*', 'notes:write']
    );

-- orders
--   A row is the caller's where the subject is `user_id`.
ALTER TABLE "orders" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "orders" FORCE ROW LEVEL SECURITY;
DROP POLICY IF EXISTS portcullis_select ON "orders";
DROP POLICY IF EXISTS portcullis_insert ON "orders";
DROP POLICY IF EXISTS portcullis_update ON "orders";
DROP POLICY IF EXISTS portcullis_delete ON "orders";
DROP POLICY IF EXISTS portcullis_tenant ON "orders";
CREATE POLICY portcullis_select ON "orders" AS PERMISSIVE FOR SELECT
    USING (
        "orders"."user_id"::text = NULLIF(current_setting('portcullis.subject', TRUE), '')
        OR string_to_array(current_setting('portcullis.lifted', TRUE), ',') && ARRAY['*', 'orders']
    );
CREATE POLICY portcullis_insert ON "orders" AS PERMISSIVE FOR INSERT
    WITH CHECK (
        "orders"."user_id"::text = NULLIF(current_setting('portcullis.subject', TRUE), '')
        OR string_to_array(current_setting('portcullis.lifted', TRUE), ',') && ARRAY['*', 'orders:write']
    );
CREATE POLICY portcullis_update ON "orders" AS PERMISSIVE FOR UPDATE
    USING (
        "orders"."user_id"::text = NULLIF(current_setting('portcullis.subject', TRUE), '')
        OR string_to_array(current_setting('portcullis.lifted', TRUE), ',') && ARRAY['*', 'orders:write']
    )
    WITH CHECK (
        "orders"."user_id"::text = NULLIF(current_setting('portcullis.subject', TRUE), '')
        OR string_to_array(current_setting('portcullis.lifted', TRUE), ',') && ARRAY['*', 'orders:write']
    );
CREATE POLICY portcullis_delete ON "orders" AS PERMISSIVE FOR DELETE
    USING (
        "orders"."user_id"::text = NULLIF(current_setting('portcullis.subject', TRUE), '')
        OR string_to_array(current_setting('portcullis.lifted', TRUE), ',') && ARRAY['*', 'orders:write']
    );

-- pages
--   A row is the caller's where the row of `documents` that `document_id` names is.
ALTER TABLE "pages" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "pages" FORCE ROW LEVEL SECURITY;
DROP POLICY IF EXISTS portcullis_select ON "pages";
DROP POLICY IF EXISTS portcullis_insert ON "pages";
DROP POLICY IF EXISTS portcullis_update ON "pages";
DROP POLICY IF EXISTS portcullis_delete ON "pages";
DROP POLICY IF EXISTS portcullis_tenant ON "pages";
CREATE POLICY portcullis_select ON "pages" AS PERMISSIVE FOR SELECT
    USING (
        string_to_array(current_setting('portcullis.lifted', TRUE), ',') && ARRAY['*', 'pages']
        OR EXISTS (SELECT 1 FROM "documents" AS "parent1"
            WHERE "parent1"."id" = "pages"."document_id"
              AND ("parent1"."author"::text = NULLIF(current_setting('portcullis.subject', TRUE), '') OR EXISTS (SELECT 1 FROM "document_grants" AS "grant2"
                WHERE "grant2"."document_id" = "parent1"."id"
                  AND "grant2"."reader"::text = NULLIF(current_setting('portcullis.subject', TRUE), '')
                  AND "grant2"."level" IN ('read', 'edit'))))
    );
CREATE POLICY portcullis_insert ON "pages" AS PERMISSIVE FOR INSERT
    WITH CHECK (
        string_to_array(current_setting('portcullis.lifted', TRUE), ',') && ARRAY['*', 'pages:write']
        OR EXISTS (SELECT 1 FROM "documents" AS "parent1"
            WHERE "parent1"."id" = "pages"."document_id"
              AND ("parent1"."author"::text = NULLIF(current_setting('portcullis.subject', TRUE), '') OR EXISTS (SELECT 1 FROM "document_grants" AS "grant2"
                WHERE "grant2"."document_id" = "parent1"."id"
                  AND "grant2"."reader"::text = NULLIF(current_setting('portcullis.subject', TRUE), '')
                  AND "grant2"."level" IN ('edit'))))
    );
CREATE POLICY portcullis_update ON "pages" AS PERMISSIVE FOR UPDATE
    USING (
        string_to_array(current_setting('portcullis.lifted', TRUE), ',') && ARRAY['*', 'pages:write']
        OR EXISTS (SELECT 1 FROM "documents" AS "parent1"
            WHERE "parent1"."id" = "pages"."document_id"
              AND ("parent1"."author"::text = NULLIF(current_setting('portcullis.subject', TRUE), '') OR EXISTS (SELECT 1 FROM "document_grants" AS "grant2"
                WHERE "grant2"."document_id" = "parent1"."id"
                  AND "grant2"."reader"::text = NULLIF(current_setting('portcullis.subject', TRUE), '')
                  AND "grant2"."level" IN ('edit'))))
    )
    WITH CHECK (
        string_to_array(current_setting('portcullis.lifted', TRUE), ',') && ARRAY['*', 'pages:write']
        OR EXISTS (SELECT 1 FROM "documents" AS "parent1"
            WHERE "parent1"."id" = "pages"."document_id"
              AND ("parent1"."author"::text = NULLIF(current_setting('portcullis.subject', TRUE), '') OR EXISTS (SELECT 1 FROM "document_grants" AS "grant2"
                WHERE "grant2"."document_id" = "parent1"."id"
                  AND "grant2"."reader"::text = NULLIF(current_setting('portcullis.subject', TRUE), '')
                  AND "grant2"."level" IN ('edit'))))
    );
CREATE POLICY portcullis_delete ON "pages" AS PERMISSIVE FOR DELETE
    USING (
        string_to_array(current_setting('portcullis.lifted', TRUE), ',') && ARRAY['*', 'pages:write']
        OR EXISTS (SELECT 1 FROM "documents" AS "parent1"
            WHERE "parent1"."id" = "pages"."document_id"
              AND ("parent1"."author"::text = NULLIF(current_setting('portcullis.subject', TRUE), '') OR EXISTS (SELECT 1 FROM "document_grants" AS "grant2"
                WHERE "grant2"."document_id" = "parent1"."id"
                  AND "grant2"."reader"::text = NULLIF(current_setting('portcullis.subject', TRUE), '')
                  AND "grant2"."level" IN ('edit'))))
    );

-- posts
--   A row is the caller's where the subject is `user_id`.
--   Everyone reads the rows in which `published` is true.
ALTER TABLE "posts" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "posts" FORCE ROW LEVEL SECURITY;
DROP POLICY IF EXISTS portcullis_select ON "posts";
DROP POLICY IF EXISTS portcullis_insert ON "posts";
DROP POLICY IF EXISTS portcullis_update ON "posts";
DROP POLICY IF EXISTS portcullis_delete ON "posts";
DROP POLICY IF EXISTS portcullis_tenant ON "posts";
CREATE POLICY portcullis_select ON "posts" AS PERMISSIVE FOR SELECT
    USING (
        "posts"."user_id"::text = NULLIF(current_setting('portcullis.subject', TRUE), '')
        OR "posts"."published" IS TRUE
        OR string_to_array(current_setting('portcullis.lifted', TRUE), ',') && ARRAY['*', 'posts']
    );
CREATE POLICY portcullis_insert ON "posts" AS PERMISSIVE FOR INSERT
    WITH CHECK (
        "posts"."user_id"::text = NULLIF(current_setting('portcullis.subject', TRUE), '')
        OR string_to_array(current_setting('portcullis.lifted', TRUE), ',') && ARRAY['*', 'posts:write']
    );
CREATE POLICY portcullis_update ON "posts" AS PERMISSIVE FOR UPDATE
    USING (
        "posts"."user_id"::text = NULLIF(current_setting('portcullis.subject', TRUE), '')
        OR string_to_array(current_setting('portcullis.lifted', TRUE), ',') && ARRAY['*', 'posts:write']
    )
    WITH CHECK (
        "posts"."user_id"::text = NULLIF(current_setting('portcullis.subject', TRUE), '')
        OR string_to_array(current_setting('portcullis.lifted', TRUE), ',') && ARRAY['*', 'posts:write']
    );
CREATE POLICY portcullis_delete ON "posts" AS PERMISSIVE FOR DELETE
    USING (
        "posts"."user_id"::text = NULLIF(current_setting('portcullis.subject', TRUE), '')
        OR string_to_array(current_setting('portcullis.lifted', TRUE), ',') && ARRAY['*', 'posts:write']
    );

-- profiles
--   A row is the caller's where the subject is `user_id`.
ALTER TABLE "profiles" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "profiles" FORCE ROW LEVEL SECURITY;
DROP POLICY IF EXISTS portcullis_select ON "profiles";
DROP POLICY IF EXISTS portcullis_insert ON "profiles";
DROP POLICY IF EXISTS portcullis_update ON "profiles";
DROP POLICY IF EXISTS portcullis_delete ON "profiles";
DROP POLICY IF EXISTS portcullis_tenant ON "profiles";
CREATE POLICY portcullis_select ON "profiles" AS PERMISSIVE FOR SELECT
    USING (
        "profiles"."user_id"::text = NULLIF(current_setting('portcullis.subject', TRUE), '')
        OR string_to_array(current_setting('portcullis.lifted', TRUE), ',') && ARRAY['*', 'profiles']
    );
CREATE POLICY portcullis_insert ON "profiles" AS PERMISSIVE FOR INSERT
    WITH CHECK (
        "profiles"."user_id"::text = NULLIF(current_setting('portcullis.subject', TRUE), '')
        OR string_to_array(current_setting('portcullis.lifted', TRUE), ',') && ARRAY['*', 'profiles:write']
    );
CREATE POLICY portcullis_update ON "profiles" AS PERMISSIVE FOR UPDATE
    USING (
        "profiles"."user_id"::text = NULLIF(current_setting('portcullis.subject', TRUE), '')
        OR string_to_array(current_setting('portcullis.lifted', TRUE), ',') && ARRAY['*', 'profiles:write']
    )
    WITH CHECK (
        "profiles"."user_id"::text = NULLIF(current_setting('portcullis.subject', TRUE), '')
        OR string_to_array(current_setting('portcullis.lifted', TRUE), ',') && ARRAY['*', 'profiles:write']
    );
CREATE POLICY portcullis_delete ON "profiles" AS PERMISSIVE FOR DELETE
    USING (
        "profiles"."user_id"::text = NULLIF(current_setting('portcullis.subject', TRUE), '')
        OR string_to_array(current_setting('portcullis.lifted', TRUE), ',') && ARRAY['*', 'profiles:write']
    );

-- projects
--   A row is the caller's where the subject is `user_id`.
--   Only within the organisation that `org` names.
ALTER TABLE "projects" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "projects" FORCE ROW LEVEL SECURITY;
DROP POLICY IF EXISTS portcullis_select ON "projects";
DROP POLICY IF EXISTS portcullis_insert ON "projects";
DROP POLICY IF EXISTS portcullis_update ON "projects";
DROP POLICY IF EXISTS portcullis_delete ON "projects";
DROP POLICY IF EXISTS portcullis_tenant ON "projects";
CREATE POLICY portcullis_select ON "projects" AS PERMISSIVE FOR SELECT
    USING (
        "projects"."user_id"::text = NULLIF(current_setting('portcullis.subject', TRUE), '')
        OR string_to_array(current_setting('portcullis.lifted', TRUE), ',') && ARRAY['*', 'projects']
    );
CREATE POLICY portcullis_insert ON "projects" AS PERMISSIVE FOR INSERT
    WITH CHECK (
        "projects"."user_id"::text = NULLIF(current_setting('portcullis.subject', TRUE), '')
        OR string_to_array(current_setting('portcullis.lifted', TRUE), ',') && ARRAY['*', 'projects:write']
    );
CREATE POLICY portcullis_update ON "projects" AS PERMISSIVE FOR UPDATE
    USING (
        "projects"."user_id"::text = NULLIF(current_setting('portcullis.subject', TRUE), '')
        OR string_to_array(current_setting('portcullis.lifted', TRUE), ',') && ARRAY['*', 'projects:write']
    )
    WITH CHECK (
        "projects"."user_id"::text = NULLIF(current_setting('portcullis.subject', TRUE), '')
        OR string_to_array(current_setting('portcullis.lifted', TRUE), ',') && ARRAY['*', 'projects:write']
    );
CREATE POLICY portcullis_delete ON "projects" AS PERMISSIVE FOR DELETE
    USING (
        "projects"."user_id"::text = NULLIF(current_setting('portcullis.subject', TRUE), '')
        OR string_to_array(current_setting('portcullis.lifted', TRUE), ',') && ARRAY['*', 'projects:write']
    );
CREATE POLICY portcullis_tenant ON "projects" AS RESTRICTIVE FOR ALL
    USING (
        string_to_array(current_setting('portcullis.lifted', TRUE), ',') && ARRAY['*', '*:tenant']
        OR "projects"."org"::text = NULLIF(current_setting('portcullis.tenant', TRUE), '')
    )
    WITH CHECK (
        string_to_array(current_setting('portcullis.lifted', TRUE), ',') && ARRAY['*', '*:tenant']
        OR "projects"."org"::text = NULLIF(current_setting('portcullis.tenant', TRUE), '')
    );

-- rooms
--   A row is the caller's where the claim `team` is `team`.
ALTER TABLE "rooms" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "rooms" FORCE ROW LEVEL SECURITY;
DROP POLICY IF EXISTS portcullis_select ON "rooms";
DROP POLICY IF EXISTS portcullis_insert ON "rooms";
DROP POLICY IF EXISTS portcullis_update ON "rooms";
DROP POLICY IF EXISTS portcullis_delete ON "rooms";
DROP POLICY IF EXISTS portcullis_tenant ON "rooms";
CREATE POLICY portcullis_select ON "rooms" AS PERMISSIVE FOR SELECT
    USING (
        (jsonb_typeof((NULLIF(current_setting('portcullis.claims', TRUE), '')::jsonb -> 'team')) = 'string' AND "rooms"."team"::text = ((NULLIF(current_setting('portcullis.claims', TRUE), '')::jsonb -> 'team') #>> '{}'))
        OR string_to_array(current_setting('portcullis.lifted', TRUE), ',') && ARRAY['*', 'rooms']
    );
CREATE POLICY portcullis_insert ON "rooms" AS PERMISSIVE FOR INSERT
    WITH CHECK (
        (jsonb_typeof((NULLIF(current_setting('portcullis.claims', TRUE), '')::jsonb -> 'team')) = 'string' AND "rooms"."team"::text = ((NULLIF(current_setting('portcullis.claims', TRUE), '')::jsonb -> 'team') #>> '{}'))
        OR string_to_array(current_setting('portcullis.lifted', TRUE), ',') && ARRAY['*', 'rooms:write']
    );
CREATE POLICY portcullis_update ON "rooms" AS PERMISSIVE FOR UPDATE
    USING (
        (jsonb_typeof((NULLIF(current_setting('portcullis.claims', TRUE), '')::jsonb -> 'team')) = 'string' AND "rooms"."team"::text = ((NULLIF(current_setting('portcullis.claims', TRUE), '')::jsonb -> 'team') #>> '{}'))
        OR string_to_array(current_setting('portcullis.lifted', TRUE), ',') && ARRAY['*', 'rooms:write']
    )
    WITH CHECK (
        (jsonb_typeof((NULLIF(current_setting('portcullis.claims', TRUE), '')::jsonb -> 'team')) = 'string' AND "rooms"."team"::text = ((NULLIF(current_setting('portcullis.claims', TRUE), '')::jsonb -> 'team') #>> '{}'))
        OR string_to_array(current_setting('portcullis.lifted', TRUE), ',') && ARRAY['*', 'rooms:write']
    );
CREATE POLICY portcullis_delete ON "rooms" AS PERMISSIVE FOR DELETE
    USING (
        (jsonb_typeof((NULLIF(current_setting('portcullis.claims', TRUE), '')::jsonb -> 'team')) = 'string' AND "rooms"."team"::text = ((NULLIF(current_setting('portcullis.claims', TRUE), '')::jsonb -> 'team') #>> '{}'))
        OR string_to_array(current_setting('portcullis.lifted', TRUE), ',') && ARRAY['*', 'rooms:write']
    );

-- select
--   A row is the caller's where the row of `group` that `table_id` names is.
ALTER TABLE "select" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "select" FORCE ROW LEVEL SECURITY;
DROP POLICY IF EXISTS portcullis_select ON "select";
DROP POLICY IF EXISTS portcullis_insert ON "select";
DROP POLICY IF EXISTS portcullis_update ON "select";
DROP POLICY IF EXISTS portcullis_delete ON "select";
DROP POLICY IF EXISTS portcullis_tenant ON "select";
CREATE POLICY portcullis_select ON "select" AS PERMISSIVE FOR SELECT
    USING (
        string_to_array(current_setting('portcullis.lifted', TRUE), ',') && ARRAY['*', 'select']
        OR EXISTS (SELECT 1 FROM "group" AS "parent1"
            WHERE "parent1"."id" = "select"."table_id"
              AND "parent1"."user"::text = NULLIF(current_setting('portcullis.subject', TRUE), ''))
    );
CREATE POLICY portcullis_insert ON "select" AS PERMISSIVE FOR INSERT
    WITH CHECK (
        string_to_array(current_setting('portcullis.lifted', TRUE), ',') && ARRAY['*', 'select:write']
        OR EXISTS (SELECT 1 FROM "group" AS "parent1"
            WHERE "parent1"."id" = "select"."table_id"
              AND "parent1"."user"::text = NULLIF(current_setting('portcullis.subject', TRUE), ''))
    );
CREATE POLICY portcullis_update ON "select" AS PERMISSIVE FOR UPDATE
    USING (
        string_to_array(current_setting('portcullis.lifted', TRUE), ',') && ARRAY['*', 'select:write']
        OR EXISTS (SELECT 1 FROM "group" AS "parent1"
            WHERE "parent1"."id" = "select"."table_id"
              AND "parent1"."user"::text = NULLIF(current_setting('portcullis.subject', TRUE), ''))
    )
    WITH CHECK (
        string_to_array(current_setting('portcullis.lifted', TRUE), ',') && ARRAY['*', 'select:write']
        OR EXISTS (SELECT 1 FROM "group" AS "parent1"
            WHERE "parent1"."id" = "select"."table_id"
              AND "parent1"."user"::text = NULLIF(current_setting('portcullis.subject', TRUE), ''))
    );
CREATE POLICY portcullis_delete ON "select" AS PERMISSIVE FOR DELETE
    USING (
        string_to_array(current_setting('portcullis.lifted', TRUE), ',') && ARRAY['*', 'select:write']
        OR EXISTS (SELECT 1 FROM "group" AS "parent1"
            WHERE "parent1"."id" = "select"."table_id"
              AND "parent1"."user"::text = NULLIF(current_setting('portcullis.subject', TRUE), ''))
    );

-- shipments
--   A row is the caller's where the subject is `user_id`.
ALTER TABLE "shipments" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "shipments" FORCE ROW LEVEL SECURITY;
DROP POLICY IF EXISTS portcullis_select ON "shipments";
DROP POLICY IF EXISTS portcullis_insert ON "shipments";
DROP POLICY IF EXISTS portcullis_update ON "shipments";
DROP POLICY IF EXISTS portcullis_delete ON "shipments";
DROP POLICY IF EXISTS portcullis_tenant ON "shipments";
CREATE POLICY portcullis_select ON "shipments" AS PERMISSIVE FOR SELECT
    USING (
        "shipments"."user_id"::text = NULLIF(current_setting('portcullis.subject', TRUE), '')
        OR string_to_array(current_setting('portcullis.lifted', TRUE), ',') && ARRAY['*', 'shipments']
    );
CREATE POLICY portcullis_insert ON "shipments" AS PERMISSIVE FOR INSERT
    WITH CHECK (
        "shipments"."user_id"::text = NULLIF(current_setting('portcullis.subject', TRUE), '')
        OR string_to_array(current_setting('portcullis.lifted', TRUE), ',') && ARRAY['*', 'shipments:write']
    );
CREATE POLICY portcullis_update ON "shipments" AS PERMISSIVE FOR UPDATE
    USING (
        "shipments"."user_id"::text = NULLIF(current_setting('portcullis.subject', TRUE), '')
        OR string_to_array(current_setting('portcullis.lifted', TRUE), ',') && ARRAY['*', 'shipments:write']
    )
    WITH CHECK (
        "shipments"."user_id"::text = NULLIF(current_setting('portcullis.subject', TRUE), '')
        OR string_to_array(current_setting('portcullis.lifted', TRUE), ',') && ARRAY['*', 'shipments:write']
    );
CREATE POLICY portcullis_delete ON "shipments" AS PERMISSIVE FOR DELETE
    USING (
        "shipments"."user_id"::text = NULLIF(current_setting('portcullis.subject', TRUE), '')
        OR string_to_array(current_setting('portcullis.lifted', TRUE), ',') && ARRAY['*', 'shipments:write']
    );

-- tasks
--   A row is the caller's where the row of `projects` that `project_id` names is.
ALTER TABLE "tasks" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "tasks" FORCE ROW LEVEL SECURITY;
DROP POLICY IF EXISTS portcullis_select ON "tasks";
DROP POLICY IF EXISTS portcullis_insert ON "tasks";
DROP POLICY IF EXISTS portcullis_update ON "tasks";
DROP POLICY IF EXISTS portcullis_delete ON "tasks";
DROP POLICY IF EXISTS portcullis_tenant ON "tasks";
CREATE POLICY portcullis_select ON "tasks" AS PERMISSIVE FOR SELECT
    USING (
        string_to_array(current_setting('portcullis.lifted', TRUE), ',') && ARRAY['*', 'tasks']
        OR EXISTS (SELECT 1 FROM "projects" AS "parent1"
            WHERE "parent1"."id" = "tasks"."project_id"
              AND "parent1"."user_id"::text = NULLIF(current_setting('portcullis.subject', TRUE), ''))
    );
CREATE POLICY portcullis_insert ON "tasks" AS PERMISSIVE FOR INSERT
    WITH CHECK (
        string_to_array(current_setting('portcullis.lifted', TRUE), ',') && ARRAY['*', 'tasks:write']
        OR EXISTS (SELECT 1 FROM "projects" AS "parent1"
            WHERE "parent1"."id" = "tasks"."project_id"
              AND "parent1"."user_id"::text = NULLIF(current_setting('portcullis.subject', TRUE), ''))
    );
CREATE POLICY portcullis_update ON "tasks" AS PERMISSIVE FOR UPDATE
    USING (
        string_to_array(current_setting('portcullis.lifted', TRUE), ',') && ARRAY['*', 'tasks:write']
        OR EXISTS (SELECT 1 FROM "projects" AS "parent1"
            WHERE "parent1"."id" = "tasks"."project_id"
              AND "parent1"."user_id"::text = NULLIF(current_setting('portcullis.subject', TRUE), ''))
    )
    WITH CHECK (
        string_to_array(current_setting('portcullis.lifted', TRUE), ',') && ARRAY['*', 'tasks:write']
        OR EXISTS (SELECT 1 FROM "projects" AS "parent1"
            WHERE "parent1"."id" = "tasks"."project_id"
              AND "parent1"."user_id"::text = NULLIF(current_setting('portcullis.subject', TRUE), ''))
    );
CREATE POLICY portcullis_delete ON "tasks" AS PERMISSIVE FOR DELETE
    USING (
        string_to_array(current_setting('portcullis.lifted', TRUE), ',') && ARRAY['*', 'tasks:write']
        OR EXISTS (SELECT 1 FROM "projects" AS "parent1"
            WHERE "parent1"."id" = "tasks"."project_id"
              AND "parent1"."user_id"::text = NULLIF(current_setting('portcullis.subject', TRUE), ''))
    );
CREATE POLICY portcullis_tenant ON "tasks" AS RESTRICTIVE FOR ALL
    USING (
        string_to_array(current_setting('portcullis.lifted', TRUE), ',') && ARRAY['*', '*:tenant']
        OR EXISTS (SELECT 1 FROM "projects" AS "parent1"
            WHERE "parent1"."id" = "tasks"."project_id"
              AND "parent1"."org"::text = NULLIF(current_setting('portcullis.tenant', TRUE), ''))
    )
    WITH CHECK (
        string_to_array(current_setting('portcullis.lifted', TRUE), ',') && ARRAY['*', '*:tenant']
        OR EXISTS (SELECT 1 FROM "projects" AS "parent1"
            WHERE "parent1"."id" = "tasks"."project_id"
              AND "parent1"."org"::text = NULLIF(current_setting('portcullis.tenant', TRUE), ''))
    );

-- tickets
--   A row is the caller's where the subject is `user_id`.
ALTER TABLE "tickets" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "tickets" FORCE ROW LEVEL SECURITY;
DROP POLICY IF EXISTS portcullis_select ON "tickets";
DROP POLICY IF EXISTS portcullis_insert ON "tickets";
DROP POLICY IF EXISTS portcullis_update ON "tickets";
DROP POLICY IF EXISTS portcullis_delete ON "tickets";
DROP POLICY IF EXISTS portcullis_tenant ON "tickets";
CREATE POLICY portcullis_select ON "tickets" AS PERMISSIVE FOR SELECT
    USING (
        "tickets"."user_id"::text = NULLIF(current_setting('portcullis.subject', TRUE), '')
        OR string_to_array(current_setting('portcullis.lifted', TRUE), ',') && ARRAY['*', 'tickets']
    );
CREATE POLICY portcullis_insert ON "tickets" AS PERMISSIVE FOR INSERT
    WITH CHECK (
        "tickets"."user_id"::text = NULLIF(current_setting('portcullis.subject', TRUE), '')
        OR string_to_array(current_setting('portcullis.lifted', TRUE), ',') && ARRAY['*', 'tickets:write']
    );
CREATE POLICY portcullis_update ON "tickets" AS PERMISSIVE FOR UPDATE
    USING (
        "tickets"."user_id"::text = NULLIF(current_setting('portcullis.subject', TRUE), '')
        OR string_to_array(current_setting('portcullis.lifted', TRUE), ',') && ARRAY['*', 'tickets:write']
    )
    WITH CHECK (
        "tickets"."user_id"::text = NULLIF(current_setting('portcullis.subject', TRUE), '')
        OR string_to_array(current_setting('portcullis.lifted', TRUE), ',') && ARRAY['*', 'tickets:write']
    );
CREATE POLICY portcullis_delete ON "tickets" AS PERMISSIVE FOR DELETE
    USING (
        "tickets"."user_id"::text = NULLIF(current_setting('portcullis.subject', TRUE), '')
        OR string_to_array(current_setting('portcullis.lifted', TRUE), ',') && ARRAY['*', 'tickets:write']
    );

COMMIT;
