import { type DateFound, findDate, monthNames } from "./date-form.ts";
import { type PlainDate, parsePlainDate } from "./plain-date.ts";

/** The first day that a text names, in whatever spelling; nothing where it names none or one that does not exist. */
export const dayIn = (text: string): PlainDate | undefined => {
  const found = findDate(text);
  return found === undefined ? undefined : dayOf(found);
};

/** Years of two digits are of this century. */
const dayOf = ({ text, form }: DateFound): PlainDate | undefined => {
  const parts = form.match(partsOfForm) ?? [];
  const words = text.match(/\d+|[A-Za-z]+/g)?.filter((word) => !/^(?:st|nd|rd|th|of)$/.test(word)) ?? [];
  const value = (...names: readonly string[]): string => words[parts.findIndex((part) => names.includes(part))] ?? "";
  const month = value("MMMM", "MMM");
  const named = monthNames.findIndex((name) => month !== "" && name.startsWith(month)) + 1;
  const numbers = [value("YYYY", "YY").padStart(4, "20"), named > 0 ? String(named) : value("MM", "M"), value("DD", "Do", "D")];
  return parsePlainDate(numbers.map((each) => each.padStart(2, "0")).join("-"));
};

const partsOfForm = /dddd|ddd|Do|DD|D|MMMM|MMM|MM|M|YYYY|YY/g;
