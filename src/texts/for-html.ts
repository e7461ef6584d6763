import { showHidden } from "./show-hidden.ts";

/** Outside text in HTML, as element content or inside a quoted attribute; braces too, because template languages read them (T03). */
export const forHtml = (text: string): string =>
  showHidden(text, { lines: true }).replaceAll(/[&<>"'`{}]/g, (character) => `&#${character.charCodeAt(0)};`);
