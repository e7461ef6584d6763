import type { Chance } from "./chance.ts";

/** Authors as a project has them: a few do most, new ones come all the time and mostly once, bots in between. */
export const crowd = (chance: Chance, commits: number): ((at: number) => string) => {
  const most = Math.ceil(Math.sqrt(commits) * 6);
  return (at) => {
    if (chance.one(14)) return chance.of(bots);
    const known = 12 + Math.floor((most * at) / commits);
    // The third power: half of all commits come from an eighth of the people.
    return person(Math.floor(known * (chance.below(1000) / 1000) ** 3));
  };
};

const bots = [
  "dependabot[bot] <49699333+dependabot[bot]@users.noreply.github.com>",
  "renovate[bot] <29139614+renovate[bot]@users.noreply.github.com>",
];

const person = (at: number): string => {
  const name = ["ana", "ben", "cleo"][at % 3];
  if (at < 12) return `${name} ${at} <${name}.${at}@acme.example>`;
  return at % 4 === 0 ? `${name} ${at} <${name}${at}@mail.example>` : `${name} ${at} <${1000 + at}+${name}${at}@users.noreply.github.com>`;
};
