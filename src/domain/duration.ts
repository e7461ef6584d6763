/** A length of time in milliseconds, never negative when it was parsed. */
export type Duration = number & { readonly duration: unique symbol };

const units = { w: 604_800_000, d: 86_400_000, h: 3_600_000, m: 60_000, s: 1000, ms: 1 } as const;
const names = { w: "week", d: "day", h: "hour", m: "minute", s: "second", ms: "millisecond" } as const;
type Unit = keyof typeof units;

/** Reads `15m`, `1h30m`, `2d`, `500ms`: whole numbers, each unit of w d h m s ms at most once, longest first. Nothing when it is not that. */
export const parseDuration = (text: string): Duration | undefined => {
  const found = /^(?:(\d{1,9})w)?(?:(\d{1,9})d)?(?:(\d{1,9})h)?(?:(\d{1,9})m(?!s))?(?:(\d{1,9})s)?(?:(\d{1,9})ms)?$/.exec(text.trim());
  if (found === null || found[0] === "") return undefined;
  const total = (Object.keys(units) as Unit[]).reduce((sum, unit, at) => sum + Number(found[at + 1] ?? 0) * units[unit], 0);
  return total as Duration;
};

/** For lengths known when the code is written; throws RangeError when the text is none. */
export const duration = (text: string): Duration => {
  const length = parseDuration(text);
  if (length === undefined) throw new RangeError(`Not a duration: ${JSON.stringify(text.slice(0, 40))}; write 15m, 1h30m or 2d`);
  return length;
};

/** For people, the two largest units that matter: `15 minutes`, `1 hour 30 minutes`, `no time`. */
export const describeDuration = (length: Duration): string => {
  let rest = Math.round(Math.abs(length));
  const parts: string[] = [];
  for (const unit of Object.keys(units) as Unit[]) {
    const count = Math.floor(rest / units[unit]);
    rest -= count * units[unit];
    if (count > 0) parts.push(`${count} ${names[unit]}${count === 1 ? "" : "s"}`);
  }
  return parts.length === 0 ? "no time" : parts.slice(0, 2).join(" ");
};
