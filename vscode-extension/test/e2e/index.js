// Runs inside the extension host of a real workbench: the vscode API, the installed extension, real files.

const assert = require("node:assert");
const path = require("node:path");
const vscode = require("vscode");

const TEXT = 'if(count = 1)\n{\n\tinfo count;\n}\n';

/** Wait until a condition holds; what it returns is the answer. */
async function until(what, ask) {
  for (let i = 0; i < 600; i++) {
    const found = await ask();
    if (found) {
      return found;
    }
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new assert.AssertionError({ message: `TEST never: ${what}` });
}

const codes = (uri) => vscode.languages.getDiagnostics(uri).map((each) => String(each.code?.value ?? each.code)).sort();

const TESTS = {
  async "a file shows a squiggle with no further step"(file) {
    const document = await vscode.workspace.openTextDocument(file);
    assert.strictEqual(document.languageId, "deluge");
    await vscode.window.showTextDocument(document);
    const began = Date.now();
    await until("diagnostics", () => codes(file).includes("assignment-in-condition"));
    console.log(`TEST first squiggle after ${Date.now() - began} ms`);
  },
  async "the quick fix mends it"(file) {
    const [wrong] = vscode.languages.getDiagnostics(file);
    const actions = await vscode.commands.executeCommand("vscode.executeCodeActionProvider", file, wrong.range);
    const fix = actions.find((each) => each.isPreferred);
    assert.ok(fix?.edit, `TEST no preferred fix among ${actions.map((each) => each.title)}`);
    await vscode.workspace.applyEdit(fix.edit);
    await until("no diagnostics", () => codes(file).length === 0);
    assert.ok((await vscode.workspace.openTextDocument(file)).getText().startsWith("if(count == 1)"));
  },
  async "completion, hover and formatting answer"(file) {
    const document = await vscode.workspace.openTextDocument(file);
    const edit = new vscode.WorkspaceEdit();
    edit.insert(file, new vscode.Position(4, 0), "x=1;\ninfo zoho.crm.getRec");
    await vscode.workspace.applyEdit(edit);
    const end = document.positionAt(document.getText().length);
    const list = await vscode.commands.executeCommand("vscode.executeCompletionItemProvider", file, end);
    assert.ok(list.items.some((each) => (each.label.label ?? each.label) === "getRecordById"), "TEST completion");
    const hovers = await vscode.commands.executeCommand("vscode.executeHoverProvider", file, new vscode.Position(2, 2));
    assert.ok(hovers.length > 0, "TEST hover");
    await vscode.workspace.applyEdit((() => {
      const back = new vscode.WorkspaceEdit();
      back.replace(file, new vscode.Range(new vscode.Position(5, 0), end), "");
      return back;
    })());
    const edits = await vscode.commands.executeCommand("vscode.executeFormatDocumentProvider", file, { tabSize: 4, insertSpaces: false });
    const formatted = new vscode.WorkspaceEdit();
    formatted.set(file, edits);
    await vscode.workspace.applyEdit(formatted);
    assert.ok(document.getText().endsWith("}\nx = 1;\n"), `TEST formatting: ${document.getText()}`);
  },
  async "rename reaches every place"(file) {
    const add = new vscode.WorkspaceEdit();
    add.insert(file, new vscode.Position(5, 0), "info x;\n");
    await vscode.workspace.applyEdit(add);
    const edit = await vscode.commands.executeCommand("vscode.executeDocumentRenameProvider", file, new vscode.Position(4, 0), "amount");
    assert.strictEqual(edit.get(file).length, 2, "TEST rename");
  },
  async "the portability view opens"(file) {
    await vscode.commands.executeCommand("deluge-lint.showPortability", file);
    await until("the view", () =>
      vscode.window.tabGroups.all.some((group) => group.tabs.some((tab) => tab.label === "Portability")));
  },
  async "the inventory opens"() {
    await vscode.commands.executeCommand("deluge-lint.showInventory");
    await until("the view", () =>
      vscode.window.tabGroups.all.some((group) => group.tabs.some((tab) => tab.label === "Inventory")));
  },
};

exports.run = async () => {
  const folder = vscode.workspace.workspaceFolders[0].uri;
  const file = vscode.Uri.joinPath(folder, "a.deluge");
  await vscode.workspace.fs.writeFile(file, Buffer.from(TEXT));
  for (const [name, test] of Object.entries(TESTS)) {
    try {
      await test(file);
      console.log(`TEST ok: ${name}`);
    } catch (error) {
      console.log(`TEST failed: ${name}: ${error.message} ${path.basename(error.stack?.split("\n")[1] ?? "")}`);
      throw error;
    }
  }
};
