import { z } from "zod";
import { differingLines } from "../../../src/domain/differing-lines.ts";
import { applyEdit } from "../../../src/edits/apply-edit.ts";
import type { Measure } from "../measure.ts";

const input = z.looseObject({ new_version: z.string(), release_date: z.string() });
const expected = z.looseObject({ versions_json_entry: z.looseObject({ version: z.string() }) });
const file = "versions.json";

/** The update feed with the release's entry, dated by the day of launch, byte for byte. */
export const feed: Measure = {
  name: "feed",
  applies: ({ expected: held }) => expected.safeParse(held).success,
  judge: async ({ input: given, text }) => {
    const { new_version: version, release_date: date } = input.parse(given);
    const [before, wanted] = [text(`input/files/${file}`), text(`expected/files/${file}`)];
    if (before === undefined || wanted === undefined) return ["the case has no feed before and after"];
    const made = applyEdit(before, { is: "feed", file, version, date });
    if (made.is === "refused") return [`the entry is refused (${made.code}): ${made.found}`];
    return made.text === wanted ? [] : [`the feed differs: ${differingLines(wanted, made.text)}`];
  },
};
