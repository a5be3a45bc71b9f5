// SPDX-License-Identifier: Apache-2.0
//! What the Rust testees share: the conversation of docs/TESTEE.md, with calls beside each other.

use std::future::Future;
use std::io::{self, BufRead, Write};

use serde_json::{json, Value};
use tokio::{runtime::Runtime, task::JoinSet};

const CLAIM: [&str; 4] = ["call", "securityhub", "InviteMembers", "restJson1"];

pub fn hello(name: &str, version: &str, site: &str, features: &[&str]) -> Value {
    json!({"type": "hello", "protocol": 1, "name": name, "version": version, "language": "rust",
           "runtime": env!("TESTEE_RUSTC"), "homepage": site, "issues": format!("{site}/issues"),
           "transports": ["http"], "operations": ["securityhub.InviteMembers"],
           "protocols": ["restJson1"], "features": features})
}

/// An object of what is not absent.
pub fn structure<T: Into<Value>, const N: usize>(members: [(&str, Option<T>); N]) -> Value {
    members.into_iter().filter_map(|(name, value)| Some((name, value?))).collect()
}

/// Answers standard input until its end, or bye. `call` makes the call with these account ids
/// against this endpoint, and tells the outcome.
pub fn serve<C, F>(hello: Value, call: C)
where
    C: Fn(Option<Vec<String>>, String) -> F + Clone + Send + 'static,
    F: Future<Output = Value> + Send + 'static,
{
    let (runtime, mut calls) = (Runtime::new().expect("a runtime"), JoinSet::new());
    for line in io::stdin().lock().split(b'\n').map_while(Result::ok) {
        match serde_json::from_slice::<Value>(&line) {
            Ok(request) if request["type"] == "hello" => say(&hello),
            Ok(request) if request["type"] == "bye" => return,
            Ok(request) if request["id"].is_string() => {
                calls.spawn_on(answer(call.clone(), request), runtime.handle());
            }
            _ => eprintln!("adapter: a bad request line: {}", String::from_utf8_lossy(&line)),
        }
    }
    runtime.block_on(calls.join_all());
}

async fn answer<C, F>(call: C, request: Value)
where
    C: Fn(Option<Vec<String>>, String) -> F,
    F: Future<Output = Value> + Send + 'static,
{
    let asked = ["type", "service", "operation", "protocol"].map(|name| &request[name]);
    let ids = serde_json::from_value(request["input"]["AccountIds"].clone());
    let outcome = match (ids, request["endpoint"].as_str()) {
        _ if asked != CLAIM => json!({"kind": "unsupported", "reason": "the hello claims no such"}),
        (Ok(ids), Some(endpoint)) => match tokio::spawn(call(ids, endpoint.into())).await {
            Ok(outcome) => outcome,
            Err(panic) => {
                let text = panic.into_panic().downcast::<String>();
                let text = text.map_or("a panic, see standard error".into(), |text| *text);
                json!({"kind": "escape", "class": "panic", "message": text})
            }
        },
        _ => return eprintln!("adapter: a bad request: {request}"),
    };
    say(&json!({"type": "outcome", "id": request["id"], "outcome": outcome}));
}

/// Whole lines, whoever else has something to say.
fn say(reply: &Value) {
    let line = format!("{reply}\n");
    let mut out = io::stdout().lock();
    out.write_all(line.as_bytes()).and_then(|()| out.flush()).expect("standard output is open");
}
