/** `Retry-After` in milliseconds, where a system gives it in seconds; undefined when it says nothing readable. Capped at one day. */
export const retryAfterMillis = (headers: Readonly<Record<string, string>>): number | undefined => {
  const given = headers["retry-after"]?.trim() ?? "";
  if (!/^[0-9]{1,9}(\.[0-9]+)?$/.test(given)) return undefined;
  return Math.min(Math.ceil(Number(given) * 1000), 86_400_000);
};
