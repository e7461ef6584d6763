import type { PlainDate, PlainMonth, Weekday } from "./plain-date.ts";

/**
 * When a train departs, as data. The words of the configuration become this in `parse-schedule.ts`;
 * `calendar.ts` computes departures from it. All of it is plain days: only the edge knows clocks and zones.
 */
export interface Schedule {
  /** Ascending by `from`, never empty; only the first one has always been in force. */
  readonly rhythms: readonly Rhythm[];
  /** Days on which nobody works, besides Saturday and Sunday: they count for business days, and nowhere else. */
  readonly holidays: readonly PlainDate[];
  readonly skips: readonly Skip[];
  readonly moves: readonly Move[];
  readonly rota: Rota;
}

/** The rule of a time: departures planned from its first day on, until the next one's, follow it. Teams change their rule, and history keeps the old one. */
export interface Rhythm {
  readonly from: PlainDate | undefined;
  /** Why the rule changed; the first one needs no reason. */
  readonly reason: string | undefined;
  readonly cadence: Cadence;
  readonly freeze: FreezeRule;
}

/** Which days releases are planned for. Months and weeks go on for ever; a list ends. */
export type Cadence = Months | Weeks | Listed;

export interface Months {
  readonly is: "months";
  /** 1 for each month, 3 for each quarter, counted from `from`, which only matters when it is more than 1. */
  readonly every: number;
  readonly from: PlainMonth;
  readonly on: DayOfMonth;
  readonly shift: Shift;
}

export interface Weeks {
  readonly is: "weeks";
  readonly every: number;
  readonly on: Weekday;
  /** The first release is planned for the first such weekday on or after this day. */
  readonly from: PlainDate;
  /** Length in weeks of a round that starts afresh: 4 weeks in a round of 13 leave the 13th week spare. The same as `every` when none is spare. */
  readonly round: number;
  /** Whether a departure that moves takes all later ones along, because the team counts from the last one that left. */
  readonly counted: "from the start" | "from the last";
  readonly shift: Shift;
}

export interface Listed {
  readonly is: "list";
  /** Ascending, each once. */
  readonly days: readonly PlainDate[];
}

export type DayOfMonth =
  | { readonly is: "nth-weekday"; readonly nth: 1 | 2 | 3 | 4 | "last"; readonly weekday: Weekday }
  /** A day that a short month lacks is that month's last day. */
  | { readonly is: "day"; readonly day: number | "last" };

/** What happens to a day that is a Saturday, a Sunday or a holiday. A release stays in its month, a freeze stays before its release. */
export type Shift = "none" | "next business day" | "previous business day";

export type FreezeRule =
  /** On this weekday of the week (Monday to Sunday) that lies so many weeks before the week of the release. */
  | { readonly is: "weekday-of-week"; readonly weekday: Weekday; readonly weeks: number; readonly shift: Shift }
  /** The last such weekday before the release day. */
  | { readonly is: "weekday-before"; readonly weekday: Weekday; readonly shift: Shift }
  | { readonly is: "days"; readonly days: number; readonly shift: Shift }
  | { readonly is: "business-days"; readonly days: number };

/** All departures planned in a month, or the one planned for a day, do not take place. */
export interface Skip {
  readonly when: PlainMonth | PlainDate;
  readonly reason: string;
}

/** The departure planned for `from` releases on `to` instead. Its freeze follows the rule from the new day, unless it is given. */
export interface Move {
  readonly from: PlainDate;
  readonly to: PlainDate;
  readonly freeze?: PlainDate;
  readonly reason: string;
}

/** Captains take turns: the first one has the first departure planned on or after `from`. A skipped departure takes no turn. */
export interface Rota {
  readonly captains: readonly string[];
  readonly from: PlainDate;
}
