import type { RawCommit, Signature } from "./commit.ts";
import { explain } from "./errors.ts";
import { fieldReader } from "./nul-fields.ts";

/**
 * For `git log -z --format=LOG_FORMAT`: every field and every record ends in NUL, the one byte that no commit text can hold
 * (git cuts a message at its first NUL), so that no subject can forge a field. `%an`/`%ae` are raw, `%aN`/`%aE` after `.mailmap`.
 */
export const LOG_FORMAT = "%H%x00%P%x00%an%x00%ae%x00%aN%x00%aE%x00%cn%x00%ce%x00%at%x00%ct%x00%s%x00%b";

/** As `LOG_FORMAT`, for two sides of a history: `%m` tells `<` from `>`. */
export const SIDES_FORMAT = `%m${LOG_FORMAT}`;

/** Reads a log piece by piece, so that a million commits need no million in memory. Pieces may end anywhere. */
export interface LogReader {
  /** Takes bytes, one per character (`latin1`), and gives the commits that became complete. Throws GIT_FAILED on anything else than the format. */
  readonly push: (bytes: string) => readonly RawCommit[];
  /** Must be called at the end; throws GIT_FAILED when the log broke off in the middle of a commit. */
  readonly end: () => void;
}

/** All commits of one log given as bytes, one per character (`latin1`), in the log's order. */
export const parseLog = (bytes: string): RawCommit[] => {
  const reader = logReader();
  const commits = [...reader.push(bytes)];
  reader.end();
  return commits;
};

export const logReader = (): LogReader => {
  let commits: RawCommit[] = [];
  const fields = fieldReader(fieldCount, (one) => void commits.push(commitOf(one)));
  return {
    push: (bytes) => {
      commits = [];
      fields.push(bytes);
      return commits;
    },
    end: () => {
      if (!fields.isWhole()) throw unreadable("the output ended in the middle of a commit");
    },
  };
};

const fieldCount = 12;
const isId = /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/;

const commitOf = (fields: readonly string[]): RawCommit => {
  const [first = "", parents = "", name = "", email = "", mappedName = "", mappedEmail = "", ...more] = fields;
  const [committerName = "", committerEmail = "", date = "", commitDate = "", subject = "", body = ""] = more;
  const isLeft = first.startsWith("<");
  const id = isLeft || first.startsWith(">") ? first.slice(1) : first;
  if (!isId.test(id)) throw unreadable(`a commit id was expected, not ${JSON.stringify(id.slice(0, 60))}`);
  const commit = {
    id,
    parents: parents === "" ? [] : parents.split(" "),
    author: signatureOf(name, email),
    committer: signatureOf(committerName, committerEmail),
    date: secondsOf(date),
    commitDate: secondsOf(commitDate),
    subject: textOf(subject),
    body: textOf(body),
  };
  const mapped = name === mappedName && email === mappedEmail ? {} : { mapped: signatureOf(mappedName, mappedEmail) };
  const bytes = isUtf8(subject) && isUtf8(email) ? {} : { bytes: { subject, email } };
  return { ...commit, ...mapped, ...bytes, ...(isLeft && { isLeft: true as const }) };
};

const signatureOf = (name: string, email: string): Signature => ({ name: textOf(name), email: textOf(email) });

// git writes nothing sensible for times it cannot represent; such a commit counts as made at the beginning of time.
const secondsOf = (text: string): number => (/^-?\d{1,15}$/.test(text) ? Number(text) : 0);

const notAscii = /[^\0-\x7f]/;
const strict = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

const decode = (bytes: string): string | undefined => {
  if (!notAscii.test(bytes)) return bytes;
  try {
    return strict.decode(Buffer.from(bytes, "latin1"));
  } catch {
    return undefined;
  }
};

const isUtf8 = (bytes: string): boolean => decode(bytes) !== undefined;

const textOf = (bytes: string): string => decode(bytes) ?? bytes;

const unreadable = (message: string) => explain("GIT_FAILED", { command: "log", message });
