// Installs the packaged extension into a real workbench, runs index.js inside its extension host, and keeps pictures.
//
//     node run.mjs FOLDER-OF-INSTALL auto|python|bundled|untrusted [FOLDER-FOR-PICTURES]
//
// `untrusted` opens a folder that nobody trusts, whose settings name a program as the interpreter.

import { execFileSync, spawn } from "node:child_process";
import { chmodSync, cpSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

const BROWSERS = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"].map((name) => `/usr/bin/${name}`);
const here = dirname(fileURLToPath(import.meta.url));
const [installed, mode = "auto", pictures = "."] = process.argv.slice(2);
const isTrusted = mode !== "untrusted";
const browserPath = process.env.CHROMIUM ?? BROWSERS.find((each) => existsSync(each));
if (!browserPath) {
  console.error("there is no Chromium here: apt-get install -y --no-install-recommends chromium fonts-dejavu-core");
  process.exit(1);
}
const { chromium } = createRequire(join(resolve(installed), "package.json"))("playwright-core");
const port = 20_000 + (process.pid % 20_000);
const address = `127.0.0.1:${port}`;
const home = mkdtempSync(join(tmpdir(), "deluge-lint-e2e-"));
const at = (...parts) => join(home, ...parts);
for (const folder of ["ws/.vscode", "user/User", "extensions", "tests", "seen"]) {
  mkdirSync(at(folder), { recursive: true });
}
mkdirSync(pictures, { recursive: true });
writeFileSync(at("user/User/settings.json"), JSON.stringify({
  "files.hotExit": "off", "deluge-lint.runtime": isTrusted ? mode : "auto", "security.workspace.trust.startupPrompt": "never",
}));
if (!isTrusted) {
  writeFileSync(at("ws/python"), `#!/bin/sh\ntouch "${at("ws/ran")}"\nexit 1\n`);
  chmodSync(at("ws/python"), 0o755);
  writeFileSync(at("ws/.vscode/settings.json"), JSON.stringify({ "deluge-lint.interpreter": at("ws/python") }));
}
writeFileSync(at("config.yaml"), `bind-addr: ${address}\nauth: none\ncert: false\n`);
writeFileSync(at("tests/package.json"), JSON.stringify({ name: "e2e", version: "0.0.1", publisher: "t", engines: { vscode: "^1.80.0" } }));
cpSync(join(here, "index.js"), at("tests/index.js"));

const server = join(resolve(installed), "node_modules", ".bin", "code-server");
const common = ["--config", at("config.yaml"), "--user-data-dir", at("user"), "--extensions-dir", at("extensions")];
execFileSync(server, [...common, "--install-extension", join(here, "..", "..", "deluge-lint.vsix")], { stdio: "inherit" });
const workbench = spawn(server, [
  ...common, "--disable-telemetry", "--disable-update-check", "--disable-getting-started-override",
  ...(isTrusted ? ["--disable-workspace-trust"] : []), at("ws"),
], { stdio: "ignore", detached: true });

/** Look for a selector or a text in the window, or for a text in a view; empty when it is there. */
async function lookFor(page, { selector, text, view }) {
  if (selector) {
    return page.locator(selector).first().waitFor({ timeout: 20_000 }).then(() => "", () => `never saw ${selector}`);
  }
  for (let i = 0; i < 100; i++) {
    for (const frame of text ? [page.mainFrame()] : page.frames().slice(1)) {
      if ((await frame.evaluate(() => document.body?.innerText ?? "").catch(() => "")).includes(text ?? view)) {
        return "";
      }
    }
    await page.waitForTimeout(200);
  }
  return `never read ${text ?? view}`;
}

/** Answer what index.js wants to be seen, and keep a picture of it. */
async function look(page, wanted) {
  const said = await lookFor(page, wanted);
  await page.waitForTimeout(wanted.view ? 2_000 : 300); // a view is read before it is painted
  await page.screenshot({ path: join(pictures, `${mode}-${wanted.picture}.png`) });
  writeFileSync(at("seen", wanted.picture), said);
}

async function main() {
  for (let i = 0; i < 120; i++) {
    if (await fetch(`http://${address}/healthz`).then((answer) => answer.ok, () => false)) {
      break;
    }
    await new Promise((done) => setTimeout(done, 250));
  }
  const browser = await chromium.launch({
    executablePath: browserPath, headless: true,
    args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
      "--disable-component-update", "--disable-sync"],
  });
  const page = await (await browser.newContext({ viewport: { width: 1280, height: 800 } })).newPage();
  let finish;
  const ended = new Promise((done) => (finish = done));
  await page.exposeFunction("codeAutomationExit", (code) => finish(code));
  await page.exposeFunction("codeAutomationLog", (kind, words) => {
    const said = words.map(String).join(" ");
    if (said.includes("SEE {")) {
      void look(page, JSON.parse(said.slice(said.indexOf("{"), said.lastIndexOf("}") + 1)));
    } else if (said.includes("TEST")) {
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
  if (code !== 0) {
    await page.screenshot({ path: join(pictures, `${mode}-end.png`) });
  }
  await browser.close();
  console.log(`${mode}: the tests ended with ${code}`);
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
