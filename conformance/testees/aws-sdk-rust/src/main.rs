// SPDX-License-Identifier: Apache-2.0
//! Puts the AWS SDK for Rust under test: it makes a call and tells what its caller gets.

use std::time::Duration;

use aws_sdk_securityhub::error::{DisplayErrorContext, ProvideErrorMetadata, SdkError};
use aws_sdk_securityhub::operation::invite_members::InviteMembersError as Error;
use aws_sdk_securityhub::operation::invite_members::InviteMembersOutput as Output;
use aws_sdk_securityhub::{config, config::Config, Client};
use serde_json::{json, Value};
use testee::{hello, serve, structure};

#[path = "../../rust-testee.rs"]
mod testee;

fn new_client() -> Client {
    let wait = Duration::from_secs(2);
    let times = config::timeout::TimeoutConfig::builder().connect_timeout(wait).read_timeout(wait);
    let stall = config::StalledStreamProtectionConfig::enabled().grace_period(wait);
    let config = Config::builder()
        .behavior_version(config::BehaviorVersion::latest())
        .region(config::Region::new("us-east-1"))
        .credentials_provider(config::Credentials::new("a", "b", None, None, "static"))
        .retry_config(config::retry::RetryConfig::disabled())
        .timeout_config(times.build())
        .stalled_stream_protection(stall.build());
    Client::from_conf(config.build())
}

fn result(output: Output) -> Value {
    let item = |item: aws_sdk_securityhub::types::Result| {
        structure([("AccountId", item.account_id), ("ProcessingResult", item.processing_result)])
    };
    let list = output.unprocessed_accounts.map(|it| it.into_iter().map(item).collect::<Value>());
    json!({"kind": "result", "value": structure([("UnprocessedAccounts", list)])})
}

fn service_error(error: Error) -> Value {
    let (code, message, detail) = match error {
        Error::InternalException(it) => ("InternalException", it.message, it.code),
        Error::InvalidAccessException(it) => ("InvalidAccessException", it.message, it.code),
        Error::InvalidInputException(it) => ("InvalidInputException", it.message, it.code),
        Error::LimitExceededException(it) => ("LimitExceededException", it.message, it.code),
        Error::ResourceNotFoundException(it) => ("ResourceNotFoundException", it.message, it.code),
        other => return json!({"kind": "unknown", "code": other.code().unwrap_or_default()}),
    };
    let value = structure([("Message", message), ("Code", detail)]);
    json!({"kind": "modeled", "code": code, "value": value})
}

/// What the caller of InviteMembers gets, told and not judged.
async fn call(client: Client, ids: Option<Vec<String>>, endpoint: String) -> Value {
    let there = Config::builder().endpoint_url(endpoint);
    let call = client.invite_members().set_account_ids(ids).customize().config_override(there);
    let error = match call.send().await {
        Ok(output) => return result(output),
        Err(SdkError::ServiceError(error)) => return service_error(error.into_err()),
        Err(error) => error,
    };
    let class = format!("{error:?}").split('(').next().map(str::to_string);
    let message: String = DisplayErrorContext(&error).to_string().chars().take(1000).collect();
    let mut outcome = json!({"kind": "rejected", "class": class, "message": message});
    if let Some(response) = error.raw_response() {
        outcome["status"] = json!(response.status().as_u16());
    }
    outcome
}

fn main() {
    let site = "https://github.com/awslabs/aws-sdk-rust";
    let version = aws_sdk_securityhub::meta::PKG_VERSION;
    let client = new_client();
    serve(hello("aws-sdk-rust", version, site, &["pipelining"]), move |ids, endpoint| {
        call(client.clone(), ids, endpoint)
    });
}
