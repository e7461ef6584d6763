import { hostname } from "node:os";

/** Owners are `host:pid`; one on another host cannot be asked, so it may be alive until its claim runs out. */
export const mayBeAlive = (owner: string): boolean => {
  const [host, pid] = owner.split(":");
  if (host !== hostname()) return true;
  try {
    process.kill(Number(pid), 0);
    return true;
  } catch (error) {
    return error instanceof Error && "code" in error && error.code === "EPERM";
  }
};
