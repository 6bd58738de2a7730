// Starts the language server and offers what only an editor has: commands, a status bar, views.

import * as vscode from "vscode";
import { LanguageClient, LanguageClientOptions, State } from "vscode-languageclient/node";
import { registerCommands } from "./commands";
import { serverOptions, StartError } from "./runtime";
import { Host, StatusBar } from "./status";

let client: LanguageClient | undefined;

export interface Api {
  /** Resolves when the server answers. */
  ready: Promise<void>;
  /** Which Python runs the server: a path, or `bundled`. */
  runtime: () => string;
}

export async function activate(context: vscode.ExtensionContext): Promise<Api> {
  const log = vscode.window.createOutputChannel("Deluge Lint", { log: true });
  const status = new StatusBar();
  context.subscriptions.push(log, status);
  let runtime = "";

  const start = async (): Promise<void> => {
    await client?.stop().catch(() => undefined);
    client = undefined;
    try {
      const found = await serverOptions(context, log);
      runtime = found.name;
      client = new LanguageClient("deluge-lint", "Deluge Lint", found.options, clientOptions(log));
      client.onDidChangeState((change) => status.running(change.newState === State.Running));
      await client.start();
      log.info(`the server runs with ${runtime}`);
    } catch (error) {
      status.running(false);
      const words = error instanceof Error ? error.message : String(error);
      log.error(words);
      if (error instanceof StartError) {
        const choice = await vscode.window.showErrorMessage(`Deluge Lint: ${words}`, "Open Settings");
        if (choice) {
          await vscode.commands.executeCommand("workbench.action.openSettings", "deluge-lint.interpreter");
        }
      } else {
        throw error;
      }
    }
  };

  /** Ask the server where the document in front runs, if it is one of these. */
  const askHost = async (uris: readonly vscode.Uri[]): Promise<void> => {
    const document = vscode.window.activeTextEditor?.document;
    const uri = document?.uri.toString();
    if (client?.state !== State.Running || document?.languageId !== "deluge" || !uris.some((each) => each.toString() === uri)) {
      return;
    }
    const request = { command: "deluge-lint.hostOf", arguments: [uri] };
    const host = await client.sendRequest<Host | null>("workspace/executeCommand", request).catch(() => null);
    if (uri && host) {
      status.host(uri, host);
    }
  };

  registerCommands(context, log, () => client, start);
  context.subscriptions.push(
    vscode.workspace.onDidChangeConfiguration(async (change) => {
      if (change.affectsConfiguration("deluge-lint.interpreter") || change.affectsConfiguration("deluge-lint.runtime")) {
        await start();
      } else if (change.affectsConfiguration("deluge-lint")) {
        await client?.sendNotification("workspace/didChangeConfiguration", { settings: { "deluge-lint": settings() } });
      }
    }),
    vscode.workspace.onDidGrantWorkspaceTrust(start),
    vscode.languages.onDidChangeDiagnostics((change) => {
      status.count();
      void askHost(change.uris);
    }),
    vscode.window.onDidChangeActiveTextEditor((editor) => {
      status.count();
      void askHost(editor ? [editor.document.uri] : []);
    }),
    vscode.window.tabGroups.onDidChangeTabs(() => status.count()),
  );
  const ready = start();
  void ready.then(() => askHost(vscode.window.visibleTextEditors.map((each) => each.document.uri)), () => undefined);
  ready.catch((error) => log.error(String(error)));
  return { ready, runtime: () => runtime };
}

export async function deactivate(): Promise<void> {
  await client?.stop();
}

/** The settings of the extension, under the names that the server has for them. */
export function settings(): Record<string, unknown> {
  const given = vscode.workspace.getConfiguration("deluge-lint");
  const names = ["preset", "preview", "select", "extendSelect", "ignore", "host", "targets", "liftTo", "typeHints"];
  const found: Record<string, unknown> = {};
  for (const name of names) {
    found[name] = given.get(name);
  }
  // a configuration file may name plugins, and plugins are code
  found.config = vscode.workspace.isTrusted ? given.get("config") : "";
  return found;
}

function clientOptions(log: vscode.LogOutputChannel): LanguageClientOptions {
  return {
    documentSelector: [
      { language: "deluge" },
      { scheme: "file", pattern: "**/*.zml" },
    ],
    outputChannel: log,
    initializationOptions: settings(),
    diagnosticCollectionName: "deluge-lint",
    markdown: { isTrusted: false, supportHtml: false },
    middleware: {
      // code lenses carry places as plain data, and the editor's command wants its own classes
      provideCodeLenses: async (document, token, next) => {
        const lenses = (await next(document, token)) ?? [];
        for (const lens of lenses) {
          if (lens.command?.command === "deluge-lint.showReferences") {
            lens.command.command = "deluge-lint.showCalls";
          }
        }
        return lenses;
      },
    },
  };
}
