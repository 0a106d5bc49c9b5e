//! Photos and files that prove something about a case. They lie beside the case book under their digest; the history
//! names them.

use super::string_enum;

string_enum! {
    /// What a kept file is, by its contents.
    EvidenceKind {
        /// A photo.
        Jpeg = "jpeg",
        /// A picture of a screen.
        Png = "png",
        /// A document.
        Pdf = "pdf",
        /// Plain text.
        Text = "text",
    }
}

string_enum! {
    /// Why a file cannot be kept.
    UnfitEvidence {
        /// No bytes.
        Empty = "empty",
        /// More bytes than are kept.
        TooLarge = "too-large",
        /// A picture of more pixels than can be looked at.
        TooManyPixels = "too-many-pixels",
        /// A picture that cannot be shown.
        Damaged = "damaged",
        /// None of the kinds that are kept, whatever its name says.
        UnknownKind = "unknown-kind",
    }
}

/// A kept file, as the history names it.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Evidence {
    /// SHA-256 of what is kept, in hexadecimal: its name on disk, and proof that it was not changed.
    pub sha256: String,
    /// The name that it came with, card numbers cut.
    pub name: String,
    /// What it is.
    pub kind: EvidenceKind,
    /// Size of what is kept.
    pub bytes: u64,
}

impl EvidenceKind {
    /// Ending of its file's name.
    pub const fn ending(self) -> &'static str {
        match self {
            Self::Jpeg => "jpg",
            Self::Png => "png",
            Self::Pdf => "pdf",
            Self::Text => "txt",
        }
    }
}
