import { execFileSync } from "node:child_process";
import ICAL from "ical.js";
import { describe, expect, test } from "vitest";
import type { Departure } from "../domain/calendar.ts";
import { instant } from "../domain/instant.ts";
import { plainDate } from "../domain/plain-date.ts";
import { calendarIcs } from "./calendar-ics.ts";

const stamp = instant("2021-11-01T09:00:00Z");

const departure = (changes: Partial<Departure> = {}): Departure => ({
  planned: plainDate("2021-11-29"),
  freezeDay: plainDate("2021-11-26"),
  releaseDay: plainDate("2021-11-29"),
  captain: "ana",
  offDays: [],
  ...changes,
});

const parsed = (text: string) => {
  const calendar = new ICAL.Component(ICAL.parse(text));
  const events = calendar.getAllSubcomponents("vevent").map((component) => ({ component, event: new ICAL.Event(component) }));
  return { calendar, events };
};

describe("a calendar feed, read by another parser", () => {
  test("holds an all-day freeze and an all-day release for each departure", () => {
    const { events } = parsed(calendarIcs({ train: "posthog", departures: [departure()], stamp }));
    expect(
      events.map(({ component, event }) => ({
        uid: event.uid,
        summary: event.summary,
        allDay: event.startDate.isDate,
        days: [event.startDate.toString(), event.endDate.toString()],
        status: component.getFirstPropertyValue("status"),
        stamp: String(component.getFirstPropertyValue("dtstamp")),
        description: event.description,
      })),
    ).toEqual(
      [
        { uid: "freeze-2021-11-29-posthog@signalbox", summary: "posthog: code freeze", days: ["2021-11-26", "2021-11-27"] },
        { uid: "release-2021-11-29-posthog@signalbox", summary: "posthog: release", days: ["2021-11-29", "2021-11-30"] },
      ].map((each) => ({
        ...each,
        allDay: true,
        status: "CONFIRMED",
        stamp: "2021-11-01T09:00:00Z",
        description: "Freeze 2021-11-26, release 2021-11-29.\nCaptain: ana",
      })),
    );
  });

  test("a skipped departure is cancelled and says why", () => {
    const { captain: _, ...without } = departure();
    const { events } = parsed(calendarIcs({ train: "posthog", departures: [{ ...without, skipped: "we ship whenever" }], stamp }));
    expect(events.map(({ component }) => component.getFirstPropertyValue("status"))).toEqual(["CANCELLED", "CANCELLED"]);
    expect(events[0]?.event.summary).toBe("posthog: code freeze (skipped)");
    expect(events[0]?.event.description).toContain("Skipped: we ship whenever");
  });

  test("a departure that moves keeps its UIDs, so that no calendar shows it twice", () => {
    const uids = (each: Departure) =>
      parsed(calendarIcs({ train: "posthog", departures: [each], stamp })).events.map(({ event }) => event.uid);
    const moved = departure({ releaseDay: plainDate("2021-11-30"), moved: { from: plainDate("2021-11-29"), reason: "a blocker" } });
    expect(uids(moved)).toEqual(uids(departure()));
    expect(parsed(calendarIcs({ train: "posthog", departures: [moved], stamp })).events[1]?.event.description).toContain(
      "Moved from 2021-11-29: a blocker",
    );
  });

  test("the first departure by a new rule says why", () => {
    const first = departure({ changed: { from: plainDate("2021-11-01"), reason: "a rule at last" } });
    expect(parsed(calendarIcs({ train: "posthog", departures: [first], stamp })).events[0]?.event.description).toContain(
      "New rule since 2021-11-01: a rule at last",
    );
  });

  const hostile = 'Alpha, Beta; Gamma\\n \\, "x": 🚂🇬🇧\nEND:VEVENT\nBEGIN:VEVENT\nDTSTART:20200101 ünïcödé 日本 '.repeat(4);

  test("titles and reasons with commas, semicolons, line breaks and emoji come back as they were", () => {
    const { calendar, events } = parsed(
      calendarIcs({
        train: hostile,
        departures: [
          departure({ captain: hostile, releaseDay: plainDate("2021-11-30"), moved: { from: plainDate("2021-11-29"), reason: hostile } }),
        ],
        stamp,
      }),
    );
    const title = hostile.replaceAll("\n", " ");
    expect(events).toHaveLength(2);
    expect(events[0]?.event.summary).toBe(`${title}: code freeze`);
    expect(events[0]?.event.description).toBe(
      `Freeze 2021-11-26, release 2021-11-30.\nCaptain: ${hostile}\nMoved from 2021-11-29: ${hostile}`,
    );
    // This parser knows neither NAME nor X-WR-CALNAME as a text and leaves their backslashes.
    const named = ["name", "x-wr-calname"].map((property) => String(calendar.getFirstPropertyValue(property)));
    expect(named.map((text) => text.replace(/\\(.)/g, "$1"))).toEqual([`${title} releases`, `${title} releases`]);
    expect(named[0]).toContain("Alpha\\, Beta\\; ");
    expect(calendar.getAllProperties().map(({ name }) => name)).toEqual(["version", "prodid", "method", "name", "x-wr-calname"]);
  });

  test("no line is longer than 75 bytes, ends otherwise than RFC 5545 says, or carries a control character", () => {
    const text = calendarIcs({
      train: `a\u0000\u001b[31m\u007f\ud800\r\nX-EVIL:1\u2028${hostile}`,
      departures: [departure({ captain: "b\u0007\r" })],
      stamp,
    });
    const lines = text.split("\r\n");
    expect(lines.pop()).toBe("");
    expect(lines.filter((line) => Buffer.byteLength(line) > 75)).toEqual([]);
    expect(lines.filter((line) => /\p{Cc}|^X-EVIL/u.test(line))).toEqual([]);
    expect(text.isWellFormed()).toBe(true);
  });

  test("the same departures give the same bytes, wherever the machine stands", () => {
    const program = `
      const { calendarIcs } = await import(${JSON.stringify(new URL("./calendar-ics.ts", import.meta.url).href)});
      process.stdout.write(calendarIcs(${JSON.stringify({ train: "posthog", departures: [departure()], stamp })}));`;
    const here = calendarIcs({ train: "posthog", departures: [departure()], stamp });
    for (const TZ of ["Pacific/Kiritimati", "America/Los_Angeles"])
      expect(execFileSync(process.execPath, ["--input-type=module", "-e", program], { env: { TZ }, encoding: "utf8" })).toBe(here);
  });
});
