//! From the tree of a template to the statements that write it, with the place in the page of each expression.
//!
//! Floor 3. The grammar is askama's (<https://askama.rs>), the match over it exhaustive: what is not read here is refused.

use askama_parser::node::{If, Lit, Loop, Ws};
use askama_parser::{Ast, Expr, Node, Syntax, Target, WithSpan};
use proc_macro2::{Ident, Span, TokenStream};
use quote::{format_ident, quote, quote_spanned};

use super::assets::Assets;
use super::context::{Context, Place};
use super::expression::{Local, Scope, start};
use crate::paths;

type Nodes<'a> = [Box<Node<'a>>];

/// What a template becomes.
pub(super) struct Written {
    pub(super) statements: TokenStream,
    pub(super) assets: Assets,
    /// The bytes of its own text.
    pub(super) size: usize,
    /// The fields that it shows as they are.
    pub(super) shown: Vec<String>,
}

/// The counter of a loop.
pub(super) fn counter(number: usize) -> Ident {
    Ident::new(&format!("counter_{number}"), Span::mixed_site())
}

/// How often a loop runs.
pub(super) fn count(number: usize) -> Ident {
    Ident::new(&format!("count_{number}"), Span::mixed_site())
}

/// Reads and judges a whole template.
pub(super) fn template(scope: Scope<'_>) -> syn::Result<Written> {
    let source = scope.source;
    let tree = Ast::from_str(&source.text, None, &Syntax::default()).map_err(|error| {
        let why = error.message.unwrap_or("what stands here is not read".into());
        source.fault(error.offset, &why)
    })?;
    let mut walk =
        Walk { scope, context: Context::new(), pending: String::new(), size: 0, names: 0, shown: Vec::new() };
    let mut statements = walk.nodes(tree.nodes())?;
    statements.extend(walk.flush());
    let assets = walk.context.finish().map_err(|why| source.fault(source.text.len(), &why))?;
    Ok(Written { statements, assets, size: walk.size, shown: walk.shown })
}

struct Walk<'s> {
    scope: Scope<'s>,
    context: Context,
    /// Text that was read and not yet written.
    pending: String,
    size: usize,
    shown: Vec<String>,
    /// How many names were given, so that each is another.
    names: usize,
}

impl Walk<'_> {
    fn fault<T>(&self, at: usize, why: &str) -> syn::Result<T> {
        Err(self.scope.source.fault(at, why))
    }

    /// The statement that writes the text so far.
    fn flush(&mut self) -> TokenStream {
        let (private, text) = (paths::private(), std::mem::take(&mut self.pending));
        self.size += text.len();
        match text.is_empty() {
            true => TokenStream::new(),
            false => quote!(#private::Sheet::markup(sheet, #text);),
        }
    }

    fn nodes(&mut self, nodes: &Nodes<'_>) -> syn::Result<TokenStream> {
        let mut statements = TokenStream::new();
        for node in nodes {
            statements.extend(self.node(node)?);
        }
        Ok(statements)
    }

    fn node(&mut self, node: &Node<'_>) -> syn::Result<TokenStream> {
        let at = start(node.span());
        match node {
            Node::Lit(text) => self.text(text).map(|()| TokenStream::new()),
            Node::Comment(comment) => self.keeps_blanks(at, comment.ws).map(|()| TokenStream::new()),
            Node::Raw(raw) => {
                self.keeps_blanks(at, raw.ws1)?;
                self.keeps_blanks(at, raw.ws2)?;
                self.text(&raw.lit).map(|()| TokenStream::new())
            }
            Node::Expr(ws, expression) => {
                self.keeps_blanks(at, *ws)?;
                self.expression(at, expression)
            }
            Node::If(branches) => self.branches(at, branches),
            Node::Loop(repeated) => self.repeated(at, repeated),
            Node::Extends(_) | Node::Include(_) | Node::Import(_) | Node::BlockDef(_) => self.fault(
                at,
                "a template is one file; what pages share is a part: a field whose type has a `#[markup(…)]` of its own",
            ),
            Node::Macro(_) | Node::Call(_) => {
                self.fault(at, "a template has no macros; what is repeated is a part: a field whose type has a `#[markup(…)]` of its own")
            }
            Node::FilterBlock(_) => self.fault(at, "a filter over markup; filter the value, in the handler or by `{{ value|upper }}`"),
            Node::Let(_) | Node::Compound(_) | Node::Declare(_) => {
                self.fault(at, "a template computes nothing; compute the value in the handler, into a field")
            }
            Node::Match(_) => self.fault(at, "`match` is not read; write `if`, `elif` and `if let Some(…)`"),
            Node::Break(_) | Node::Continue(_) => {
                self.fault(at, "a loop of a template runs to its end; give it the list that it shows")
            }
        }
    }

    /// What takes blanks away could join what they keep apart.
    fn keeps_blanks(&self, at: usize, Ws(before, after): Ws) -> syn::Result<()> {
        match before.is_none() && after.is_none() {
            true => Ok(()),
            false => {
                self.fault(at, "the marks that take blanks away are not read; remove the `-`, `+` or `~`")
            }
        }
    }

    fn text(&mut self, text: &WithSpan<Lit<'_>>) -> syn::Result<()> {
        for part in [text.lws, text.val, text.rws] {
            let begun = start(part.span());
            self.context
                .text(*part)
                .map_err(|fault| self.scope.source.fault(begun + fault.at, &fault.why))?;
            self.pending.push_str(*part);
        }
        Ok(())
    }

    fn expression(&mut self, at: usize, expression: &WithSpan<Box<Expr<'_>>>) -> syn::Result<TokenStream> {
        let place = self.context.expression().map_err(|why| self.scope.source.fault(at, &why))?;
        let value = self.scope.value(expression)?;
        let (private, line) = (paths::private(), self.scope.source.line(at));
        let field = self.scope.whole_field(expression).map(|(name, span)| (name.to_owned(), span));
        let span = field.as_ref().map_or(self.scope.span(), |(_, span)| *span);
        let (named, on_line) = match place {
            Place::Text => (quote_spanned!(span=> in_text), quote_spanned!(span=> text_on_line)),
            Place::TextAlone | Place::Attribute => {
                (quote_spanned!(span=> in_value), quote_spanned!(span=> value_on_line))
            }
            Place::Link => (quote_spanned!(span=> in_link), quote_spanned!(span=> link_on_line)),
        };
        let mut statements = self.flush();
        self.shown.extend(self.scope.root(expression));
        statements.extend(match field {
            // An error about a field stands at its type.
            Some((name, _)) => {
                let field = Ident::new(&name, span);
                quote_spanned!(span=> #private::#named(&self.#field, sheet);)
            }
            None => quote_spanned!(span=> #private::#on_line::<_, #line>(&#value, sheet);),
        });
        Ok(statements)
    }

    /// Where the place of the page is one at which branches meet; a blank keeps attributes apart.
    fn settle(&mut self, at: usize) -> syn::Result<()> {
        if self.context.settle().map_err(|why| self.scope.source.fault(at, &why))? {
            self.pending.push(' ');
        }
        Ok(())
    }

    /// The nodes of one branch, which ends where it began.
    fn branch(&mut self, at: usize, before: &Context, nodes: &Nodes<'_>) -> syn::Result<TokenStream> {
        let mut statements = self.nodes(nodes)?;
        self.settle(at)?;
        statements.extend(self.flush());
        self.context.join(before).map_err(|why| self.scope.source.fault(at, &why))?;
        Ok(statements)
    }

    /// The statements before branches begin, and the place where they do.
    fn begin(&mut self, at: usize) -> syn::Result<(TokenStream, Context)> {
        self.settle(at)?;
        self.context.branch().map_err(|why| self.scope.source.fault(at, &why))?;
        Ok((self.flush(), self.context.clone()))
    }

    fn branches(&mut self, at: usize, branches: &If<'_>) -> syn::Result<TokenStream> {
        self.keeps_blanks(at, branches.ws)?;
        let (mut statements, before) = self.begin(at)?;
        let mut tags = Vec::new();
        for (number, branch) in branches.branches.iter().enumerate() {
            let at = start(branch.span());
            self.keeps_blanks(at, branch.ws)?;
            let known = self.scope.locals.len();
            let head = match &branch.cond {
                None => TokenStream::new(),
                Some(test) => match &test.target {
                    None => {
                        let condition = self.scope.condition(&test.expr)?;
                        quote!(if #condition)
                    }
                    Some(target) => {
                        let (name, option) = self.scope.looked_into(test, target)?;
                        let local = self.local(name, self.scope.root(&test.expr));
                        let span = self.scope.span();
                        quote_spanned!(span=> if let ::core::option::Option::Some(#local) = &#option)
                    }
                },
            };
            let body = self.branch(at, &before, &branch.nodes)?;
            self.scope.locals.truncate(known);
            tags.push(self.context.rewind(&before));
            let otherwise = (number > 0).then(|| quote!(else));
            statements.extend(quote!(#otherwise #head { #body }));
        }
        tags.into_iter().for_each(|tag| self.context.add(tag));
        Ok(statements)
    }

    fn repeated(&mut self, at: usize, repeated: &Loop<'_>) -> syn::Result<TokenStream> {
        for ws in [repeated.ws1, repeated.ws2, repeated.ws3] {
            self.keeps_blanks(at, ws)?;
        }
        let Target::Name(name) = &repeated.var else {
            return self.fault(at, "a loop names each element by one name: `for line in lines`");
        };
        if repeated.cond.is_some() {
            return self
                .fault(at, "a loop shows the whole list; filter it in the handler, or write an `if` within");
        }
        let (mut statements, before) = self.begin(at)?;
        let (private, span, line) = (paths::private(), self.scope.span(), self.scope.source.line(at));
        let list = self.scope.place(&repeated.iter)?;
        let known = self.scope.locals.len();
        let local = self.local(name, self.scope.root(&repeated.iter));
        let number = self.names;
        self.scope.loops.push(number);
        let body = self.branch(at, &before, &repeated.body)?;
        self.scope.loops.pop();
        self.scope.locals.truncate(known);
        let mut tags = vec![self.context.rewind(&before)];
        let otherwise = self.branch(at, &before, &repeated.else_nodes)?;
        tags.push(self.context.rewind(&before));
        tags.into_iter().for_each(|tag| self.context.add(tag));
        let (counter, count, elements) =
            (counter(number), count(number), format_ident!("elements", span = Span::mixed_site()));
        let otherwise = (!otherwise.is_empty()).then(|| quote!(if #count == 0 { #otherwise }));
        statements.extend(quote_spanned! {span=>
            {
                let #elements = #private::listed::<_, #line>(&#list);
                let #count = <[_]>::len(#elements);
                let _ = #count;
                for (#counter, #local) in ::core::iter::Iterator::enumerate(<[_]>::iter(#elements)) {
                    let _ = #counter;
                    #body
                }
                #otherwise
            }
        });
        Ok(statements)
    }

    /// A name that the template gives, as one of Rust's that no other meets.
    fn local(&mut self, name: &str, of: Option<String>) -> Ident {
        self.names += 1;
        let local = Ident::new(&format!("local_{}", self.names), Span::mixed_site());
        self.scope.locals.push(Local { name: name.to_owned(), ident: local.clone(), of });
        local
    }
}
