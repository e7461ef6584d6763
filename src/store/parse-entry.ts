import { explain } from "../domain/errors.ts";
import type { Entry } from "../domain/journal/event.ts";

/** Text that is not an entry breaks the chain like any other change; its form is the hash's matter. */
export const parseEntry = (release: string, text: string): Entry => {
  try {
    const found: unknown = JSON.parse(text);
    if (typeof found === "object" && found !== null) return found as Entry;
  } catch {
    // Told below, as for any text that is no entry.
  }
  throw explain("JOURNAL_BROKEN", { release, sequence: 0, reason: "an entry is not JSON" });
};
