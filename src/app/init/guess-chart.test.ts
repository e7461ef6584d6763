import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parseConfig } from "../../config/parse-config.ts";
import { runtimeZones } from "../../host/zones.ts";
import { chartFile, chartWorkflow, valuesFile } from "../../twins/git/side-files.ts";
import { initTrain } from "../init-train.ts";
import { chartFilesWorthReading, guessChart } from "./guess-chart.ts";
import type { RepositorySurvey } from "./repository-survey.ts";

const zones = runtimeZones();

const survey = (contents: Readonly<Record<string, string>>, more: Partial<RepositorySurvey> = {}): RepositorySurvey => ({
  origin: "acme/charts",
  folder: "charts",
  defaultBranch: "main",
  branches: ["main"],
  tags: [],
  files: Object.keys(contents),
  contents,
  commits: [],
  ...more,
});

const placesIn = (contents: Readonly<Record<string, string>>, tag?: string) =>
  guessChart(survey(contents), tag)?.edits.map(({ file, place, to }) => [
    file,
    "path" in place ? place.path : "pattern" in place ? place.pattern : "",
    to,
  ]);

const folder = "charts/shop";
const chart = (more = ""): string => `name: shop\nversion: 27.2.2\nappVersion: 1.40.0\n${more}`;
const digest = `@sha256:${"0a".repeat(32)}`;

describe("the chart of the product", () => {
  test("names the version in its values, in examples, in generated docs and on badges", () => {
    const readme = [
      "![Version: 27.2.2](https://img.shields.io/badge/Version-27.2.2-informational) ![AppVersion: 1.40.0](https://img.shields.io/badge/AppVersion-1.40.0-informational)",
      '| image | object | `{"default":":release-1.40.0","tag":null}` | - |',
      "| image.tag | string | `nil` | The tag (example: `release-1.35.0`). |",
      '| image.default | string | `":release-1.40.0"` | The default. |',
    ].join("\n");
    const values = '# -- The tag (example: `release-1.40.0`).\nimage:\n  default: ":release-1.40.0"\ndb:\n  tag: 11.40.0\n';
    const contents = { [`${folder}/README.md`]: readme, [`${folder}/values.yaml`]: values, [`${folder}/Chart.yaml`]: chart() };
    expect(placesIn(contents)).toEqual([
      [`${folder}/Chart.yaml`, "appVersion", "{version}"],
      [`${folder}/values.yaml`, "^# -- The tag \\(example: `release-([\\w.-]+)", "{version}"],
      [`${folder}/values.yaml`, "image.default", ":release-{version}"],
      [`${folder}/README.md`, "AppVersion: ([\\w.-]+)", "{version}"],
      [`${folder}/README.md`, "AppVersion-([\\w.-]+)-informational", "{version}"],
      [`${folder}/README.md`, '^\\| image \\| object \\| `\\{"default":":release-([\\w.-]+)', "{version}"],
      [`${folder}/README.md`, '^\\| image\\.default \\| string \\| `":release-([\\w.-]+)', "{version}"],
      [`${folder}/README.md`, "^!\\[Version: ([\\w.-]+)", "{chart-version}"],
      [`${folder}/README.md`, expect.stringMatching(/badge\/Version-\(.*\)-informational$/), "{chart-version}"],
    ]);
  });

  test("is raised by its CI where a workflow asks for a label; then its own badge is left to it", () => {
    const readme = "![Version: 27.2.2] ![AppVersion: 1.40.0]";
    const contents = {
      [`${folder}/Chart.yaml`]: chart(),
      [`${folder}/README.md`]: readme,
      ".github/workflows/bump.yml": chartWorkflow,
    };
    expect(guessChart(survey(contents), undefined)).toMatchObject({ label: "bump minor" });
    expect(placesIn(contents)?.map(([, , to]) => to)).toEqual(["{version}", "{version}"]);
  });

  test("has its dependencies and its own number left alone, even when they happen to be the product's", () => {
    const same = "name: shop\nversion: 1.40.0\nappVersion: 1.40.0\ndependencies:\n- name: db\n  version: 1.40.0\n";
    const readme = "![Version: 1.40.0] ![AppVersion: 1.40.0]";
    expect(placesIn({ [`${folder}/Chart.yaml`]: same, [`${folder}/README.md`]: readme, ".github/workflows/b.yml": chartWorkflow })).toEqual(
      [
        [`${folder}/Chart.yaml`, "appVersion", "{version}"],
        [`${folder}/README.md`, "AppVersion: ([\\w.-]+)", "{version}"],
      ],
    );
  });

  test.each([
    ["as the product's images are tagged", `image:\n  default: "${digest}"\n`, "release-{version}", ":release-{version}"],
    [
      "as a comment spells a tag",
      `image:\n  # -- Image tag, e.g. release-1.25.0\n  tag:\n  default: "${digest}"\n`,
      undefined,
      ":release-{version}",
    ],
    ["not at all, where nobody knows its tag", `image:\n  default: "${digest}"\n`, undefined, undefined],
    ["not at all, where it is no image", `other:\n  default: "${digest}"\n`, "{version}", undefined],
  ])("gives an image that was pinned by a digest its tag: %s", (_, values, tag, to) => {
    const places = placesIn({ [`${folder}/Chart.yaml`]: chart(), [`${folder}/values.yaml`]: values }, tag);
    expect(places?.find(([, at]) => at === "image.default" || at === "other.default")?.[2]).toBe(to);
  });

  test("is the one that is named like the repository, among several", () => {
    const contents = { "a/Chart.yaml": "name: db\nappVersion: 9.0.1\n", "charts/x/Chart.yaml": "name: charts\nappVersion: 1.2.3\n" };
    expect(placesIn(contents)).toEqual([["charts/x/Chart.yaml", "appVersion", "{version}"]]);
  });

  test.each([
    ["no chart", {}],
    ["a chart that deploys no version", { "Chart.yaml": "name: x\nappVersion: latest\n" }],
    ["a library", { "Chart.yaml": "name: x\nversion: 1.0.0\n" }],
  ])("is none in a repository with %s", (_, contents) => expect(guessChart(survey(contents), undefined)).toBeUndefined());

  test("is read from its own folder and from the workflows", () => {
    const files = [
      "charts/a/Chart.yaml",
      "charts/a/values.yaml",
      "charts/a/README.md",
      "charts/a/CHANGELOG.md",
      "charts/a/templates/x.yaml",
    ];
    expect(chartFilesWorthReading([...files, "README.md", ".github/workflows/b.yml"])).toEqual([
      ...files.slice(0, 3),
      ".github/workflows/b.yml",
    ]);
  });
});

describe("the configuration with a chart", () => {
  const parsed = (charts: RepositorySurvey) => {
    const { yaml } = initTrain(survey({}, { origin: "acme/shop", tags: ["v1.29.0"] }), charts);
    const read = parseConfig(yaml, () => undefined, zones.isZone, zones.names);
    if (read.is === "refused") throw new Error(`${yaml}\n${JSON.stringify(read.problems, undefined, 2)}`);
    return read.train;
  };

  test("is the handbook's, from its own chart", () => {
    const { chart: found } = parsed(
      survey({
        "charts/posthog/Chart.yaml": chartFile,
        "charts/posthog/values.yaml": valuesFile,
        ".github/workflows/bump.yml": chartWorkflow,
      }),
    );
    expect(found).toMatchObject({
      repository: "acme/charts",
      raise: { is: "label", label: "bump minor" },
      edits: [
        { file: "charts/posthog/Chart.yaml", place: { is: "at", path: "appVersion" }, to: "{version}" },
        { file: "charts/posthog/values.yaml", place: { is: "at", path: "image.default" }, to: ":release-{version}" },
      ],
      version: { file: "charts/posthog/Chart.yaml", at: "version" },
    });
  });

  test("is accepted, whatever the chart's repository holds", () => {
    const piece = fc.constantFrom(
      ..."\n|  |: |\"|'|{|}|[|]|`|(|)|:release-|v|@sha256:|#|\\|$|^|*|tag|image|version|badge/|é|1.2.3|1.29.0|{version}".split("|"),
      chartWorkflow,
      "appVersion: 1.2.3\n",
      digest,
      "\u001b",
      "\u202e",
    );
    const text = fc.array(piece, { maxLength: 20 }).map((parts) => parts.join(""));
    const file = fc.constantFrom(
      "c/Chart.yaml",
      "Chart.yaml",
      "c/values.yaml",
      "c/README.md",
      "c/a*b.md",
      "c/{x}.md",
      ".github/workflows/a.yml",
    );
    fc.assert(
      fc.property(
        fc.dictionary(file, text, { maxKeys: 5, noNullPrototype: true }),
        fc.constantFrom("acme/charts", undefined, "a b/c"),
        fc.constantFrom("main", "--x", undefined),
        (contents, origin, defaultBranch) => {
          parsed(survey({ "c/Chart.yaml": "name: x\nversion: 0.1.0\nappVersion: 1.2.3\n", ...contents }, { origin, defaultBranch }));
        },
      ),
      { numRuns: 60 },
    );
  });
});
