import type { Complaint } from "../complaint.ts";
import { itemIds } from "../item-ids.ts";
import type { Path } from "../place.ts";
import type { Words } from "../sections/index.ts";
import { unsafePattern } from "./pattern-safety.ts";
import { unknownAmong } from "./people-rules.ts";
import { rule } from "./rule.ts";

type WrittenFile = Words["version-files"][number];

export const versionFilesHaveOnePlace = rule(["version-files"], (words) =>
  words["version-files"].flatMap((each, at) => {
    const path: Path = ["version-files", at];
    const given = (["at", "pattern", "whole"] as const).filter((name) => each[name] !== undefined);
    if (given.length > 1) return [{ path, found: given.join(" and "), expected: "exactly one of `at`, `pattern` and `whole`" }];
    return placeOf(each) === undefined
      ? [
          {
            path,
            found: `${each.file} without a place`,
            expected: "`at`, `pattern` or `whole: true`: its name does not tell where the version stands",
            suggestion: "whole: true",
          },
        ]
      : [];
  }),
);

export const patternsAreSafe = rule(["version-files"], (words) =>
  words["version-files"].flatMap(({ pattern }, at) => {
    const reason = pattern === undefined ? undefined : unsafePattern(pattern);
    return reason === undefined ? [] : [{ path: ["version-files", at, "pattern"], found: pattern ?? "", expected: reason }];
  }),
);

/** Only these kinds of files have a path to a value. */
export const pathsAreOfStructuredFiles = rule(["version-files", "chart"], (words) =>
  [
    ...words["version-files"].map(({ file, at }, place) => ({ path: ["version-files", place, "at"] as Path, file, at })),
    ...(words.chart?.edits ?? []).map(({ file, at }, place) => ({ path: ["chart", "edits", place, "at"] as Path, file, at })),
  ].flatMap(({ path, file, at }): readonly Complaint[] =>
    at === undefined || structured.test(file)
      ? []
      : [{ path, found: `a path into ${file}`, expected: "a JSON, YAML, TOML or properties file, or `pattern`" }],
  ),
);

export const feedTravelsWithTheSync = rule(["update-feed", "sync"], (words) =>
  words["update-feed"] !== undefined && words.sync === undefined
    ? [
        {
          path: ["update-feed"],
          found: "a feed without `sync`",
          expected: "`sync`, whose pull request carries the entry",
          suggestion: "sync: {}",
        },
      ]
    : [],
);

export const cacheHasSomethingInFront = rule(["cdn", "update-feed"], (words) =>
  words.cdn !== undefined && words["update-feed"] === undefined
    ? [
        {
          path: ["cdn"],
          severity: "warning" as const,
          found: "a cache without `update-feed`",
          expected: "`update-feed`, or nothing shows that the refresh reached users",
        },
      ]
    : [],
);

/** What is written on the release branch alone is lost to the next release. */
export const writingsComeBack = rule(["changelog", "version-files", "sync"], (words) =>
  words.sync === undefined && (words.changelog !== undefined || words["version-files"].length > 0)
    ? [
        {
          path: ["sync"],
          severity: "warning" as const,
          found: "no `sync`",
          expected: "`sync`, or changelog and version stay on the release branch only",
          suggestion: "sync: {}",
        },
      ]
    : [],
);

export const messagesAreSaidOnce = rule(["announce"], ({ announce }) =>
  announce.slack.flatMap(({ workspace, channel, at }, place) =>
    announce.slack.findIndex((each) => each.workspace === workspace && each.channel === channel && each.at === at) === place
      ? []
      : [
          {
            path: ["announce", "slack", place],
            found: `a second message to ${channel} at ${at}`,
            expected: "one message for each channel and time",
          },
        ],
  ),
);

export const leftOutItemsAreKnown = rule(["patch", "environments"], ({ patch, environments }) =>
  patch["leave-out"].flatMap((id, at) => unknownItem(["patch", "leave-out", at], id, environments)),
);

/** Leaving these out would leave no release, or one that nobody approved. */
export const patchKeepsWhatItNeeds = rule(["patch"], ({ patch }) =>
  patch["leave-out"].flatMap((id, at) =>
    needed.has(id) ? [{ path: ["patch", "leave-out", at], found: id, expected: "an item that a patch can do without" }] : [],
  ),
);

export const dialsAreOfItems = rule(["dials", "environments"], ({ dials, environments }) =>
  Object.keys(dials).flatMap((id) => unknownItem(["dials", id], id, environments).map((each) => ({ ...each, atKey: true }))),
);

export const allowedPlacesAreNames = rule(["network"], ({ network }) =>
  network.allow.flatMap((entry, at) =>
    /^(?:\[[0-9a-fA-F:.]+\]|[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?)(?::\d{1,5})?$|^[0-9a-fA-F:.]+\/\d{1,3}$/.test(entry)
      ? []
      : [
          {
            path: ["network", "allow", at],
            found: entry,
            expected: "a host, host:port or address block, such as registry.internal:5000 or 10.1.0.0/16",
          },
        ],
  ),
);

/** Where the version stands in a file: as written, or as its name tells. */
export const placeOf = ({
  file,
  at,
  pattern,
  whole,
}: WrittenFile):
  | { readonly is: "at"; readonly path: string }
  | { readonly is: "pattern"; readonly pattern: string }
  | { readonly is: "whole" }
  | undefined => {
  if (at !== undefined) return { is: "at", path: at };
  if (pattern !== undefined) return { is: "pattern", pattern };
  if (whole === true || /(?:^|\/)\.?version(?:\.txt)?$/i.test(file)) return { is: "whole" };
  if (file.endsWith(".py")) return { is: "pattern", pattern: pythonPattern };
  if (/(?:^|\/)Cargo\.toml$/.test(file)) return { is: "at", path: "package.version" };
  if (/(?:^|\/)pyproject\.toml$/.test(file)) return { is: "at", path: "project.version" };
  return structured.test(file) ? { is: "at", path: "version" } : undefined;
};

/** `VERSION = "1.29.0"`, `__version__ = '1.29.0'`. */
const pythonPattern = "^(?:VERSION|__version__|version)(?:: str)? = [\"']([^\"'\\n]*)[\"']";

const structured = /\.(?:json|ya?ml|toml|properties)$/i;

const needed: ReadonlySet<string> = new Set(["cut-branch", "pick-fixes", "approve-launch", "tag-release"]);

const unknownItem = (path: Path, id: string, environments: Words["environments"]): readonly Complaint[] => {
  const known = itemIds(environments);
  return known.includes(id) ? [] : [unknownAmong(path, id, "an item of the checklist", known)];
};
