import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { hitsIn } from "../../src/testing/canaries.ts";
import { tokenOf } from "../../src/world/blueprint.ts";

/** Where a credential of a world stands in the files of a folder, or in what is told: one line each. */
export const leaksOf = (folder: string, told: unknown): readonly string[] => {
  const files = readdirSync(folder, { withFileTypes: true, recursive: true }).filter((each) => each.isFile());
  return [
    ...files.flatMap(({ parentPath, name }) => leaksIn(name, readFileSync(join(parentPath, name)))),
    ...leaksIn("what is told", Buffer.from(JSON.stringify(told))),
  ];
};

const leaksIn = (where: string, bytes: Uint8Array): readonly string[] =>
  hitsIn(bytes, [every]).map(({ as, near }) => `a credential stands in ${where}, as ${as}: ${near}`);

/** Every credential of a world begins with this, so that one search finds them all. */
const every = tokenOf("");
