//! Case records and summaries in other forms.
