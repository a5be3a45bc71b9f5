# SPDX-License-Identifier: Apache-2.0
"""Puts botocore under test: a response goes in, what the SDK gives its caller comes out."""
import http.client
import io
import json
import os
import sys
from base64 import b64decode

import botocore.session
import urllib3
from botocore.awsrequest import AWSHTTPSConnectionPool
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError
from botocore.parsers import ResponseParserError

CLAIMED = {"service": "securityhub", "operation": "InviteMembers", "protocol": "restJson1"}
SITE = "https://github.com/boto/botocore"
HELLO = {"type": "hello", "protocol": 1, "name": "botocore", "version": botocore.__version__,
         "language": "python", "runtime": "CPython " + sys.version.split()[0],
         "homepage": SITE, "issues": SITE + "/issues", "transports": ["inline", "http"],
         "operations": ["securityhub.InviteMembers"], "protocols": ["restJson1"], "features": []}


def transport_of(response):
    """A urlopen for the connection pool that answers any request with this response."""
    status, body = int(response["status"]), b64decode(response.get("body_base64", ""), None, True)
    lines = [name.encode() + b": " + (b64decode(value["base64"], validate=True)
                                      if isinstance(value, dict) else value.encode())
             for name, value in response.get("headers", [])]

    def urlopen(_, method, url, preload_content, decode_content, enforce_content_length, **__):
        try:  # read as http.client reads it from a socket, and refused as urllib3 refuses it
            head = http.client.parse_headers(io.BytesIO(b"\r\n".join([*lines, b"", b""])))
        except http.client.HTTPException as error:
            raise urllib3.exceptions.ProtocolError("Connection aborted.", error) from error
        return urllib3.HTTPResponse(
            io.BytesIO(body), urllib3.HTTPHeaderDict(head.items()), status, request_method=method,
            preload_content=preload_content, decode_content=decode_content,
            enforce_content_length=enforce_content_length)
    return urlopen


def thrown(kind, error):
    message = str(error)[:1000].encode(errors="backslashreplace").decode()
    return {"kind": kind, "class": type(error).__name__, "message": message}


def outcome_of(client, arguments):
    """What the caller of InviteMembers gets, told and not judged."""
    try:
        result = client.invite_members(**arguments)
    except ClientError as error:
        code, got = type(error).__name__, error.response
        if type(error) is ClientError:  # the code as the exception's own text shows it
            return {"kind": "unknown", "code": str(got.get("Error", {}).get("Code", "Unknown"))}
        members = client.meta.service_model.shape_for(code).members
        value = {name: got[name] for name in members if name in got}
        return {"kind": "modeled", "code": code, "value": value}
    except (BotoCoreError, ResponseParserError) as error:
        return thrown("rejected", error)
    except Exception as error:
        return thrown("escape", error)
    return {"kind": "result", "value": {k: result[k] for k in result if k != "ResponseMetadata"}}


def writable(outcome):
    """The outcome, its numbers in the protocol's form; an escape where JSON cannot carry it."""
    depth, level = 0, [outcome]
    while level:
        level = [child for parent in level if isinstance(parent, (dict, list))
                 for child in (parent.values() if isinstance(parent, dict) else parent)]
        depth += 1
    if depth > 500:  # a strict reader of JSON may refuse more than 512
        return {"kind": "escape", "class": "NestingTooDeep", "message": f"{depth} levels"}
    try:
        text = json.dumps(outcome, ensure_ascii=False).encode()
    except UnicodeEncodeError as error:
        return {**thrown("escape", error), "class": "UnpairedSurrogate"}
    return json.loads(text, parse_int=lambda n: {"integer": n}, parse_float=lambda n: {"double": n},
                      parse_constant=lambda n: {"double": n})


def take(request, call):
    """Begins the reply and lays ready what to call; its outcome is left for the SDK to tell."""
    if request["type"] in ("hello", "bye"):
        return HELLO if request["type"] == "hello" else sys.exit()
    reply = {"type": "outcome", "id": request["id"].encode().decode()}
    if request["type"] not in ("decode", "call") or not CLAIMED.items() <= request.items():
        return {**reply, "outcome": {"kind": "unsupported", "reason": "the hello claims no such"}}
    if request["type"] == "decode":  # by HTTPS; a call is by HTTP, by the pool as botocore made it
        AWSHTTPSConnectionPool.urlopen = transport_of(request["response"])
        request |= {"endpoint": None, "input": {"AccountIds": ["111122223333"]}}
    call.update(endpoint=request["endpoint"], arguments=request["input"])
    return reply


def main():
    call = {}  # the endpoint, None being the service's own, and the arguments
    replies = os.fdopen(os.dup(1), "w", encoding="utf-8", newline="\n")
    os.dup2(2, 1)  # what a library prints is no reply
    client = botocore.session.Session().create_client(
        "securityhub", region_name="us-east-1", aws_access_key_id="a", aws_secret_access_key="b",
        config=Config(retries={"total_max_attempts": 1}, connect_timeout=2, read_timeout=2))
    client.meta.events.register("before-call", lambda params, **_: call["endpoint"] and
                                params.update(url=call["endpoint"] + params["url_path"]))
    for line in sys.stdin.buffer:
        try:
            reply = take(json.loads(line), call)
        except Exception as error:
            print(f"adapter: a bad request line: {error!r:.300}", file=sys.stderr, flush=True)
            continue
        if reply.keys() == {"type", "id"}:
            reply["outcome"] = writable(outcome_of(client, call["arguments"]))
        print(json.dumps(reply, ensure_ascii=False), file=replies, flush=True)


if __name__ == "__main__":
    main()
