import type { Place } from "../../domain/train.ts";

/** Places where a file of that name holds the version of what lies beside it, the likeliest first. */
export const ownPlaces = (file: string): readonly Place[] => {
  const name = file.slice(file.lastIndexOf("/") + 1).toLowerCase();
  return placesByName.find(([pattern]) => pattern.test(name))?.[1] ?? [];
};

const quoted = "[\"']([^\"'\\n]*)[\"']";
const at = (path: string): Place => ({ is: "at", path });
const pattern = (text: string): Place => ({ is: "pattern", pattern: text });

const placesByName: readonly (readonly [RegExp, readonly Place[]])[] = [
  [/\.json$/, [at("version")]],
  [/^pyproject\.toml$/, [at("project.version"), at("tool.poetry.version")]],
  [/^cargo\.toml$/, [at("package.version"), at("workspace.package.version")]],
  [/^chart\.ya?ml$/, [at("appVersion"), at("version")]],
  [/^(?:release|version|galaxy|antora|pubspec|snapcraft)\.ya?ml$/, [at("version")]],
  [/^gradle\.properties$/, [at("version")]],
  [/^setup\.py$/, [pattern(`^\\s*version ?= ?${quoted}`)]],
  [/^setup\.cfg$/, [pattern("^version ?= ?([^\\n\\s]*)")]],
  [
    /\.py$/,
    [
      pattern(`^(?:VERSION|__version__|version)(?:: str)? ?= ?${quoted}`),
      pattern("^(?:VERSION|__version__|version)[^=(\\n]{0,60} ?= ?\\((\\d+, \\d+, \\d+)"),
    ],
  ],
  [/^build\.gradle(?:\.kts)?$/, [pattern(`^version ?= ?${quoted}`)]],
  [/^pom\.xml$/, [pattern("^(?: {2}| {4}|\\t)<version>([^<\\n]*)</version>")]],
  [/\.csproj$|\.props$/, [pattern("<Version>([^<\\n]*)</Version>")]],
  [/^version\.(?:go|rb|ts|js|php)$/, [pattern(`^.*(?:VERSION|[vV]ersion) ?:?= ?${quoted}`)]],
  [/\.gemspec$/, [pattern(`^ *\\w+\\.version *= ?${quoted}`)]],
  [/^build\.sbt$/, [pattern('^(?:ThisBuild / )?version *:= *"([^"\\n]*)"')]],
  [/^cmakelists\.txt$/, [pattern("^project\\([^)]{0,80}VERSION ([\\d.]+)")]],
  [/^meson\.build$/, [pattern("^ *version *: *'([^'\\n]*)'")]],
  [/^mix\.exs$/, [pattern('^ +version: "([^"\\n]*)"')]],
  [/^\.?version(?:\.txt)?$/, [{ is: "whole" }]],
];
