// Commands of the palette.

import * as vscode from "vscode";
import type { LanguageClient } from "vscode-languageclient/node";
import { showPage } from "./page";

type Client = () => LanguageClient | undefined;

export function registerCommands(
  context: vscode.ExtensionContext, log: vscode.LogOutputChannel, client: Client, restart: () => Promise<void>,
): void {
  const ask = async <T>(command: string, ...args: unknown[]): Promise<T | undefined> => {
    const there = client();
    if (!there) {
      void vscode.window.showWarningMessage("Deluge Lint: the server does not run; see its log.");
      return undefined;
    }
    return there.sendRequest<T>("workspace/executeCommand", { command, arguments: args });
  };
  const add = (name: string, act: (...args: never[]) => unknown): void => {
    context.subscriptions.push(vscode.commands.registerCommand(name, act));
  };

  add("deluge-lint.restart", restart);
  add("deluge-lint.openLog", () => log.show());
  add("deluge-lint.fixAllHere", async () => {
    const editor = vscode.window.activeTextEditor;
    if (editor) {
      const changed = await ask<boolean>("deluge-lint.fixAll", editor.document.uri.toString());
      if (changed === false) {
        void vscode.window.setStatusBarMessage("Deluge Lint: there is nothing to fix", 4000);
      }
    }
  });
  add("deluge-lint.explainRule", async (given?: string) => {
    const name = given ?? (await vscode.window.showInputBox({ prompt: "Name or code of a rule", value: ruleHere() }));
    const text = name && (await ask<string | null>("deluge-lint.explainRuleText", name));
    if (text) {
      const document = await vscode.workspace.openTextDocument({ language: "markdown", content: text });
      await vscode.commands.executeCommand("markdown.showPreview", document.uri);
    } else if (name) {
      void vscode.window.showWarningMessage(`Deluge Lint: there is no rule ${name}.`);
    }
  });
  add("deluge-lint.chooseHost", () => choose(ask, "host", "Where the scripts of this folder run"));
  add("deluge-lint.chooseTarget", () => choose(ask, "liftTo", "The service to lift to"));
  add("deluge-lint.showPortability", async (uri?: string | vscode.Uri) => {
    const document = uri?.toString() ?? vscode.window.activeTextEditor?.document.uri.toString();
    if (document) {
      const target = vscode.workspace.getConfiguration("deluge-lint").get<string>("liftTo") || "all";
      const html = await ask<string | null>("deluge-lint.portabilityReport", document, target);
      if (html) {
        showPage(context, "Portability", html);
      }
    }
  });
  add("deluge-lint.showInventory", async () => {
    const html = await ask<string | null>("deluge-lint.inventoryReport");
    if (html) {
      showPage(context, "Inventory", html);
    } else if (html === null) {
      void vscode.window.showInformationMessage("Deluge Lint: there are no scripts to list.");
    }
  });
  add("deluge-lint.showCalls", async (uri: string, place: { line: number; character: number }) => {
    const where = vscode.Uri.parse(uri);
    const position = new vscode.Position(place.line, place.character);
    const found = await vscode.commands.executeCommand<vscode.Location[]>("vscode.executeReferenceProvider", where, position);
    await vscode.commands.executeCommand("editor.action.showReferences", where, position, found ?? []);
  });
}

function ruleHere(): string {
  const editor = vscode.window.activeTextEditor;
  if (!editor) {
    return "";
  }
  const here = editor.selection.active;
  const found = vscode.languages
    .getDiagnostics(editor.document.uri)
    .find((each) => each.source === "deluge-lint" && each.range.contains(here));
  const code = found?.code;
  return typeof code === "object" ? String(code.value) : code ? String(code) : "";
}

async function choose(
  ask: <T>(command: string) => Promise<T | undefined>, setting: string, placeHolder: string,
): Promise<void> {
  const hosts = await ask<string[]>("deluge-lint.hosts");
  if (!hosts) {
    return;
  }
  const none = "(not stated)";
  const chosen = await vscode.window.showQuickPick([none, ...hosts], { placeHolder });
  if (chosen !== undefined) {
    const value = chosen === none ? undefined : chosen;
    const scope = vscode.workspace.workspaceFolders ? vscode.ConfigurationTarget.Workspace : vscode.ConfigurationTarget.Global;
    await vscode.workspace.getConfiguration("deluge-lint").update(setting, value, scope);
  }
}
