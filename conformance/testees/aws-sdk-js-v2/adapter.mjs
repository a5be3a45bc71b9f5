// SPDX-License-Identifier: Apache-2.0
// Puts the AWS SDK for JavaScript v2 under test: tells what the SDK gives to its caller.
import { Agent } from "node:http";
import { createRequire } from "node:module";
import { modeled, serve, thrown, unknown } from "../node-testee.mjs";

const require = createRequire(`${process.argv[2]}/`); // run has put the packages there
const AWS = require("aws-sdk");

const site = "https://github.com/aws/aws-sdk-js";
const options = {
  apiVersion: "2018-10-26",
  region: "us-east-1",
  credentials: { accessKeyId: "a", secretAccessKey: "b" },
  maxRetries: 0,
  httpOptions: { agent: new Agent({ keepAlive: true }), connectTimeout: 2000, timeout: 2000 },
};

// The SDK has no error types and no list of an operation's errors: its callers look at the code.
const MODELED = new Set([
  "InternalException",
  "InvalidAccessException",
  "InvalidInputException",
  "LimitExceededException",
  "ResourceNotFoundException",
]);
const NETWORK = new Set(["NetworkingError", "TimeoutError", "UnknownEndpoint"]);

function send(endpoint, input) {
  return new AWS.SecurityHub({ ...options, endpoint }).inviteMembers(input).promise();
}

// Every error has one form, an Error with a code, and a statusCode where an answer had begun.
function errorOutcome(error) {
  const { code, statusCode } = error;
  if (NETWORK.has(code)) return thrown("rejected", error, statusCode);
  const answered = statusCode < 200 || statusCode >= 300;
  if (!answered) return thrown(code === "SyntaxError" ? "rejected" : "escape", error, statusCode);
  if (!MODELED.has(code)) return unknown(code);
  return modeled(code, { Message: error.Message, Code: error.Code });
}

await serve({
  hello: { name: "aws-sdk-js-v2", version: AWS.VERSION, homepage: site, issues: `${site}/issues` },
  send,
  errorOutcome,
});
