import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { filesMeant } from "../../domain/path-glob.ts";
import { fillTemplate } from "../../domain/template.ts";
import { versionNames } from "../../domain/version-names.ts";
import { applyEdit } from "../../edits/apply-edit.ts";
import { editAt } from "../../edits/edit-at.ts";
import { cpuTime } from "../../testing/cpu-time.ts";
import { guessVersionFiles } from "./guess-version-files.ts";
import type { RepositorySurvey } from "./repository-survey.ts";

type Files = Readonly<Record<string, string>>;

const survey = (contents: Files): RepositorySurvey => ({
  origin: "acme/shop",
  folder: "shop",
  defaultBranch: "main",
  branches: ["main"],
  tags: [],
  files: Object.keys(contents),
  contents,
  commits: [],
});

/** The lines that the release changes, as `file: old → new`, with what main says afterwards where that is something else. */
const released = (contents: Files, [previous, version]: readonly [string, string]): readonly string[] => {
  const seen = survey(contents);
  const after = { ...contents };
  const afterwards: string[] = [];
  for (const { file, place, to, onMain } of guessVersionFiles(seen, previous)) {
    for (const meant of filesMeant(file, seen.files)) {
      const edited = applyEdit(after[meant], editAt(meant, place, filled(to, version)));
      if (edited.is === "refused") throw new Error(JSON.stringify(edited));
      after[meant] = edited.text;
      if (onMain !== undefined) afterwards.push(`${meant}, later ${filled(onMain, version)}`);
    }
  }
  const changed = Object.entries(contents).flatMap(([file, before]) => {
    const lines = (after[file] ?? "").split("\n");
    return before.split("\n").flatMap((line, at) => (line === lines[at] ? [] : [`${file}: ${line.trim()} → ${(lines[at] ?? "").trim()}`]));
  });
  return [...changed, ...afterwards];
};

const filled = (template: string, version: string): string => {
  const text = fillTemplate(template, { ...versionNames(version), day: "2025-07-14" });
  if (typeof text !== "string") throw new Error(template);
  return text;
};

const kustomization = (tag: string): string => `images:\n- name: quay.io/acme/shop\n  newTag: ${tag}\nresources:\n- ./server\n`;
const manifest = (tag: string): string =>
  `kind: A\nimage: quay.io/acme/shop:${tag}\n---\nkind: B\nimage: quay.io/acme/shop:${tag}\nimage: redis:${tag}\n`;

describe("init finds the version in", () => {
  test.each<readonly [what: string, contents: Files, versions: readonly [string, string], lines: readonly string[]]>([
    [
      "a file that stands at a candidate, and in packages that are numbered below it",
      {
        VERSION: "3.5.0-rc.1\n",
        "web/ui/package.json":
          '{\n  "name": "root",\n  "version": "0.305.0-rc.1",\n  "devDependencies": {\n    "jest": "0.305.0"\n  }\n}\n',
        "web/ui/module/a/package.json": '{\n  "name": "@acme/a",\n  "version": "0.305.0-rc.1"\n}\n',
        "web/ui/b/package.json":
          '{\n  "name": "@acme/b",\n  "version": "0.305.0-rc.1",\n  "dependencies": {\n    "@acme/a": "^0.305.0-rc.1"\n  }\n}\n',
        "web/ui/package-lock.json": [
          '{\n  "name": "root",\n  "version": "0.305.0-rc.1",\n  "packages": {\n    "": {\n      "version": "0.305.0-rc.1"\n    },',
          '    "b": {\n      "version": "0.305.0-rc.1",\n      "dependencies": {\n        "@acme/a": "^0.305.0-rc.1"\n      }\n    },',
          '    "node_modules/c": {\n      "version": "0.305.0-rc.1"\n    }\n  }\n}\n',
        ].join("\n"),
      },
      ["3.4.2", "3.5.0"],
      [
        "VERSION: 3.5.0-rc.1 → 3.5.0",
        'web/ui/package.json: "version": "0.305.0-rc.1", → "version": "0.305.0",',
        'web/ui/module/a/package.json: "version": "0.305.0-rc.1" → "version": "0.305.0"',
        'web/ui/b/package.json: "version": "0.305.0-rc.1", → "version": "0.305.0",',
        'web/ui/b/package.json: "@acme/a": "^0.305.0-rc.1" → "@acme/a": "^0.305.0"',
        'web/ui/package-lock.json: "version": "0.305.0-rc.1", → "version": "0.305.0",',
        'web/ui/package-lock.json: "version": "0.305.0-rc.1" → "version": "0.305.0"',
        'web/ui/package-lock.json: "version": "0.305.0-rc.1", → "version": "0.305.0",',
        'web/ui/package-lock.json: "@acme/a": "^0.305.0-rc.1" → "@acme/a": "^0.305.0"',
      ],
    ],
    [
      "manifests that name the image with a v, and those made of them",
      {
        VERSION: "3.1.0\n",
        "manifests/base/kustomization.yaml": kustomization("v3.1.0"),
        "manifests/install.yaml": manifest("v3.1.0"),
        "deploy/compose.yml": "services:\n  web:\n    image: acme/shop:v3.1.0\n  db:\n    image: postgres:v3.1.0\n",
      },
      ["3.1.0", "3.1.1"],
      [
        "VERSION: 3.1.0 → 3.1.1",
        "manifests/base/kustomization.yaml: newTag: v3.1.0 → newTag: v3.1.1",
        "manifests/install.yaml: image: quay.io/acme/shop:v3.1.0 → image: quay.io/acme/shop:v3.1.1",
        "manifests/install.yaml: image: quay.io/acme/shop:v3.1.0 → image: quay.io/acme/shop:v3.1.1",
        "deploy/compose.yml: image: acme/shop:v3.1.0 → image: acme/shop:v3.1.1",
      ],
    ],
    [
      "a release file with its day, and what reporters are asked for",
      {
        "shop/release.yaml": 'version: "4.0.0"\nedition: "Community"\npublished: "2025-05-01"\n',
        ".github/ISSUE_TEMPLATE/bug.yaml":
          'body:\n  - type: input\n    attributes:\n      placeholder: v4.0.0\n  - type: dropdown\n    attributes:\n      options: ["3.10"]\n',
        "shop/history.yaml": 'published: "2025-05-01"\n',
      },
      ["4.0.0", "4.0.1"],
      [
        'shop/release.yaml: version: "4.0.0" → version: "4.0.1"',
        'shop/release.yaml: published: "2025-05-01" → published: "2025-07-14"',
        ".github/ISSUE_TEMPLATE/bug.yaml: placeholder: v4.0.0 → placeholder: v4.0.1",
      ],
    ],
    [
      "the release file of a pre-release, whose line beside the version goes",
      {
        "shop/release.yaml": 'version: "4.1.0"\nedition: "Community"\npublished: "2025-05-01"\ndesignation: "beta1"',
      },
      ["4.0.7", "4.1.0"],
      ['shop/release.yaml: published: "2025-05-01" → published: "2025-07-14"', 'shop/release.yaml: designation: "beta1" → '],
    ],
    [
      "what main says of the version before until the next is out",
      {
        "src/shop/version.py": "__version__ = (2, 9, 0)\n",
        "ui/environment.prod.ts": "export const environment = {\n  version: '2.9.0-dev',\n};\n",
        "ui/other.ts": "// as 2.9.0-dev\n",
        "cli/package.json": '{ "name": "cli", "version": "2.9.0-dev" }\n',
      },
      ["2.9.0", "2.10.0"],
      [
        "src/shop/version.py: __version__ = (2, 9, 0) → __version__ = (2, 10, 0)",
        "ui/environment.prod.ts: version: '2.9.0-dev', → version: '2.10.0',",
        'cli/package.json: { "name": "cli", "version": "2.9.0-dev" } → { "name": "cli", "version": "2.10.0" }',
        "cli/package.json, later 2.10.0-dev",
        "ui/environment.prod.ts, later 2.10.0-dev",
      ],
    ],
    [
      "the product's own images in kustomizations, which main deploys as they move",
      {
        VERSION: "1.4.2\n",
        "manifests/base/kustomization.yaml": `images:\n- name: quay.io/other/relay\n  newTag: latest\n${kustomization("latest").slice("images:\n".length)}`,
        "manifests/old/kustomization.yaml": kustomization("stable"),
        "manifests/plain/kustomization.yaml": "images:\n- name: shop\n  newTag: latest\n",
      },
      ["1.4.2", "1.5.0"],
      [
        "VERSION: 1.4.2 → 1.5.0",
        "manifests/base/kustomization.yaml: newTag: latest → newTag: v1.5.0",
        "manifests/base/kustomization.yaml, later latest",
      ],
    ],
    [
      "a private package that a patch forgot",
      {
        "pyproject.toml": '[project]\nversion = "2.20.1"\n',
        "ui/package.json": '{ "name": "shop-ui", "version": "2.20.0", "private": true }\n',
        "sdk/package.json": '{ "name": "shop-sdk", "version": "2.20.0" }\n',
        "old/package.json": '{ "name": "shop-old", "version": "2.19.9", "private": true }\n',
      },
      ["2.20.1", "2.20.2"],
      [
        'pyproject.toml: version = "2.20.1" → version = "2.20.2"',
        'ui/package.json: { "name": "shop-ui", "version": "2.20.0", "private": true } → { "name": "shop-ui", "version": "2.20.2", "private": true }',
      ],
    ],
    [
      "what reporters are asked for, though a release forgot it",
      {
        VERSION: "4.0.3\n",
        ".github/ISSUE_TEMPLATE/bug.yaml":
          "body:\n  - type: input\n    attributes:\n      label: Version\n      description: before 4.0.1\n      placeholder: v4.0.1\n",
        ".github/ISSUE_TEMPLATE/other.yaml": "body:\n  - type: input\n    attributes:\n      placeholder: v3.9.1\n",
        "shop/values.yaml": "version: 4.0.1\n",
      },
      ["4.0.3", "4.0.4"],
      ["VERSION: 4.0.3 → 4.0.4", ".github/ISSUE_TEMPLATE/bug.yaml: placeholder: v4.0.1 → placeholder: v4.0.4"],
    ],
    [
      "a tuple of Python and an object of TypeScript",
      {
        "src/shop/version.py":
          "from typing import Final\n\n__version__: Final[tuple[int, int, int]] = (2, 13, 5)\n__full__ = '.'.join(map(str, __version__))\n",
        "ui/src/environments/environment.prod.ts": "export const environment = {\n  appTitle: 'Shop',\n  version: '2.13.5',\n}\n",
        "ui/src/app/other.ts": "// since 2.13.5\nconst x = '2.13.5'\n",
      },
      ["2.13.5", "2.14.0"],
      [
        "src/shop/version.py: __version__: Final[tuple[int, int, int]] = (2, 13, 5) → __version__: Final[tuple[int, int, int]] = (2, 14, 0)",
        "ui/src/environments/environment.prod.ts: version: '2.13.5', → version: '2.14.0',",
      ],
    ],
    [
      "a package that is developed at -dev, and its lock",
      {
        "package.json": '{\n  "name": "shop",\n  "version": "10.1.1-dev"\n}\n',
        "package-lock.json": '{\n  "version": "10.1.1-dev",\n  "packages": {\n    "": {\n      "version": "10.1.1-dev"\n    }\n  }\n}\n',
      },
      ["10.1.0", "10.2.0"],
      [
        'package.json: "version": "10.1.1-dev" → "version": "10.2.0"',
        'package-lock.json: "version": "10.1.1-dev", → "version": "10.2.0",',
        'package-lock.json: "version": "10.1.1-dev" → "version": "10.2.0"',
        "package-lock.json, later 10.2.1-dev",
        "package-lock.json, later 10.2.1-dev",
        "package.json, later 10.2.1-dev",
      ],
    ],
    [
      "a snapshot of the next minor",
      { "gradle.properties": "group=acme\nversion=1.4.0-SNAPSHOT\n" },
      ["1.3.2", "1.4.0"],
      ["gradle.properties: version=1.4.0-SNAPSHOT → version=1.4.0", "gradle.properties, later 1.5.0-SNAPSHOT"],
    ],
    [
      "a workspace of crates with its lock",
      {
        "Cargo.toml":
          '[workspace]\nmembers = ["a", "b"]\n[workspace.package]\nversion = "0.7.3"\n[workspace.dependencies]\nshop-a = { path = "a", version = "=0.7.3" }\nserde = "0.7.3"\n',
        "a/Cargo.toml": '[package]\nname = "shop-a"\nversion.workspace = true\n',
        "b/Cargo.toml": '[package]\nname = "shop-b"\nversion.workspace = true\n',
        "Cargo.lock": ["serde", "shop-a", "shop-b"].map((name) => `[[package]]\nname = "${name}"\nversion = "0.7.3"\n`).join("\n"),
      },
      ["0.7.3", "0.8.0"],
      [
        'Cargo.toml: version = "0.7.3" → version = "0.8.0"',
        'Cargo.toml: shop-a = { path = "a", version = "=0.7.3" } → shop-a = { path = "a", version = "=0.8.0" }',
        'Cargo.lock: version = "0.7.3" → version = "0.8.0"',
        'Cargo.lock: version = "0.7.3" → version = "0.8.0"',
      ],
    ],
    [
      "a project of Python whose lock spells its name another way",
      {
        "pyproject.toml": '[project]\nname = "Shop.Server"\nversion = "2.15.0.dev0"\n',
        "uv.lock": '[[package]]\nname = "django"\nversion = "2.15.0"\n\n[[package]]\nname = "shop-server"\nversion = "2.15.0.dev0"\n',
      },
      ["2.14.7", "2.15.0"],
      [
        'pyproject.toml: version = "2.15.0.dev0" → version = "2.15.0"',
        'uv.lock: version = "2.15.0.dev0" → version = "2.15.0"',
        "pyproject.toml, later 2.16.0.dev0",
        "uv.lock, later 2.16.0.dev0",
      ],
    ],
    [
      "a composition of its own nightly images",
      {
        ".env":
          "# A shop\nBIND=9000\nSHOP_IMAGE=ghcr.io/acme/shop:nightly\nRELAY_IMAGE=ghcr.io/acme/relay:nightly\nREDIS_IMAGE=redis:nightly\n",
      },
      ["25.9.0", "25.10.0"],
      [
        ".env: SHOP_IMAGE=ghcr.io/acme/shop:nightly → SHOP_IMAGE=ghcr.io/acme/shop:25.10.0",
        ".env: RELAY_IMAGE=ghcr.io/acme/relay:nightly → RELAY_IMAGE=ghcr.io/acme/relay:25.10.0",
        ".env, later nightly",
      ],
    ],
    [
      "the title of the README, which says nightly as the images do",
      {
        ".env": "SHOP_IMAGE=ghcr.io/acme/shop:nightly\n",
        "README.md": "# The Shop nightly\n\nBuilt nightly.\n\n# Run nightly\n",
      },
      ["25.9.0", "25.10.0"],
      [
        ".env: SHOP_IMAGE=ghcr.io/acme/shop:nightly → SHOP_IMAGE=ghcr.io/acme/shop:25.10.0",
        "README.md: # The Shop nightly → # The Shop 25.10.0",
        ".env, later nightly",
        "README.md, later nightly",
      ],
    ],
    [
      "the title of the README, which still says the version of a patch, beside nightly images",
      {
        ".env": "SHOP_IMAGE=ghcr.io/acme/shop:nightly\n",
        "README.md": "# The Shop 25.9.1\n\nSince 25.9.1.\n\n# Upgrade from 25.9.1\n",
      },
      ["25.9.1", "25.10.0"],
      [
        ".env: SHOP_IMAGE=ghcr.io/acme/shop:nightly → SHOP_IMAGE=ghcr.io/acme/shop:25.10.0",
        "README.md: # The Shop 25.9.1 → # The Shop 25.10.0",
        ".env, later nightly",
      ],
    ],
    [
      "badges and addresses of the README",
      {
        VERSION: "1.4.2\n",
        "README.md": [
          "![version](https://img.shields.io/badge/version-1.4.2-blue) since 1.4.2",
          "curl https://github.com/acme/shop/releases/download/v1.4.2/shop.tgz",
          "npm install left-pad@1.4.2",
          "docker run acme/shop:1.4.2-alpine",
        ].join("\n"),
      },
      ["1.4.2", "1.5.0"],
      [
        "VERSION: 1.4.2 → 1.5.0",
        "README.md: ![version](https://img.shields.io/badge/version-1.4.2-blue) since 1.4.2 → ![version](https://img.shields.io/badge/version-1.5.0-blue) since 1.4.2",
        "README.md: curl https://github.com/acme/shop/releases/download/v1.4.2/shop.tgz → curl https://github.com/acme/shop/releases/download/v1.5.0/shop.tgz",
        "README.md: docker run acme/shop:1.4.2-alpine → docker run acme/shop:1.5.0-alpine",
      ],
    ],
    [
      "a file that is set for the next release already, with its values that are not",
      { "release.yaml": "version: 4.3.0\nplaceholder_version: v4.2.9\n" },
      ["4.2.9", "4.3.0"],
      ["release.yaml: placeholder_version: v4.2.9 → placeholder_version: v4.3.0"],
    ],
    [
      "a chart that lies beside the product",
      {
        "charts/shop/Chart.yaml": 'name: shop\nversion: 0.4.0\nappVersion: "1.4.2"\ndependencies:\n- name: db\n  version: 1.4.2\n',
        "charts/shop/values.yaml": "# The tag, e.g. 1.4.2\nimage:\n  repository: acme/shop\n  tag: release-1.4.2\n",
      },
      ["1.4.2", "1.5.0"],
      [
        'charts/shop/Chart.yaml: appVersion: "1.4.2" → appVersion: "1.5.0"',
        "charts/shop/values.yaml: # The tag, e.g. 1.4.2 → # The tag, e.g. 1.5.0",
        "charts/shop/values.yaml: tag: release-1.4.2 → tag: release-1.5.0",
      ],
    ],
  ])("%s", (_what, contents, versions, lines) => expect(released(contents, versions)).toEqual(lines));

  test("many manifests as one path, where that means these and no other", () => {
    const three = Object.fromEntries(
      ["a", "b/c", "d"].map((folder) => [`manifests/${folder}/kustomization.yaml`, kustomization("v3.4.1")]),
    );
    const places = (contents: Files) => guessVersionFiles(survey({ VERSION: "3.4.1\n", ...contents }), "3.4.1").map(({ file }) => file);
    expect(places(three)).toEqual(["VERSION", "manifests/**/kustomization.yaml"]);
    expect(places({ ...three, "manifests/e/kustomization.yaml": "resources: []\n" })).toHaveLength(4);
  });
});

describe("init leaves alone", () => {
  test.each<readonly [what: string, contents: Files]>([
    ["a dependency of the same version", { "package.json": '{ "name": "x", "version": "0.0.0", "dependencies": { "y": "2.7.3" } }' }],
    ["what others are pinned at", { "deploy/values.yaml": "redis:\n  image: redis:2.7.3\n  chart: redis-2.7.3\n" }],
    ["the past", { "CHANGELOG.md": "## 2.7.3\n", "docs/upgrading.md": "version: 2.7.3", NEWS: "version = '2.7.3'" }],
    ["a workflow", { ".github/workflows/ci.yml": "env:\n  VERSION: 2.7.3\n" }],
    ["a test", { "tests/version.test.ts": "const version = '2.7.3'" }],
    [
      "a part of another version",
      { "app/config.ts": "const version = '12.7.3'; const otherVersion = '2.7.30'; const version2 = '2.7.3.1'" },
    ],
    ["a lock of others", { "yarn.lock": 'y@^2.7.3:\n  version "2.7.3"\n' }],
    ["a version that it only mentions", { "src/app.ts": "// fixed in version 2.7.3\nthrow new Error('since 2.7.3')\n" }],
    ["images that always move", { ".env": "A=acme/shop:latest\n" }],
    ["images that stand at different tags", { ".env": "A=acme/shop:nightly\nB=acme/relay:edge\n" }],
    ["images of others", { ".env": "A=other/shop:nightly\n" }],
    ["a mark beside a version of another product", { "shop/release.yaml": "version: 9.1.0\ndesignation: beta1\n" }],
    ["a package that is ahead by more than a step", { "packages/a/package.json": '{ "name": "a", "version": "2.9.0" }' }],
    ["a package of another version", { "packages/a/package.json": '{ "name": "a", "version": "1.0.0" }' }],
  ])("%s", (_what, contents) => expect(guessVersionFiles(survey(contents), "2.7.3")).toEqual([]));

  test("a mark beside a version that is out, or that no number or name makes one of a pre-release", () => {
    const places = (text: string, previous: string): readonly string[] =>
      guessVersionFiles(survey({ "shop/release.yaml": text }), previous).map(({ to }) => to);
    expect(places("version: 4.1.0\ndesignation: beta1\n", "4.0.7")).toEqual(["{version}", ""]);
    expect(places("version: 4.1.0\ndesignation: beta1\n", "4.1.0")).toEqual(["{version}"]);
    expect(places("version: 4.1.0\nstatus: beta\n", "4.0.7")).toEqual(["{version}"]);
    expect(places("version: 4.1.0\npre_release: beta\n", "4.0.7")).toEqual(["{version}", ""]);
    expect(places("version: 4.1.0\n\ndesignation: beta1\n", "4.0.7")).toEqual(["{version}"]);
    expect(places("{ version: 4.1.0, designation: beta1 }\n", "4.0.7")).toEqual(["{version}"]);
  });

  test("a version that everybody has, where nothing says whose it is", () => {
    const contents = { "api/openapi.yaml": "info:\n  version: 1.0.0\n", "src/x.go": 'const version = "1.0.0"\n' };
    expect(guessVersionFiles(survey(contents), "1.0.0")).toEqual([]);
  });
});

test("whatever stands in the files, each place can be written, changes one value and is found again", () => {
  const piece = fc.constantFrom(
    ..."\n|\r\n|  |- |: |version|\"|'|{|}|[|]|=|,|:v|acme/shop|image|name|tag|(|)|#|`|badge/|@|$|^|\\|é|1.2.3|v1.2.3|1.2.4-rc.1|1, 2, 3|0.102.3|nightly".split(
      "|",
    ),
    "\ufeff",
    "\u0000",
    "images:\n- name: acme/shop\n  newTag: v1.2.3\n",
  );
  const names = [
    "VERSION",
    "package.json",
    "a/package.json",
    "package-lock.json",
    "version.py",
    ".env",
    "k/values.yaml",
    "k/Chart.yaml",
    "Cargo.toml",
    "Cargo.lock",
    "README.md",
    "x.ts",
    ".github/ISSUE_TEMPLATE/a.yaml",
  ];
  const text = fc.array(piece, { maxLength: 25 }).map((parts) => parts.join(""));
  fc.assert(
    fc.property(fc.uniqueArray(fc.tuple(fc.constantFrom(...names), text), { maxLength: 5, selector: ([name]) => name }), (files) => {
      const contents = Object.fromEntries(files);
      for (const { file, place, to } of guessVersionFiles(survey(contents), "1.2.3"))
        for (const meant of filesMeant(file, Object.keys(contents))) {
          const edit = editAt(meant, place, filled(to, "7.8.9"));
          const first = applyEdit(contents[meant], edit);
          if (first.is === "refused") throw new Error(JSON.stringify({ edit, first }));
          expect(first.text).not.toBe(contents[meant]);
          expect(applyEdit(first.text, edit)).toEqual(first);
        }
    }),
    { numRuns: 1000 },
  );
});

test("a repository full of large files with the version in every line is looked at in a moment", () => {
  const line = "image: quay.io/acme/shop:v1.2.30 # version: 1.2.30 ";
  const contents = Object.fromEntries([
    ["VERSION", "1.2.30\n"],
    ...Array.from({ length: 6 }, (_, at) => [`manifests/m${at}.yaml`, `${line}\n`.repeat(10_000)]),
    ["huge.json", `{"version": "${"1.2.30 ".repeat(100_000)}"}`],
    ["long.ts", `const x = "${"version = '1.2.30'; ".repeat(50_000)}"`],
  ]);
  const before = cpuTime();
  expect(guessVersionFiles(survey(contents), "1.2.30").length).toBeGreaterThan(0);
  expect(cpuTime() - before).toBeLessThan(4000);
});
