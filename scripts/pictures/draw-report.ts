import { pathToFileURL } from "node:url";
import { openBrowser } from "../../src/testing/open-browser.ts";

const size = { width: 1160, height: 400 };

/** Draws the top of a rehearsal's report and, below it, the timetable, as Chromium paints them. */
export const drawReport = async (report: string, picture: string): Promise<void> => {
  const { context, close } = await openBrowser();
  try {
    const page = await context.newPage();
    await page.setViewportSize(size);
    await page.emulateMedia({ colorScheme: "light" });
    await page.goto(pathToFileURL(report).href);
    // Only verdict and timetable: a picture of the whole page would be as long as the page.
    await page.evaluate(
      `for (const part of document.querySelectorAll("nav, footer, main > :not(#timeline):not(#problems)")) part.remove()`,
    );
    // A long timetable scrolls on the page; here it is made to fit.
    await page
      .locator("#timeline svg")
      .evaluateAll((all: readonly { removeAttribute(name: string): void; setAttribute(name: string, value: string): void }[]) => {
        for (const each of all) {
          each.removeAttribute("height");
          each.setAttribute("width", "100%");
        }
      });
    await page.screenshot({ path: picture, fullPage: true });
  } finally {
    await close();
  }
};
