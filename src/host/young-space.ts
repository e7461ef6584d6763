import { getHeapSpaceStatistics, setFlagsFromString } from "node:v8";

/**
 * Bounds the room that V8 takes for new objects; to be called with each piece of a stream. A piece and what is made of it is garbage at once, but some of
 * it always outlives a collection, and for that V8 doubles the room time after time, up to 128 MiB, and collects as much more rarely. What hangs on
 * those objects outside of its heap, such as the bytes of the pieces, waits with them.
 */
export const youngSpace = (most = 16 * 1024 * 1024): (() => void) => {
  let isHeld = false;
  return () => {
    if (isHeld || sizeNow() < most) return;
    isHeld = true;
    // The one flag of its kind that V8 reads while it runs: by how much it multiplies the room.
    setFlagsFromString("--semi-space-growth-factor=1");
  };
};

const sizeNow = (): number => getHeapSpaceStatistics().find(({ space_name: name }) => name === "new_space")?.space_size ?? 0;
