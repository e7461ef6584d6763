import { expect, test } from "vitest";
import { readPublishedDay } from "./published-day.ts";

test.each([
  ["2024-11-14", { day: "2024-11-14", weekday: undefined }],
  ["2019.06.31", { day: "2019-06-31", weekday: undefined }],
  ["Monday, Dec. 19, 2022", { day: "2022-12-19", weekday: "monday" }],
  ["Friday, Apr. 5,  2024", { day: "2024-04-05", weekday: "friday" }],
  ["Monday, May 1, 2023", { day: "2023-05-01", weekday: "monday" }],
  ["September 3rd, 2024", { day: "2024-09-03", weekday: undefined }],
  ["TBD", undefined],
  ["2024-11", undefined],
])("%s", (text, day) => {
  expect(readPublishedDay(text)).toEqual(day);
});
