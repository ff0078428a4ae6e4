//! Collecting: the form that a person at a desk fills in, on the kiosk or on a phone.
//!
//! [`view`] draws it: one static document that works by itself with JavaScript, and a page at a time
//! without. [`form`] reads what a browser posts back into a [`crate::domain::submission::Draft`], the
//! same that the JSON interface reads. Every text that a person sees is in [`words`], in Vietnamese
//! first, then in English. Nothing here knows how many questions there are or what they say: that is
//! the [`crate::domain::survey::Survey`].
//!
//! May import the domain, nothing else. Begin with [`view::document`].

pub mod form;
pub mod view;
pub mod words;
