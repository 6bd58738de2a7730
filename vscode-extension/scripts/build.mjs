// Bundle the TypeScript into dist/ and put Pyodide beside it.

import { build } from "esbuild";
import { cpSync, mkdirSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const dist = join(root, "dist");
rmSync(dist, { recursive: true, force: true });
const common = { bundle: true, platform: "node", target: "node18", format: "cjs", minify: true, absWorkingDir: root };
await build({ ...common, entryPoints: ["src/extension.ts"], outfile: "dist/extension.js", external: ["vscode"] });
await build({ ...common, entryPoints: ["src/pyodide-server.ts"], outfile: "dist/pyodide-server.js" });

const pyodide = dirname(createRequire(import.meta.url).resolve("pyodide/package.json"));
const target = join(dist, "pyodide");
mkdirSync(target, { recursive: true });
for (const name of ["pyodide.mjs", "pyodide.asm.js", "pyodide.asm.wasm", "python_stdlib.zip", "pyodide-lock.json"]) {
  cpSync(join(pyodide, name), join(target, name));
}
