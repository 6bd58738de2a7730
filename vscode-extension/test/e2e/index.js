// Runs inside the extension host of a real workbench: the vscode API, the installed extension, real files.

const assert = require("node:assert");
const fs = require("node:fs");
const path = require("node:path");
const vscode = require("vscode");

const TEXT = 'if(count = 1)\n{\n\tinfo count;\n}\n';
const SAMPLE = [
  "// every word of a script has a colour of its own",
  "map standalone.sendOffer(int dealId, string city)",
  "{",
  '\tdeal = zoho.crm.getRecordById("Deals",dealId);',
  '\tbody = "<b style=\\"color:red\\">Offer</b> for " + ifnull(deal.get("Deal_Name"),city);',
  "\tresponse = invokeurl",
  "\t[",
  '\t\turl :"https://offers.example/v1/send"',
  "\t\ttype :POST",
  "\t\tparameters:{\"body\":body}.toString()",
  '\t\tconnection:"offers"',
  "\t];",
  "\tfor each  row in response.get(\"rows\")",
  "\t{",
  "\t\tif(row.get(\"id\") = null)",
  "\t\t{",
  "\t\t\tcontinue;",
  "\t\t}",
  '\t\tzoho.crm.updateRecord("Deals",dealId,{"Stage":row.get("stage"),"Amount":120.5});',
  "\t}",
  "\treturn {\"done\":true};",
  "}",
  "",
].join("\n");

/** Wait until a condition holds; what it returns is the answer. */
async function until(what, ask) {
  for (let i = 0; i < 600; i++) {
    const found = await ask();
    if (found) {
      return found;
    }
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new assert.AssertionError({ message: `never: ${what}` });
}

const codes = (uri) => vscode.languages.getDiagnostics(uri).map((each) => String(each.code?.value ?? each.code)).sort();
const root = () => vscode.workspace.workspaceFolders[0].uri;
const inFolder = (name) => vscode.Uri.joinPath(root(), name);

async function written(name, text) {
  const file = inFolder(name);
  await vscode.workspace.fs.writeFile(file, Buffer.from(text));
  return file;
}

/** Ask whoever drives the browser to look for something in the window and to keep a picture of it.
 *
 * `wanted` has a `selector` or a `text` of the window, or the text of a `view`, which stands in frames of its own.
 */
async function see(picture, wanted) {
  const answer = path.join(root().fsPath, "..", "seen", picture);
  console.log(`SEE ${JSON.stringify({ picture, ...wanted })}`);
  await until(`an answer about ${picture}`, () => fs.existsSync(answer));
  const said = fs.readFileSync(answer, "utf8");
  assert.strictEqual(said, "", `${picture}: ${said}`);
}

const view = (title) => () =>
  vscode.window.tabGroups.all.some((group) => group.tabs.some((tab) => tab.label === title));

const TRUSTED = {
  async "a file shows a squiggle with no further step"(file) {
    const began = Date.now();
    const document = await vscode.workspace.openTextDocument(file);
    assert.strictEqual(document.languageId, "deluge");
    await vscode.window.showTextDocument(document);
    await until("diagnostics", () => codes(file).includes("assignment-in-condition"));
    console.log(`TEST first squiggle after ${Date.now() - began} ms`);
    await see("squiggle", { selector: ".squiggly-warning, .squiggly-info, .squiggly-hint" });
  },
  async "the quick fix mends it"(file) {
    const [wrong] = vscode.languages.getDiagnostics(file);
    const actions = await vscode.commands.executeCommand("vscode.executeCodeActionProvider", file, wrong.range);
    const fix = actions.find((each) => each.isPreferred);
    assert.ok(fix?.edit, `no preferred fix among ${actions.map((each) => each.title)}`);
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
    assert.ok(list.items.some((each) => (each.label.label ?? each.label) === "getRecordById"), "completion");
    const hovers = await vscode.commands.executeCommand("vscode.executeHoverProvider", file, new vscode.Position(2, 2));
    assert.ok(hovers.length > 0, "hover");
    const editor = await vscode.window.showTextDocument(document);
    editor.selection = new vscode.Selection(end, end);
    await vscode.commands.executeCommand("editor.action.triggerSuggest");
    await see("completion", { selector: ".suggest-widget .monaco-list-row" });
    await vscode.commands.executeCommand("hideSuggestWidget");
    await vscode.workspace.applyEdit((() => {
      const back = new vscode.WorkspaceEdit();
      back.replace(file, new vscode.Range(new vscode.Position(5, 0), end), "");
      return back;
    })());
    const edits = await vscode.commands.executeCommand("vscode.executeFormatDocumentProvider", file, { tabSize: 4, insertSpaces: false });
    const formatted = new vscode.WorkspaceEdit();
    formatted.set(file, edits);
    await vscode.workspace.applyEdit(formatted);
    assert.ok(document.getText().endsWith("}\nx = 1;\n"), `formatting: ${document.getText()}`);
  },
  async "rename reaches every place"(file) {
    const add = new vscode.WorkspaceEdit();
    add.insert(file, new vscode.Position(5, 0), "info x;\n");
    await vscode.workspace.applyEdit(add);
    const edit = await vscode.commands.executeCommand("vscode.executeDocumentRenameProvider", file, new vscode.Position(4, 0), "amount");
    assert.strictEqual(edit.get(file).length, 2);
    await vscode.workspace.applyEdit(edit);
    assert.ok((await vscode.workspace.openTextDocument(file)).getText().endsWith("amount = 1;\ninfo amount;\n"));
  },
  async "a script has colours, lenses and a host in the status bar"() {
    const file = await written("offer.deluge", SAMPLE);
    await vscode.window.showTextDocument(await vscode.workspace.openTextDocument(file));
    await until("diagnostics", () => codes(file).length > 1);
    await see("script", { text: "Deluge (crm" });
  },
  async "the portability view opens"() {
    await vscode.commands.executeCommand("deluge-lint.showPortability", inFolder("offer.deluge"));
    await until("the view", view("Portability"));
    await see("portability", { view: "sendOffer" });
  },
  async "the status bar stays while a view has the focus"() {
    await see("status", { text: "Deluge (crm" });
  },
  async "the inventory opens"() {
    await vscode.commands.executeCommand("deluge-lint.showInventory");
    await until("the view", view("Inventory"));
    await see("inventory", { view: "offers.example" });
  },
  async "a broken configuration is a finding in its file, and the server goes on"() {
    const file = await written("later.deluge", TEXT);
    const settings = await written("deluge-lint.toml", "preset = \"recommended\"\nignor = []\n");
    await until("the finding", () => vscode.languages.getDiagnostics(settings).length > 0);
    const [found] = vscode.languages.getDiagnostics(settings);
    assert.match(found.message, /ignor/);
    assert.strictEqual(found.range.start.line, 1);
    await vscode.window.showTextDocument(await vscode.workspace.openTextDocument(settings));
    await see("configuration", { selector: ".squiggly-error, .squiggly-warning" });
    await vscode.window.showTextDocument(await vscode.workspace.openTextDocument(file));
    await until("diagnostics", () => codes(file).includes("assignment-in-condition"));
    await vscode.workspace.fs.delete(settings);
    await until("no finding", () => vscode.languages.getDiagnostics(settings).length === 0);
  },
};

const UNTRUSTED = {
  async "a folder that nobody trusts is checked, and nothing of it is run"(file) {
    assert.strictEqual(vscode.workspace.isTrusted, false);
    await vscode.window.showTextDocument(await vscode.workspace.openTextDocument(file));
    await until("diagnostics", () => codes(file).includes("assignment-in-condition"));
    const given = fs.readFileSync(path.join(root().fsPath, ".vscode", "settings.json"), "utf8");
    assert.ok(given.includes("deluge-lint.interpreter"), "the folder names a program");
    assert.strictEqual(vscode.workspace.getConfiguration("deluge-lint").get("interpreter"), "");
    assert.strictEqual(fs.existsSync(path.join(root().fsPath, "ran")), false, "the program of the folder ran");
    await see("untrusted", { text: "Restricted Mode" });
  },
};

exports.run = async () => {
  const file = await written("a.deluge", TEXT);
  for (const [name, test] of Object.entries(vscode.workspace.isTrusted ? TRUSTED : UNTRUSTED)) {
    try {
      await test(file);
      console.log(`TEST ok: ${name}`);
    } catch (error) {
      console.log(`TEST failed: ${name}: ${error.message} ${path.basename(error.stack?.split("\n")[1] ?? "")}`);
      throw error;
    }
  }
};
