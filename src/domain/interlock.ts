/** The status that holds a pull request which must not be merged yet; the repository's rules should require it. */
export const interlockContext = "signalbox/interlock";
