/** One command of a code block, as words. */
export interface ShellCommand {
  readonly words: readonly string[];
  /** The whole line, for whoever looks at more than words. */
  readonly line: string;
  /** Lines below the head of the block. */
  readonly at: number;
}

/**
 * The commands of a code block, read and never run: prompts are dropped, quoted words kept together, and variables that the block itself sets are
 * put in. Whatever else a shell would do is left as it is written.
 */
export const shellCommands = (code: string): readonly ShellCommand[] => {
  const variables = new Map<string, string>();
  return code
    .slice(0, 20_000)
    .split("\n")
    .flatMap((written, at): readonly ShellCommand[] => {
      const line = written.trim().replace(/^[$>]\s+(?=\S)/, "");
      if (line === "" || line.startsWith("#")) return [];
      const set = /^(?:export\s+)?([A-Za-z_]\w{0,40})=(.{1,400})$/.exec(line);
      if (set !== null && !/\s/.test((set[2] ?? "").replaceAll(/"[^"]*"|'[^']*'|\$\([^)]*\)/g, ""))) {
        variables.set(set[1] ?? "", filled((set[2] ?? "").replaceAll(/^(["'])(.*)\1$/g, "$2"), variables));
        return [];
      }
      return line.split(/\s+(?:&&|\|\||;)\s+/).map((part) => ({ words: wordsOf(part).map((word) => filled(word, variables)), line, at }));
    });
};

const wordsOf = (line: string): readonly string[] =>
  [...line.slice(0, 2000).matchAll(/(?:"[^"]*"|'[^']*'|\$\([^)]*\)|\[[^\]\s]*\]|[^\s"'])+/g)].map(([word]) =>
    word.replaceAll(/"([^"]*)"|'([^']*)'/g, "$1$2"),
  );

const filled = (word: string, variables: ReadonlyMap<string, string>): string =>
  word.replaceAll(/\$\{?([A-Za-z_]\w{0,40})\}?/g, (whole, name: string) => variables.get(name) ?? whole).slice(0, 1000);

/** The value behind one of these options. */
export const optionOf = (words: readonly string[], ...names: readonly string[]): string | undefined => {
  const at = words.findIndex((word) => names.includes(word));
  if (at >= 0) return words[at + 1];
  const joined = words.find((word) => names.some((name) => name.startsWith("--") && word.startsWith(`${name}=`)));
  return joined?.slice(joined.indexOf("=") + 1);
};
