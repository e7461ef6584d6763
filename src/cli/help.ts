import type { ArgumentSpec, CommandSpec, OptionSpec } from "./command.ts";
import { commandTable, globalOptions } from "./command-table.ts";

/** The page of `signalbox --help`. */
export const helpPage = (): string => {
  const groups = [...new Set(commandTable.map((each) => each.group))];
  const rows = (group: string) => commandTable.filter((each) => each.group === group).map((each) => [usageOf(each), each.about] as const);
  const widest = Math.max(...commandTable.map((each) => usageOf(each).length));
  return [
    "Signalbox conducts release trains: from code freeze to newsletter, every outside effect exactly once.",
    "",
    "Usage: signalbox COMMAND …",
    ...groups.flatMap((group) => ["", group, ...rows(group).map(([usage, about]) => `  ${usage.padEnd(widest)}  ${about}`)]),
    "",
    "Every command",
    ...optionLines(globalOptions),
    "",
    "VERSION may be left out while exactly one release is under way.",
    "`signalbox COMMAND --help` tells more; `signalbox error CODE` explains an error.",
    "",
  ].join("\n");
};

/** The page of `signalbox COMMAND --help`, or of the commands that begin with that word. */
export const commandHelp = (name: string): string | undefined => {
  const found = commandTable.filter((each) => each.name === name || each.name.startsWith(`${name} `));
  if (found.length === 0) return undefined;
  return [...found.flatMap((each) => [...pageOf(each), ""]), "Every command", ...optionLines(globalOptions), ""].join("\n");
};

/** `decide [VERSION] ABOUT ANSWER`. */
export const usageOf = (spec: CommandSpec): string => [spec.name, ...spec.arguments.map(argumentText)].join(" ");

/** `--reason TEXT`. */
export const optionText = ({ name, value, many }: OptionSpec): string =>
  `--${name}${value === undefined ? "" : ` ${value}`}${many === true ? " …" : ""}`;

const argumentText = ({ name, optional }: ArgumentSpec): string => (optional === true ? `[${name.toUpperCase()}]` : name.toUpperCase());

const pageOf = (spec: CommandSpec): readonly string[] => [
  `Usage: signalbox ${usageOf(spec)}${spec.options.length === 0 ? "" : " OPTIONS"}`,
  spec.about,
  ...(spec.options.length === 0 ? [] : ["", ...optionLines(spec.options)]),
  "",
  `Example: ${spec.example}`,
];

const optionLines = (options: readonly OptionSpec[]): readonly string[] => {
  const widest = Math.max(...options.map((each) => optionText(each).length));
  return options.map((each) => `  ${optionText(each).padEnd(widest)}  ${each.about}${each.required === true ? " (required)" : ""}`);
};
