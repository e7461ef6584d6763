/** What no page may hold: a link to a place that is not there, and a command or option that does not exist. */
import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { dirname, join, normalize } from "node:path";
import { commandTable, globalOptions } from "../src/cli/command-table.ts";

/** A page by its path from the project's folder. */
export interface Page {
  readonly path: string;
  readonly text: string;
}

/** What pages may name. `commands` are the words of a command, such as `session open`, with the options it takes. */
export interface Known {
  /** A file or folder, by its path from the project's folder. */
  readonly exists: (path: string) => boolean;
  /** The text of a page, for its headings. */
  readonly read: (path: string) => string;
  readonly scripts: readonly string[];
  readonly commands: ReadonlyMap<string, readonly string[]>;
}

/** One line per finding, `path:line: what`. */
export const findingsIn = (page: Page, known: Known): readonly string[] => {
  const found: string[] = [];
  let fenced = false;
  for (const [index, line] of page.text.split("\n").entries()) {
    const fence = /^\s*```/.test(line);
    if (fence) fenced = !fenced;
    const code = fenced ? [line] : [...line.matchAll(/(`+)(.+?)\1/g)].map((each) => each[2] ?? "");
    const said = [
      ...(fenced || fence ? [] : linkFindings(page.path, withoutCode(line), known)),
      ...code.flatMap((each) => commandFindings(each, known)),
    ];
    found.push(...said.map((what) => `${page.path}:${index + 1}: ${what}`));
  }
  return found;
};

const withoutCode = (line: string): string => line.replace(/(`+).+?\1/g, "");

const linkFindings = (from: string, line: string, known: Known): readonly string[] =>
  [...line.matchAll(/\]\(([^)\s]+)[^)]*\)/g)].flatMap((each) => linkFinding(from, each[1] ?? "", known));

const linkFinding = (from: string, link: string, { exists, read }: Known): readonly string[] => {
  // An address, or a name that a template fills in later.
  if (/^(?:[a-z][a-z0-9+.-]*:|\{)/i.test(link)) return [];
  const [path = "", anchor] = link.split("#");
  const target = path === "" ? from : normalize(join(dirname(from), path));
  if (!exists(target)) return [`a link to ${link}, which is not there`];
  if (anchor === undefined || !target.endsWith(".md")) return [];
  return anchorsOf(read(target)).has(anchor) ? [] : [`a link to ${link}, but ${target} has no such heading`];
};

/** Anchors as GitHub makes them: lower case, without punctuation, blanks as hyphens. */
const anchorsOf = (text: string): ReadonlySet<string> =>
  new Set(
    [...text.matchAll(/^#+ (.+)$/gm)].map((each) =>
      (each[1] ?? "")
        .toLowerCase()
        .replace(/[^\p{L}\p{N}\s_-]/gu, "")
        .trim()
        .replace(/\s/g, "-"),
    ),
  );

const commandFindings = (code: string, known: Known): readonly string[] => [...npmFindings(code, known), ...signalboxFindings(code, known)];

const npmFindings = (code: string, { scripts }: Known): readonly string[] =>
  [...code.matchAll(/\bnpm run(?: --?[a-z]+)* ([a-z][\w:-]*)/g)].flatMap((each) =>
    scripts.includes(each[1] ?? "") ? [] : [`npm run ${each[1]}: package.json has no such script`],
  );

const signalboxFindings = (code: string, { commands }: Known): readonly string[] => {
  const line = code
    .replace(/\bnpm run(?: --?[a-z]+)* signalbox(?: --)? /g, "signalbox ")
    .replace(/\bnpm run rehearse(?: --)?/g, "signalbox rehearse");
  return [...line.matchAll(/(?:^|[\s"'$(:])signalbox ([a-z][a-z-]*)((?: [^|;&#]*)?)/g)].flatMap(([, first = "", rest = ""]) => {
    const [, second = ""] = /^ ([a-z][a-z-]*)\b/.exec(rest) ?? [];
    const options = commands.get(`${first} ${second}`) ?? commands.get(first);
    if (options === undefined)
      return isGroup(first, commands) && second === "" ? [] : [`signalbox ${`${first} ${second}`.trim()}: no such command`];
    return [...rest.matchAll(/ --([a-z][a-z-]*)/g)].flatMap((each) =>
      options.includes(each[1] ?? "") ? [] : [`signalbox ${first}: no option --${each[1]}`],
    );
  });
};

const isGroup = (word: string, commands: Known["commands"]): boolean => [...commands.keys()].some((each) => each.startsWith(`${word} `));

/** Commands as the program itself knows them. */
export const programCommands: Known["commands"] = new Map(
  commandTable.map((each) => [each.name, [...globalOptions, ...each.options].map((option) => option.name)]),
);

if (import.meta.main) {
  const root = dirname(import.meta.dirname);
  const read = (path: string): string => readFileSync(join(root, path), "utf8");
  const pages = execFileSync("git", ["ls-files", "-z", "--cached", "--others", "--exclude-standard", "*.md"], {
    cwd: root,
    encoding: "utf8",
  })
    .split("\0")
    .filter(Boolean);
  const { scripts } = JSON.parse(read("package.json")) as { readonly scripts: Readonly<Record<string, string>> };
  const exists = (path: string): boolean => existsSync(join(root, path));
  const known: Known = { exists, read, scripts: Object.keys(scripts), commands: programCommands };
  const findings = pages.filter(exists).flatMap((path) => findingsIn({ path, text: read(path) }, known));
  for (const finding of findings) console.error(finding);
  if (findings.length > 0) process.exitCode = 1;
}
