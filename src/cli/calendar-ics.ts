import ical, { type ICalCalendar, ICalCalendarMethod, ICalEventStatus, ICalEventTransparency } from "ical-generator";
import type { Departure } from "../domain/calendar.ts";
import { type Instant, millisOf } from "../domain/instant.ts";
import { addDays, type PlainDate } from "../domain/plain-date.ts";

/** What stands in a calendar about one train. */
export interface CalendarFeed {
  readonly train: string;
  readonly departures: readonly Departure[];
  /** When the feed was made (DTSTAMP): the only thing that differs between two feeds of the same departures. */
  readonly stamp: Instant;
}

/**
 * The departures as iCalendar (RFC 5545): for each an all-day freeze and an all-day release, skipped ones cancelled.
 * A departure keeps its UIDs for ever, also when it moves, because they are made of its planned day; so calendars update and never double.
 */
export const calendarIcs = ({ train, departures, stamp }: CalendarFeed): string => {
  const name = oneLine(train);
  const calendar = ical({
    prodId: { company: "signalbox", product: "calendar" },
    name: escapedText(`${name} releases`),
    method: ICalCalendarMethod.PUBLISH,
  });
  for (const departure of departures) {
    addEvent(calendar, { train, departure, stamp, day: departure.freezeDay, kind: "freeze", summary: `${name}: code freeze` });
    addEvent(calendar, { train, departure, stamp, day: departure.releaseDay, kind: "release", summary: `${name}: release` });
  }
  return `${calendar.toString()}\r\n`;
};

interface Entry {
  readonly train: string;
  readonly departure: Departure;
  readonly stamp: Instant;
  readonly day: PlainDate;
  readonly kind: "freeze" | "release";
  readonly summary: string;
}

const addEvent = (calendar: ICalCalendar, { train, departure, stamp, day, kind, summary }: Entry): void => {
  calendar.createEvent({
    id: `${kind}-${departure.planned}-${encodeURIComponent(wellFormed(train))}@signalbox`,
    stamp: new Date(millisOf(stamp)),
    start: midnight(day),
    // DTEND is the first day that is no longer part of it.
    end: midnight(addDays(day, 1)),
    allDay: true,
    summary: departure.skipped === undefined ? summary : `${summary} (skipped)`,
    description: describe(departure),
    status: departure.skipped === undefined ? ICalEventStatus.CONFIRMED : ICalEventStatus.CANCELLED,
    // The day is not busy: people still work on it.
    transparency: ICalEventTransparency.TRANSPARENT,
  });
};

const describe = ({ planned, freezeDay, releaseDay, captain, skipped, moved, changed }: Departure): string =>
  [
    `Freeze ${freezeDay}, release ${releaseDay}.`,
    ...(captain === undefined ? [] : [`Captain: ${printable(captain)}`]),
    ...(skipped === undefined ? [] : [`Skipped: ${printable(skipped)}`]),
    ...(moved === undefined ? [] : [`${releaseDay === planned ? "Freeze moved" : `Moved from ${planned}`}: ${printable(moved.reason)}`]),
    ...(changed === undefined ? [] : [`New rule since ${changed.from}: ${printable(changed.reason)}`]),
  ].join("\n");

const midnight = (day: PlainDate): Date => new Date(`${day}T00:00:00Z`);

/** The library escapes texts but lets control characters pass, which RFC 5545 forbids and some calendars show. */
const printable = (text: string): string =>
  wellFormed(text)
    .replace(/\r\n?/g, "\n")
    .replace(/[^\P{Cc}\n\t]/gu, "\u{fffd}");

/** A title is one line; a line break in the calendar's name would even begin a property of the attacker's choice. */
const oneLine = (text: string): string => printable(text).replace(/[\n\t\u2028\u2029]+/g, " ");

/** TEXT of RFC 5545, section 3.3.11, for the one text that the library writes as it is. */
const escapedText = (line: string): string => line.replace(/[\\;,]/g, "\\$&");

const wellFormed = (text: string): string => text.toWellFormed();
