// SPDX-License-Identifier: Apache-2.0
// What the adapters of SDKs on Node.js share: the lines of docs/TESTEE.md, and its values.
// Nothing here knows an SDK.
import { Console } from "node:console";

const CLAIMED = { service: "securityhub", operation: "InviteMembers", protocol: "restJson1" };
const MAX_DEPTH = 500; // a strict reader of JSON may refuse more than 512

// A value that JSON cannot carry.
class Untellable extends Error {
  constructor(name, message) {
    super(message);
    this.name = name;
  }
}

// A value in the protocol's form: numbers by their kind, what is undefined left out.
function told(value, depth = 0) {
  if (depth > MAX_DEPTH) throw new Untellable("NestingTooDeep", `over ${MAX_DEPTH} levels`);
  if (typeof value === "string" && !value.isWellFormed())
    throw new Untellable("UnpairedSurrogate", "half a surrogate pair in a string");
  if (typeof value === "number")
    return Number.isInteger(value) ? { integer: String(BigInt(value)) } : { double: String(value) };
  if (Array.isArray(value)) return value.map((item) => told(item, depth + 1));
  if (typeof value !== "object" || value === null) return value;
  const members = Object.entries(value).filter(([, member]) => member !== undefined);
  return Object.fromEntries(members.map(([k, v]) => [told(k, depth), told(v, depth + 1)]));
}

export const result = (value) => ({ kind: "result", value: told(value, 3) });
export const modeled = (code, value) => ({
  kind: "modeled",
  code: told(code),
  value: told(value, 3),
});
export const unknown = (code) => ({ kind: "unknown", code: told(String(code)) });

// An error of the client's own (`rejected`, with the HTTP status if it shows one), or an `escape`.
export function thrown(kind, error, status) {
  const outcome = {
    kind,
    class: String(error?.name ?? typeof error).toWellFormed(),
    message: String(error?.message ?? error)
      .slice(0, 1000)
      .toWellFormed(),
  };
  return kind === "rejected" && Number.isInteger(status) ? { ...outcome, status } : outcome;
}

// The outcome of a call: of what `send` returns, or of what it throws, by `errorOutcome`.
async function outcomeOf({ send, errorOutcome }, request) {
  if (request.type !== "call" || Object.entries(CLAIMED).some(([k, v]) => request[k] !== v))
    return { kind: "unsupported", reason: "the hello claims no such" };
  try {
    return await send(request.endpoint, request.input).then(result, errorOutcome);
  } catch (error) {
    return thrown("escape", error);
  }
}

// Speaks the protocol until bye or the end of the input; calls are under way beside each other.
export async function serve(adapter) {
  const hello = {
    type: "hello",
    protocol: 1,
    ...adapter.hello,
    language: "javascript",
    runtime: `Node.js ${process.versions.node}`,
    transports: ["http"],
    operations: [`${CLAIMED.service}.${CLAIMED.operation}`],
    protocols: [CLAIMED.protocol],
    features: ["pipelining"],
  };
  const write = (message) => process.stdout.write(`${JSON.stringify(message)}\n`);
  const open = new Set();
  globalThis.console = new Console(process.stderr); // what a library prints is no reply

  // Takes one line; false if it was the last.
  function take(line) {
    try {
      const request = JSON.parse(line);
      const { type, id } = request;
      if (type === "bye") return false;
      if (type === "hello") return write(hello) || true;
      if (typeof type !== "string" || typeof id !== "string") throw new Error("no type, or no id");
      if (type === "call" && !URL.canParse(request.endpoint))
        throw new Error("a call without an endpoint");
      const reply = outcomeOf(adapter, request)
        .then((outcome) => write({ type: "outcome", id, outcome }))
        .finally(() => open.delete(reply));
      open.add(reply);
    } catch (error) {
      console.error("adapter: a bad request line:", String(error).slice(0, 300));
    }
    return true;
  }

  let rest = ""; // of a line whose end has not come yet; only LF ends one, so no node:readline
  process.stdin.setEncoding("utf8");
  for await (const chunk of process.stdin) {
    const lines = (rest + chunk).split("\n");
    rest = lines.pop();
    if (!lines.every(take)) process.exit(0);
  }
  await Promise.all(open);
  process.exit(0);
}
