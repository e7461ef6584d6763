import fc from "fast-check";
import { expect, test } from "vitest";
import { fillTemplate } from "../../domain/template.ts";
import { versionNames } from "../../domain/version-names.ts";
import { matchTemplates } from "./template-match.ts";

test.each([
  [["./docs.sh", "{version}"], ["./docs.sh", "1.30.0"], "1.30.0"],
  [["docs-{version-dashed}.zip"], ["docs-1-30-0.zip"], "1.30.0"],
  [["{major}.{minor}", "v{patch}"], ["1.30", "v2"], "1.30.2"],
  [["{{x}} {version} {previous}"], ["{x} 1.30.0 1.29.0"], "1.30.0"],
  [["./docs.sh"], ["./docs.sh"], undefined],
  [["{minor}"], ["30"], undefined],
])("%j is found in %j, with its release", (templates, texts, version) => {
  expect(matchTemplates(templates, texts)).toEqual({ is: "match", version });
});

test.each([
  [["./docs.sh", "{version}"], ["./docs.sh"]],
  [
    ["./docs.sh", "{version}"],
    ["./docs.sh", "latest"],
  ],
  [
    ["{version}", "{version}"],
    ["1.30.0", "1.29.0"],
  ],
  [["{version} {version}"], ["1.30.0 1.29.0"]],
  [["a.b"], ["axb"]],
  [["a"], ["a\n"]],
])("%j is not in %j", (templates, texts) => {
  expect(matchTemplates(templates, texts)).toEqual({ is: "other" });
});

test("whatever was filled is found again, with its release", () => {
  const piece = fc.oneof(
    fc.constantFrom("{version}", "{version-dashed}", "{next-patch}", "{{", "}}", "(", "[a-z]+", "\\", "$", "^", " "),
    fc.stringMatching(/^[^{}]{0,8}$/),
  );
  const number = fc.nat({ max: 999 }).map(String);
  fc.assert(
    fc.property(fc.array(fc.array(piece, { maxLength: 4 }), { maxLength: 4 }), fc.tuple(number, number, number), (words, numbers) => {
      const version = numbers.join(".");
      const templates = ["{version}", ...words.map((each) => each.join(" "))];
      const texts = templates.map((each) => fillTemplate(each, versionNames(version)) as string);
      expect(matchTemplates(templates, texts)).toEqual({ is: "match", version });
    }),
  );
});
