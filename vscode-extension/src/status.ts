// The status bar: whether the server runs, and what it found in the document that is shown.

import * as vscode from "vscode";

export class StatusBar implements vscode.Disposable {
  private readonly item = vscode.window.createStatusBarItem("deluge-lint.status", vscode.StatusBarAlignment.Right, 100);
  private isRunning = false;

  constructor() {
    this.item.name = "Deluge Lint";
    this.item.command = "deluge-lint.chooseHost";
    this.count();
  }

  running(is: boolean): void {
    this.isRunning = is;
    this.count();
  }

  /** Show the counts of the document in front; nothing where it is no Deluge. */
  count(): void {
    const document = vscode.window.activeTextEditor?.document;
    if (document?.languageId !== "deluge") {
      this.item.hide();
      return;
    }
    const found = vscode.languages.getDiagnostics(document.uri).filter((each) => each.source === "deluge-lint");
    const errors = found.filter((each) => each.severity === vscode.DiagnosticSeverity.Error).length;
    const warnings = found.filter((each) => each.severity === vscode.DiagnosticSeverity.Warning).length;
    const stated = vscode.workspace.getConfiguration("deluge-lint").get<string>("host");
    const host = stated || "host not stated";
    const counts = `$(error) ${errors} $(warning) ${warnings}`;
    this.item.text = this.isRunning ? `Deluge${stated ? ` (${stated})` : ""} ${counts}` : "$(sync~spin) Deluge";
    this.item.tooltip = this.isRunning
      ? `${errors} errors, ${warnings} warnings\n${host} (choose with a click)`
      : "The server of Deluge Lint starts or has stopped";
    this.item.show();
  }

  dispose(): void {
    this.item.dispose();
  }
}
