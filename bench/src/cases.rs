//! What is asked of each service, and what it is expected to answer.

use std::net::SocketAddr;
use std::sync::Arc;

use axum::body::Body;
use axum::extract::{ConnectInfo, Request};
use axum::http::Method;
use axum::http::header::{AUTHORIZATION, CONTENT_TYPE, HOST};

use crate::Fault;
use crate::data::{ORDERS_EACH, USERS};
use crate::keys::Material;

/// A service, as an index into every list of three.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Service {
    /// Axum without controls.
    Bare,
    /// The controls written by hand.
    Twin,
    /// Portcullis.
    Portcullis,
}

/// All three, in the order of the columns.
pub(crate) const SERVICES: [Service; 3] = [Service::Bare, Service::Twin, Service::Portcullis];

impl Service {
    /// What the tables call it.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Bare => "bare",
            Self::Twin => "twin",
            Self::Portcullis => "portcullis",
        }
    }
}

/// One request.
#[derive(Clone)]
pub(crate) struct Shot {
    method: Method,
    target: String,
    token: Option<Arc<str>>,
    body: Option<Arc<str>>,
}

impl Shot {
    fn get(target: impl Into<String>, token: Option<&Arc<str>>) -> Self {
        Self { method: Method::GET, target: target.into(), token: token.cloned(), body: None }
    }

    /// As a server hands it to a router.
    pub(crate) fn request(&self) -> Result<Request, Fault> {
        let mut request = Request::builder().method(&self.method).uri(&self.target).header(HOST, "bench");
        if let Some(token) = &self.token {
            request = request.header(AUTHORIZATION, format!("Bearer {token}"));
        }
        let body = match &self.body {
            None => Body::empty(),
            Some(body) => {
                request =
                    request.header(CONTENT_TYPE, "application/json").header("content-length", body.len());
                Body::from(body.to_string())
            }
        };
        let mut request = request.body(body)?;
        request.extensions_mut().insert(ConnectInfo(SocketAddr::from(([127, 0, 0, 1], 40_000))));
        Ok(request)
    }

    /// As a client writes it.
    pub(crate) fn text(&self) -> Vec<u8> {
        let mut text = format!("{} {} HTTP/1.1\r\nhost: bench\r\n", self.method, self.target);
        if let Some(token) = &self.token {
            text.push_str(&format!("authorization: Bearer {token}\r\n"));
        }
        match &self.body {
            None => text.push_str("\r\n"),
            Some(body) => text.push_str(&format!(
                "content-type: application/json\r\ncontent-length: {}\r\n\r\n{body}",
                body.len()
            )),
        }
        text.into_bytes()
    }
}

/// The requests of a case for one service, and the status that each of them gets.
pub(crate) struct Asked {
    /// Sent in turn.
    pub shots: Vec<Shot>,
    /// The status.
    pub status: u16,
}

/// A case: a kind of request.
pub(crate) struct Case {
    /// Short, for the command line.
    pub id: &'static str,
    /// For the table.
    pub title: &'static str,
    /// What each service is asked, in the order of [`SERVICES`]; nothing where it has no such control.
    pub asked: [Option<Asked>; 3],
    /// Whether the database is at work.
    pub database: bool,
    /// Whether a shot may be sent only once to a service.
    pub once_each: bool,
    /// Whether rows are made or go.
    pub changes: bool,
    /// Whether each shot takes a row away, so that none works twice.
    pub deletes: bool,
}

impl Case {
    /// What this service is asked.
    pub(crate) fn of(&self, service: Service) -> Option<&Asked> {
        let [bare, twin, portcullis] = &self.asked;
        match service {
            Service::Bare => bare.as_ref(),
            Service::Twin => twin.as_ref(),
            Service::Portcullis => portcullis.as_ref(),
        }
    }

    /// Asks this service nothing any more.
    pub(crate) fn leave_out(&mut self, service: Service) {
        if let Some(asked) = self.asked.get_mut(service as usize) {
            *asked = None;
        }
    }
}

fn asked(shots: Vec<Shot>, status: u16) -> Option<Asked> {
    Some(Asked { shots, status })
}

/// The same for the two services that have controls.
fn controlled(bare: Option<Asked>, shots: Vec<Shot>, status: u16) -> [Option<Asked>; 3] {
    [bare, asked(shots.clone(), status), asked(shots, status)]
}

/// A shot at each order, by who owns it.
fn every_order(users: &[(i64, &Arc<str>)]) -> Vec<Shot> {
    let orders = users.iter().flat_map(|(user, token)| {
        let first = (user - 1) * ORDERS_EACH + 1;
        (first..first + ORDERS_EACH)
            .map(move |id| Shot { method: Method::DELETE, ..Shot::get(format!("/orders/{id}"), Some(token)) })
    });
    orders.collect()
}

/// Every case. Requests go round all users, so that neither a row nor a token is the only one in use.
pub(crate) fn all(material: &Material) -> Vec<Case> {
    let tokens: Vec<Arc<str>> = material.tokens.iter().map(|token| Arc::from(token.as_str())).collect();
    let users: Vec<(i64, &Arc<str>)> = (1..=USERS).zip(&tokens).collect();
    let first_order = |user: i64| (user - 1) * ORDERS_EACH + 1;
    let each = |shot: &dyn Fn(i64, &Arc<str>) -> Shot| -> Vec<Shot> {
        users.iter().map(|(user, token)| shot(*user, token)).collect()
    };
    let one = |target: &str| vec![Shot::get(target, None)];
    let post = |body: String, token: Option<&Arc<str>>| Shot {
        method: Method::POST,
        target: "/orders".to_owned(),
        token: token.cloned(),
        body: Some(body.into()),
    };
    let case = |id, title, asked| Case {
        id,
        title,
        asked,
        database: false,
        once_each: false,
        changes: false,
        deletes: false,
    };
    let of_rows = |id, title, asked| Case { database: true, ..case(id, title, asked) };
    vec![
        case(
            "authenticated",
            "authenticated, no database",
            controlled(asked(one("/me"), 200), each(&|_, token| Shot::get("/me", Some(token))), 200),
        ),
        of_rows(
            "owned",
            "owned row by id",
            controlled(
                asked(each(&|user, _| Shot::get(format!("/orders/{}", first_order(user)), None)), 200),
                each(&|user, token| Shot::get(format!("/orders/{}", first_order(user)), Some(token))),
                200,
            ),
        ),
        of_rows(
            "list",
            "list, a page of 20",
            controlled(
                asked(
                    each(&|user, _| {
                        Shot::get(format!("/orders?limit=20&after={}", first_order(user) - 1), None)
                    }),
                    200,
                ),
                each(&|_, token| Shot::get("/orders?limit=20", Some(token))),
                200,
            ),
        ),
        Case {
            changes: true,
            ..of_rows(
                "insert",
                "validated insert",
                controlled(
                    asked(
                        each(&|user, _| {
                            post(format!(r#"{{"user_id":{user},"item":"a lamp","quantity":2}}"#), None)
                        }),
                        201,
                    ),
                    each(&|_, token| post(r#"{"item":"a lamp","quantity":2}"#.to_owned(), Some(token))),
                    201,
                ),
            )
        },
        of_rows(
            "search",
            "list, filtered and sorted",
            controlled(
                None,
                each(&|_, token| Shot::get("/search?limit=20&quantity.gte=3&sort=-quantity", Some(token))),
                200,
            ),
        ),
        of_rows(
            "update",
            "update of an owned row",
            controlled(
                None,
                each(&|user, token| Shot {
                    method: Method::PATCH,
                    target: format!("/orders/{}", first_order(user)),
                    token: Some(Arc::clone(token)),
                    body: Some(r#"{"quantity":2}"#.into()),
                }),
                200,
            ),
        ),
        Case {
            changes: true,
            deletes: true,
            ..of_rows("delete", "delete of an owned row", controlled(None, every_order(&users), 204))
        },
        of_rows(
            "report",
            "SQL by hand, over one's own rows",
            controlled(None, each(&|_, token| Shot::get("/report", Some(token))), 200),
        ),
        Case {
            once_each: true,
            ..case(
                "first-use",
                "authenticated, first use of the token",
                controlled(
                    None,
                    material
                        .unseen
                        .iter()
                        .map(|token| Shot::get("/me", Some(&token.as_str().into())))
                        .collect(),
                    200,
                ),
            )
        },
        case("no-token", "refused: no token (401)", controlled(None, one("/me"), 401)),
        of_rows(
            "wrong-owner",
            "refused: someone else's row (404)",
            controlled(
                None,
                each(&|user, token| {
                    Shot::get(format!("/orders/{}", first_order(user % USERS + 1)), Some(token))
                }),
                404,
            ),
        ),
        case(
            "over-quota",
            "refused: over the quota (429)",
            controlled(None, each(&|_, token| Shot::get("/once", Some(token))), 429),
        ),
    ]
}
