import { describe, expect, test } from "vitest";
import { forTerminal, forTerminalLines } from "./for-terminal.ts";
import { hasHiddenCharacters } from "./show-hidden.ts";

const esc = "\u001b";
const point = (code: number): string => String.fromCodePoint(code);

const sequences: readonly [name: string, text: string, shown: string][] = [
  ["window title", `${esc}]0;owned\u0007`, "^[]0;owned^G"],
  ["clipboard", `${esc}]52;c;aGk=${esc}\\`, "^[]52;c;aGk=^[\\"],
  ["erase screen", `${esc}[2J`, "^[[2J"],
  ["cursor up", `${esc}[1A`, "^[[1A"],
  ["colour", `${esc}[31mred`, "^[[31mred"],
  ["hyperlink", `${esc}]8;;https://evil.example${esc}\\x`, "^[]8;;https://evil.example^[\\x"],
  ["device control", `${esc}Pq`, "^[Pq"],
  ["backspace", "safe\b\b\b\bevil", "safe^H^H^H^Hevil"],
  ["carriage return", "evil\rsafe", "evil^Msafe"],
  ["newline in a subject", "a\nb", "a^Jb"],
  ["tab in a subject", "a\tb", "a^Ib"],
  ["null", "a\0b", "a^@b"],
  ["bell", "\u0007", "^G"],
  ["shift out", "\u000e", "^N"],
  ["delete", "\u007f", "^?"],
];

const single: readonly [name: string, code: number][] = [
  ["C1 next line", 0x85],
  ["C1 device control", 0x90],
  ["C1 control sequence", 0x9b],
  ["C1 string end", 0x9c],
  ["C1 operating system command", 0x9d],
  ["soft hyphen", 0xad],
  ["grapheme joiner", 0x34f],
  ["Arabic letter mark", 0x61c],
  ["Hangul filler", 0x3164],
  ["Hangul first filler", 0x115f],
  ["half-width filler", 0xffa0],
  ["Mongolian separator", 0x180e],
  ["zero-width space", 0x200b],
  ["zero-width non-joiner", 0x200c],
  ["zero-width joiner", 0x200d],
  ["left-to-right mark", 0x200e],
  ["right-to-left mark", 0x200f],
  ["line separator", 0x2028],
  ["paragraph separator", 0x2029],
  ["left-to-right embedding", 0x202a],
  ["pop", 0x202c],
  ["left-to-right override", 0x202d],
  ["right-to-left override", 0x202e],
  ["word joiner", 0x2060],
  ["invisible plus", 0x2064],
  ["isolate left", 0x2066],
  ["isolate right", 0x2067],
  ["pop isolate", 0x2069],
  ["byte order mark", 0xfeff],
  ["annotation anchor", 0xfff9],
  ["variation selector", 0xfe00],
  ["selector after a letter", 0xfe0f],
  ["supplementary selector", 0xe0101],
  ["tag", 0xe0041],
  ["language tag", 0xe0001],
  ["private use", 0xe000],
  ["lone high surrogate", 0xd800],
  ["lone low surrogate", 0xdfff],
];

describe("a terminal shows what it is given and does nothing (T04)", () => {
  test.each(sequences)("%s", (_name, text, shown) => {
    expect(forTerminal(text)).toBe(shown);
    expect(hasHiddenCharacters(text)).toBe(true);
  });

  test.each(single)("%s", (_name, code) => {
    expect(forTerminal(`a${point(code)}b`)).toBe(`a\\u{${code.toString(16)}}b`);
    expect(hasHiddenCharacters(`a${point(code)}b`)).toBe(true);
  });

  test("a selector behind the digit of a version is hidden", () => expect(forTerminal("1.30.0\ufe0f")).toBe("1.30.0\\u{fe0f}"));

  test("lines of a diff keep their breaks and tabs", () => {
    expect(forTerminalLines(`+\ta\r\n-b${esc}[2J\n`)).toBe("+\ta\n-b^[[2J\n");
    expect(hasHiddenCharacters("a\n\tb", { lines: true })).toBe(false);
  });

  test.each(["plain", "Zoë", "日本語", "👩‍💻", "✔️", "مرحبا", "שלום", "e\u0301"])("%s is not hidden", (text) => {
    expect(hasHiddenCharacters(text)).toBe(false);
    expect(forTerminal(text)).toBe(text);
  });

  test("of all characters there are, alone or in a text, exactly those are shown that do not show", () => {
    const unseen = /^[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{Co}\p{Variation_Selector}\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0]$|^\u034f$/u;
    const wrong: string[] = [];
    for (let code = 0; code <= 0x10ffff; code += 1) {
      const character = String.fromCodePoint(code);
      for (const text of [character, `a${character}b`])
        if (hasHiddenCharacters(text) !== unseen.test(character)) wrong.push(code.toString(16));
    }
    expect(wrong).toEqual([]);
  });
});
