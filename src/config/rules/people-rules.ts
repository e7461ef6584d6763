import { closest } from "../../domain/closest.ts";
import type { Complaint } from "../complaint.ts";
import type { Path } from "../place.ts";
import type { Words } from "../sections/index.ts";
import { rule } from "./rule.ts";

/** Somebody has to answer for a release. */
export const somebodyIsThere = rule(["people"], ({ people }) =>
  Object.keys(people).length === 0
    ? [{ path: ["people"], found: "nobody", expected: "at least one person", suggestion: "ana: { roles: [captain] }" }]
    : [],
);

export const captainsAreKnown = rule(["people", "captains"], ({ people, captains }) =>
  captains.flatMap((name, at) =>
    Object.hasOwn(people, name) ? [] : [unknownAmong(["captains", at], name, "a person of `people`", Object.keys(people))],
  ),
);

export const somebodyIsCaptain = rule(["people", "captains"], ({ people, captains }) =>
  captains.length > 0 || Object.keys(people).length === 0 || Object.values(people).some((each) => each.roles.includes("captain"))
    ? []
    : [{ path: ["captains"], found: "no captain", expected: "at least one captain, here or as a role of `people`" }],
);

/** A quorum counts people, so one account must not count twice. */
export const accountsAreOfOnePerson = rule(["people"], ({ people }) =>
  (["github", "account"] as const).flatMap((field) => {
    const owners = new Map<string, string>();
    return Object.entries(people).flatMap(([name, person]) => {
      const account = person[field]?.toLowerCase();
      if (account === undefined) return [];
      const owner = owners.get(account);
      owners.set(account, owner ?? name);
      return owner === undefined
        ? []
        : [{ path: ["people", name, field], found: `${account}, which is ${owner}'s`, expected: "an account of one person only" }];
    });
  }),
);

export const gateNamesAreKnown = rule(["people", "captains", "gates"], ({ people, captains, gates }) =>
  gates.launch.from.flatMap((name, at) => unknownAsker(people, captains, ["gates", "launch", "from", at], name)),
);

export const accessNamesAreKnown = rule(["people", "captains", "announce"], ({ people, captains, announce }) =>
  (announce.newsletter?.access ?? []).flatMap((name, at) => unknownAsker(people, captains, ["announce", "newsletter", "access", at], name)),
);

/** A gate that the people who exist can never open would stop every release on its last day. */
export const gateCanOpen = rule(["people", "captains", "gates"], ({ people, captains, gates }) => {
  const { approvals, from } = gates.launch;
  const able = Object.keys(people).filter((name) =>
    from.some((asked) => asked === name || rolesOf(people, captains, name).includes(asked)),
  );
  if (able.length >= approvals) return [];
  const names = able.length === 0 ? "nobody" : able.join(", ");
  return [
    {
      path: ["gates", "launch", "approvals"],
      found: `${approvals} approvals, for which there ${able.length < 2 ? "is" : "are"} only ${names}`,
      expected:
        able.length === 0 ? "people with one of the roles in `from`" : `at most ${able.length}, or more people in ${from.join(", ")}`,
    },
  ];
});

/** Whoever proposes a release cannot open its gate alone; with nobody else, every release waits for ever. */
export const gateHasASecondPerson = rule(["people", "captains", "gates"], ({ people, captains, gates }) => {
  const able = Object.keys(people).filter((name) =>
    gates.launch.from.some((asked) => asked === name || rolesOf(people, captains, name).includes(asked)),
  );
  if (able.length !== 1 || gates.launch.approvals > 1) return [];
  return [
    {
      path: ["gates", "launch", "from"],
      severity: "warning" as const,
      found: `only ${able[0]}`,
      expected: "a second person: whoever proposes a release does not complete the quorum alone",
    },
  ];
});

/** Roles with the captaincy that the rota gives. */
export const rolesOf = (people: Words["people"], captains: readonly string[], name: string): readonly string[] => {
  const roles = people[name]?.roles ?? [];
  return captains.includes(name) && !roles.includes("captain") ? [...roles, "captain"] : roles;
};

/** A name that is neither a role nor a person. */
export const unknownAsker = (people: Words["people"], captains: readonly string[], path: Path, name: string): readonly Complaint[] => {
  const names = Object.keys(people);
  const roles = [...new Set(names.flatMap((each) => rolesOf(people, captains, each)))];
  return names.includes(name) || roles.includes(name)
    ? []
    : [unknownAmong(path, name, "a role or a person of `people`", [...roles, ...names])];
};

/** A word that should be one of some others. */
export const unknownAmong = (path: Path, found: string, expected: string, known: readonly string[]): Complaint => ({
  path,
  found,
  expected: known.length === 0 ? expected : `${expected} (${known.slice(0, 12).join(", ")})`,
  suggestion: closest(found, known, 1)[0],
});
