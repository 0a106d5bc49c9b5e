//! Photos and files that prove something about a case: which may be kept, and without what a photo says of the place and
//! the device it was taken with. Nothing here reads or writes a file.

use crate::domain::{EvidenceKind, UnfitEvidence};
use image::codecs::jpeg::JpegEncoder;
use image::{DynamicImage, ImageDecoder, ImageFormat, ImageReader, Limits};
use std::io::Cursor;

/// Largest file that is kept: what UnionPay takes as a voucher.
pub const MOST_BYTES: usize = 10 * 1024 * 1024;
/// Largest photo that is looked at; it is made smaller before it is kept.
pub const MOST_PHOTO_BYTES: usize = 40 * 1024 * 1024;
/// Longest side of a kept photo, in pixels: small print on a slip stays readable.
const LONGEST_SIDE: u32 = 4000;
/// Most memory that taking a photo apart may cost: fifty megapixels.
const MOST_DECODED_BYTES: u64 = 200 * 1024 * 1024;
const JPEG_QUALITY: u8 = 88;

/// What may be kept of a file.
#[derive(Debug, PartialEq, Eq)]
pub struct Fit {
    /// What it is.
    pub kind: EvidenceKind,
    /// Its bytes; those of a photo are written anew.
    pub bytes: Vec<u8>,
}

/// Looks at a file by its contents, whatever its name says, and makes of it what may be kept.
///
/// # Errors
/// When it is none of the kinds that are kept, damaged, or too large.
pub fn prepare(bytes: Vec<u8>) -> Result<Fit, UnfitEvidence> {
    if bytes.is_empty() {
        return Err(UnfitEvidence::Empty);
    }
    match image::guess_format(&bytes) {
        Ok(ImageFormat::Jpeg) => photo(&bytes, ImageFormat::Jpeg),
        Ok(ImageFormat::Png) => photo(&bytes, ImageFormat::Png),
        _ if bytes.starts_with(b"%PDF-") => whole(EvidenceKind::Pdf, bytes),
        _ if is_text(&bytes) => whole(EvidenceKind::Text, bytes),
        _ => Err(UnfitEvidence::UnknownKind),
    }
}

fn whole(kind: EvidenceKind, bytes: Vec<u8>) -> Result<Fit, UnfitEvidence> {
    if bytes.len() > MOST_BYTES { Err(UnfitEvidence::TooLarge) } else { Ok(Fit { kind, bytes }) }
}

/// A photo is written anew: that leaves out the place, the device and whatever else stands beside the picture.
fn photo(bytes: &[u8], format: ImageFormat) -> Result<Fit, UnfitEvidence> {
    if bytes.len() > MOST_PHOTO_BYTES {
        return Err(UnfitEvidence::TooLarge);
    }
    let mut photo = decode(bytes, format)?;
    if photo.width().max(photo.height()) > LONGEST_SIDE {
        photo = photo.thumbnail(LONGEST_SIDE, LONGEST_SIDE);
    }
    let mut kept = Vec::new();
    let (kind, written) = match format {
        ImageFormat::Png => (EvidenceKind::Png, photo.write_to(&mut Cursor::new(&mut kept), ImageFormat::Png)),
        _ => {
            let photo = DynamicImage::ImageRgb8(photo.into_rgb8());
            (EvidenceKind::Jpeg, JpegEncoder::new_with_quality(&mut kept, JPEG_QUALITY).encode_image(&photo))
        }
    };
    written.map_err(|_| UnfitEvidence::Damaged)?;
    whole(kind, kept)
}

/// The picture, turned the way it was held.
fn decode(bytes: &[u8], format: ImageFormat) -> Result<DynamicImage, UnfitEvidence> {
    let mut limits = Limits::default();
    limits.max_alloc = Some(MOST_DECODED_BYTES);
    let mut reader = ImageReader::with_format(Cursor::new(bytes), format);
    reader.limits(limits);
    let unfit = |error: image::ImageError| match error {
        image::ImageError::Limits(_) => UnfitEvidence::TooManyPixels,
        _ => UnfitEvidence::Damaged,
    };
    let mut decoder = reader.into_decoder().map_err(unfit)?;
    // Not every decoder keeps the limit by itself.
    if decoder.total_bytes() > MOST_DECODED_BYTES {
        return Err(UnfitEvidence::TooManyPixels);
    }
    let orientation = decoder.orientation().unwrap_or(image::metadata::Orientation::NoTransforms);
    let mut photo = DynamicImage::from_decoder(decoder).map_err(unfit)?;
    photo.apply_orientation(orientation);
    Ok(photo)
}

/// UTF-8 without control characters other than line ends and tabs.
fn is_text(bytes: &[u8]) -> bool {
    let is_stray = |c: char| c.is_control() && !matches!(c, '\n' | '\r' | '\t' | '\u{c}');
    std::str::from_utf8(bytes).is_ok_and(|text| !text.contains(is_stray))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn jpeg(width: u32, height: u32) -> Vec<u8> {
        let mut bytes = Vec::new();
        DynamicImage::new_rgb8(width, height).write_to(&mut Cursor::new(&mut bytes), ImageFormat::Jpeg).unwrap();
        bytes
    }

    /// The same photo with the place it was taken at.
    fn with_exif(photo: &[u8], exif: &[u8]) -> Vec<u8> {
        let length = u16::try_from(exif.len() + 8).unwrap().to_be_bytes();
        [&photo[..2], &[0xff, 0xe1], &length, b"Exif\0\0", exif, &photo[2..]].concat()
    }

    /// Exif that turns the picture by a quarter and names a town.
    fn quarter_turn() -> Vec<u8> {
        let mut exif = b"MM\0\x2a\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0\x06\0\0\0\0\0\0".to_vec();
        exif.extend(b"GPS Hangzhou 30.27N");
        exif
    }

    #[test]
    fn a_photo_keeps_its_picture_upright_and_loses_its_place() {
        let photo = with_exif(&jpeg(40, 20), &quarter_turn());
        let fit = prepare(photo).unwrap();
        assert_eq!(fit.kind, EvidenceKind::Jpeg);
        assert!(!fit.bytes.windows(8).any(|part| part == b"Hangzhou"));
        let kept = image::load_from_memory(&fit.bytes).unwrap();
        assert!(kept.height() > kept.width(), "turned upright");
    }

    #[test]
    fn a_huge_photo_is_made_smaller_and_a_monstrous_one_refused() {
        let fit = prepare(jpeg(4400, 1200)).unwrap();
        let kept = image::load_from_memory(&fit.bytes).unwrap();
        assert_eq!(kept.width(), LONGEST_SIDE);
        // A header that promises more pixels than any photo has.
        let mut monstrous = jpeg(16, 16);
        let frame = monstrous.windows(2).position(|pair| pair == [0xff, 0xc0]).unwrap();
        monstrous[frame + 5..frame + 9].copy_from_slice(&[0xff, 0xdc, 0xff, 0xdc]);
        assert_eq!(prepare(monstrous), Err(UnfitEvidence::TooManyPixels));
    }

    #[test]
    fn what_is_no_proof_is_refused_whatever_its_name_says() {
        let damaged = jpeg(64, 64)[..300].to_vec();
        assert_eq!(prepare(damaged), Err(UnfitEvidence::Damaged));
        assert_eq!(prepare(b"MZ\x90\0\x03\0\0\0".to_vec()), Err(UnfitEvidence::UnknownKind));
        assert_eq!(prepare(Vec::new()), Err(UnfitEvidence::Empty));
        assert_eq!(prepare(b"%PDF-1.7 slip".to_vec()).unwrap().kind, EvidenceKind::Pdf);
        assert_eq!(prepare("通话记录\n".into()).unwrap().kind, EvidenceKind::Text);
        assert_eq!(prepare(vec![b'a'; MOST_BYTES + 1]), Err(UnfitEvidence::TooLarge));
    }
}
