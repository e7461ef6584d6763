import type { EffectKey } from "../../domain/step.ts";

/** The text with our mark at its end; no renderer of Markdown shows it. */
export const marked = (text: string, key: EffectKey): string => `${text}\n\n${markerOf(key)}`;

export const isMarked = (text: string, key: EffectKey): boolean => text.includes(markerOf(key));

const markerOf = (key: EffectKey): string => `<!-- signalbox:${key} -->`;
