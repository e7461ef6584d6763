/** Where a credential shows in bytes, and as what. Written apart from the product's own redaction, so that the two do not share one blind spot. */
export interface Hit {
  readonly canary: string;
  readonly as: string;
  readonly near: string;
}

/** Every form in which a secret can stand somewhere: as it is, in base64 at any offset, twice so, in hex, escaped for addresses and for JSON. */
export const hitsIn = (bytes: Uint8Array, canaries: readonly string[]): readonly Hit[] => {
  const text = Buffer.from(bytes).toString("latin1");
  const lower = text.toLowerCase();
  return canaries.flatMap((canary) =>
    formsOf(canary).flatMap(([as, form]) => {
      const at = as === "hex" || as === "address" ? lower.indexOf(form.toLowerCase()) : text.indexOf(form);
      return at < 0 ? [] : [{ canary, as, near: text.slice(Math.max(0, at - 60), at + 20).replace(/[^ -~]/g, ".") }];
    }),
  );
};

const formsOf = (canary: string): readonly (readonly [as: string, form: string])[] => {
  const json = JSON.stringify(canary).slice(1, -1);
  return [
    ["plain", canary],
    ["hex", Buffer.from(canary).toString("hex")],
    ["address", encodeURIComponent(canary)],
    ["JSON", json],
    ["JSON in JSON", JSON.stringify(json).slice(1, -1)],
    ...inBase64(canary).map((form) => ["base64", form] as const),
    ...inBase64(canary).flatMap((form) => inBase64(form).map((twice) => ["base64 twice", twice] as const)),
  ];
};

/** A secret may begin at each of the three places of a group, and its first and last letters are shaped by its neighbours. */
const inBase64 = (text: string): readonly string[] =>
  ["", "x", "xx"].flatMap((before) => {
    const whole = Buffer.from(`${before}${text}`);
    return (["base64", "base64url"] as const).map((kind) => {
      const encoded = whole.toString(kind).replace(/=+$/, "");
      return encoded.slice(before === "" ? 0 : before.length + 1, Math.floor((whole.length * 8) / 6));
    });
  });
