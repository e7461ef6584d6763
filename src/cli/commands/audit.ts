import { explain, ReleaseError } from "../../domain/errors.ts";
import { type Audited, auditOf, type Head, headLine, readHeads } from "../../domain/journal/audit.ts";
import { type Action, optionValue } from "../command.ts";
import { brief, painter } from "../paint.ts";
import { type Kept, withRecord } from "../record.ts";

/** Reads every release's record to its end, and holds it against heads that were kept elsewhere. */
export const verify: Action = (invocation) =>
  withRecord(invocation, async (record) => {
    const heads = await headsIn(optionValue(invocation, "heads"), invocation.surroundings.readText);
    const kept = await record.journal.releases();
    const audited = await Promise.all(kept.map(({ release }) => audit(record, release, heads)));
    const gone = heads.filter(({ release }) => !kept.some((each) => each.release === release));
    const all = [...audited, ...[...new Set(gone.map(({ release }) => release))].map(lost)];
    const paint = painter(invocation.colour);
    const broken = all.filter(({ wrong }) => wrong !== undefined);
    const compared = new Set(heads.map(({ release }) => release)).size;
    const text = [
      ...all.map(({ release, entries, wrong }) =>
        wrong === undefined
          ? `${paint("green", "✓")} ${brief(release)}  ${entries} entries\n`
          : `${paint("red", "≠")} ${brief(release)}  ${brief(wrong, 400)}\n`,
      ),
      broken.length > 0
        ? "Drive nothing. Restore a backup (signalbox restore FILE), and find out who could write there.\n"
        : `${all.length === 0 ? "There is no release in the record." : "Every entry follows from the one before."} ${compared === 0 ? "Nothing was compared with heads kept elsewhere: a chain that was made anew would look the same." : `${compared} compared with heads kept elsewhere.`}\n`,
    ].join("");
    return { exit: broken.length === 0 ? "done" : "person", data: { releases: all, compared }, text };
  });

/** Prints the last entry of each release, to be kept elsewhere. */
export const heads: Action = (invocation) =>
  withRecord(invocation, async (record) => {
    const kept = await record.journal.releases();
    const found = await Promise.all(
      kept.map(async ({ release }): Promise<Head> => {
        const last = (await record.journal.read(release)).at(-1);
        return { release, sequence: last?.sequence ?? 0, hash: last?.hash ?? "" };
      }),
    );
    return { exit: "done", data: { heads: found }, text: found.map((each) => `${headLine(each)}\n`).join("") };
  });

const audit = async ({ journal }: Kept, release: string, known: readonly Head[]): Promise<Audited> => {
  try {
    return auditOf(release, await journal.read(release), known);
  } catch (error) {
    if (!(error instanceof ReleaseError) || error.code !== "JOURNAL_BROKEN") throw error;
    return { release, entries: 0, head: undefined, wrong: error.explanation.what };
  }
};

const lost = (release: string): Audited => ({ release, entries: 0, head: undefined, wrong: "it is known, and there is no record of it" });

const headsIn = async (file: string | undefined, read: (file: string) => Promise<string>): Promise<readonly Head[]> => {
  if (file === undefined) return [];
  const { heads: found, strange } = readHeads(await read(file));
  if (strange.length > 0)
    throw explain("USAGE", {
      what: `${file} has a line that is no head: ${JSON.stringify((strange[0] ?? "").slice(0, 80))}.`,
      next: "Give a file with lines as `signalbox audit heads` prints them.",
    });
  return found;
};
