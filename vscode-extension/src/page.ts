// A report of the server in a view of its own.

import * as crypto from "node:crypto";
import * as vscode from "vscode";

/** Show a self-contained page; only what it brings itself may run, and nothing is fetched. */
export function showPage(context: vscode.ExtensionContext, title: string, html: string): vscode.WebviewPanel {
  const panel = vscode.window.createWebviewPanel("deluge-lint.page", title, vscode.ViewColumn.Beside, {
    enableScripts: true, localResourceRoots: [],
  });
  const nonce = crypto.randomBytes(16).toString("base64");
  const policy = `default-src 'none'; style-src 'unsafe-inline'; img-src data:; script-src 'nonce-${nonce}'`;
  panel.webview.html = html
    .replace(/<meta http-equiv="Content-Security-Policy"[^>]*>/gi, "")
    .replace(/<head>/i, `<head><meta http-equiv="Content-Security-Policy" content="${policy}">`)
    .replace(/<script(?![^>]*type="application\/json")/gi, `<script nonce="${nonce}"`);
  context.subscriptions.push(panel);
  return panel;
}
