/**
 * The same text, with nothing behind it. A text cut out of another one keeps all of that in memory, and one put together keeps its parts: forty letters
 * of an id hold 64 KiB of git's output. V8 writes a text down in one piece before it cuts something off; to do so by way of bytes takes three times as long.
 */
export const ownText = (text: string): string => ` ${text}`.slice(1);
