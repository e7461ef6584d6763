import type { Page } from "playwright-core";
import { expect } from "vitest";
import type { Rehearsal } from "../../app/rehearse/rehearsal.ts";
import { hostileTexts } from "../../testing/hostile-texts.ts";
import { sampleRehearsal } from "../../testing/sample-rehearsal.ts";
import { type ShownPage, showPage } from "../../testing/show-page.ts";
import { soiled } from "../../testing/soiled.ts";
import { testWith } from "../../testing/test-with.ts";
import { rehearsalPage } from "./rehearsal-page.ts";

const phone = { width: 375, height: 812 };
const desk = { width: 1280, height: 900 };

interface Seen extends ShownPage {
  readonly heading: string;
  /** Names of facts, of one word each, that are broken into more than a line. */
  readonly broken: readonly string[];
}

testWith(
  ["chromium"],
  "a browser asks nobody for anything, has nothing to complain of, and needs no sideways scrolling on a phone",
  async () => {
    for (const viewport of [phone, desk]) {
      const { address, seen } = await show(sampleRehearsal(), viewport);
      expect(seen).toEqual({ requests: [address], complaints: [], width: viewport.width, heading: "Finished", broken: [] });
    }
  },
  60_000,
);

testWith(
  ["chromium"],
  "a page full of hostile texts is as quiet as any other",
  async () => {
    const worst = soiled(sampleRehearsal(), hostileTexts.join(" "), (place) => place % 9 === 0);
    const { address, seen } = await show(worst, phone);
    expect(seen).toEqual({ requests: [address], complaints: [], width: phone.width, heading: "Finished", broken: [] });
  },
  60_000,
);

testWith(
  ["chromium"],
  "with everything unfolded the page still fits a phone",
  async () => {
    const { seen } = await show(sampleRehearsal(), phone, (page) => page.locator("details").evaluateAll(unfold));
    expect(seen.width).toBe(phone.width);
  },
  60_000,
);

// Runs in the page, where an element of this kind has `open`.
const unfold = (all: readonly object[]): void => {
  for (const each of all) Object.assign(each, { open: true });
};

const brokenNames = `[...document.querySelectorAll(".facts dt")]
  .filter((name) => !name.textContent.includes(" ") && name.getClientRects()[0]?.height > 1.9 * parseFloat(getComputedStyle(name).fontSize))
  .map((name) => name.textContent)`;

const show = async (
  rehearsal: Rehearsal,
  viewport: { readonly width: number; readonly height: number },
  before: (page: Page) => Promise<unknown> = async () => undefined,
): Promise<{ readonly address: string; readonly seen: Seen }> => {
  const { address, seen, found } = await showPage(rehearsalPage(rehearsal), viewport, async (page) => {
    await before(page);
    return { heading: await page.locator("h1").innerText(), broken: await page.evaluate<string[]>(brokenNames) };
  });
  return { address, seen: { ...seen, ...found } };
};
