//! The twins of the failing cases: what the rules allow compiles.

#![forbid(unsafe_code)]

macro_rules! cases {
    ($($name:ident = $path:literal;)*) => {
        $(
            #[path = $path]
            #[allow(clippy::all, dead_code, unused_imports, unused_qualifications, missing_docs, unreachable_pub, nonstandard_style, reason = "a case shows a rule, not a program")]
            mod $name;
        )*

        const LISTED: &[&str] = &[$($path),*];
    };
}

cases! {
    access_accounts_read_by_a_row_type = "../cases/access/pass/accounts_read_by_a_row_type.rs";
    access_scope_and_deny = "../cases/access/pass/scope_and_deny.rs";
    boot_metrics_behind_a_role = "../cases/boot/pass/metrics_behind_a_role.rs";
    egress_client_with_reason = "../cases/egress/pass/client_with_reason.rs";
    egress_own_host = "../cases/egress/pass/own_host.rs";
    egress_public_internet = "../cases/egress/pass/public_internet.rs";
    exec_programs = "../cases/exec/pass/programs.rs";
    grammar_every_key = "../cases/grammar/pass/every_key.rs";
    input_all_parts = "../cases/input/pass/all_parts.rs";
    input_bounded_in_every_way = "../cases/input/pass/bounded_in_every_way.rs";
    input_emitted_by_a_macro = "../cases/input/pass/emitted_by_a_macro.rs";
    input_raw_request_with_reason = "../cases/input/pass/raw_request_with_reason.rs";
    input_service_with_reason = "../cases/input/pass/service_with_reason.rs";
    input_upload_emitted_by_a_macro = "../cases/input/pass/upload_emitted_by_a_macro.rs";
    input_upload_forms = "../cases/input/pass/upload_forms.rs";
    input_upload_rows = "../cases/input/pass/upload_rows.rs";
    markup_emitted_by_a_macro = "../cases/markup/pass/emitted_by_a_macro.rs";
    markup_links_and_redirects = "../cases/markup/pass/links_and_redirects.rs";
    markup_pages = "../cases/markup/pass/pages.rs";
    mount_attributes_survive = "../cases/mount/pass/attributes_survive.rs";
    mount_emitted_by_a_macro = "../cases/mount/pass/emitted_by_a_macro.rs";
    mount_handlers_of_any_name = "../cases/mount/pass/handlers_of_any_name.rs";
    mount_in_modules_and_functions = "../cases/mount/pass/in_modules_and_functions.rs";
    mount_names_that_shadow = "../cases/mount/pass/names_that_shadow.rs";
    mount_on_one_line = "../cases/mount/pass/on_one_line.rs";
    mount_parameter_of_its_name = "../cases/mount/pass/parameter_of_its_name.rs";
    output_downloads = "../cases/output/pass/downloads.rs";
    output_events_of_the_app = "../cases/output/pass/events_of_the_app.rs";
    output_raw_response_with_reason = "../cases/output/pass/raw_response_with_reason.rs";
    output_words = "../cases/output/pass/words.rs";
    ownership_all_rows_for_a_role = "../cases/ownership/pass/all_rows_for_a_role.rs";
    ownership_bare_form = "../cases/ownership/pass/bare_form.rs";
    ownership_chains = "../cases/ownership/pass/chains.rs";
    ownership_data_copied_out = "../cases/ownership/pass/data_copied_out.rs";
    ownership_fields_of_any_name = "../cases/ownership/pass/fields_of_any_name.rs";
    ownership_grants = "../cases/ownership/pass/grants.rs";
    ownership_kinds_of_owners = "../cases/ownership/pass/kinds_of_owners.rs";
    ownership_or_role_by_inclusion = "../cases/ownership/pass/or_role_by_inclusion.rs";
    ownership_public_and_unowned = "../cases/ownership/pass/public_and_unowned.rs";
    ownership_question_mark_and_early_return = "../cases/ownership/pass/question_mark_and_early_return.rs";
    ownership_references = "../cases/ownership/pass/references.rs";
    ownership_rows_emitted_by_a_macro = "../cases/ownership/pass/rows_emitted_by_a_macro.rs";
    ownership_short_id = "../cases/ownership/pass/short_id.rs";
    ownership_through_an_alias = "../cases/ownership/pass/through_an_alias.rs";
    ownership_transactions = "../cases/ownership/pass/transactions.rs";
    ownership_two_rows_of_one_type = "../cases/ownership/pass/two_rows_of_one_type.rs";
    query_owned_sql = "../cases/query/pass/owned_sql.rs";
    query_owned_sql_in_helpers = "../cases/query/pass/owned_sql_in_helpers.rs";
    query_owned_sql_over_public_rows = "../cases/query/pass/owned_sql_over_public_rows.rs";
    query_raw_sql_with_reason = "../cases/query/pass/raw_sql_with_reason.rs";
    rate_quotas = "../cases/rate/pass/quotas.rs";
    secret_inputs = "../cases/secret/pass/inputs.rs";
    secret_rows = "../cases/secret/pass/rows.rs";
    secret_sealed = "../cases/secret/pass/sealed.rs";
    token_keys_of_the_operator = "../cases/token/pass/keys_of_the_operator.rs";
    waive_rate_with_reason = "../cases/waive/pass/rate_with_reason.rs";
    webhook_signed_bodies = "../cases/webhook/pass/signed_bodies.rs";
}

#[test]
fn every_passing_case_is_compiled() {
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("cases");
    let mut found = Vec::new();
    for guarantee in std::fs::read_dir(&root).unwrap() {
        let guarantee = guarantee.unwrap().path();
        let Ok(cases) = std::fs::read_dir(guarantee.join("pass")) else { continue };
        let name = guarantee.file_name().unwrap().to_string_lossy().into_owned();
        for case in cases {
            let case = case.unwrap().file_name().to_string_lossy().into_owned();
            found.push(format!("../cases/{name}/pass/{case}"));
        }
    }
    found.sort();
    assert!(found.len() >= 15, "{} passing cases", found.len());
    assert_eq!(found, LISTED);
}
