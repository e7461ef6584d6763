import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { Page } from "playwright-core";
import { openBrowser } from "./open-browser.ts";

/** What a browser noticed while it showed a page. */
export interface ShownPage {
  readonly requests: readonly string[];
  readonly complaints: readonly string[];
  /** Of the whole page, wherever it would scroll to. */
  readonly width: number;
}

/** Shows a page from a file, as it is opened by whoever was sent it; `look` acts on it or reads from it before its width is taken. */
export const showPage = async <Found>(
  html: string,
  viewport: { readonly width: number; readonly height: number },
  look: (page: Page) => Promise<Found>,
): Promise<{ readonly address: string; readonly seen: ShownPage; readonly found: Found }> => {
  const folder = mkdtempSync(join(tmpdir(), "signalbox-page-"));
  const file = join(folder, "page.html");
  writeFileSync(file, html);
  const address = pathToFileURL(file).href;
  const { context, close } = await openBrowser();
  try {
    const page = await context.newPage();
    await page.setViewportSize(viewport);
    const requests: string[] = [];
    const complaints: string[] = [];
    page.on("request", (request) => requests.push(request.url()));
    page.on("console", (message) => complaints.push(message.text()));
    page.on("pageerror", (error) => complaints.push(error.message));
    page.on("dialog", (dialog) => complaints.push(dialog.message()));
    await page.goto(address);
    const found = await look(page);
    const width = Number(await page.evaluate("document.documentElement.scrollWidth"));
    return { address, seen: { requests, complaints, width }, found };
  } finally {
    await close();
    rmSync(folder, { recursive: true, force: true });
  }
};
