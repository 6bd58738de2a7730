// Which Python runs the server: one of this machine, or the one inside of the extension.

import { execFile } from "node:child_process";
import * as fs from "node:fs";
import * as path from "node:path";
import { promisify } from "node:util";
import * as vscode from "vscode";
import { Executable, NodeModule, ServerOptions, TransportKind } from "vscode-languageclient/node";

const run = promisify(execFile);

/** Nothing can run the server; the message is for people. */
export class StartError extends Error {}

export interface Found {
  name: string;
  options: ServerOptions;
}

const CHECK = "import sys; print('%d.%d' % sys.version_info[:2]); sys.exit(sys.version_info < (3, 10))";

/** The command that starts the server, in the order of the settings. */
export async function serverOptions(context: vscode.ExtensionContext, log: vscode.LogOutputChannel): Promise<Found> {
  const given = vscode.workspace.getConfiguration("deluge-lint");
  const wanted = given.get<string>("runtime", "auto");
  if (wanted !== "bundled") {
    const python = await findPython(given.get<string>("interpreter", ""), log);
    if (python) {
      return { name: python, options: withPython(python, context) };
    }
    if (wanted === "python") {
      throw new StartError("there is no Python 3.10 or later; name one in the setting `deluge-lint.interpreter`");
    }
  }
  const bundled = context.asAbsolutePath(path.join("dist", "pyodide-server.js"));
  if (!fs.existsSync(bundled)) {
    throw new StartError("this build has no Python inside; name one in the setting `deluge-lint.interpreter`");
  }
  return { name: "bundled", options: withPyodide(bundled) };
}

/** The first interpreter that is recent enough: the setting, the one of the Python extension, those on the PATH. */
async function findPython(stated: string, log: vscode.LogOutputChannel): Promise<string | undefined> {
  const trusted = vscode.workspace.isTrusted;
  if (stated && trusted) {
    if (await isRecent(stated, log)) {
      return stated;
    }
    throw new StartError(`\`${stated}\` is no Python 3.10 or later (setting \`deluge-lint.interpreter\`)`);
  }
  const ofExtension = trusted ? await selectedPython() : undefined;
  const names = process.platform === "win32" ? ["py", "python", "python3"] : ["python3", "python"];
  const later = ["3.14", "3.13", "3.12", "3.11", "3.10"].map((version) => `python${version}`);
  for (const each of [ofExtension, ...names, ...later]) {
    if (each && (await isRecent(each, log))) {
      return each;
    }
  }
  return undefined;
}

async function isRecent(python: string, log: vscode.LogOutputChannel): Promise<boolean> {
  try {
    // isolated, so that no file of the workspace is run
    await run(python, ["-I", "-c", CHECK], { timeout: 10_000 });
    return true;
  } catch (error) {
    log.debug(`${python} does not do: ${error}`);
    return false;
  }
}

/** The interpreter that the Python extension has selected, if that is there. */
async function selectedPython(): Promise<string | undefined> {
  const extension = vscode.extensions.getExtension("ms-python.python");
  if (!extension) {
    return undefined;
  }
  try {
    const api = extension.isActive ? extension.exports : await extension.activate();
    const chosen = api?.environments?.getActiveEnvironmentPath?.();
    const resolved = chosen && (await api.environments.resolveEnvironment(chosen));
    return resolved?.executable?.uri?.fsPath;
  } catch {
    return undefined;
  }
}

/** The bundled packages alone: what the project has installed stays out of it. */
function withPython(python: string, context: vscode.ExtensionContext): ServerOptions {
  const main = context.asAbsolutePath(path.join("bundled", "run_server.py"));
  const executable: Executable = { command: python, args: ["-I", main], transport: TransportKind.stdio };
  return { run: executable, debug: executable };
}

function withPyodide(module: string): ServerOptions {
  const node: NodeModule = { module, transport: TransportKind.ipc };
  return { run: node, debug: node };
}
