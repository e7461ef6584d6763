/**
 * `npm run replay -- DIR [--measure NAME] [--case PART]`: real, finished releases given to the product as they were before, and what it makes of them held
 * against what the maintainers did. One line a case with what differs, one line a measure at the end. Exit code 0 when nothing differs.
 */
import { existsSync } from "node:fs";
import { resolve } from "node:path";
import { parseArgs } from "node:util";
import { forTerminal } from "../src/texts/for-terminal.ts";
import { measures } from "./replay/measures/index.ts";
import { type Judged, runReplay } from "./replay/run-replay.ts";

const usage = `npm run replay -- DIR [--measure NAME] [--case PART]\nmeasures: ${measures.map(({ name }) => name).join(", ")}`;

const told = (judged: readonly Judged[]): string => {
  if (judged.length === 0) return "no measure applies";
  const wrong = judged.filter(({ differs }) => differs.length > 0);
  const right = judged.length - wrong.length;
  return [`${right}/${judged.length}`, ...wrong.map(({ measure, differs }) => `${measure}: ${differs.slice(0, 4).join("; ")}`)].join("  ");
};

const main = async (): Promise<number> => {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { measure: { type: "string", multiple: true }, case: { type: "string" } },
  });
  const folder = resolve(process.env["INIT_CWD"] ?? ".", positionals[0] ?? "");
  const wanted = measures.filter(({ name }) => values.measure === undefined || values.measure.includes(name));
  if (positionals.length !== 1 || wanted.length === 0 || !existsSync(folder)) {
    console.error(positionals.length === 1 && !existsSync(folder) ? `${folder} is not there.\n${usage}` : usage);
    return 2;
  }
  const judged = await runReplay({
    folder,
    measures: wanted,
    environment: process.env,
    only: (id) => id.includes(values.case ?? ""),
    onCase: ({ id }, each) => {
      console.log(`${id.padEnd(34)} ${forTerminal(told(each))}`);
      for (const { measure, remarks } of each) for (const remark of remarks) console.log(`  ${measure}: ${forTerminal(remark)}`);
    },
  });
  if (judged.length === 0) {
    console.error(`${folder} holds no case that a measure applies to.`);
    return 2;
  }
  console.log("");
  for (const { name } of wanted) {
    const own = judged.filter(({ measure }) => measure === name);
    console.log(`${name} ${own.filter(({ differs }) => differs.length === 0).length}/${own.length}`);
  }
  return judged.every(({ differs }) => differs.length === 0) ? 0 : 1;
};

process.exitCode = await main();
