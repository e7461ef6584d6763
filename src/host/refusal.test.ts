import { expect, test } from "vitest";
import { refusal } from "./refusal.ts";

const request = { system: "Heroku", method: "POST", url: "https://api.heroku.com/apps/a/builds?key=canary" } as const;
const answer = (status: number, headers = {}) => ({ status, headers, bytes: new Uint8Array() });

test.each([
  [401, "TOKEN_REFUSED", "never"],
  [403, "TOKEN_REFUSED", "never"],
  [404, "NOT_FOUND", "never"],
  [409, "REFUSED", "never"],
  [422, "REFUSED", "never"],
  [429, "RATE_LIMITED", "later"],
  [500, "BAD_ANSWER", "unknown"],
  [302, "BAD_ANSWER", "unknown"],
])("status %i is %s, and a retry %s", (status, code, retry) => {
  const error = refusal(request, answer(status), "no");
  expect(error).toMatchObject({ code, explanation: { retry } });
  expect(error.message).not.toContain("canary");
});

test("a rate limit says how long to wait", () => {
  expect(refusal(request, answer(429, { "retry-after": "7" }), "").retryAfter).toBe(7000);
  expect(refusal(request, answer(429, { "retry-after": "soon" }), "").retryAfter).toBe(60_000);
  expect(refusal(request, answer(403, { "retry-after": "3" }), "")).toMatchObject({ code: "RATE_LIMITED", retryAfter: 3000 });
});

test("T04: a vendor's message cannot write on a terminal", () => {
  expect(refusal(request, answer(422), "a\u001b[2J\u202eb\nc").message).toContain("a [2J b c");
});
