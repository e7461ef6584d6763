import { versionNames } from "../../../domain/version-names.ts";

/** What starts a workflow: a push of a ref (`refs/heads/release-{version}`), or the merge of a pull request that carries a label, spelt exactly so. */
export type Trigger =
  | { readonly is: "push"; readonly ref: string }
  | { readonly is: "merged"; readonly base: string; readonly label: string };

/** An image that a job builds for every platform and pushes under these tags; `{version}` and `{sha}` are known to them. */
export type ImageJob = { readonly repository: string; readonly tags: readonly string[] };

/** What a workflow does when its time has come. */
export type Work =
  | { readonly is: "build"; readonly images: readonly ImageJob[] }
  | { readonly is: "bump"; readonly file: string; readonly part: "major" | "minor" | "patch"; readonly message: string }
  | { readonly is: "check" };

/** How one run differs from the usual: `run` counts this workflow's runs from 1. */
export type Oddity = {
  readonly run: number;
  /** Minutes longer than usual. */
  readonly late?: number;
  /** Only these images are built, and the run fails. */
  readonly only?: readonly string[];
  readonly fails?: boolean;
};

/** A workflow of a repository, as data: its file is never read, so no text from outside is ever run. */
export type Workflow = {
  readonly name: string;
  /** `.github/workflows/docker.yml`. */
  readonly file: string;
  readonly on: readonly Trigger[];
  readonly does: Work;
  /** Virtual minutes from queued to completed. */
  readonly minutes: number;
  readonly oddities?: readonly Oddity[];
};

/** The version that a pushed ref names by a pattern, `undefined` when it does not match. `*` stands for anything but a slash. */
export function matchRef(pattern: string, ref: string): Readonly<Record<string, string>> | undefined {
  const source = pattern.replace(/\{version(?:-dashed)?\}|[\\^$.*+?()[\]{}|]/g, (part) => {
    if (part === "{version}") return "(?<version>\\d+\\.\\d+\\.\\d+(?:-[0-9A-Za-z.-]+)?)";
    if (part === "{version-dashed}") return "(?<dashed>\\d+-\\d+-\\d+)";
    return part === "*" ? "[^/]*" : `\\${part}`;
  });
  const found = new RegExp(`^${source}$`).exec(ref);
  if (found === null) return undefined;
  const { version, dashed } = found.groups ?? {};
  const named = version ?? dashed?.replaceAll("-", ".");
  return named === undefined ? {} : { version: named };
}

/** Fills `{name}` in a template, the version in every spelling; a placeholder that nothing fills stays visible. */
export function fill(template: string, values: Readonly<Record<string, string>>): string {
  const names: Readonly<Record<string, string>> = {
    ...(values["version"] === undefined ? {} : versionNames(values["version"])),
    ...values,
  };
  return template.replace(/\{([a-z-]+)\}/g, (whole, name: string) => names[name] ?? whole);
}
