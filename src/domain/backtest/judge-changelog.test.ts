import { expect, test } from "vitest";
import { judgeChangelog, type WrittenUp } from "./judge-changelog.ts";

const before = "# Changes\n\n## 1.0.0 - 2020-01-01\n\n- a roof (#1)\n";
const section = "## 1.1.0 - 2020-02-01\n\n- a door (#2)\n";
const of = (more: Partial<WrittenUp>) =>
  judgeChangelog({
    file: "CHANGELOG.md",
    version: { major: 1, minor: 1, patch: 0, pre: [] },
    section,
    isAtTag: true,
    before,
    draft: "## 1.1.0 - 2020-02-01\n\n- a window (#3)\n",
    ...more,
  });

test("a draft of their heading and form is the same, whatever it tells", () => {
  expect(of({})).toMatchObject({ is: "same", why: [] });
});

test("another heading is told together with the one that the draft follows", () => {
  expect(of({ section: section.replace("## 1.1.0", "## v1.1.0") }).why).toEqual([
    "Their heading is ## v1.1.0 - 2020-02-01, and the draft's is ## 1.1.0 - 2020-02-01, which follows ## 1.0.0 - 2020-01-01.",
  ]);
  expect(of({ section: "## v1.1.0\n", before: "" }).why[0]).toContain("with no section before to follow");
});

test("another form is told, and whether the draft follows the sections before", () => {
  expect(of({ section: section.replace("- a", "* a") }).why).toEqual([
    "The draft's form is not theirs: its entries begin with -, not with *; the draft follows the sections before.",
  ]);
  expect(of({ draft: "## 1.1.0 - 2020-02-01\n\n+ a window (#3)\n" }).why).toEqual([
    "The draft's form is not theirs: its entries begin with +, not with -.",
  ]);
});

test("a section that is nowhere, or came later, differs", () => {
  expect(of({ section: undefined }).why).toEqual(["CHANGELOG.md has no section of 1.1.0, neither at the tag nor on the main branch."]);
  expect(of({ isAtTag: false }).why).toEqual(["At the tag CHANGELOG.md has no section of 1.1.0: it came to the main branch later."]);
});
