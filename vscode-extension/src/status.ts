// The status bar: whether the server runs, where the script in front runs, and what was found in it.

import * as vscode from "vscode";
import { PAGE } from "./page";

/** Where a script runs, and what told it, in words for people. */
export interface Host {
  name: string;
  told: string;
}

export class StatusBar implements vscode.Disposable {
  private readonly item = vscode.window.createStatusBarItem("deluge-lint.status", vscode.StatusBarAlignment.Right, 100);
  private isRunning = false;
  private shown: vscode.TextDocument | undefined;
  private readonly hosts = new Map<string, Host>();

  constructor() {
    this.item.name = "Deluge Lint";
    this.item.command = "deluge-lint.chooseHost";
    this.count();
  }

  running(is: boolean): void {
    this.isRunning = is;
    this.count();
  }

  /** Note where a document runs. */
  host(uri: string, host: Host): void {
    this.hosts.set(uri, host);
    this.count();
  }

  /** Show the counts of the document in front; nothing where it is no Deluge. */
  count(): void {
    const document = (this.shown = this.inFront());
    if (document === undefined) {
      this.item.hide();
      return;
    }
    const found = vscode.languages.getDiagnostics(document.uri).filter((each) => each.source === "deluge-lint");
    const errors = found.filter((each) => each.severity === vscode.DiagnosticSeverity.Error).length;
    const warnings = found.filter((each) => each.severity === vscode.DiagnosticSeverity.Warning).length;
    const host = this.hosts.get(document.uri.toString());
    const counts = `$(error) ${errors} $(warning) ${warnings}`;
    this.item.text = this.isRunning ? `Deluge${host?.name ? ` (${host.name})` : ""} ${counts}` : "$(sync~spin) Deluge";
    this.item.tooltip = this.isRunning
      ? `${counted(errors, "error")}, ${counted(warnings, "warning")}\nhost ${host?.told ?? "unknown"} (choose with a click)`
      : "The server of Deluge Lint starts or has stopped";
    this.item.show();
  }

  /** The script that is looked at: while a view of ours has the focus, the one that it was opened for. */
  private inFront(): vscode.TextDocument | undefined {
    const document = vscode.window.activeTextEditor?.document;
    if (document?.languageId === "deluge") {
      return document;
    }
    const front = vscode.window.tabGroups.activeTabGroup.activeTab?.input;
    const ours = front instanceof vscode.TabInputWebview && front.viewType.endsWith(PAGE);
    return ours && this.shown && !this.shown.isClosed ? this.shown : undefined;
  }

  dispose(): void {
    this.item.dispose();
  }
}

function counted(count: number, what: string): string {
  return `${count} ${what}${count === 1 ? "" : "s"}`;
}
