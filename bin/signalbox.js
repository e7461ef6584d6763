#!/usr/bin/env node
// Plain old JavaScript, and no import: it must parse on a Node that is too old, to say so in words, and Node reads every export of a module of its own
// that is imported, which for node:fs takes longer than the whole page of help.
var NEEDED = 24;

function start() {
  var page = helpPage();
  if (page !== undefined) {
    process.stdout.write(page);
    return Promise.resolve(0);
  }
  // The cache lives inside the package: a shared temporary folder could be filled by somebody else.
  process.getBuiltinModule("node:module").enableCompileCache(beside("../.cache/"));
  return import("../dist/main.js").then((program) => program.main(process.argv.slice(2)));
}

// What people wait for first is written by the build, because loading any module costs more than the page.
function helpPage() {
  var words = process.argv.slice(2);
  if (words.length > 1 || (words.length === 1 && words[0] !== "--help" && words[0] !== "-h")) return undefined;
  try {
    return process.getBuiltinModule("node:fs").readFileSync(beside("../dist/help.txt"), "utf8");
  } catch {
    return undefined;
  }
}

function beside(path) {
  return process.getBuiltinModule("node:url").fileURLToPath(new URL(path, import.meta.url));
}

function tooOld() {
  console.error(`Signalbox needs Node ${NEEDED} or newer; this is ${process.version}.`);
  console.error("why:  The journal is kept with node:sqlite, which older versions of Node lack.");
  console.error(`next: Install Node ${NEEDED}, or run it from a checkout with \`npm run signalbox --\`, which brings its own.`);
  return Promise.resolve(69);
}

var old = Number(process.versions.node.split(".")[0]) < NEEDED;

// Stays when nothing is left to wait for and yet no end was reached: that must never look like success.
process.exitCode = 70;

(old ? tooOld() : start()).then(
  (code) => {
    process.exitCode = code;
  },
  (error) => {
    console.error(error);
    process.exitCode = 70;
  },
);
