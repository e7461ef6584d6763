/** A branch or tag of every version: as GitHub filters pushes, and as bash takes the version out of its name. */
export interface RefPattern {
  readonly filter: string;
  readonly expression: string;
}

/** Of a template with the version in it; the configuration has seen to it that nothing else of a release is named. */
export const refPattern = (template: string): RefPattern => {
  const [before = "", after = ""] = template.split(/\{version(?:-dashed)?\}/);
  const isDashed = template.includes("{version-dashed}");
  const [dot, literalDot] = isDashed ? ["-", "-"] : [".", "\\."];
  return {
    filter: `${before}[0-9]+${dot}[0-9]+${dot}[0-9]+${after}`,
    expression: `^${escaped(before)}([0-9]+${literalDot}[0-9]+${literalDot}[0-9]+)${escaped(after)}$`,
  };
};

const escaped = (text: string): string => text.replaceAll(/[.+?^$*()[\]\\|{}]/g, "\\$&");
