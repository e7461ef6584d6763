import { expect, test } from "vitest";
import { openSecrets } from "./secrets.ts";

const files: Record<string, string> = { "/run/token": "from-file\n" };
const readFile = (path: string): string => {
  const text = files[path];
  if (text === undefined) throw new Error("ENOENT");
  return text;
};

test("a credential comes from its variable, or else from the file that NAME_FILE names", () => {
  const secrets = openSecrets({ A: "one", B_FILE: "/run/token", C: "", C_FILE: "/run/token" }, readFile);
  expect([secrets.read("X", "A"), secrets.read("X", "B"), secrets.read("X", "C")]).toEqual(["one", "from-file", "from-file"]);
  expect(secrets.handedOut()).toEqual(["one", "from-file"]);
});

test.each([{}, { A: "" }, { A: " \n" }, { A_FILE: "" }, { A_FILE: "/absent" }])(
  "with %j there is no credential, and the error names the variable",
  (environment) => {
    expect(() => openSecrets(environment, readFile).read("Heroku", "A")).toThrow(/TOKEN_MISSING.*Heroku: A is not set/);
  },
);

test("whether there is one can be asked without reading it", () => {
  const secrets = openSecrets({ A: "one", B_FILE: "/run/token" }, readFile);
  expect([secrets.has("A"), secrets.has("B"), secrets.has("C")]).toEqual([true, true, false]);
  expect(secrets.handedOut()).toEqual([]);
});
