import { html, type Markup } from "./markup.ts";

const weekdays = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"] as const;

/** A moment for people, such as `Fri 2026-01-23 09:00`; virtual time is always UTC. A text that names no moment stays as it is. */
export const momentText = (at: string): string => {
  const millis = Date.parse(at);
  return Number.isFinite(millis) ? `${dayText(millis)} ${isoOf(millis).slice(11, 16)}` : at;
};

/** A day, such as `Fri 2026-01-23`, from milliseconds since 1970. */
export const dayText = (millis: number): string => `${weekdays[new Date(millis).getUTCDay()] ?? ""} ${isoOf(millis).slice(0, 10)}`;

/** The moment as an element that machines can read too. */
export const moment = (at: string): Markup => html`<time datetime="${at}">${momentText(at)}</time>`;

const isoOf = (millis: number): string => new Date(millis).toISOString();
