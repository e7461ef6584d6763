import type { Filling } from "../domain/fill-text.ts";
import type { StoryFacts, Told } from "../domain/story-facts.ts";
import type { ListName, ValueName } from "../domain/text-names.ts";

/** Where a text goes: makes outside text, or an address of the configuration, plain text of it, and takes so many characters. */
export interface Sink {
  readonly text: (text: string) => string;
  readonly link: (address: string) => string;
  readonly most: number;
}

/** What the texts for people may name, filled from the facts and escaped for one sink. */
export const storyValues = (
  facts: StoryFacts,
  names: Readonly<Record<string, string>>,
  { text, link }: Pick<Sink, "text" | "link">,
): Filling => {
  const lines = (told: readonly Told[]): readonly string[] => told.map((each) => text(each.line));
  const values: Readonly<Record<ValueName, string>> = {
    day: facts.day,
    "post-url": link(facts.links.post),
    "release-notes": link(facts.links.notes),
    "compare-url": link(facts.links.compare),
  };
  const lists: Readonly<Record<ListName, readonly string[]>> = {
    highlights: lines(facts.highlights),
    breaking: facts.breaking.map(({ line, note }) => text(note === undefined ? line : `${line}: ${note}`)),
    changes: lines(facts.changes),
    contributors: facts.contributors.map(text),
    "first-timers": facts.firstTimers.map(text),
  };
  return { values: { ...names, ...values }, lists };
};
