import { html, type Markup } from "./markup.ts";

const marks = {
  done: ["✓", "good"],
  exercised: ["✓", "good"],
  skipped: ["–", "dim"],
  guessed: ["≈", "warn"],
  waiting: ["…", "warn"],
  due: ["…", "warn"],
  blocked: ["·", "dim"],
  ok: ["✓", "good"],
  accepted: ["≈", "warn"],
  violated: ["✕", "bad"],
  open: ["·", "dim"],
  asks: ["?", "warn"],
  unknown: ["?", "bad"],
  cannot: ["✕", "bad"],
} as const;

/** A state as a sign, a word and a colour, so that none of them carries it alone. */
export const stateMark = (state: keyof typeof marks): Markup => {
  const [sign, tone] = marks[state];
  return html`<span class="mark ${tone}"><span aria-hidden="true">${sign}</span> ${state}</span>`;
};
