import type { Chance } from "./chance.ts";

/** A subject as people write it: nine of ten conventional; with the number of its pull request where it has one. */
export const subjectOf = (chance: Chance, pull: number | undefined): string => {
  const title = `${chance.of(verbs)} ${chance.of(kinds)} ${chance.of(things)} ${chance.of(ends)}`;
  const number = pull === undefined ? "" : ` (#${pull})`;
  if (chance.one(10)) return `${title[0]?.toUpperCase()}${title.slice(1)}${number}`;
  const scope = chance.one(2) ? `(${chance.of(things)})` : "";
  return `${chance.of(types)}${scope}${chance.one(60) ? "!" : ""}: ${title}${number}`;
};

/** Most commits have no body; some explain themselves, name issues, co-authors, or what they break. */
export const bodyOf = (chance: Chance, pull: number, other: string): string => {
  const parts = [
    ...(chance.one(3) ? [sentence(chance)] : []),
    ...(chance.one(25) ? [`Closes #${Math.max(1, pull - 1 - chance.below(40))}`] : []),
    ...(chance.one(50) ? [`BREAKING CHANGE: ${sentence(chance)}`] : []),
    ...(chance.one(18) ? [`Co-authored-by: ${other}`] : []),
  ];
  return parts.length === 0 ? "\n" : `\n\n${parts.join("\n\n")}\n`;
};

const sentence = (chance: Chance): string =>
  Array.from({ length: 1 + chance.below(4) }, () => `It used to ${chance.of(verbs)} ${chance.of(things)} ${chance.of(ends)}.`).join("\n");

const words = (text: string): readonly string[] => text.split(" ");
const types = words("feat feat feat fix fix fix fix chore chore docs refactor test ci perf build style");
const verbs = words(
  "add remove page show keep cache allow rename move open close load sort skip retry merge await split check group hide lock",
);
const kinds = words(
  "new old empty large nested shared hidden late public private daily open broken unused sorted pinned remote local typed slow",
);
const things = words(
  "lists doors events queries cohorts insights flags exports webhooks sessions charts plugins tokens teams filters rows pages",
);
const ends = [
  ...[
    "by default",
    "in one pass",
    "for large teams",
    "when empty",
    "on retry",
    "without a reload",
    "in the sidebar",
    "for admins",
    "again",
  ],
  ...[
    "on small screens",
    "before the first run",
    "for guests",
    "at midnight",
    "in exports",
    "by name",
    "with a keyboard",
    "once",
    "in bulk",
  ],
];
