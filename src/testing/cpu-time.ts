/** Milliseconds of processor time that this process has used: what else the machine does is not in it. */
export const cpuTime = (): number => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
};
