/**
 * `npm run pictures`: makes the pictures of the README from what the product shows. A rehearsal's report as Chromium paints it, and the terminal at the
 * launch gate of the example. Needs Chromium.
 */
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { builtProgram } from "../src/testing/built-program.ts";
import { stageIn, version } from "../src/testing/staged-release.ts";
import { drawReport } from "./pictures/draw-report.ts";
import { terminalSvg } from "./pictures/terminal-svg.ts";

/** Bytes of a picture in a repository that everybody clones. */
const most = 200_000;
const pictures = join(import.meta.dirname, "../docs/pictures");

/** The checklist in the middle of a release, as its captain sees it. */
const drawStatus = async (folder: string): Promise<void> => {
  const staged = await stageIn(folder);
  try {
    await staged.types("ana", "start", version);
    await staged.goOn((release) => release.asks.some((each) => each.kind === "approve"));
    let shown = "";
    const terminal = {
      out: (text: string) => {
        shown += text;
      },
      error: () => {},
      colour: true,
      width: 100,
    };
    await staged.stage.show("ana", ["status", version], terminal);
    writeFileSync(join(pictures, "status.svg"), terminalSvg(shown, `signalbox status ${version}, at the launch gate`));
  } finally {
    await staged.close();
  }
};

const folder = mkdtempSync(join(tmpdir(), "signalbox-pictures-"));
try {
  await drawStatus(join(folder, "status"));
  const report = join(folder, "report.html");
  const { status } = spawnSync(process.execPath, [builtProgram, "rehearse", "--report", report], {
    cwd: folder,
    stdio: ["ignore", "ignore", "inherit"],
  });
  if (status !== 0) throw new Error(`the rehearsal ended with ${status}`);
  await drawReport(report, join(pictures, "rehearsal.png"));
  for (const name of ["status.svg", "rehearsal.png"]) {
    const bytes = statSync(join(pictures, name)).size;
    console.log(`docs/pictures/${name}: ${Math.ceil(bytes / 1000)} kB`);
    if (bytes > most) throw new Error(`that is more than ${most / 1000} kB`);
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}
