import { createHash } from "node:crypto";
import fc from "fast-check";
import { type DefaultTreeAdapterMap, parse } from "parse5";
import { expect, test } from "vitest";
import { faults, kills, sayings } from "../../app/faults/disturbances.ts";
import type { CellOutcome, FaultCell, FaultRehearsal } from "../../app/faults/fault-rehearsal.ts";
import { hostileTexts } from "../../testing/hostile-texts.ts";
import { elementsIn, skeletonOf, textIn } from "../../testing/read-page.ts";
import { showPage } from "../../testing/show-page.ts";
import { testWith } from "../../testing/test-with.ts";
import { faultsPage } from "./faults-page.ts";
import { faultsSummary } from "./summary.ts";

const asks = (words: string): CellOutcome => ({
  is: "asks",
  questions: [
    {
      step: `mail/test${words}`,
      code: "UNKNOWN_OUTCOME",
      what: `Whether the test mail was sent is not known${words}.`,
      next: `Look into the mailbox${words}.`,
      answers: ["happened", "send", `abandon${words}`],
    },
  ],
});

/** A rehearsal of two effects, of which the second asks, has nothing to disturb and is red in one cell each, with a text wherever a foreign one can stand. */
const rehearsal = (words = ""): FaultRehearsal => {
  const [tag, mail] = [`tag-release/push-tag${words}`, `mail/test${words}`];
  const outcomes: Readonly<Record<string, CellOutcome>> = {
    b2: asks(words),
    "lost-after": asks(words),
    "stale-read": { is: "idle" },
    "500-after": { is: "red", differs: [`mail: applied 2 times instead of 1${words}`] },
  };
  const cells = (effect: string, of: (name: string) => CellOutcome): readonly FaultCell[] => [
    ...kills.map((kill) => ({ effect, kill, outcome: of(kill), took: 1 })),
    ...faults.map((fault) => ({ effect, fault, outcome: of(fault), took: 1 })),
  ];
  return {
    train: `shop${words}`,
    repository: `acme/shop${words}`,
    version: `1.1.0${words}`,
    effects: [
      { id: tag, title: `Tag the version${words}`, class: "keyed" },
      { id: mail, title: `Test the mail${words}`, class: "blind" },
    ],
    sent: 3,
    cells: [
      ...cells(tag, () => ({ is: "same" })),
      ...cells(mail, (name) => outcomes[name] ?? { is: "same" }),
      { effect: tag, kill: "b2", fault: "lost-after", outcome: { is: "same" }, took: 1 },
    ],
    all: 202,
    seconds: 12.3,
  };
};

const green = (): FaultRehearsal => {
  const whole = rehearsal();
  return { ...whole, cells: whole.cells.map((each) => ({ ...each, outcome: { is: "same" } })) };
};

type Element = DefaultTreeAdapterMap["element"];

const attribute = ({ attrs }: Element, wanted: string): string => attrs.find(({ name }) => name === wanted)?.value ?? "";

const matrixIn = (page: string): Element => {
  const found = elementsIn(parse(page)).find((each) => each.tagName === "table" && attribute(each, "class") === "matrix");
  if (found === undefined) throw new Error("the page has no matrix");
  return found;
};

const inside = (element: Element, tag: string): readonly Element[] => elementsIn(element).filter(({ tagName }) => tagName === tag);

test("each effect is a row with one cell for every kill and every fault, under a heading of its own", () => {
  const table = matrixIn(faultsPage(rehearsal()));
  const rows = inside(table, "tbody").flatMap((body) => inside(body, "tr"));
  expect(rows.map((each) => inside(each, "th").map((head) => [textIn(head), attribute(head, "scope")]))).toEqual([
    [["tag-release/push-tag", "row"]],
    [["mail/test", "row"]],
  ]);
  for (const row of rows) expect(inside(row, "td")).toHaveLength(kills.length + faults.length);
  const columns = inside(table, "th").filter((each) => attribute(each, "scope") === "col" && attribute(each, "rowspan") === "");
  expect(columns.map(textIn)).toEqual([...kills, ...faults]);
  expect(columns.map((each) => attribute(each, "title"))).toEqual([...kills, ...faults].map((name) => sayings[name]));
  const groups = inside(table, "th").filter((each) => attribute(each, "scope") === "colgroup");
  expect(groups.map((each) => Number(attribute(each, "colspan")))).toEqual([kills.length, faults.length]);
  expect(inside(table, "caption")).toHaveLength(1);
});

test("a cell can be read without its colour, heard, and pointed at", () => {
  const cells = inside(matrixIn(faultsPage(rehearsal())), "td");
  const mail = cells.slice(kills.length + faults.length);
  const at = (name: (typeof kills | typeof faults)[number]): Element | undefined => mail[[...kills, ...faults].indexOf(name)];
  expect([at("b0"), at("b2"), at("stale-read"), at("500-after")].map((each) => (each === undefined ? "" : textIn(each)))).toEqual([
    "✓the same world, once",
    "?asks",
    "–nothing to disturb",
    "✗red",
  ]);
  const red = at("500-after");
  expect(red === undefined ? "" : attribute(red, "title")).toBe("mail/test under 500-after: RED: mail: applied 2 times instead of 1");
  expect(cells.every((each) => attribute(each, "title") !== "")).toBe(true);
});

test("the page says in its first heading whether anything is red, and counts", () => {
  const heading = (page: string): string =>
    elementsIn(parse(page))
      .filter(({ tagName }) => tagName === "h1")
      .map(textIn)
      .join();
  expect(heading(faultsPage(rehearsal()))).toBe("1 red");
  expect(heading(faultsPage(green()))).toBe("Once");
  const body = textIn(parse(faultsPage(rehearsal())));
  expect(body).toContain("faults: 2 effects, 16 faults, 43 cells, 2 ask, 1 red");
  expect(body).toContain(
    "Ran 43 of 202 cells of 2 of 3 effects: each under 5 kills and 16 faults, and 1 of 160 pairs of a fault and a kill.",
  );
  expect(body).toContain("mail/test under 500-after");
  expect(textIn(parse(faultsPage(green())))).not.toContain("What differs");
});

test("a question stands on the page once, with its three answers and everything that leads to it", () => {
  const page = parse(faultsPage(rehearsal()));
  const questions = elementsIn(page).filter(({ tagName }) => tagName === "article");
  expect(questions).toHaveLength(1);
  const said = questions[0] === undefined ? "" : textIn(questions[0]);
  expect(said).toContain("Whether the test mail was sent is not known.");
  expect(said).toContain("Asked after: b2, lost-after");
  for (const answer of ["happened", "send", "abandon"]) expect(said).toContain(answer);
  expect(textIn(parse(faultsPage(green())))).toContain("Nothing: every outcome could be found out by looking.");
});

test("every kill and every fault is said in a sentence", () => {
  const body = textIn(parse(faultsPage(green())));
  for (const name of [...kills, ...faults]) expect(body).toContain(sayings[name]);
});

test("no hostile text becomes an element, an attribute or a link, and all of it is there to read", () => {
  const clean = skeletonOf(faultsPage(rehearsal("x")));
  fc.assert(
    fc.property(fc.constantFrom(...hostileTexts), (text) => {
      const page = faultsPage(rehearsal(text));
      expect([...skeletonOf(page)].filter((each) => !clean.has(each))).toEqual([]);
      expect(page).not.toMatch(hidden);
    }),
  );
  expect(textIn(parse(faultsPage(rehearsal("<script>alert(1)</script>")))).split("<script>alert(1)</script>").length).toBeGreaterThan(10);
});

/** Characters that turn the reading direction, clear a terminal or are not there to see. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const hidden = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u200b\u202a-\u202e\u2066-\u2069\ufeff]/;

test("the policy allows the page's own stylesheet by hash, and nothing else", () => {
  const elements = elementsIn(parse(faultsPage(rehearsal())));
  const [style] = elements.filter(({ tagName }) => tagName === "style").map(textIn);
  const hash = createHash("sha256")
    .update(style ?? "")
    .digest("base64");
  const policy = elements.map((each) => attribute(each, "content")).find((each) => each.startsWith("default-src"));
  expect(policy).toBe(`default-src 'none'; style-src 'sha256-${hash}'; base-uri 'none'; form-action 'none'`);
});

test("the terminal is told a line for each effect, what is red, and the closing line", () => {
  const text = faultsSummary(rehearsal("\u001b[2J"), { colour: false });
  expect(text).not.toMatch(hidden);
  expect(faultsSummary(rehearsal(), { colour: false }).split("\n")).toEqual([
    "✓ tag-release/push-tag  22 cells: 22 the same world, once",
    "✗ mail/test             21 cells: 17 the same world, once; 1 with nothing to disturb; 2 ask one question (UNKNOWN_OUTCOME); 1 red",
    "    500-after: RED: mail: applied 2 times instead of 1",
    "",
    "Ran 43 of 202 cells of 2 of 3 effects: each under 5 kills and 16 faults, and 1 of 160 pairs of a fault and a kill.",
    "faults: 2 effects, 16 faults, 43 cells, 2 ask, 1 red",
    "",
  ]);
});

testWith(
  ["chromium"],
  "in a browser nothing is loaded, and only the picture is wider than a narrow screen",
  async () => {
    for (const width of [375, 1280]) {
      const { address, seen } = await showPage(
        faultsPage(rehearsal(hostileTexts.join(" "))),
        { width, height: 900 },
        async () => undefined,
      );
      expect(seen).toEqual({ requests: [address], complaints: [], width });
    }
  },
  60_000,
);
