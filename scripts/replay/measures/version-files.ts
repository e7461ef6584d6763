import { createHash } from "node:crypto";
import { z } from "zod";
import { versionEdits } from "../../../src/app/backtest/version-edits.ts";
import { differingLines } from "../../../src/domain/differing-lines.ts";
import { plainDate } from "../../../src/domain/plain-date.ts";
import { applyEdits } from "../../../src/edits/apply-edits.ts";
import { applyDiff } from "../apply-diff.ts";
import { fragmentsOf } from "../fragments.ts";
import type { Measure } from "../measure.ts";
import type { ReplayCase } from "../read-case.ts";

const commitFile = z.looseObject({ path: z.string(), kept: z.string().default(""), sha256_after: z.string().nullish() });
const dated = z.looseObject({ date: z.string() }).nullish();
const range = z.looseObject({
  new_version: z.string(),
  release_commit: dated,
  tag: dated,
  release_commit_files: z.array(commitFile),
});
const app = z.looseObject({ new_version: z.string(), previous_version: z.string(), release_date: z.string() });

/** Which release, on which day, and the files that the maintainers' release commit changed. */
interface Wanted {
  readonly version: string;
  readonly previous: string;
  readonly day: string;
  readonly files: readonly z.output<typeof commitFile>[];
}

/** The files that `init`'s own configuration changes, byte for byte; what a case keeps no text of cannot be judged. */
export const versionFiles: Measure = {
  name: "version-files",
  applies: (of) => wantedOf(of) !== undefined,
  judge: async (of, world) => {
    const wanted = wantedOf(of);
    if (wanted === undefined) return ["the case does not say what was released"];
    const { train } = await world.initial();
    const fragments = fragmentsOf(of);
    const before = {
      ...Object.fromEntries(of.files.map((file) => [file, of.text(`input/files/${file}`) ?? ""])),
      ...Object.fromEntries(fragments.map((each) => [each.path, each.before])),
    };
    const { files: after, refused } = applyEdits(before, versionEdits(train, before, { ...wanted, day: plainDate(wanted.day) }));
    const judged = wanted.files.filter(({ path }) => Object.hasOwn(before, path));
    return [
      ...refused,
      ...judged.flatMap(({ path, sha256_after: sha }) => {
        const fragment = fragments.find((each) => each.path === path);
        const isRight = fragment === undefined ? sha256(after[path] ?? "") === sha : after[path] === fragment.after;
        return isRight ? [] : [differenceIn(of, path, before[path] ?? "", after[path] ?? "")];
      }),
      ...Object.keys(before)
        .filter((path) => !wanted.files.some((each) => each.path === path) && before[path] !== after[path])
        .map((path) => `${path} is changed, which the maintainers left alone: ${differingLines(before[path] ?? "", after[path] ?? "")}`),
    ];
  },
};

const wantedOf = (of: ReplayCase): Wanted | undefined => {
  const { input, expected } = of;
  const ranged = range.safeParse(expected);
  if (ranged.success) {
    const { new_version: version, release_commit: commit, tag, release_commit_files: files } = ranged.data;
    const day = (commit ?? tag)?.date.slice(0, 10) ?? "";
    const previous = typeof input["previous_tag"] === "string" ? input["previous_tag"].replace(/^\D+/, "") : "";
    return { version, previous, day, files };
  }
  const release = app.safeParse(input);
  if (!release.success || typeof expected["version_py_line_after"] !== "string") return undefined;
  const { new_version: version, previous_version: previous, release_date: day } = release.data;
  return { version, previous, day, files: fragmentsOf(of).map(({ path }) => ({ path, kept: "changed lines only" })) };
};

const differenceIn = ({ text }: ReplayCase, path: string, before: string, after: string): string => {
  const diff = text(`expected/diffs/${path}.diff`) ?? "";
  const theirs = diff.split("\n").filter((line) => /^[+-](?![+-]{2})/.test(line));
  if (before === after)
    return `${path} is left as it was: no place in it that init knows holds the version (${theirs.slice(0, 4).join(" ")})`;
  const wanted = diff === "" ? before : applyDiff(before, diff);
  return `${path} differs from what the maintainers made of it: ${differingLines(wanted, after)}`;
};

const sha256 = (text: string): string => createHash("sha256").update(text).digest("hex");
