//! The name of a stored file: 128 random bits and its kind.
//!
//! Floor 4.

use std::fmt;

use crate::content::FileKind;
use crate::database::{Arguments, Column, ColumnKind, KeptAs, Row, SealedColumn};
use crate::refusal::Refusal;

/// The name of a stored file, and the type of the column that keeps it: 32 hexadecimal digits, a dot, and the extension of its kind. A row that keeps one
/// says thereby who may read the file.
///
/// Only [`UploadedFile::store`](crate::UploadedFile::store) makes one, and only a column gives it back. It cannot be parsed, is no field of an input,
/// and leaves in no reply, so a client can neither ask for a file by its name nor set another's.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct StoredName {
    random: u128,
    kind: FileKind,
}

impl StoredName {
    pub(super) fn random(kind: FileKind) -> Result<Self, aws_lc_rs::error::Unspecified> {
        let mut random = [0; 16];
        aws_lc_rs::rand::fill(&mut random)?;
        Ok(Self { random: u128::from_be_bytes(random), kind })
    }

    /// What the file is.
    pub fn kind(&self) -> FileKind {
        self.kind
    }

    pub(super) fn text(&self) -> String {
        format!("{:032x}.{}", self.random, self.kind.extension())
    }

    /// The name that was printed as this text, and as no other.
    fn read(text: &str) -> Option<Self> {
        let (random, extension) = text.split_once('.')?;
        let kind = FileKind::ALL.into_iter().find(|kind| kind.extension() == extension)?;
        let name = Self { random: u128::from_str_radix(random, 16).ok()?, kind };
        (name.text() == text).then_some(name)
    }
}

impl fmt::Debug for StoredName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text())
    }
}

fn read(text: &str) -> Result<StoredName, Refusal> {
    StoredName::read(text).ok_or_else(|| Refusal::internal("a column holds what is no name of a stored file"))
}

impl SealedColumn for StoredName {}

impl Column for StoredName {
    const KIND: ColumnKind = ColumnKind::Text;
    const KEPT: KeptAs = KeptAs::File;

    fn read(row: &Row, index: usize) -> Result<Self, Refusal> {
        read(&<String as Column>::read(row, index)?)
    }

    fn bind(&self, arguments: &mut Arguments) -> Result<(), Refusal> {
        self.text().bind(arguments)
    }
}

impl SealedColumn for Option<StoredName> {}

impl Column for Option<StoredName> {
    const KIND: ColumnKind = ColumnKind::Text;
    const NULLABLE: bool = true;
    const KEPT: KeptAs = KeptAs::File;

    fn read(row: &Row, index: usize) -> Result<Self, Refusal> {
        <Option<String> as Column>::read(row, index)?.as_deref().map(read).transpose()
    }

    fn bind(&self, arguments: &mut Arguments) -> Result<(), Refusal> {
        self.as_ref().map(StoredName::text).bind(arguments)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_read_from_its_own_text_alone() {
        let name = StoredName { random: 0xABC, kind: FileKind::Jpeg };
        assert_eq!(name.text(), "00000000000000000000000000000abc.jpg");
        assert_eq!(StoredName::read(&name.text()), Some(name));
        for other in [
            "",
            ".jpg",
            "abc.jpg",
            "00000000000000000000000000000ABC.jpg",
            "+0000000000000000000000000000abc.jpg",
            "00000000000000000000000000000abc.jpeg",
            "00000000000000000000000000000abc.php",
            "00000000000000000000000000000abc.jpg.php",
            "../0000000000000000000000000000abc.jpg",
            "/00000000000000000000000000000abc.jpg",
            "00000000000000000000000000000abc.jpg/",
            "00000000000000000000000000000abc.jpg\0",
        ] {
            assert_eq!(StoredName::read(other), None, "{other}");
        }
        let names: Vec<_> = (0..100).map(|_| StoredName::random(FileKind::Png).unwrap().text()).collect();
        assert!(names.iter().all(|name| names.iter().filter(|other| *other == name).count() == 1));
    }
}
