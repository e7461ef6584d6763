/** Takes records of so many fields, each ended by NUL, from output that comes in pieces. */
export interface FieldReader {
  /** Bytes, one per character (`latin1`). Pieces may end anywhere. */
  readonly push: (bytes: string) => void;
  /** Whether the output ended with a whole record. */
  readonly isWhole: () => boolean;
}

/**
 * Of a field longer than 1 MiB only the beginning and the end are kept, half of that each, so that no text of others fills the memory: the
 * beginning holds what it says, the end its trailers. `take` must not keep the array.
 */
export const fieldReader = (count: number, take: (fields: readonly string[]) => void): FieldReader => {
  let rest = "";
  let fields: string[] = [];
  return {
    push: (bytes) => {
      let from = 0;
      for (let at = bytes.indexOf("\0"); at >= 0; at = bytes.indexOf("\0", from)) {
        const field = bytes.slice(from, at);
        from = at + 1;
        fields.push(rest === "" ? field : shortened(rest + field));
        rest = "";
        if (fields.length < count) continue;
        take(fields);
        fields = [];
      }
      if (from === 0) rest = shortened(rest + bytes);
      else if (from < bytes.length) rest = bytes.slice(from);
    },
    isWhole: () => rest === "" && fields.length === 0,
  };
};

const most = 1024 * 1024;

const shortened = (field: string): string => (field.length > most ? field.slice(0, most / 2) + field.slice(-most / 2) : field);
