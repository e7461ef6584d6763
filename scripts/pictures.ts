/**
 * Draws the picture of the README from a rehearsal's report: `npx node scripts/pictures.ts REPORT.html`. Shows the top of the page and, below
 * it, the timetable, as Chromium paints them, in docs/pictures/rehearsal.png.
 */
import { mkdirSync, statSync } from "node:fs";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { openBrowser } from "../src/testing/open-browser.ts";

const most = 200_000;
const size = { width: 1160, height: 400 };

const draw = async (report: string, picture: string): Promise<number> => {
  const { context, close } = await openBrowser();
  try {
    const page = await context.newPage();
    await page.setViewportSize(size);
    await page.emulateMedia({ colorScheme: "light" });
    await page.goto(pathToFileURL(resolve(report)).href);
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
    mkdirSync(join(picture, ".."), { recursive: true });
    await page.screenshot({ path: picture, fullPage: true });
    return statSync(picture).size;
  } finally {
    await close();
  }
};

const [report] = process.argv.slice(2);
if (report === undefined) {
  console.error("Which report? npx node scripts/pictures.ts REPORT.html");
  process.exitCode = 2;
} else {
  const picture = join(import.meta.dirname, "../docs/pictures/rehearsal.png");
  const bytes = await draw(report, picture);
  console.log(`docs/pictures/rehearsal.png: ${Math.ceil(bytes / 1000)} kB`);
  if (bytes > most) {
    console.error(`That is more than ${most / 1000} kB.`);
    process.exitCode = 1;
  }
}
