import { BlockList, isIP } from "node:net";

// Special-purpose ranges of the IANA registries (RFC 6890 and its updates), with multicast and the reserved top.
const closed4: readonly (readonly [string, number, string])[] = [
  ["0.0.0.0", 8, "this network"],
  ["10.0.0.0", 8, "a private network"],
  ["100.64.0.0", 10, "carrier-grade NAT"],
  ["127.0.0.0", 8, "this machine"],
  ["169.254.0.0", 16, "link-local, where clouds keep their metadata"],
  ["172.16.0.0", 12, "a private network"],
  ["192.0.0.0", 24, "reserved for protocols"],
  ["192.0.2.0", 24, "documentation"],
  ["192.88.99.0", 24, "a relay for another protocol"],
  ["192.168.0.0", 16, "a private network"],
  ["198.18.0.0", 15, "benchmarks"],
  ["198.51.100.0", 24, "documentation"],
  ["203.0.113.0", 24, "documentation"],
  ["224.0.0.0", 4, "multicast"],
  ["240.0.0.0", 4, "reserved"],
];

// Of IPv6 only 2000::/3 is public; these parts of it are not, because they lead into IPv4 or nowhere.
const closed6: readonly (readonly [string, number, string])[] = [
  ["2001::", 23, "reserved for protocols"],
  ["2001:db8::", 32, "documentation"],
  ["2002::", 16, "an IPv4 address in IPv6 form"],
  ["3fff::", 20, "documentation"],
];

/** Why this IP address is not a public one, in words; undefined when it is public. A text that is no IP address is not public either. */
export const whyNotPublic = (address: string): string | undefined => {
  const bare = address.replace(/^\[|\]$/g, "").replace(/%.*$/, "");
  const family = isIP(bare);
  if (family === 4) return lists4.find(({ list }) => list.check(bare, "ipv4"))?.why;
  if (family === 6) return public6.check(bare, "ipv6") ? lists6.find(({ list }) => list.check(bare, "ipv6"))?.why : whyNot6(bare);
  return "no IP address";
};

/** The same for the host of a URL: a name is judged when it is resolved, but for those that mean this machine wherever one asks (RFC 6761). */
export const whyNotPublicHost = (host: string): string | undefined => {
  if (/(^|\.)localhost\.?$/i.test(host)) return "this machine";
  return isIP(host) === 0 ? undefined : whyNotPublic(host);
};

/** Whether an address is this machine in the only two spellings that a twin may have. */
export const isLoopbackHost = (host: string): boolean => host === "127.0.0.1" || host === "[::1]" || host === "::1";

/** What of one's own network may be reached: by name or address, at every port or one, or a block of addresses such as `10.1.0.0/16`. */
export interface Allowed {
  readonly host: (host: string, port: number) => boolean;
  readonly address: (address: string) => boolean;
}

export const allowedOf = (entries: readonly string[]): Allowed => {
  const blocks = new BlockList();
  const hosts = new Set<string>();
  for (const entry of entries) {
    const [, network = "", prefix = ""] = /^([0-9a-f.:]+)\/(\d{1,3})$/i.exec(entry) ?? [];
    const family = isIP(network);
    if (family === 0) hosts.add(entry.toLowerCase().replace(/^\[(.*)\]/, "$1"));
    else blocks.addSubnet(network, Number(prefix), family === 4 ? "ipv4" : "ipv6");
  }
  const address = (text: string): boolean => {
    const family = isIP(text);
    return family !== 0 && (hosts.has(text) || blocks.check(text, family === 4 ? "ipv4" : "ipv6"));
  };
  return { address, host: (host, port) => hosts.has(host.toLowerCase()) || hosts.has(`${host.toLowerCase()}:${port}`) || address(host) };
};

const whyNot6 = (address: string): string => {
  if (mapped4.check(address, "ipv6")) return "an IPv4 address in IPv6 form";
  return address === "::1" ? "this machine" : "outside the public part of IPv6";
};

const listOf = (network: string, prefix: number, family: "ipv4" | "ipv6"): BlockList => {
  const list = new BlockList();
  list.addSubnet(network, prefix, family);
  return list;
};

// One list per range, so that the reason can be told; IPv4 and IPv6 apart, because a BlockList matches mapped addresses across families.
const lists4 = closed4.map(([network, prefix, why]) => ({ list: listOf(network, prefix, "ipv4"), why }));
const lists6 = closed6.map(([network, prefix, why]) => ({ list: listOf(network, prefix, "ipv6"), why }));
const public6 = listOf("2000::", 3, "ipv6");
const mapped4 = listOf("::ffff:0:0", 96, "ipv6");
