import { expect, test } from "vitest";
import { findingsIn, foldersOf } from "./tracked-files.ts";

const machine = foldersOf("/build/checkout");
const findings = (path: string, ...lines: readonly string[]) => findingsIn({ path, text: lines.join("\n") }, machine);

test("the lockfile names no place to download from, and may link our own workspace", () => {
  expect(
    findings(
      "package-lock.json",
      `"version": "1.0.0",`,
      `"resolved": "https://registry.example.com/a.tgz",`,
      `"resolved": "tools/runtime",`,
      `"url": "https://opencollective.com/express"`,
    ),
  ).toEqual([
    "package-lock.json:2: a `resolved` address: set npm's omit-lockfile-registry-resolved",
    "package-lock.json:2: a registry's host",
  ]);
});

test("the package depends on nothing: what ships is the bundle", () => {
  expect(findings("package.json", "{", `  "devDependencies": {`, `  "dependencies": {`, `  "optionalDependencies": {`)).toEqual([
    "package.json:3: dependencies: move them to devDependencies, what ships is the bundle",
    "package.json:4: dependencies: move them to devDependencies, what ships is the bundle",
  ]);
});

test("no file names the machine it was written on", () => {
  expect(findings("docs/a.md", "see /build/checkout/src", "cd '/build/checkout'", `"file:///build/checkout"`)).toHaveLength(3);
  const home = ["", "home", "ana", "signalbox"].join("/");
  expect(findings("src/a.ts", `const path = "${home}";`)).toEqual(["src/a.ts:1: a path in somebody's home"]);
});

test("addresses and longer names that only look like the machine's folder pass", () => {
  expect(findings("docs/a.md", "https://example.com/build/checkout", "/build/checkout-2", "my/build/checkout", "/homepage")).toEqual([]);
});

test("the folder around the checkout counts as well, unless every machine has one of that name", () => {
  expect(foldersOf("/signals/checkout")).toEqual(["/signals/checkout", "/signals/"]);
  expect(foldersOf("/tmp/checkout")).toEqual(["/tmp/checkout"]);
  expect(foldersOf("/app")).toEqual([]);
  expect(findingsIn({ path: "a", text: "cat /signals/shared" }, foldersOf("/signals/checkout"))).toHaveLength(1);
});
