import { expect, test } from "vitest";
import type { Examined } from "../app/doctor/examined.ts";
import { failure, unclear, warning, well } from "../domain/diagnosis.ts";
import { countsOf, doctorText, summaryOf } from "./doctor-text.ts";
import { painter } from "./paint.ts";

const of = (diagnosis: Examined["diagnosis"], about = ""): Examined => ({ check: "c", title: "the thing", about, diagnosis });
const ill = { says: "it is wrong", why: "it matters", fix: "mend it" };

test("one line for what is right, three for what is not, and the sum at the end", () => {
  const all = [of(well("fine")), of(warning(ill), "acme/app"), of(failure(ill)), of(unclear(ill))];
  expect(doctorText(all, painter(false))).toBe(
    [
      "✓ ok  the thing: fine",
      "! warning  the thing (acme/app): it is wrong",
      "    why: it matters",
      "    fix: mend it",
      "✗ failure  the thing: it is wrong",
      "    why: it matters",
      "    fix: mend it",
      "? cannot be known  the thing: it is wrong",
      "    why: it matters",
      "    fix: mend it",
      "",
      "1 of 4 are as they must be; 1 would stop a release; 1 to look at; 1 cannot be known",
      "",
    ].join("\n"),
  );
  expect(summaryOf(countsOf([of(well("fine"))]))).toBe("1 of 1 are as they must be");
});

test("names from outside move no cursor and begin no line", () => {
  const text = doctorText([of(failure({ ...ill, says: "rule \u001b[2J\nok" }), "C1\r\u0007")], painter(false));
  for (const control of ["\u001b", "\r", "\u0007"]) expect(text).not.toContain(control);
  expect(text.split("\n")).toHaveLength(6);
});
