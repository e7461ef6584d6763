import fc from "fast-check";
import { expect, test } from "vitest";
import { mapParts, named, secretParts, secretsIn } from "./named-secrets.ts";

test("a credential is named in a text, and only in the one spelling", () => {
  expect(secretParts(`Bearer \${STATUS_TOKEN}, {version}`)).toEqual([
    { is: "text", text: "Bearer " },
    { is: "secret", name: "STATUS_TOKEN" },
    { is: "text", text: ", {version}" },
  ]);
  expect(secretsIn([`\${ONE_TOKEN}\${TWO_TOKEN}`, `\${ONE_TOKEN}`])).toEqual(["ONE_TOKEN", "TWO_TOKEN"]);
  expect(secretsIn([`$STATUS_TOKEN \${status} \${A} {STATUS_TOKEN} \${STATUS-TOKEN}`, ""])).toEqual([]);
});

test("what is made of the text around never touches a credential, and nothing is lost", () => {
  const piece = fc.oneof(fc.string(), fc.constantFrom(`\${STATUS_TOKEN}`, `\${`, "}", "$"));
  fc.assert(
    fc.property(fc.array(piece), (pieces) => {
      const text = pieces.join("");
      expect(mapParts(text, (each) => each, named)).toBe(text);
      expect(secretsIn([mapParts(text, () => "", named)])).toEqual(secretsIn([text]));
    }),
  );
});
