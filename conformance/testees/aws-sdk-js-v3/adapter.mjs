// SPDX-License-Identifier: Apache-2.0
// Puts the AWS SDK for JavaScript v3 under test: tells what the SDK gives to its caller.
import { AsyncLocalStorage } from "node:async_hooks";
import { createRequire } from "node:module";
import { modeled, serve, thrown, unknown } from "../node-testee.mjs";

const require = createRequire(`${process.argv[2]}/`); // run has put the packages there
const {
  InviteMembersCommand,
  SecurityHubClient,
  SecurityHubServiceException,
} = require("@aws-sdk/client-securityhub");
const { version } = require("@aws-sdk/client-securityhub/package.json");

const site = "https://github.com/aws/aws-sdk-js-v3";
const endpoint = new AsyncLocalStorage(); // of the call that is under way
const client = new SecurityHubClient({
  region: "us-east-1",
  credentials: { accessKeyId: "a", secretAccessKey: "b" },
  endpoint: async () => endpoint.getStore(),
  maxAttempts: 1,
  requestHandler: {
    connectionTimeout: 2000,
    requestTimeout: 2000,
    throwOnRequestTimeout: true,
    socketTimeout: 2000,
  },
});

async function send(url, input) {
  const command = new InviteMembersCommand(input);
  const { $metadata, ...value } = await endpoint.run(url, () => client.send(command));
  return value;
}

// The SDK's guide to errors prepares for a body that is no JSON, and $response marks that; a
// time-out and the errors of Node's sockets and HTTP parser, which have a code, are what every
// caller over a network expects.
function isClientSide(error) {
  const unparsed = error instanceof SyntaxError && error.$response !== undefined;
  return unparsed || error?.name === "TimeoutError" || typeof error?.code === "string";
}

function errorOutcome(error) {
  if (!(error instanceof SecurityHubServiceException))
    return thrown(
      isClientSide(error) ? "rejected" : "escape",
      error,
      error?.$metadata?.httpStatusCode,
    );
  if (error.constructor === SecurityHubServiceException) return unknown(error.name);
  // The SDK moves the member Message to the Error's own message, and shows it nowhere else.
  return modeled(error.name, { Message: error.message, Code: error.Code });
}

await serve({
  hello: { name: "aws-sdk-js-v3", version, homepage: site, issues: `${site}/issues` },
  send,
  errorOutcome,
});
