import fc from "fast-check";
import { expect, test } from "vitest";
import { redactor } from "./redact.ts";

const secret = 'ghp_"canary"/+ 42ä';
const base64 = (text: string) => Buffer.from(text).toString("base64");

test.each([
  ["plain", secret],
  ["base64", base64(secret)],
  ["base64url", Buffer.from(secret).toString("base64url")],
  ["base64 of user:token", base64(`ana:${secret}`)],
  ["base64 of x-access-token:token", base64(`x-access-token:${secret}\n`)],
  ["double base64", base64(base64(secret))],
  ["double base64 inside other text", base64(`token=${base64(secret)};`)],
  ["hex", Buffer.from(secret).toString("hex")],
  ["upper-case hex", Buffer.from(secret).toString("hex").toUpperCase()],
  ["URL", encodeURIComponent(secret)],
  ["a form", new URLSearchParams({ token: secret }).toString().slice("token=".length)],
  ["JSON", JSON.stringify(secret).slice(1, -1)],
  ["JSON in JSON", JSON.stringify(JSON.stringify(secret)).slice(3, -3)],
])("a secret written as %s is removed and the rest stays", (_, written) => {
  const clean = redactor([secret])(`before ${written} after`);
  expect(clean).toMatch(/^before .{0,30}\[redacted\].{0,12} after$/);
  expect(clean).not.toContain(written);
});

test("text without a secret is left as it is, and short values are not looked for", () => {
  expect(redactor([secret, "abc", ""])("abc and nothing else")).toBe("abc and nothing else");
  expect(redactor([])("anything")).toBe("anything");
});

test("a secret that begins with another is removed whole", () => {
  expect(redactor(["token", "token-longer"])("x token-longer y")).toBe("x [redacted] y");
});

test("no text around a secret keeps it visible, plain or in base64", () => {
  const plain = fc.string({ minLength: 8, maxLength: 40, unit: "binary-ascii" });
  fc.assert(
    fc.property(plain, fc.string(), fc.string(), (hidden, before, after) => {
      const clean = redactor([hidden])(`${before}${hidden}${after}`);
      expect(clean.length).toBeLessThan(before.length + hidden.length + after.length + 11);
      const coded = redactor([hidden])(base64(before + hidden + after));
      expect(coded).toContain("[redacted]");
    }),
  );
});
