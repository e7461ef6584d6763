import { parseArgs } from "node:util";
import { closest } from "../domain/closest.ts";
import { explain } from "../domain/errors.ts";
import type { CommandSpec, OptionSpec } from "./command.ts";
import { commandTable, globalOptions } from "./command-table.ts";

/** A command line, understood. */
export type Parsed =
  | { readonly is: "help"; readonly about: string | undefined }
  | { readonly is: "version" }
  | {
      readonly is: "command";
      readonly spec: CommandSpec;
      readonly words: Readonly<Record<string, string>>;
      readonly values: Readonly<Record<string, readonly string[]>>;
    };

/** Reads a command line by the table of commands. Raises USAGE with what was probably meant. */
export const parseCommand = (argv: readonly string[]): Parsed => {
  const loose = tokensOf(argv, globalOptions);
  const path = loose.flatMap((each) => (each.kind === "positional" ? [each.value] : []));
  const asked = loose.some((each) => each.kind === "option" && (each.name === "help" || each.rawName === "-h"));
  if (path[0] === "help") return { is: "help", about: path.slice(1).join(" ") || undefined };
  if (path[0] === undefined) {
    const version = loose.some((each) => each.kind === "option" && (each.name === "version" || each.rawName === "-V"));
    const stray = loose.find((each) => each.kind === "option" && ![...globalNames, "version", "h", "V"].includes(each.name));
    if (!version && !asked && stray?.kind === "option") throw unknownOption(stray.rawName, globalOptions, "signalbox --help");
    return version ? { is: "version" } : { is: "help", about: undefined };
  }
  const spec = specFor(path);
  if (spec === undefined && asked) return { is: "help", about: path[0] };
  if (spec === undefined) throw unknownCommand(path);
  if (asked) return { is: "help", about: spec.name };
  return { is: "command", spec, ...bind(spec, argv) };
};

type Tokens = NonNullable<ReturnType<typeof parseArgs>["tokens"]>;

const globalNames = globalOptions.map((each) => each.name);

const tokensOf = (argv: readonly string[], options: readonly OptionSpec[]): Tokens => {
  const shapes = options.map(
    ({ name, value }) => [name, { type: value === undefined ? ("boolean" as const) : ("string" as const) }] as const,
  );
  return parseArgs({ args: [...argv], options: Object.fromEntries(shapes), strict: false, allowPositionals: true, tokens: true }).tokens;
};

/** `session open` by both words, `finding` alone as `finding raise`. */
const specFor = (path: readonly string[]): CommandSpec | undefined =>
  commandTable.find((each) => each.name === path.slice(0, 2).join(" ")) ??
  commandTable.find((each) => each.name === path[0]) ??
  (path[0] === "finding" ? commandTable.find((each) => each.name === "finding raise") : undefined);

const unknownCommand = (path: readonly string[]) => {
  const [first = ""] = path;
  const inside = commandTable.filter((each) => each.name.startsWith(`${first} `)).map((each) => each.name);
  if (inside.length > 0) {
    const [words, meant] = [path.slice(0, 2).join(" "), inside.map((each) => `signalbox ${each}`).join(", ")];
    return explain("USAGE", {
      what: path.length === 1 ? `${first} needs to know what to do.` : `There is no command ${JSON.stringify(words)}.`,
      next: `Use one of: ${meant}.`,
    });
  }
  const names = commandTable.map((each) => each.name);
  const [meant] = closest(first, [...new Set([...names, ...names.map((each) => each.split(" ")[0] ?? each)])], 1);
  return explain("USAGE", {
    what: `There is no command ${JSON.stringify(first.slice(0, 80))}.`,
    next:
      meant === undefined ? "See `signalbox --help` for all commands." : `Did you mean \`signalbox ${meant}\`? See \`signalbox --help\`.`,
  });
};

const unknownOption = (written: string, options: readonly OptionSpec[], help: string) => {
  const [meant] = closest(
    written.replace(/^-+/, ""),
    options.map((each) => each.name),
    1,
  );
  return explain("USAGE", {
    what: `There is no option ${JSON.stringify(written.slice(0, 80))} here.`,
    next: meant === undefined ? `See \`${help}\`.` : `Did you mean --${meant}? See \`${help}\`.`,
  });
};

type Bound = Pick<Extract<Parsed, { readonly is: "command" }>, "words" | "values">;

const bind = (spec: CommandSpec, argv: readonly string[]): Bound => {
  const options = [...globalOptions, ...spec.options];
  const help = `signalbox ${spec.name} --help`;
  const values: Record<string, string[]> = {};
  const typed: string[] = [];
  for (const token of tokensOf(argv, options)) {
    if (token.kind === "positional") typed.push(token.value);
    if (token.kind === "option") take(token, { options, help, values });
  }
  const first = typed[0] === spec.name ? 1 : spec.name.split(" ").filter((each, at) => typed[at] === each).length;
  const words = bindWords(spec, typed.slice(first));
  const missing = spec.options.find((each) => each.required === true && values[each.name] === undefined);
  if (missing !== undefined)
    throw explain("USAGE", { what: `${spec.name} needs --${missing.name}: ${missing.about}.`, next: `For example: ${spec.example}` });
  return { words, values };
};

interface Taking {
  readonly options: readonly OptionSpec[];
  readonly help: string;
  readonly values: Record<string, string[]>;
}

const take = (token: Extract<Tokens[number], { readonly kind: "option" }>, { options, help, values }: Taking): void => {
  const option = options.find((each) => each.name === token.name);
  if (option === undefined || token.rawName !== `--${option.name}`) throw unknownOption(token.rawName, options, help);
  const value = token.value;
  if (option.value !== undefined && (value === undefined || (token.inlineValue !== true && value.startsWith("--"))))
    throw explain("USAGE", { what: `--${option.name} needs a value: ${option.value}.`, next: `See \`${help}\`.` });
  if (option.value === undefined && value !== undefined)
    throw explain("USAGE", { what: `--${option.name} takes no value.`, next: `See \`${help}\`.` });
  if (option.many !== true && values[option.name] !== undefined && option.value !== undefined)
    throw explain("USAGE", { what: `--${option.name} was given twice.`, next: `See \`${help}\`.` });
  values[option.name] = [...(values[option.name] ?? []), value ?? ""];
};

/** Gives the words their names; an optional first word is left out when there are only enough for the others. */
const bindWords = (spec: CommandSpec, typed: readonly string[]): Readonly<Record<string, string>> => {
  const needed = spec.arguments.filter((each) => each.optional !== true);
  const names = typed.length > needed.length ? spec.arguments : needed;
  if (typed.length < needed.length || typed.length > spec.arguments.length) {
    throw explain("USAGE", {
      what:
        typed.length > spec.arguments.length
          ? `${spec.name} does not know what to do with ${JSON.stringify(typed.at(-1)?.slice(0, 80))}.`
          : `${spec.name} needs ${needed.map((each) => each.name).join(" and ")}.`,
      next: `For example: ${spec.example}`,
    });
  }
  return Object.fromEntries(names.slice(0, typed.length).map((each, at) => [each.name, typed[at] ?? ""]));
};
