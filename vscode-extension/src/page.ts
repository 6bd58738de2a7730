// A report of the server in a view of its own.

import * as crypto from "node:crypto";
import * as vscode from "vscode";

/** The kind of our views, by which their tabs are told from others. */
export const PAGE = "deluge-lint.page";

const panels = new Map<string, vscode.WebviewPanel>();

/** Show a self-contained page; only what it brings itself may run, and nothing is fetched. */
export function showPage(context: vscode.ExtensionContext, title: string, html: string): void {
  const panel = panels.get(title) ?? newPanel(context, title);
  const nonce = crypto.randomBytes(16).toString("base64");
  const policy = `default-src 'none'; style-src 'unsafe-inline'; img-src data:; script-src 'nonce-${nonce}'`;
  panel.webview.html = html
    .replace(/<meta http-equiv="Content-Security-Policy"[^>]*>/gi, "")
    .replace(/<head>/i, `<head><meta http-equiv="Content-Security-Policy" content="${policy}">`)
    .replace(/<script(?![^>]*type="application\/json")/gi, `<script nonce="${nonce}"`);
  panel.reveal();
}

/** A view beside the code; views share one column, and one that is asked for again is used again. */
function newPanel(context: vscode.ExtensionContext, title: string): vscode.WebviewPanel {
  const column = [...panels.values()][0]?.viewColumn ?? vscode.ViewColumn.Beside;
  const panel = vscode.window.createWebviewPanel(PAGE, title, column, { enableScripts: true, localResourceRoots: [] });
  panels.set(title, panel);
  panel.onDidDispose(() => panels.delete(title), undefined, context.subscriptions);
  return panel;
}
