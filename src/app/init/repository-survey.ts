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
  /** Texts of the files that `filesWorthReading` and then `searchFor` name; those that could not be read are left out. */
  readonly contents: Readonly<Record<string, string>>;
  /** Newest first; a thousand are plenty. */
  readonly commits: readonly { readonly subject: string; readonly name: string; readonly email: string }[];
}

/** The files that were read and whose path the configuration takes, in the order of their paths. What is larger is no place for a version. */
export const textsOf = ({ contents }: RepositorySurvey): readonly { readonly file: string; readonly text: string }[] =>
  Object.entries(contents)
    .filter(([file, text]) => isUsablePath(file) && text.length <= largestText)
    .map(([file, text]) => ({ file, text }))
    .toSorted((a, b) => (a.file < b.file ? -1 : 1));

/** One thing that was guessed, in the words of the configuration. */
export interface Guess {
  /** `repository.tag`, `version-files`: a path in the configuration. */
  readonly key: string;
  readonly value: string;
  /** What it was guessed from; fit for one line of a terminal or a comment. */
  readonly from: string;
  readonly confidence: "sure" | "likely" | "unsure";
}

/**
 * The files whose texts `init` wants to see: workflows, changelogs and files that often carry a version; at most 120, each small by nature. Some
 * repositories have hundreds of kustomizations, which must not crowd out the rest.
 */
export const filesWorthReading = (paths: readonly string[]): readonly string[] =>
  paths
    .filter(
      (path) =>
        path.length <= 200 &&
        path.split("/").length <= 5 &&
        !elsewhere.test(path) &&
        (isWorkflow(path) ||
          isChangelog(path) ||
          isPackageChangelog(path) ||
          mayCarryVersion(path) ||
          isEnvironmentFile(path) ||
          isKustomization(path) ||
          isIssueForm(path) ||
          isReadme(path)),
    )
    .toSorted(
      (a, b) => Number(isKustomization(a)) - Number(isKustomization(b)) || a.split("/").length - b.split("/").length || (a < b ? -1 : 1),
    )
    .slice(0, 120);

export const isWorkflow = (path: string): boolean => /^\.github\/workflows\/[^/]+\.ya?ml$/.test(path);

export const isChangelog = (path: string): boolean =>
  /^(?:docs\/)?(?:changelog|changes|history|news|releases|release-notes)\.(?:md|markdown)$/i.test(path);

/** The changelog of one package among several. */
const isPackageChangelog = (path: string): boolean => /\/CHANGELOG\.md$/.test(path);

/** Files that say which images are installed, beside the manifests that name them. */
export const isKustomization = (path: string): boolean => /(?:^|\/)kustomization\.ya?ml$/.test(path);

/** What people of the forge are asked for when they report something. */
export const isIssueForm = (path: string): boolean => /(?:^|\/)\.github\/ISSUE_TEMPLATE\//i.test(path);

/** The first thing that people read of a repository. */
export const isReadme = (path: string): boolean => /^README(?:\.\w+)?$/i.test(path);

/** Files that say which images a deployment takes. */
export const isEnvironmentFile = (path: string): boolean => /(?:^|\/)\.env(?:\.[\w.]+)?$/.test(path);

/** Lock files that name the packages of the repository itself besides those of others. */
export const isLock = (path: string): boolean =>
  /(?:^|\/)(?:package-lock\.json|npm-shrinkwrap\.json|Cargo\.lock|uv\.lock|pdm\.lock)$/.test(path);

/** Files that many projects keep their version in. */
export const mayCarryVersion = (path: string): boolean => carriers.some((pattern) => pattern.test(path));

/** Files in which the version is looked for once it is known: neither the past, nor what others wrote, nor what is only told. */
export const mayMentionVersion = (path: string): boolean =>
  path.length <= 200 &&
  path.split("/").length <= 8 &&
  !elsewhere.test(path) &&
  !isWorkflow(path) &&
  !/(?:^|\/)(?:docs?|website|blog|news|release-?notes|changelogs?|i18n|locales?|licenses?)\//i.test(path) &&
  !/(?:^|\/)(?:changelog|changes|history|news|releases|release-notes|upgrad\w*|notice|yarn\.lock|pnpm-lock\.yaml|go\.sum|poetry\.lock|requirements[\w.-]*)(?:\.[a-z]+)?$/i.test(
    path,
  ) &&
  !/\.(?:min\.\w+|map|snap|svg|po|csv|patch|diff|log)$/i.test(path);

const carriers: readonly RegExp[] = [
  /(?:^|\/)(?:package|lerna|deno|composer|manifest|version|app)\.json$/i,
  /(?:^|\/)(?:pyproject|Cargo)\.toml$/i,
  /(?:^|\/)setup\.(?:py|cfg)$/i,
  /(?:^|\/)(?:version|_version|__version__|__about__|__init__)\.py$/i,
  /(?:^|\/)(?:\.?version|VERSION)(?:\.txt)?$/i,
  /(?:^|\/)(?:Chart|release|version|galaxy|antora|pubspec|snapcraft)\.ya?ml$/i,
  /^pom\.xml$/i,
  /(?:^|\/)build\.gradle(?:\.kts)?$|(?:^|\/)gradle\.properties$/i,
  /\.csproj$|^Directory\.Build\.props$/i,
  /(?:^|\/)version\.(?:go|rb|ts|js|php)$/i,
  /^[^/]+\.gemspec$|^mix\.exs$|^build\.sbt$|^CMakeLists\.txt$|^meson\.build$/i,
];

const elsewhere = /(?:^|\/)(?:node_modules|vendor|third_party|tests?|testdata|fixtures|__tests__|examples?|docs\/.*\/)\//i;

const largestText = 2_000_000;

/** A path that the configuration takes; a star would mean other files. */
export const isUsablePath = (file: string): boolean =>
  file.length <= 200 &&
  !/[\p{Cc}\p{Cf}\\{}*]/u.test(file) &&
  !file.startsWith("/") &&
  !file.split("/").some((part) => part === "" || part.startsWith("..") || part === "." || /^\.git$/i.test(part));
