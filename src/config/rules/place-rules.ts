import { isGlob } from "../../domain/path-glob.ts";
import { structureOf } from "../../domain/structured-file.ts";
import type { Place } from "../../domain/train.ts";
import { parseValuePath } from "../../domain/value-path.ts";
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

export const chartEditsHaveOnePlace = rule(["chart"], ({ chart }) =>
  (chart?.edits ?? []).flatMap(({ at, pattern, file }, place) => {
    const path: Path = ["chart", "edits", place];
    if (isGlob(file)) return [{ path: [...path, "file"], found: file, expected: "the path of one file" }];
    if ((at === undefined) !== (pattern === undefined)) return [];
    return [
      { path, found: at === undefined ? `${file} without a place` : "at and pattern", expected: "exactly one of `at` and `pattern`" },
    ];
  }),
);

export const patternsAreSafe = rule(["version-files", "chart"], (words) =>
  placesIn(words).flatMap(({ path, pattern }) => {
    const reason = pattern === undefined ? undefined : unsafePattern(pattern);
    return reason === undefined ? [] : [{ path: [...path, "pattern"], found: pattern ?? "", expected: reason }];
  }),
);

export const everyIsOfAPattern = rule(["version-files", "chart"], (words) =>
  placesIn(words).flatMap(({ path, every, pattern }) =>
    every === undefined || pattern !== undefined
      ? []
      : [{ path: [...path, "every"], found: "`every` without a pattern", expected: "`pattern`, whose matches all change" }],
  ),
);

/** A path has a value, and a version that is nothing would be written there. */
export const nothingIsOfAPattern = rule(["version-files", "chart"], (words) =>
  placesIn(words).flatMap(({ path, to, pattern }) =>
    to !== "" || pattern !== undefined
      ? []
      : [{ path: [...path, "to"], found: "an empty text", expected: "`pattern`, whose group is what goes, or a text" }],
  ),
);

/** Only some kinds of files have a path to a value, and only some words are one. */
export const pathsCanBeFollowed = rule(["version-files", "chart"], (words) =>
  placesIn(words).flatMap(({ path, file, at }): readonly Complaint[] => {
    if (at === undefined) return [];
    const kind = structureOf(file);
    if (kind === undefined)
      return [
        {
          path: [...path, "at"],
          found: `a path into ${file}`,
          expected: "a JSON, YAML, TOML, properties, .env or lock file, or `pattern`",
        },
      ];
    return kind === "properties" || parseValuePath(at) !== undefined
      ? []
      : [
          {
            path: [...path, "at"],
            found: at,
            expected: 'a path such as version, image.tag, images[name="acme/app"].newTag or packages[""].version',
          },
        ];
  }),
);

/** Nobody, or both, would raise it: then the chart is not published, or twice. */
export const somebodyRaisesTheChart = rule(["chart"], ({ chart }) => {
  if (chart === undefined || (chart.label === undefined) !== (chart.version.bump === undefined)) return [];
  return [
    {
      path: ["chart"],
      found: chart.label === undefined ? "neither `label` nor `version: { bump }`" : "both `label` and `version: { bump }`",
      expected: "exactly one: the label by which the chart's CI raises its version, or how the pull request does",
      ...(chart.label === undefined ? { suggestion: "version: { bump: release }" } : {}),
    },
  ];
});

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

export const leftOutItemsAreKnown = rule(["patch", "environments", "extra"], ({ patch, environments, extra }) =>
  patch["leave-out"].flatMap((id, at) =>
    unknownItem(["patch", "leave-out", at], id, [...itemIds(environments), ...extra.map((each) => each.id)]),
  ),
);

/** Leaving these out would leave no release, or one that nobody approved. */
export const patchKeepsWhatItNeeds = rule(["patch"], ({ patch }) =>
  patch["leave-out"].flatMap((id, at) =>
    needed.has(id) ? [{ path: ["patch", "leave-out", at], found: id, expected: "an item that a patch can do without" }] : [],
  ),
);

/** People do what is manual, so no dial turns it. */
export const dialsAreOfItems = rule(["dials", "environments", "extra"], ({ dials, environments, extra }) => {
  const known = [...itemIds(environments), ...extra.filter(({ manual }) => manual === undefined).map(({ id }) => id)];
  return Object.keys(dials).flatMap((id) => unknownItem(["dials", id], id, known).map((each) => ({ ...each, atKey: true })));
});

export const allowedPlacesAreNames = rule(["network"], ({ network }) =>
  network.allow.flatMap((entry, at) =>
    allowedHost.test(entry) || isBlock(entry)
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

const allowedHost = /^(?:\[[0-9a-fA-F:.]+\]|[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?)(?::\d{1,5})?$/;

/** No wider than a network that somebody can own: the block of everything would open the door. */
const isBlock = (entry: string): boolean => {
  const [, four, six, prefix] = /^(?:(\d{1,3}(?:\.\d{1,3}){3})|([0-9a-fA-F:]{2,39}))\/(\d{1,3})$/.exec(entry) ?? [];
  const bits = Number(prefix);
  return (four !== undefined && bits >= 8 && bits <= 32) || (six !== undefined && bits >= 16 && bits <= 128);
};

/** Every place of every section, with the path of the words that say it. */
const placesIn = (words: Pick<Words, "version-files" | "chart">) => [
  ...words["version-files"].map((each, place) => ({ ...each, path: ["version-files", place] as Path })),
  ...(words.chart?.edits ?? []).map((each, place) => ({ ...each, path: ["chart", "edits", place] as Path })),
];

/** Where the version stands in a file: as written, or as its name tells. */
export const placeOf = ({
  file,
  at,
  pattern,
  every,
  whole,
}: Pick<WrittenFile, "file" | "at" | "pattern" | "every" | "whole">): Place | undefined => {
  if (at !== undefined) return { is: "at", path: at };
  if (pattern !== undefined) return { is: "pattern", pattern, ...(every === undefined ? {} : { every }) };
  if (whole === true || /(?:^|\/)\.?version(?:\.txt)?$/i.test(file)) return { is: "whole" };
  if (file.endsWith(".py")) return { is: "pattern", pattern: pythonPattern };
  if (/(?:^|\/)Cargo\.toml$/.test(file)) return { is: "at", path: "package.version" };
  if (/(?:^|\/)pyproject\.toml$/.test(file)) return { is: "at", path: "project.version" };
  return structureOf(file) === undefined ? undefined : { is: "at", path: "version" };
};

/** `VERSION = "1.29.0"`, `__version__ = '1.29.0'`. */
const pythonPattern = "^(?:VERSION|__version__|version)(?:: str)? = [\"']([^\"'\\n]*)[\"']";

const needed: ReadonlySet<string> = new Set(["cut-branch", "pick-fixes", "check-launch", "approve-launch", "tag-release"]);

const unknownItem = (path: Path, id: string, known: readonly string[]): readonly Complaint[] =>
  known.includes(id) ? [] : [unknownAmong(path, id, "an item of the checklist", known)];
