import { execFileSync } from "node:child_process";
import { expect, test } from "vitest";

/** MiB of the room for new objects after half a gigabyte has streamed past, of which the newest pieces are always held. */
const roomAfter = (each: string): number => {
  const program = `
    import { getHeapSpaceStatistics } from "node:v8";
    import { openProcesses } from ${JSON.stringify(new URL("processes.ts", import.meta.url).href)};
    const held = [];
    const take = (bytes) => {
      held.push(bytes.toString("latin1"));
      if (held.length > 40) held.shift();
    };
    const pieces = { program: "head", argv: ["-c", "500000000", "/dev/zero"] };
    await openProcesses({ PATH: ${JSON.stringify(process.env["PATH"])} }).run({ ...pieces, ${each} });
    const { space_size: size } = getHeapSpaceStatistics().find(({ space_name: name }) => name === "new_space");
    process.stdout.write(String(size / 1024 / 1024));`;
  return Number(execFileSync(process.execPath, ["--input-type=module", "-e", program], { encoding: "utf8" }));
};

test("a program's output that is taken piece by piece leaves the room for new objects at 16 MiB", () => {
  expect(roomAfter("each: take")).toBeLessThanOrEqual(16);
});
