import { type OutlinedItem, outline } from "../../checklist/outline.ts";
import { phases } from "../../domain/plan.ts";
import type { Train } from "../../domain/train.ts";
import { forInlineMarkdown } from "../../texts/for-markdown.ts";
import { showHidden } from "../../texts/show-hidden.ts";
import { pointOfNoReturn } from "../point-of-no-return.ts";
import { byHand } from "./by-hand.ts";
import { code, fenced } from "./markdown.ts";

/** A section of the configuration as its own YAML. */
export interface ConfigurationSection {
  readonly name: string;
  readonly yaml: string;
}

/**
 * The process as a page that a newcomer can follow by hand. Each value stands in a block of the configuration below what it is about, so that the
 * page can be read back.
 */
export const writeHandbook = (train: Train, sections: readonly ConfigurationSection[]): string => {
  const items = outline(train);
  const hosts = new Map(sections.map((section) => [section.name, hostOf(section.name, items)]));
  const valuesAt = (host: string): readonly string[] =>
    sections.filter(({ name }) => hosts.get(name) === host).flatMap(({ yaml }) => ["", ...fenced("yaml", yaml)]);
  return [
    `# Releasing a new version of ${train.name}`,
    "",
    "The process that Signalbox conducts, as a page. Whoever has no Signalbox at hand follows it from top to bottom; each block of YAML holds what stands",
    "in `signalbox.yaml` about the lines around it, and `signalbox init --from` of this page writes that file again. `[version]` stands for the version of",
    "the release, such as 1.30.0, and `[old-version]` for the one before; in texts to send, `{version}` and its like are filled in.",
    "",
    "## Who answers",
    "",
    ...train.people.map(
      ({ name, github, roles }) =>
        `- ${code(name)}${github === undefined ? "" : `, ${code(`@${github}`)}`}: ${roles.map((role) => code(role)).join(", ") || "no role"}`,
    ),
    ...valuesAt("who"),
    "",
    "## When",
    "",
    `Days begin and end in the zone ${code(train.zone)}. A launch may happen from ${train.launchAt} on its day.`,
    ...valuesAt("when"),
    "",
    "## Version numbers",
    "",
    `Each release raises the ${train.version.bump} number; a fix for a broken release raises the last one.`,
    ...valuesAt("numbers"),
    "",
    "## Checklist",
    ...phases.flatMap((phase) => {
      const own = items.filter((each) => each.phase === phase);
      return own.length === 0
        ? []
        : [
            "",
            `### ${phase.charAt(0).toUpperCase()}${phase.slice(1)}`,
            ...own.flatMap((item) => ["", ...itemLines(item, train, valuesAt(item.id))]),
          ];
    }),
    "",
    "## Who does what, and what is different for a patch",
    "",
    `Unless a line says otherwise, it is done ${dials[train.by]}.`,
    ...(train.patch.leaveOut.length === 0 ? [] : [`A patch leaves out ${train.patch.leaveOut.map(code).join(", ")}.`]),
    ...valuesAt("rest"),
    "",
  ].join("\n");
};

const dials: Readonly<Record<Train["by"], string>> = {
  people: "by people, who say so",
  prepare: "by people, after Signalbox prepared it",
  signalbox: "by Signalbox",
};

const itemLines = (item: OutlinedItem, train: Train, values: readonly string[]): readonly string[] => {
  const { says, commands, text = "" } = byHand(train, item.id);
  const facts = [
    `Owner: ${item.owner.map((name) => code(name)).join(", ")}`,
    ...(item.access.length === 0 ? [] : [`needs ${item.access.map((name) => code(name)).join(", ")}`]),
    ...(item.after.length === 0 ? [] : [`after ${item.after.map((id) => code(id)).join(", ")}`]),
    ...(item.by === train.by ? [] : [`done ${dials[item.by]}`]),
  ];
  return [
    ...(item.id === pointOfNoReturn ? ["---", "", "From here on nothing can be undone.", ""] : []),
    `- [ ] ${forInlineMarkdown(item.title)} (${code(item.id)})`,
    ...indented([
      "",
      `${facts.join("; ")}.`,
      ...(item.interlock === undefined ? [] : ["", `**${forInlineMarkdown(item.interlock)}**`]),
      ...(says.length === 0 ? [] : ["", ...says.flatMap((each, at) => (at === 0 ? [each] : ["", each]))]),
      ...(commands.length === 0 ? [] : ["", ...fenced("bash", showHidden(commands.join("\n"), { lines: true }))]),
      ...(text === "" ? [] : ["", ...fenced("text", showHidden(text, { lines: true }))]),
      ...values,
    ]),
  ];
};

const indented = (lines: readonly string[]): readonly string[] => lines.map((line) => (line === "" ? "" : `  ${line}`));

/** Where a section's values stand: at the first item that is about it, else by themselves. */
const hostOf = (section: string, items: readonly OutlinedItem[]): string => {
  const part = parts[section];
  if (part !== undefined) return part;
  const wanted = about[section] ?? [];
  return items.find(({ id }) => wanted.some((each) => each === id || (each === "deploy-*" && id.startsWith("deploy-"))))?.id ?? "rest";
};

const parts: Readonly<Record<string, string | undefined>> = {
  train: "who",
  people: "who",
  captains: "who",
  schedule: "when",
  version: "numbers",
};

const about: Readonly<Record<string, readonly string[] | undefined>> = {
  repository: ["cut-branch"],
  freeze: ["guard-branch"],
  contributors: ["collect-changes"],
  changelog: ["write-changelog"],
  "version-files": ["bump-version"],
  images: ["await-candidate-image", "publish-images"],
  environments: ["deploy-*"],
  session: ["break-the-release"],
  post: ["write-post"],
  chart: ["edit-chart"],
  gates: ["approve-launch"],
  "release-page": ["publish-release-page"],
  sync: ["sync-main"],
  "update-feed": ["publish-feed"],
  cdn: ["refresh-cdn"],
  announce: ["announce-freeze", "prepare-newsletter", "post-to-slack"],
};
