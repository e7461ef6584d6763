import { createHash } from "node:crypto";
import { parse } from "parse5";
import { expect, test } from "vitest";
import { forecastTrain, type TrainForecast } from "../../app/forecast-train.ts";
import { type PlainDate, plainDate } from "../../domain/plain-date.ts";
import { hostileTexts } from "../../testing/hostile-texts.ts";
import { elementsIn, skeletonOf, textIn } from "../../testing/read-page.ts";
import { sampleTrain } from "../../testing/sample-train.ts";
import { showPage } from "../../testing/show-page.ts";
import { testWith } from "../../testing/test-with.ts";
import { forecastPage } from "./forecast-page.ts";

const days = ["2021-01-25", "2021-02-24", "2021-03-29", "2021-06-28", "2021-07-14", "2021-08-09", "2021-09-29", "2021-10-25"];
const told = (today = "2021-11-01"): TrainForecast =>
  forecastTrain(
    sampleTrain,
    days.map((day, at) => ({ tag: `1.${20 + at}.0`, day: plainDate(day) })),
    { today: plainDate(today), count: 3 },
  );

/** The forecast with a text wherever a foreign one can stand. */
const soiled = (text: string): TrainForecast => {
  const sample = told();
  const { runs, unplanned } = sample.forecast;
  const marked = <T extends { readonly version: string }>(all: readonly T[]): readonly T[] =>
    all.map((each) => ({ ...each, version: text }));
  const stray = { version: text, day: "2021-08-09" as PlainDate };
  return {
    ...sample,
    train: text,
    pattern: text,
    forecast: { ...sample.forecast, runs: marked(runs), unplanned: [...marked(unplanned), stray], missed: [plainDate("2021-04-26")] },
  };
};

test("the page says what is usual, shows every release and the days to come", () => {
  const body = textIn(parse(forecastPage(told())));
  expect(body).toContain("Forecast of the train posthog");
  expect(body).toContain("1.22.0");
  expect(body).toContain("planned, and nothing was released");
  expect(body).toMatch(/When the next ones will leave.*Mon 2021-11-29/s);
  const circles = elementsIn(parse(forecastPage(told()))).filter(({ tagName }) => tagName === "circle");
  expect(circles).toHaveLength(told().forecast.runs.length);
});

test("every point of the picture lies in it, also after a long time without releases", () => {
  for (const today of ["2021-11-01", "2031-11-01"]) {
    const placed = elementsIn(parse(forecastPage(told(today)))).flatMap(({ attrs }) =>
      attrs.filter(({ name }) => name === "cx" || name === "cy").map(({ name, value }) => [name, Number(value)] as const),
    );
    expect(placed.filter(([name, value]) => !(value >= 0 && value <= (name === "cx" ? 980 : 400)))).toEqual([]);
  }
  expect(forecastPage(told("2031-11-01"))).toContain('class="pause"');
});

test("the policy allows the page's own stylesheet by hash, and nothing else", () => {
  const elements = elementsIn(parse(forecastPage(told())));
  const style = elements.filter(({ tagName }) => tagName === "style").map(textIn);
  const hash = createHash("sha256").update(style.join("")).digest("base64");
  const policies = elements.flatMap(({ attrs }) => attrs.filter(({ value }) => value.startsWith("default-src")).map(({ value }) => value));
  expect(policies).toEqual([`default-src 'none'; style-src 'sha256-${hash}'; base-uri 'none'; form-action 'none'`]);
  expect(
    [...skeletonOf(forecastPage(told()))].filter((each) => /^(script|link|img|iframe|a|form)$| (src|href|style|on\w+)$/.test(each)),
  ).toEqual([]);
});

test.each(hostileTexts)("%j becomes no element and no attribute", (text) => {
  const clean = skeletonOf(forecastPage(soiled("x")));
  expect([...skeletonOf(forecastPage(soiled(text)))].filter((each) => !clean.has(each))).toEqual([]);
  const few = (each: string): TrainForecast => ({ ...soiled(each), forecast: { ...soiled(each).forecast, lateness: undefined } });
  const cleanFew = skeletonOf(forecastPage(few("x")));
  expect([...skeletonOf(forecastPage(few(text)))].filter((each) => !cleanFew.has(each))).toEqual([]);
});

testWith(
  ["chromium"],
  "a browser asks nobody for anything, has nothing to complain of, and needs no sideways scrolling on a phone",
  async () => {
    for (const page of [told(), soiled(hostileTexts.join(" "))]) {
      for (const width of [375, 1280]) {
        const { address, seen } = await showPage(forecastPage(page), { width, height: 900 }, async () => undefined);
        expect(seen).toEqual({ requests: [address], complaints: [], width });
      }
    }
  },
  60_000,
);
