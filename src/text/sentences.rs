//! Sentences: reasons, refusals, errors.
