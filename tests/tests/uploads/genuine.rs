//! Small genuine files of every kind, made here.

/// Every kind: the word, the media type, the extension.
pub(super) const KINDS: [(&str, &str, &str); 6] = [
    ("png", "image/png", "png"),
    ("jpeg", "image/jpeg", "jpg"),
    ("gif", "image/gif", "gif"),
    ("webp", "image/webp", "webp"),
    ("pdf", "application/pdf", "pdf"),
    ("text", "text/plain", "txt"),
];

/// A genuine file of this kind.
pub(super) fn genuine(kind: &str) -> Vec<u8> {
    match kind {
        "png" => png(1, 1),
        "jpeg" => jpeg(8, 8, b"made here"),
        "gif" => gif(1, 1, 1),
        "webp" => webp(b"VP8L", &WEBP_PIXEL),
        "pdf" => pdf("<< /Type /Catalog /Pages 2 0 R >>", None),
        "text" => "Grüße,\r\n\tund bis bald <3\n".into(),
        other => panic!("no such kind: {other}"),
    }
}

fn crc(bytes: &[u8]) -> u32 {
    !bytes.iter().fold(u32::MAX, |sum, byte| {
        (0..8).fold(
            sum ^ u32::from(*byte),
            |sum, _| if sum & 1 == 1 { 0xEDB8_8320 ^ (sum >> 1) } else { sum >> 1 },
        )
    })
}

/// RFC 1950, in one block that is not compressed.
pub(super) fn zlib(bytes: &[u8]) -> Vec<u8> {
    let (mut low, mut high) = (1_u32, 0_u32);
    for byte in bytes {
        low = (low + u32::from(*byte)) % 65_521;
        high = (high + low) % 65_521;
    }
    let length = u16::try_from(bytes.len()).unwrap();
    let mut whole = vec![0x78, 0x01, 0x01];
    whole.extend(length.to_le_bytes());
    whole.extend((!length).to_le_bytes());
    whole.extend(bytes);
    whole.extend((high << 16 | low).to_be_bytes());
    whole
}

/// RFC 1951, section 3.2.6: one letter and so many repetitions of it, 258 times each.
pub(super) fn deflated_run(repetitions: usize) -> Vec<u8> {
    let code = |code: u16, length: u16| (0..length).rev().map(move |bit| code >> bit & 1 == 1);
    // The last block, of fixed codes.
    let mut bits = vec![true, true, false];
    bits.extend(code(0xA8, 8));
    (0..repetitions).for_each(|_| bits.extend(code(0xC5, 8).chain(code(0, 5))));
    bits.extend(code(0, 7));
    let byte = |bits: &[bool]| bits.iter().rev().fold(0, |byte, bit| byte << 1 | u8::from(*bit));
    bits.chunks(8).map(byte).collect()
}

/// A chunk of PNG with its checksum.
pub(super) fn chunk(name: &[u8; 4], body: &[u8]) -> Vec<u8> {
    let named = [name.as_slice(), body].concat();
    let mut whole = u32::try_from(body.len()).unwrap().to_be_bytes().to_vec();
    whole.extend(&named);
    whole.extend(crc(&named).to_be_bytes());
    whole
}

/// A grey PNG that says it is so large; it has the pixels of one line at most.
pub(super) fn png(width: u32, height: u32) -> Vec<u8> {
    png_with(width, height, &[])
}

/// The same with more chunks before its picture.
pub(super) fn png_with(width: u32, height: u32, chunks: &[u8]) -> Vec<u8> {
    let mut header = width.to_be_bytes().to_vec();
    header.extend(height.to_be_bytes());
    header.extend([8, 0, 0, 0, 0]);
    let data = zlib(&[0, 0x7F]);
    let parts: [&[u8]; 5] = [
        b"\x89PNG\r\n\x1a\n",
        &chunk(b"IHDR", &header),
        chunks,
        &chunk(b"IDAT", &data),
        &chunk(b"IEND", b""),
    ];
    parts.concat()
}

/// A segment of JPEG.
pub(super) fn segment(code: u8, body: &[u8]) -> Vec<u8> {
    let mut whole = vec![0xFF, code];
    whole.extend(u16::try_from(body.len() + 2).unwrap().to_be_bytes());
    whole.extend(body);
    whole
}

/// A grey JPEG of one block, which may say that it is larger.
pub(super) fn jpeg(width: u16, height: u16, comment: &[u8]) -> Vec<u8> {
    let mut frame = vec![8];
    frame.extend(height.to_be_bytes());
    frame.extend(width.to_be_bytes());
    frame.extend([1, 1, 0x11, 0]);
    // One code of one bit each: difference zero, end of block.
    let table = |class: u8| {
        let mut table = vec![class, 1];
        table.extend([0; 15]);
        table.push(0);
        table
    };
    let parts: [&[u8]; 9] = [
        &[0xFF, 0xD8],
        &segment(0xE0, b"JFIF\0\x01\x01\0\0\x01\0\x01\0\0"),
        &segment(0xFE, comment),
        &segment(0xDB, &[vec![0], vec![1; 64]].concat()),
        &segment(0xC0, &frame),
        &segment(0xC4, &table(0)),
        &segment(0xC4, &table(0x10)),
        &segment(0xDA, &[1, 1, 0, 0, 63, 0]),
        &[0x3F, 0xFF, 0xD9],
    ];
    parts.concat()
}

/// A GIF with so many frames of its whole size.
pub(super) fn gif(width: u16, height: u16, frames: usize) -> Vec<u8> {
    let mut size = width.to_le_bytes().to_vec();
    size.extend(height.to_le_bytes());
    let frame: Vec<u8> = [&[0x2C, 0, 0, 0, 0], size.as_slice(), &[0, 2, 2, 0x44, 0x01, 0]].concat();
    let parts: [&[u8]; 5] =
        [b"GIF89a", &size, &[0x80, 0, 0, 0, 0, 0, 255, 255, 255], &frame.repeat(frames), &[0x3B]];
    parts.concat()
}

/// One pixel in VP8L.
pub(super) const WEBP_PIXEL: [u8; 13] = [0x2F, 0, 0, 0, 0x10, 0x07, 0x10, 0x11, 0x11, 0x88, 0x88, 0xFE, 0x07];

/// A WebP of one chunk.
pub(super) fn webp(name: &[u8; 4], body: &[u8]) -> Vec<u8> {
    riff(
        &[name.as_slice(), &u32::try_from(body.len()).unwrap().to_le_bytes(), body, &vec![0; body.len() % 2]]
            .concat(),
    )
}

/// A RIFF of WebP.
pub(super) fn riff(chunks: &[u8]) -> Vec<u8> {
    let length = u32::try_from(chunks.len() + 4).unwrap().to_le_bytes();
    [b"RIFF", length.as_slice(), b"WEBP", chunks].concat()
}

/// A PDF of one empty page, with this catalogue and, where it is given, an object after it.
pub(super) fn pdf(catalogue: &str, object: Option<&[u8]>) -> Vec<u8> {
    let mut whole = b"%PDF-1.7\n%\xE2\xE3\xCF\xD3\n".to_vec();
    let page = "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 3 3] >>";
    let mut objects: Vec<Vec<u8>> =
        [catalogue, "<< /Type /Pages /Kids [3 0 R] /Count 1 >>", page].map(|object| object.into()).to_vec();
    objects.extend(object.map(<[u8]>::to_vec));
    let mut places = Vec::new();
    for (number, object) in objects.iter().enumerate() {
        places.push(whole.len());
        whole.extend(format!("{} 0 obj\n", number + 1).bytes());
        whole.extend(object);
        whole.extend(b"\nendobj\n");
    }
    let table = whole.len();
    whole.extend(format!("xref\n0 {}\n0000000000 65535 f \n", places.len() + 1).bytes());
    places.iter().for_each(|place| whole.extend(format!("{place:010} 00000 n \n").bytes()));
    let size = places.len() + 1;
    whole.extend(format!("trailer\n<< /Size {size} /Root 1 0 R >>\nstartxref\n{table}\n%%EOF\n").bytes());
    whole
}

/// The objects of a compressed stream.
pub(super) fn object_stream(filter: &str, data: &[u8]) -> Vec<u8> {
    let head = format!("<< /Type /ObjStm /N 1 /First 4 {filter} /Length {} >>\nstream\n", data.len());
    [head.as_bytes(), data, b"\nendstream"].concat()
}

/// An empty ZIP archive with a name in it, as it would be appended.
pub(super) fn zip() -> Vec<u8> {
    let mut end = b"PK\x05\x06".to_vec();
    end.extend([0; 18]);
    [b"PK\x03\x04".as_slice(), &[0; 26], &end].concat()
}
