// SPDX-License-Identifier: Apache-2.0
//! Puts rusoto under test: it makes a call and tells what its caller gets.

use std::time::Duration;

use hyper::client::HttpConnector;
use rusoto_core::RusotoError::{Service, Unknown, Validation};
use rusoto_core::{
    credential::StaticProvider, request::*, signature::SignedRequest, Client, Region,
};
use rusoto_securityhub::{self as hub, InviteMembersError as Error, SecurityHub};
use serde_json::{json, Value};
use testee::{hello, serve, structure};
use tokio::time::timeout;

#[path = "../../rust-testee.rs"]
mod testee;

/// The stock dispatcher, but for the Content-Type, which is not restJson1's: see README.md.
struct AsJson(HttpClient<HttpConnector>);

impl DispatchSignedRequest for AsJson {
    fn dispatch(&self, mut it: SignedRequest, t: Option<Duration>) -> DispatchSignedRequestFuture {
        it.remove_header("content-type");
        it.set_content_type("application/json".into());
        self.0.dispatch(it, t)
    }
}

fn new_client() -> Client {
    let mut connector = HttpConnector::new();
    connector.set_connect_timeout(Some(Duration::from_secs(2)));
    let credentials = StaticProvider::new_minimal("a".into(), "b".into());
    Client::new_with(credentials, AsJson(HttpClient::from_connector(connector)))
}

fn result(output: hub::InviteMembersResponse) -> Value {
    let item = |item: hub::SecurityHubResult| {
        structure([("AccountId", item.account_id), ("ProcessingResult", item.processing_result)])
    };
    let list = output.unprocessed_accounts.map(|it| it.into_iter().map(item).collect::<Value>());
    json!({"kind": "result", "value": structure([("UnprocessedAccounts", list)])})
}

/// What the caller of InviteMembers gets, told and not judged.
async fn call(client: Client, ids: Option<Vec<String>>, endpoint: String) -> Value {
    let modeled = |code, text| json!({"kind": "modeled", "code": code, "value": {"Message": text}});
    let rejected = |class, text| json!({"kind": "rejected", "class": class, "message": text});
    let there = Region::Custom { name: "us-east-1".into(), endpoint };
    let hub = hub::SecurityHubClient::new_with_client(client, there);
    let call =
        hub.invite_members(hub::InviteMembersRequest { account_ids: ids.unwrap_or_default() });
    match timeout(Duration::from_secs(2), call).await {
        Ok(Ok(output)) => result(output),
        Ok(Err(Service(Error::Internal(text)))) => modeled("InternalException", text),
        Ok(Err(Service(Error::InvalidAccess(text)))) => modeled("InvalidAccessException", text),
        Ok(Err(Service(Error::InvalidInput(text)))) => modeled("InvalidInputException", text),
        Ok(Err(Service(Error::LimitExceeded(text)))) => modeled("LimitExceededException", text),
        Ok(Err(Service(Error::ResourceNotFound(it)))) => modeled("ResourceNotFoundException", it),
        Ok(Err(Validation(_))) => json!({"kind": "unknown", "code": "ValidationException"}),
        Ok(Err(Unknown(response))) => {
            let mut outcome = json!({"kind": "unknown", "code": ""});
            if !response.body.is_empty() {
                outcome["raw_base64"] = base64::encode(&response.body).into();
            }
            outcome
        }
        Ok(Err(error)) => rejected(format!("{error:?}").split('(').next(), error.to_string()),
        Err(elapsed) => rejected(Some("Elapsed"), elapsed.to_string()),
    }
}

/// The release that the lock names: the package does not tell its own.
fn version() -> &'static str {
    let lock = include_str!("../Cargo.lock");
    let entry = lock.split("name = \"rusoto_securityhub\"\nversion = \"").nth(1);
    entry.and_then(|rest| rest.split('"').next()).expect("the lock has rusoto_securityhub")
}

fn main() {
    let (site, features) = ("https://github.com/rusoto/rusoto", ["pipelining", "unknown_raw"]);
    let client = new_client();
    serve(hello("rusoto", version(), site, &features), move |ids, endpoint| {
        call(client.clone(), ids, endpoint)
    });
}
