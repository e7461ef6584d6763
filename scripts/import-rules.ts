import { type Layer, layers } from "./layers.ts";

interface Condition {
  readonly path?: string;
  readonly pathNot?: string | readonly string[];
  readonly circular?: boolean;
  readonly dependencyTypes?: readonly string[];
  readonly couldNotResolve?: boolean;
}

/** One rule as dependency-cruiser reads it. */
export interface ImportRule {
  readonly name: string;
  readonly severity: "error";
  readonly comment: string;
  readonly from: Condition;
  readonly to: Condition;
}

const tests = "\\.test\\.tsx?$";
const npm = ["npm", "npm-dev", "npm-optional", "npm-peer", "npm-bundled", "npm-no-pkg", "npm-unknown"];

/** Every rule of the import table, made from `layers`. */
export const importRules = (): readonly ImportRule[] => [...layers.flatMap(rulesOfLayer), ...everywhere];

const rulesOfLayer = (layer: Layer): readonly ImportRule[] => {
  const from = { path: `^src/${layer.name}/`, pathNot: tests };
  const rule = (name: string, comment: string, to: Condition): ImportRule => ({
    name: `${layer.name}-${name}`,
    severity: "error",
    comment,
    from,
    to,
  });
  return [
    ...(layer.layers === "everything"
      ? []
      : [
          rule("layers", "This layer may not import that one.", {
            path: "^src/",
            pathNot: `^src/(${[layer.name, ...layer.layers].join("|")})/`,
          }),
        ]),
    ...(layer.packages === "everything"
      ? []
      : [rule("packages", "This layer may not use that package.", { dependencyTypes: npm, pathNot: anyPackage(layer.packages) })]),
    ...(layer.node === "everything"
      ? []
      : [
          rule("node", "This layer may not use that module of Node.", {
            dependencyTypes: ["core"],
            pathNot: `^(node:)?(${layer.node.join("|") || "$."})$`,
          }),
        ]),
    ...(layer.strangers === undefined ? [] : [strangers(layer.name, layer.strangers.except)]),
  ];
};

// "$." can never match: with nothing allowed, no name may slip through an empty alternation.
const anyPackage = (names: readonly string[]): string => `(^|/)node_modules/(@types/)?(${names.join("|") || "$."})/`;

const strangers = (layer: string, shared: readonly string[]): ImportRule => ({
  name: `${layer}-strangers`,
  severity: "error",
  comment: "Neighbours do not know each other: what both need belongs to the domain, the host or the kernel.",
  from: { path: `^src/${layer}/([^/]+)/`, pathNot: tests },
  to: { path: `^src/${layer}/`, pathNot: `^src/${layer}/(${["$1", ...shared].join("|")})/` },
});

const everywhere: readonly ImportRule[] = [
  { name: "no-cycle", severity: "error", comment: "A cycle has no bottom to read from.", from: {}, to: { circular: true } },
  {
    name: "no-testing-in-product",
    severity: "error",
    comment: "What only tests need must not ship.",
    from: { path: "^src/", pathNot: ["^src/testing/", tests] },
    to: { path: ["^src/testing/", "^(test|bench|scripts)/", tests].join("|") },
  },
  {
    name: "no-tests-in-tests",
    severity: "error",
    comment: "Importing a test file runs its tests twice.",
    from: {},
    to: { path: tests },
  },
  {
    name: "nobody-imports-main",
    severity: "error",
    comment: "main.ts puts the parts together; a part that needs it is upside down.",
    from: { pathNot: [tests, "^(test|bench|scripts)/"] },
    to: { path: "^src/main\\.ts$" },
  },
  {
    name: "resolvable",
    severity: "error",
    comment: "The import points at nothing.",
    from: {},
    to: { couldNotResolve: true },
  },
];
