//! Pages, links, redirects and downloads over a real socket, with every payload at hand in every place of a template.

#![forbid(unsafe_code)]

mod leading;
mod pages;
mod parsed;
mod payloads;
mod shop;
