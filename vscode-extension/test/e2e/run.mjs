// Installs the packaged extension into a real workbench, runs index.js inside its extension host, and keeps a picture.
//
//     node run.mjs FOLDER-OF-INSTALL auto|python|bundled [PICTURE.png]

import { execFileSync, spawn } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

const here = dirname(fileURLToPath(import.meta.url));
const [installed, runtime = "auto", picture = "e2e.png"] = process.argv.slice(2);
const { chromium } = createRequire(join(resolve(installed), "package.json"))("playwright-core");
const port = 20_000 + (process.pid % 20_000);
const address = `127.0.0.1:${port}`;
const home = mkdtempSync(join(tmpdir(), "deluge-lint-e2e-"));
const at = (...parts) => join(home, ...parts);
for (const folder of ["ws", "user/User", "extensions", "tests"]) {
  mkdirSync(at(folder), { recursive: true });
}
writeFileSync(at("user/User/settings.json"), JSON.stringify({ "files.hotExit": "off", "deluge-lint.runtime": runtime }));
writeFileSync(at("config.yaml"), `bind-addr: ${address}\nauth: none\ncert: false\n`);
writeFileSync(at("tests/package.json"), JSON.stringify({ name: "e2e", version: "0.0.1", publisher: "t", engines: { vscode: "^1.80.0" } }));
cpSync(join(here, "index.js"), at("tests/index.js"));

const server = join(resolve(installed), "node_modules", ".bin", "code-server");
const common = ["--config", at("config.yaml"), "--user-data-dir", at("user"), "--extensions-dir", at("extensions")];
execFileSync(server, [...common, "--install-extension", join(here, "..", "..", "deluge-lint.vsix")], { stdio: "inherit" });
const workbench = spawn(server, [
  ...common, "--disable-telemetry", "--disable-update-check", "--disable-workspace-trust",
  "--disable-getting-started-override", at("ws"),
], { stdio: "ignore", detached: true });

async function main() {
  for (let i = 0; i < 120; i++) {
    if (await fetch(`http://${address}/healthz`).then((answer) => answer.ok, () => false)) {
      break;
    }
    await new Promise((done) => setTimeout(done, 250));
  }
  const browser = await chromium.launch({
    executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", headless: true,
    args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
      "--disable-component-update", "--disable-sync"],
  });
  const page = await (await browser.newContext({ viewport: { width: 1280, height: 800 } })).newPage();
  let finish;
  const ended = new Promise((done) => (finish = done));
  await page.exposeFunction("codeAutomationExit", (code) => finish(code));
  await page.exposeFunction("codeAutomationLog", (kind, words) => {
    if (/TEST/.test(String(words[0]))) {
      console.log(...words);
    }
  });
  // the workbench reads from its page which extension is being tested
  await page.addInitScript(({ authority, folder, tests }) => {
    const uri = (path) => ({ $mid: 1, scheme: "vscode-remote", authority, path });
    const original = Element.prototype.getAttribute;
    Element.prototype.getAttribute = function (name) {
      const value = original.call(this, name);
      if (this.id !== "vscode-workbench-web-configuration" || name !== "data-settings") {
        return value;
      }
      const settings = JSON.parse(value);
      settings.developmentOptions = { ...settings.developmentOptions, extensions: [uri(folder)], extensionTestsPath: uri(tests) };
      return JSON.stringify(settings);
    };
  }, { authority: address, folder: at("tests"), tests: at("tests/index.js") });
  await page.goto(`http://${address}/?folder=${at("ws")}`);
  const late = new Promise((done) => setTimeout(() => done("late"), 120_000));
  const code = await Promise.race([ended, late]);
  await page.screenshot({ path: picture });
  await browser.close();
  console.log(`${runtime}: the tests ended with ${code}`);
  return code === 0 ? 0 : 1;
}

const code = await main().catch((error) => (console.error(error), 1));
try {
  process.kill(-workbench.pid);
} catch {
  // it has ended by itself
}
rmSync(home, { recursive: true, force: true });
process.exit(code);
