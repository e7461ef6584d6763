/** What `init` looks at in a repository: values only, all of them hostile. Reading changes nothing. */
export interface RepositorySurvey {
  /** `owner/name` of the origin at the forge, where its address tells it. */
  readonly origin: string | undefined;
  /** Name of the folder, when there is no origin. */
  readonly folder: string;
  /** Short name of the default branch, as the remote or HEAD says. */
  readonly defaultBranch: string | undefined;
  /** Short names, without `refs/heads/` or `origin/`. */
  readonly branches: readonly string[];
  readonly tags: readonly string[];
  /** Paths of regular files at the default branch. */
  readonly files: readonly string[];
  /** Texts of the files that `filesWorthReading` names; those that could not be read are left out. */
  readonly contents: Readonly<Record<string, string>>;
  /** Newest first; a thousand are plenty. */
  readonly commits: readonly { readonly subject: string; readonly name: string; readonly email: string }[];
}

/** One thing that was guessed, in the words of the configuration. */
export interface Guess {
  /** `repository.tag`, `version-files`: a path in the configuration. */
  readonly key: string;
  readonly value: string;
  /** What it was guessed from; fit for one line of a terminal or a comment. */
  readonly from: string;
  readonly confidence: "sure" | "likely" | "unsure";
}

/** The files whose texts `init` wants to see: workflows, changelogs and files that often carry a version; at most 60, each small by nature. */
export const filesWorthReading = (paths: readonly string[]): readonly string[] =>
  paths
    .filter(
      (path) =>
        path.length <= 200 &&
        path.split("/").length <= 5 &&
        !elsewhere.test(path) &&
        (isWorkflow(path) || isChangelog(path) || mayCarryVersion(path)),
    )
    .toSorted((a, b) => a.split("/").length - b.split("/").length || (a < b ? -1 : 1))
    .slice(0, 60);

export const isWorkflow = (path: string): boolean => /^\.github\/workflows\/[^/]+\.ya?ml$/.test(path);

export const isChangelog = (path: string): boolean =>
  /^(?:docs\/)?(?:changelog|changes|history|news|releases|release-notes)\.(?:md|markdown)$/i.test(path);

/** Files that many projects keep their version in. */
export const mayCarryVersion = (path: string): boolean =>
  /(?:^|\/)(?:package|lerna|deno|composer|manifest|version|app)\.json$|(?:^|\/)(?:pyproject|Cargo)\.toml$|(?:^|\/)setup\.(?:py|cfg)$|(?:^|\/)(?:version|_version|__version__|__about__|__init__)\.py$|(?:^|\/)(?:\.?version|VERSION)(?:\.txt)?$|(?:^|\/)Chart\.ya?ml$|^pom\.xml$|(?:^|\/)build\.gradle(?:\.kts)?$|(?:^|\/)gradle\.properties$|\.csproj$|^Directory\.Build\.props$|(?:^|\/)version\.(?:go|rb|ts|js)$|^mix\.exs$/i.test(
    path,
  );

const elsewhere = /(?:^|\/)(?:node_modules|vendor|third_party|tests?|testdata|fixtures|__tests__|examples?|docs\/.*\/)\//i;
