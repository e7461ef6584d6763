import { explainQuestion } from "../domain/errors.ts";
import { type GuardEntry, type GuardName, guardTable } from "../domain/guard.ts";
import { guards } from "./guards/index.ts";

/** docs/guards.md, made from the table that plan, gate, status and verify use. */
export const guardsPage = (): string =>
  [
    "# Guards",
    "",
    "Generated from `src/domain/guard.ts` and `src/checklist/guards`; `npm run docs` writes this page.",
    "",
    "Each guard is something that real releases got wrong. `signalbox plan` lists them all under *checks*: right, violated, or not known before a step",
    "that it names. They are looked at again",
    "",
    "- when the gate opens, as the item `check-launch`, before anybody can approve;",
    "- just before the tag is pushed, and before the chart, the post and the feed are merged: whatever no longer holds asks its question again, and",
    "  nothing is sent;",
    "- by `signalbox verify` after the release, where it must hold for ever.",
    "",
    "A violated guard holds what comes after it. It is mended in the world and looked at again with `signalbox retry`; a new candidate is judged anew by",
    "itself. Where it may be accepted, one person says so with a reason (`signalbox decide … accept --reason`), and everybody who approves the launch",
    "is told what was accepted: approvals given before do not count any more. What was accepted is accepted as it was found and no further. Nobody can skip",
    "a guard. Where nobody can look, for want of a credential say, a person can answer for it (`signalbox decide … happened --reason`); that is told to",
    "whoever approves as well, and counts until somebody can look. What a guard says is no part of the plan's hash.",
    "",
    "| check | code | may be accepted | looked at after the release |",
    "|---|---|---|---|",
    ...entries.map(
      ([, { title, code, acceptable, lasts }]) =>
        `| [${title}](#${code.toLowerCase()}) | \`${code}\` | ${acceptable ? "yes" : "**no**"} | ${lasts ? "yes" : "no"} |`,
    ),
    ...entries.flatMap(([name, entry]) => section(name, entry)),
    "",
  ].join("\n");

const entries = Object.entries(guardTable) as [GuardName, GuardEntry][];

const section = (name: GuardName, { title, code, sure, lacked }: GuardEntry): readonly string[] => {
  const { why, next } = explainQuestion(code, { step: `check-launch/${name}`, found: "" }).explanation;
  return [
    "",
    `## ${code}`,
    "",
    `${title.charAt(0).toUpperCase()}${title.slice(1)} (\`${name}\`).`,
    "",
    `- **makes sure** that ${sure}`,
    `- **looks at** ${guards[name].looksAt}`,
    `- **happened** ${lacked}`,
    `- **why** ${why}`,
    `- **next** ${next}`,
  ];
};
