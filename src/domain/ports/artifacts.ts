/** Files that a release leaves beside its journal, such as `log.txt`. Bytes, because history is not always UTF-8. */
export interface Artifacts {
  /** `undefined` when it was never written. */
  readonly read: (version: string, name: string) => Promise<Uint8Array | undefined>;
  /** Writes it whole, or not at all; one of the same name is replaced. Raises STORE_UNUSABLE. */
  readonly write: (version: string, name: string, bytes: Uint8Array) => Promise<void>;
}
