import { failure, warning, well } from "../../domain/diagnosis.ts";
import { personOf } from "../people-of.ts";
import { eligible } from "../steps/quorum.ts";
import type { Preflight } from "./preflight.ts";

type Input = {
  readonly approvals: number;
  readonly from: readonly string[];
  readonly people: readonly { readonly name: string; readonly roles: readonly string[]; readonly github: string }[];
};

/** Names of people whose account nobody has. */
type Seen = readonly string[];

/** A gate is opened by people who exist: an account that nobody has approves nothing and is asked for nothing. */
export const accounts: Preflight<"access", Input, Seen> = {
  name: "accounts",
  title: "people who can open the gate",
  needs: ["access"],
  atLaunch: false,
  serves: ["approve-launch"],
  inputs: ({ train: { launchGate, people } }) => [{ approvals: launchGate.approvals, from: launchGate.from, people: people.map(personOf) }],
  about: () => "launch",
  look: async ({ access }, { people }) => {
    const told = await Promise.all(
      people.filter(({ github }) => github !== "").map(async (each) => ({ each, exists: await access.isAccount(each.github) })),
    );
    return told.flatMap(({ each, exists }) => (exists ? [] : [each.name]));
  },
  mend: () => "Check `people` in signalbox.yaml.",
  judge: ({ approvals, from, people }, strangers) => {
    const able = eligible(people, from).filter(({ name }) => !strangers.includes(name));
    const names = able.map(({ name }) => name).join(", ") || "nobody";
    const fix = "Spell people.*.github in signalbox.yaml as GitHub does, or add people with one of the roles of gates.launch.from.";
    const missing = people.filter(({ name }) => strangers.includes(name)).map(({ name, github }) => `${name} (${github})`);
    if (able.length < Math.max(1, approvals))
      return failure({
        says: `the launch takes ${approvals} approvals, and only ${names} can give one${missing.length === 0 ? "" : `; no account at GitHub: ${missing.join(", ")}`}`,
        why: "The gate would never open.",
        fix,
      });
    if (missing.length > 0)
      return warning({
        says: `no account at GitHub: ${missing.join(", ")}`,
        why: "What they do there would be taken for somebody else's.",
        fix,
      });
    if (able.length === 1)
      return warning({
        says: `only ${names} can approve the launch`,
        why: "Whoever proposes a release does not complete the quorum alone; `signalbox break-glass` is for emergencies.",
        fix,
      });
    return well(`${names} can approve the launch, which takes ${approvals}`);
  },
};
