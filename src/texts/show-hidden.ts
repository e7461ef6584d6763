/**
 * Characters that a reader does not see but that change what is seen, or what a terminal does: controls, bidirectional marks and overrides,
 * zero-width and tag characters, fillers, variation selectors, line and paragraph separators, lone surrogates. Look-alike letters are not
 * hidden and stay. A joiner or selector inside an emoji is what makes it one, and stays too.
 */
const hidden =
  /(?<!\p{Extended_Pictographic}|\p{Emoji_Modifier}|\ufe0f)\u200d|\u200d(?!\p{Extended_Pictographic})|(?<!\p{Extended_Pictographic})[\ufe0e\ufe0f]|[\ufe00-\ufe0d]|\u034f|\u115f|\u1160|\u17b4|\u17b5|\u180b|\u180c|\u180d|\u180f|\u3164|\uffa0|\u2800|[\u{e0100}-\u{e01ef}]|(?![\u200d\ufe0e\ufe0f])[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{Co}]/gu;

/** Whether a text has characters that do not show; a newline or tab between lines counts only where `lines` is not set. */
export const hasHiddenCharacters = (text: string, { lines = false }: { readonly lines?: boolean } = {}): boolean =>
  showHidden(text, { lines }) !== text;

/**
 * Makes every hidden character visible: `^[` for escape and other C0 controls (and `^?`), `\u{202e}` for all others. The result is for people;
 * the text itself is kept as it came. With `lines`, newlines and tabs stay.
 */
export const showHidden = (text: string, { lines = false }: { readonly lines?: boolean } = {}): string => {
  if (!suspect.test(text)) return text;
  return text.replaceAll(hidden, (character) => {
    if (lines && (character === "\n" || character === "\t")) return character;
    const code = character.codePointAt(0) ?? 0;
    if (code < 0x20) return `^${String.fromCharCode(code + 0x40)}`;
    return code === 0x7f ? "^?" : `\\u{${code.toString(16)}}`;
  });
};

/**
 * Anything but letters and signs of usual scripts and pairs that make a plain emoji, none of which is ever hidden: whoever only has those is spared
 * the pattern above, which takes 5 ms to become a program.
 */
const suspect =
  /[^ -~\u00a0-\u00ac\u00ae-\u02ff\u0370-\u0482\u048a-\u0590\u2010-\u2027\u2030-\u205e\u20a0-\u27ff\u3041-\u3163\u3400-\u9fff\uac00-\ud7a3\ud83c-\ud83e\udc00-\udfff]|[\ud83c-\ud83e](?![\udc00-\udfff])|(?<![\ud83c-\ud83e])[\udc00-\udfff]/;
