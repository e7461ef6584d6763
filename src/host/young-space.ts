/**
 * Bounds the room that V8 takes for new objects; to be called with each piece of a stream. A piece and what is made of it is garbage at once, but some of
 * it always outlives a collection, and for that V8 doubles the room time after time, up to 128 MiB, and collects as much more rarely. What hangs on
 * those objects outside of its heap, such as the bytes of the pieces, waits with them.
 */
export const youngSpace = (most = 16 * 1024 * 1024): ((piece: Uint8Array) => void) => {
  let [streamed, isHeld] = [0, false];
  return ({ length }) => {
    streamed += length;
    // Of less than this it cannot have grown so much; and to load what tells it takes a millisecond, which a short answer does not have.
    if (isHeld || streamed < most / 4) return;
    const { getHeapSpaceStatistics, setFlagsFromString } = process.getBuiltinModule("node:v8");
    const room = getHeapSpaceStatistics().find(({ space_name: name }) => name === "new_space");
    isHeld = (room?.space_size ?? 0) >= most;
    // The one flag of its kind that V8 reads while it runs: by how much it multiplies the room.
    if (isHeld) setFlagsFromString("--semi-space-growth-factor=1");
  };
};
