//! What a file is, is what it holds: genuine files of every kind pass; what only looks like one does not.

use portcullis_tests::{Engine, Server};

use super::genuine::{
    KINDS, WEBP_PIXEL, chunk, deflated_run, genuine, gif, jpeg, object_stream, pdf, png, png_with, riff,
    webp, zip, zlib,
};
use super::{Folder, assert_rule, photo, server};

async fn refused(server: &Server, media_type: &str, content: &[u8], rules: &[&str], what: &str) {
    let answer = photo(server, "x.png", media_type, content).await;
    answer.assert_problem(422);
    let rule = answer.json()["errors"][0]["rule"].as_str().unwrap().to_owned();
    assert!(rules.contains(&rule.as_str()), "{what}: {rule}, not one of {rules:?}");
}

#[tokio::test]
async fn every_kind_passes_when_it_is_genuine_and_comes_back_as_it_was() {
    let folder = Folder::new();
    let server = server(Engine::Sqlite, &folder).await;
    let alice = portcullis_tests::token(1, &[]);
    for (kind, media_type, extension) in KINDS {
        let content = genuine(kind);
        let answer = photo(&server, "any.bin", media_type, &content).await;
        assert_eq!(answer.status, 201, "{kind}: {answer:?}");
        assert_eq!(answer.json()["kind"], kind);
        let id = answer.json()["id"].as_i64().unwrap();
        let read = server.get(&format!("/photos/{id}/content"), &alice).await.json();
        let bytes: Vec<u8> = serde_json::from_value(read["bytes"].clone()).unwrap();
        assert_eq!(bytes, content, "{kind}");
        assert!(read["media_type"].as_str().unwrap().starts_with(media_type));
        assert!(folder.names().iter().any(|name| name.ends_with(&format!(".{extension}"))), "{kind}");
    }
    for more in [
        jpeg(8, 8, b""),
        // Restarts and fill bytes belong to it.
        [
            &jpeg(8, 8, b"x")[..jpeg(8, 8, b"x").len() - 2],
            &[0xFF, 0xD0, 0x3F, 0xFF, 0x00, 0x3F, 0xFF, 0xFF, 0xD9],
        ]
        .concat(),
    ] {
        assert_eq!(photo(&server, "x", "image/jpeg", &more).await.status, 201);
    }
    let canvas = [0x10, 0, 0, 0, 0, 0, 0, 0, 0, 0];
    let extended = riff(
        &[&webp(b"VP8X", &canvas)[12..], &webp(b"VP8L", &WEBP_PIXEL)[12..], &webp(b"EXIF", b"x")[12..]]
            .concat(),
    );
    assert_eq!(photo(&server, "x", "image/webp", &extended).await.status, 201);
    let lossy = webp(b"VP8 ", &[0x30, 1, 0, 0x9D, 0x01, 0x2A, 1, 0, 1, 0, 2, 0]);
    assert_eq!(photo(&server, "x", "image/webp", &lossy).await.status, 201);
    assert_eq!(photo(&server, "x", "image/gif", &gif(2, 2, 9)).await.status, 201);
    assert_eq!(
        photo(&server, "x", "image/png", &png_with(1, 1, &chunk(b"tEXt", b"Author\0me"))).await.status,
        201
    );
    let folded = object_stream("/Filter /FlateDecode", &zlib(b"4 0 << /Type /Font /BaseFont /Helvetica >>"));
    assert_eq!(
        photo(&server, "x", "application/pdf", &pdf("<< /Pages 2 0 R >>", Some(&folded))).await.status,
        201
    );
}

#[tokio::test]
async fn a_file_that_is_called_or_declared_otherwise_is_refused() {
    let folder = Folder::new();
    let server = server(Engine::Sqlite, &folder).await;
    for (kind, is, extension) in KINDS {
        for (_, said, _) in KINDS.into_iter().filter(|(_, said, _)| *said != is) {
            let answer = photo(&server, &format!("x.{extension}"), said, &genuine(kind)).await;
            assert_rule(&answer, "photo", "media_type");
        }
        for said in
            ["application/octet-stream", "text/html", "image/svg+xml", "image/*", "", "image/png, text/html"]
        {
            assert_rule(&photo(&server, "x", said, &genuine(kind)).await, "photo", "media_type");
        }
    }
    let html = b"<!doctype html><script>alert(1)</script>".as_slice();
    let svg = b"<svg xmlns=\"http://www.w3.org/2000/svg\" onload=\"alert(1)\"/>".as_slice();
    let php = b"<?php system($_GET['c']); ?>".as_slice();
    let elf = b"\x7FELF\x02\x01\x01\0\0\0\0\0".as_slice();
    for content in
        [html, svg, php, elf, &zip(), b"MZ\x90\0\x03\0", b"\x1F\x8B\x08\0\0\0\0\0", b"BM\x1A\0\0\0\0\0"]
    {
        for (_, said, extension) in KINDS {
            let answer = photo(&server, &format!("x.{extension}"), said, content).await;
            answer.assert_problem(422);
        }
    }
    assert!(folder.names().is_empty());
}

#[tokio::test]
async fn a_file_that_ends_too_soon_is_refused() {
    let folder = Folder::new();
    let server = server(Engine::Sqlite, &folder).await;
    for (kind, media_type, _) in KINDS.into_iter().filter(|(kind, ..)| *kind != "text") {
        let content = genuine(kind);
        let last = content.len() - usize::from(kind == "pdf");
        let steps = (1..last).step_by(if content.len() > 200 { 7 } else { 1 });
        for cut in steps.chain([last - 1]) {
            // A first letter or two may be text.
            let answer = photo(&server, "x", media_type, &content[..cut]).await;
            answer.assert_problem(422);
        }
    }
    assert!(folder.names().is_empty());
}

#[tokio::test]
async fn nothing_stands_behind_a_file() {
    let folder = Folder::new();
    let server = server(Engine::Sqlite, &folder).await;
    let more: [&[u8]; 7] = [
        b"<html><script>alert(1)</script></html>",
        b"<?php system($_GET['c']); ?>",
        &zip(),
        b";alert(1)//",
        b"\0",
        b"x",
        b"%PDF-1.7\n",
    ];
    for (kind, media_type, _) in KINDS.into_iter().filter(|(kind, ..)| *kind != "text") {
        for more in more {
            let rules = ["file_damaged", "active_content"];
            refused(&server, media_type, &[&genuine(kind), more].concat(), &rules, kind).await;
            // Nor before it; a header before a header is a document still.
            if kind == "pdf" && more.starts_with(b"%PDF") {
                continue;
            }
            photo(&server, "x", media_type, &[more, &genuine(kind)].concat()).await.assert_problem(422);
        }
        let twice = genuine(kind).repeat(2);
        if kind != "pdf" {
            refused(&server, media_type, &twice, &["file_damaged"], kind).await;
        }
    }
    // An archive that ends as a document, and one within a picture.
    let ends = [genuine("pdf"), zip(), b"\n%%EOF".to_vec()].concat();
    refused(&server, "application/pdf", &ends, &["file_damaged", "active_content"], "zip in pdf").await;
    let ends = [genuine("pdf"), zip(), b"\nstartxref\n0\n%%EOF".to_vec()].concat();
    refused(&server, "application/pdf", &ends, &["active_content"], "zip in pdf").await;
    refused(&server, "image/jpeg", &jpeg(8, 8, &zip()), &["active_content"], "zip in jpeg").await;
    refused(
        &server,
        "image/png",
        &png_with(1, 1, &chunk(b"zaPp", &zip())),
        &["active_content"],
        "zip in png",
    )
    .await;
    assert!(folder.names().is_empty());
}

#[tokio::test]
async fn a_program_in_a_comment_is_refused() {
    let folder = Folder::new();
    let server = server(Engine::Sqlite, &folder).await;
    let programs: [&[u8]; 5] = [
        b"<?php eval($_POST[1]);",
        b"<ScRiPt src=//x>",
        b"<!DOCTYPE html>",
        b"x<html>",
        b"href=JavaScript:alert(1)",
    ];
    for program in programs {
        refused(&server, "image/jpeg", &jpeg(8, 8, program), &["active_content"], "jpeg").await;
        let png = png_with(1, 1, &chunk(b"tEXt", &[b"Comment\0", program].concat()));
        refused(&server, "image/png", &png, &["active_content"], "png").await;
        let body = [&[0x21, 0xFE, u8::try_from(program.len()).unwrap()], program, &[0]].concat();
        let gif = genuine("gif");
        let gif = [&gif[..gif.len() - 1], &body, &[0x3B]].concat();
        refused(&server, "image/gif", &gif, &["active_content"], "gif").await;
        let canvas = [0x10, 0, 0, 0, 0, 0, 0, 0, 0, 0];
        let webp = riff(
            &[
                &webp(b"VP8X", &canvas)[12..],
                &webp(b"VP8L", &WEBP_PIXEL)[12..],
                &webp(b"XMP ", program)[12..],
            ]
            .concat(),
        );
        refused(&server, "image/webp", &webp, &["active_content"], "webp").await;
    }
    // A GIF whose width opens a comment of a script that its end closes.
    let mut script = gif(0x2A2F, 1, 1);
    script.extend(b"*/=alert(1)//");
    refused(&server, "image/gif", &script, &["file_damaged"], "gif as a script").await;
    assert!(folder.names().is_empty());
}

#[tokio::test]
async fn pictures_that_unfold_to_gigabytes_are_refused() {
    let folder = Folder::new();
    let server = server(Engine::Sqlite, &folder).await;
    let size = |width: u32, height: u32| {
        let mut canvas = vec![0x10, 0, 0, 0];
        canvas.extend(&(width - 1).to_le_bytes()[..3]);
        canvas.extend(&(height - 1).to_le_bytes()[..3]);
        riff(&[&webp(b"VP8X", &canvas)[12..], &webp(b"VP8L", &WEBP_PIXEL)[12..]].concat())
    };
    // The picture is larger than the canvas around it.
    let mut pixel = WEBP_PIXEL;
    pixel[1..5].copy_from_slice(&(0x3FFF_u32 | 0x3FFF << 14).to_le_bytes());
    for (media_type, content) in [
        ("image/png", png(60_000, 60_000)),
        ("image/png", png(u32::MAX, u32::MAX)),
        ("image/png", png(1_000_001, 1)),
        ("image/jpeg", jpeg(u16::MAX, u16::MAX, b"")),
        ("image/gif", gif(u16::MAX, u16::MAX, 1)),
        ("image/gif", gif(1000, 1000, 17)),
        ("image/webp", size(1 << 14, 1 << 14)),
        ("image/webp", webp(b"VP8L", &pixel)),
        ("image/webp", riff(&[&webp(b"VP8X", &[0; 10])[12..], &webp(b"VP8L", &pixel)[12..]].concat())),
        ("image/webp", webp(b"VP8 ", &[0x30, 1, 0, 0x9D, 0x01, 0x2A, 0xFF, 0x3F, 0xFF, 0x3F, 2, 0])),
    ] {
        refused(&server, media_type, &content, &["pixels"], media_type).await;
    }
    assert_eq!(photo(&server, "x", "image/png", &png(1000, 1000)).await.status, 201);
    for content in [png(0, 1), png(1, 0)] {
        refused(&server, "image/png", &content, &["file_damaged"], "no pixels").await;
    }
    // What is left of an animation is measured too.
    let animated = png_with(1, 1, &chunk(b"acTL", &[0, 0, 0, 9, 0, 0, 0, 0]));
    refused(&server, "image/png", &animated, &["file_kind"], "animated").await;
}

#[tokio::test]
async fn a_broken_inside_is_refused() {
    let folder = Folder::new();
    let server = server(Engine::Sqlite, &folder).await;
    // One wrong bit anywhere in a PNG breaks a checksum or a length.
    let whole = genuine("png");
    for at in 0..whole.len() {
        let mut other = whole.clone();
        other[at] ^= 1;
        photo(&server, "x", "image/png", &other).await.assert_problem(422);
    }
    for (media_type, content) in [
        ("image/png", png_with(1, 1, &chunk(b"EVIL", b""))),
        ("image/png", png_with(1, 1, &[chunk(b"IDAT", b"x"), chunk(b"tEXt", b"y")].concat())),
        ("image/jpeg", [&jpeg(8, 8, b"")[..20], &[0xFF, 0xD9]].concat()),
        ("image/jpeg", [[0xFF, 0xD8], [0xFF, 0xD9]].concat()),
        ("image/jpeg", [&[0xFF, 0xD8, 0xFF, 0xE0, 0, 1], &jpeg(8, 8, b"")[2..]].concat()),
        ("image/gif", gif(1, 1, 0)),
        ("image/webp", riff(b"")),
        ("image/webp", riff(&webp(b"EVIL", b"x")[12..])),
        ("application/pdf", b"%PDF-1.7\n%%EOF".to_vec()),
        ("application/pdf", b"%PDF-9.9\nstartxref\n0\n%%EOF".to_vec()),
        ("application/pdf", b"%PDF-1.7 startxref 0".to_vec()),
    ] {
        refused(&server, media_type, &content, &["file_damaged"], media_type).await;
    }
    assert!(folder.names().is_empty());
}

#[tokio::test]
async fn documents_run_nothing() {
    let folder = Folder::new();
    let server = server(Engine::Sqlite, &folder).await;
    let script = "<< /Pages 2 0 R /OpenAction << /S /JavaScript /JS (app.alert\\(1\\)) >> >>";
    for catalogue in [
        script,
        "<< /Pages 2 0 R /OpenAction << /S /J#61va#53cript /JS 5 0 R >> >>",
        "<< /Pages 2 0 R /OpenAction<</S/Launch/F(calc.exe)>> >>",
        "<< /Pages 2 0 R /Names << /EmbeddedFiles 4 0 R >> >>",
        "<< /Pages 2 0 R /AcroForm << /XFA 4 0 R >> >>",
        "<< /Pages 2 0 R /A << /S /SubmitForm /F (https://example.com) >> >>",
        "<< /Pages 2 0 R /A << /S /GoToR /F (\\\\\\\\host\\\\x) >> >>",
        "<< /Pages 2 0 R /Encrypt 4 0 R >>",
        "<< /Pages 2 0 R /T /RichMedia >>",
        "<< /Pages 2 0 R /Subtype /FileAttachment /FS << /F (a.exe) >> >>",
        "<< /Pages 2 0 R /FS << /F (a.exe) /EF << /F 6 0 R >> >> >>",
        "<< /Pages 2 0 R /AF [ 6 0 R ] >>",
        "<< /Pages 2 0 R /OnInstantiate 6 0 R >>",
        "<< /Pages 2 0 R /OpenAction << /S /Thread /F (\\\\\\\\evil\\\\share) >> >>",
    ] {
        refused(&server, "application/pdf", &pdf(catalogue, None), &["active_content"], catalogue).await;
    }
    let fine = "<< /Pages 2 0 R >>";
    // A stream whose real filter stands before what looks like its beginning.
    let hidden = |dictionary: &str| {
        let head = format!("<< /Filter /LZWDecode {dictionary} /Length 1 >>\nstream\n");
        [head.as_bytes(), &zlib(b"4 0 << >>"), b"\nendstream"].concat()
    };
    // Six megabytes of the letter x.
    let bomb = [b"\x78\x01".as_slice(), &deflated_run(6_000_000 / 258)].concat();
    for (what, object) in [
        ("folded", object_stream("/Filter /FlateDecode", &zlib(script.as_bytes()))),
        (
            "folded and escaped",
            object_stream("/Filter [ /Flate#44ecode ]", &zlib(b"4 0 << /S /Ja#76aScript >>")),
        ),
        // Its place in the table of objects makes it one, and not what it calls itself.
        (
            "without its type",
            [
                format!(
                    "<< /N 1 /First 4 /Filter /FlateDecode /Length {} >>\nstream\n",
                    zlib(script.as_bytes()).len()
                )
                .as_bytes(),
                &zlib(script.as_bytes()),
                b"\nendstream",
            ]
            .concat(),
        ),
        ("plain", object_stream("", script.as_bytes())),
        ("by another filter", object_stream("/Filter /LZWDecode", b"x")),
        ("by two", object_stream("/Filter [/ASCIIHexDecode /FlateDecode]", &zlib(b"x"))),
        (
            "with parameters",
            object_stream("/Filter /FlateDecode /DecodeParms << /Predictor 12 >>", &zlib(b"x")),
        ),
        ("elsewhere", object_stream("/F (other.pdf) /Filter /FlateDecode", &zlib(b"x"))),
        ("broken", object_stream("/Filter /FlateDecode", b"\x78\x01broken")),
        ("without a stream", b"<< /Type /ObjStm >>".to_vec()),
        ("behind a text", hidden("/X (obj<<) /Type /ObjStm")),
        ("behind a longer text", hidden("/X (\n5 0 obj<<\n) /Type /ObjStm")),
        ("behind a comment", hidden("%5 0 obj<<\n/Type /ObjStm")),
        ("behind a name", hidden("/X /obj<< /Type /ObjStm")),
        ("far away", hidden(&format!("/X {} /Type /ObjStm", " ".repeat(2000)))),
        ("more than it may", object_stream("/Filter /FlateDecode", &bomb)),
    ] {
        let content = pdf(fine, Some(&object));
        refused(&server, "application/pdf", &content, &["active_content"], what).await;
    }
    // An outline has a `First` too, and is no stream.
    let outline = pdf("<< /Pages 2 0 R /Outlines << /Type /Outlines /First 5 0 R /Last 5 0 R >> >>", None);
    let answer = photo(&server, "x", "application/pdf", &outline).await;
    assert_eq!(answer.status, 201, "{answer:?}");
    // What costs the most to look into costs little.
    let begun = std::time::Instant::now();
    for flood in ["/ObjStm ", "/a", "/#", "obj<</Type/ObjStm/Filter/FlateDecode>>stream\n"] {
        let content =
            [b"%PDF-1.7\n", flood.repeat(60_000 / flood.len()).as_bytes(), b"\nstartxref\n0\n%%EOF"].concat();
        let answer = photo(&server, "x", "application/pdf", &content).await;
        assert!([201, 422].contains(&answer.status), "{flood}: {answer:?}");
    }
    assert!(begun.elapsed() < std::time::Duration::from_secs(5), "{:?}", begun.elapsed());
}

#[tokio::test]
async fn text_is_text() {
    let folder = Folder::new();
    let server = server(Engine::Sqlite, &folder).await;
    for text in ["a", "\u{FEFF}a", "1 < 2", "<3", "tab\tline\r\n", "日本語", "see https://example.com/<x>"]
    {
        assert_eq!(
            photo(&server, "x.txt", "text/plain; charset=utf-8", text.as_bytes()).await.status,
            201,
            "{text:?}"
        );
    }
    for text in [
        b"a\0b".as_slice(),
        b"\x1B[31mred",
        b"a\x07",
        b"a\x7F",
        "a\u{85}b".as_bytes(),
        b"\xFF\xFEa\0",
        b"\xC3\x28",
        b"\xED\xA0\x80",
        b"\xC0\xAF",
    ] {
        assert_rule(&photo(&server, "x.txt", "text/plain", text).await, "photo", "file_kind");
    }
    for text in [
        "<!doctype html>",
        " \n\t<HTML>",
        "\u{FEFF}<script>",
        "<?xml version=\"1.0\"?><svg/>",
        "<svg onload=x>",
        "<!-- x --><b>",
        "</x>",
        "<?php x",
        "<% x %>",
        "#!/bin/sh",
        "%!PS-Adobe",
        "{\\rtf1",
        "MIME-Version: 1.0",
    ] {
        assert_rule(&photo(&server, "x.txt", "text/plain", text.as_bytes()).await, "photo", "active_content");
    }
    assert_eq!(folder.names().len(), 7);
}
