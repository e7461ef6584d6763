import type { CommandSpec, OptionSpec } from "./command.ts";
import { commandTable, globalOptions } from "./command-table.ts";
import { exits } from "./exit-codes.ts";
import { optionText, usageOf } from "./help.ts";

/** docs/cli.md. */
export const cliPage = (): string =>
  [
    "# The command line",
    "",
    "Generated from the table that parses it; `npm run docs` writes this page.",
    "",
    "`VERSION` may be left out while exactly one release is under way. Progress goes to standard error, the answer to standard output.",
    "",
    "## Every command takes",
    "",
    ...optionRows(globalOptions),
    "",
    'With `--json` standard output holds one document: `{ "ok": true, "exit": …, … }`, or `{ "error": { "code", "what", "why", "next", "exit" } }`. `plan.schema.json` describes that of `plan`, `backtest.schema.json` that of `backtest`, `faults.schema.json` that of `rehearse --faults`.',
    "",
    "## How commands end",
    "",
    "| exit code | means |",
    "|---:|---|",
    ...Object.values(exits).map(({ code, means }) => `| ${code} | ${means} |`),
    "",
    "`start` and `tick` end with 0, 3, 4, 5 or 6, or with the code of the error that kept them from driving; with several releases the one that most needs a person decides. `status` ends with 0 unless `--exit-code` is given.",
    ...[...new Set(commandTable.map((each) => each.group))].flatMap((group) => [
      "",
      `## ${group}`,
      ...commandTable.filter((each) => each.group === group).flatMap(section),
    ]),
    "",
  ].join("\n");

const section = (spec: CommandSpec): readonly string[] => [
  "",
  `### signalbox ${spec.name}`,
  "",
  `\`signalbox ${usageOf(spec)}\` ${spec.about}`,
  ...(spec.options.length === 0 ? [] : ["", ...optionRows(spec.options)]),
  "",
  "```sh",
  spec.example,
  "```",
];

const optionRows = (options: readonly OptionSpec[]): readonly string[] => [
  "| option | |",
  "|---|---|",
  ...options.map(
    (each) => `| \`${optionText(each).replaceAll("|", "\\|")}\` | ${each.about}${each.required === true ? " (required)" : ""} |`,
  ),
];
