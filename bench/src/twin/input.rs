//! What comes in, parsed and validated, with refusals of our own form.

use axum::Json;
use axum::extract::{FromRequest, FromRequestParts, Path, Query, Request};
use axum::http::request::Parts;
use serde::de::DeserializeOwned;
use validator::Validate;

use super::problem::Problem;

/// A JSON body that keeps its rules.
pub(super) struct ValidJson<T>(pub(super) T);

impl<S: Send + Sync, T: DeserializeOwned + Validate> FromRequest<S> for ValidJson<T> {
    type Rejection = Problem;

    async fn from_request(request: Request, state: &S) -> Result<Self, Problem> {
        let Json(input) = Json::<T>::from_request(request, state).await?;
        input.validate().map_err(Problem::Invalid)?;
        Ok(Self(input))
    }
}

/// A query that keeps its rules.
pub(super) struct ValidQuery<T>(pub(super) T);

impl<S: Send + Sync, T: DeserializeOwned + Validate> FromRequestParts<S> for ValidQuery<T> {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Problem> {
        let Query(input) = Query::<T>::from_request_parts(parts, state).await?;
        input.validate().map_err(Problem::Invalid)?;
        Ok(Self(input))
    }
}

/// The id in the path; what is no id is not found.
pub(super) struct Id(pub(super) i64);

impl<S: Send + Sync> FromRequestParts<S> for Id {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Problem> {
        let Path(id) = Path::<i64>::from_request_parts(parts, state).await?;
        Ok(Self(id))
    }
}
