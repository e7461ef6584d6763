import type { Artifacts } from "../domain/ports/artifacts.ts";

/** What a release leaves beside its journal, in memory. */
export const openMemoryArtifacts = (): Artifacts => {
  const kept = new Map<string, Uint8Array>();
  return {
    read: async (version, name) => kept.get(`${version}/${name}`),
    write: async (version, name, bytes) => void kept.set(`${version}/${name}`, bytes),
  };
};
