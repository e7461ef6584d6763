import { explain } from "../domain/errors.ts";
import type { Entry } from "../domain/journal/event.ts";
import { firstUnknownEvent } from "../domain/journal/format.ts";

/**
 * Entries whose chain holds, as events that this program knows. Those up to `known` were looked at before. Raises EVENT_UNKNOWN, and JOURNAL_BROKEN for
 * what has no event at all.
 */
export const requireKnownEvents = (release: string, entries: readonly Entry[], known: number): void => {
  const newer = entries.slice(known);
  const strange = newer.find(
    ({ event }: { readonly event?: unknown }) => typeof (event as Partial<Entry["event"]> | undefined)?.is !== "string",
  );
  if (strange !== undefined) throw explain("JOURNAL_BROKEN", { release, sequence: strange.sequence, reason: "it has no event" });
  const unknown = firstUnknownEvent(newer);
  if (unknown === undefined) return;
  throw explain("EVENT_UNKNOWN", { release, sequence: unknown.sequence, event: JSON.stringify(unknown.event.is.slice(0, 80)) });
};

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
