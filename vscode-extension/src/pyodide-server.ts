// The server in the Python inside of the extension: one process of Node, messages over its channel to the editor.

import * as fs from "node:fs";
import * as path from "node:path";

interface Message {
  jsonrpc: string;
}

async function main(): Promise<void> {
  const waiting: Message[] = [];
  let deliver: ((text: string) => void) | undefined;
  process.on("message", (message: Message) => {
    if (deliver) {
      deliver(JSON.stringify(message));
    } else {
      waiting.push(message);
    }
  });
  const root = path.join(__dirname, "pyodide");
  // the loader finds its files beside itself
  const { loadPyodide } = await import(/* @vite-ignore */ path.join(root, "pyodide.mjs"));
  const python = await loadPyodide({ indexURL: root + path.sep });
  for (const folder of roots()) {
    python.FS.mkdirTree(folder);
    python.FS.mount(python.FS.filesystems.NODEFS, { root: folder }, folder);
  }
  const libraries = path.join(__dirname, "..", "bundled", "libs");
  python.FS.mkdirTree("/libs");
  python.FS.mount(python.FS.filesystems.NODEFS, { root: libraries }, "/libs");
  python.globals.set("send", (text: string) => process.send?.(JSON.parse(text)));
  python.runPython("import sys; sys.path.insert(0, '/libs')");
  const server = python.runPython("from deluge_lint.lsp.single import Single; Single(send)");
  deliver = (text) => server.receive(text);
  for (const message of waiting) {
    deliver(JSON.stringify(message));
  }
}

/** Where files of this machine are shown to Python: the folders below its root. */
function roots(): string[] {
  const skipped = new Set(["dev", "proc", "sys", "lib", "lib64", "tmp", "libs"]);
  if (process.platform === "win32") {
    return [];
  }
  return fs
    .readdirSync("/", { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && !skipped.has(entry.name))
    .map((entry) => `/${entry.name}`)
    .concat(fs.existsSync("/tmp") ? ["/tmp"] : []);
}

main().catch((error) => {
  console.error(error);
  process.exit(1);
});
