//! One file per use case; the only place where import, reconcile, store and export meet.
