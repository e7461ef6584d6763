/** Calls again and again until it is stopped, without keeping the process alive. */
export const every = (milliseconds: number, call: () => void): (() => void) => {
  const timer = setInterval(call, milliseconds);
  timer.unref();
  return () => clearInterval(timer);
};
