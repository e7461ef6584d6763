import { expect, test } from "vitest";
import { type EditedFile, judgeFiles } from "./judge-files.ts";

const commit = "a".repeat(40);
const text = (content: string) => ({ is: "text", text: content }) as const;
const file = (more: Partial<EditedFile> = {}): EditedFile => ({
  path: "VERSION",
  atTag: text("1.1.0\n"),
  places: [{ found: "1.1.0", wanted: "1.1.0" }],
  brought: { is: "by a commit", commit, after: "1.1.0\n", made: text("1.1.0\n") },
  ...more,
});
const of = (files: readonly EditedFile[], forgotten: readonly { path: string; commit: string }[] = []) =>
  judgeFiles(files, { version: "1.1.0", forgotten });

test("a file that the edits make byte for byte is the same, also where others changed it afterwards", () => {
  expect(of([file()])).toMatchObject({ is: "same", why: [], facts: { files: [{ path: "VERSION", is: "same", broughtBy: commit }] } });
  expect(of([file({ atTag: text("1.1.0\n# later\n") })]).is).toBe("same");
  expect(of([file({ brought: { is: "before" } })]).is).toBe("same");
});

const differing: readonly (readonly [Partial<EditedFile>, string])[] = [
  [
    { brought: { is: "by a commit", commit, after: "1.1.0\nmore\n", made: text("1.1.0\n") }, atTag: text("1.1.0\nmore\n") },
    "VERSION: commit aaaaaaaaaaaa changed more than the version: +more.",
  ],
  [{ places: [{ found: "1.0.0", wanted: "1.1.0" }] }, 'VERSION says "1.0.0" at the tag, where the configuration writes "1.1.0".'],
  [{ places: [{ found: undefined, wanted: "1.1.0" }] }, "VERSION has no such place at the tag, so its edit would have been refused."],
  [{ atTag: { is: "absent" } }, "VERSION is not there at the tag, so its edit would have been refused."],
  [
    { brought: { is: "with the file", commit } },
    "VERSION came with the version in it (commit aaaaaaaaaaaa), and an edit changes only a file that is there.",
  ],
  [
    { brought: { is: "by a commit", commit, after: "1.1.0\n", made: { is: "refused", why: "two matches" } } },
    "VERSION: the edit would have been refused (two matches).",
  ],
];

test.each(differing)("a difference is explained: %j", (more, why) => {
  expect(of([file(more)])).toMatchObject({ is: "differs", why: [why] });
});

test("a file into which people wrote the version and that is not configured differs", () => {
  const { is, why, facts } = of([file()], [{ path: "chart.yaml", commit }]);
  expect({ is, why }).toEqual({
    is: "differs",
    why: ["Commit aaaaaaaaaaaa wrote 1.1.0 into chart.yaml too, which version-files does not name."],
  });
  expect(facts?.forgotten).toEqual(["chart.yaml"]);
});

test("what cannot be read is not known, and no file at all is nothing to compare", () => {
  expect(of([file({ atTag: { is: "unreadable", why: "it is not UTF-8" } })])).toMatchObject({
    is: "unknown",
    why: ["VERSION cannot be compared: it is not UTF-8."],
  });
  expect(of([file({ brought: { is: "unreadable", why: "its contents are not in this clone" } })])).toMatchObject({ is: "unknown" });
  expect(of([]).is).toBe("none");
});
