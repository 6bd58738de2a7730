// Starts both servers of the built extension and waits for the first finding of each.

import { fork, spawn } from "node:child_process";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const python = process.env.PYTHON ?? "python3";
const text = 'info 1 / 0;\nfor each  lead in leads\n{\n\tinfo zoho.crm.getRecordById("Leads",lead);\n}\n';
const uri = "file:///untouched/a.deluge";

/** Resolves with the names of the rules that report; rejects after a minute. */
function session(send, listen) {
  return new Promise((resolve, reject) => {
    const late = setTimeout(() => reject(new Error("no findings within a minute")), 60_000);
    listen((message) => {
      if (message.id === 1) {
        send({ jsonrpc: "2.0", method: "initialized", params: {} });
        send({
          jsonrpc: "2.0", method: "textDocument/didOpen",
          params: { textDocument: { uri, languageId: "deluge", version: 1, text } },
        });
      } else if (message.method === "textDocument/publishDiagnostics") {
        clearTimeout(late);
        resolve(message.params.diagnostics.map((each) => each.code).sort());
      }
    });
    send({ jsonrpc: "2.0", id: 1, method: "initialize", params: { processId: null, rootUri: null, capabilities: {} } });
  });
}

async function bundled() {
  const child = fork(join(root, "dist", "pyodide-server.js"), [], { stdio: ["ignore", "inherit", "inherit", "ipc"] });
  try {
    return await session((message) => child.send(message), (hear) => child.on("message", hear));
  } finally {
    child.kill();
  }
}

async function ofMachine() {
  const child = spawn(python, ["-I", join(root, "bundled", "run_server.py")], { stdio: ["pipe", "pipe", "inherit"] });
  let rest = Buffer.alloc(0);
  const hearers = [];
  child.stdout.on("data", (data) => {
    rest = Buffer.concat([rest, data]);
    for (;;) {
      const end = rest.indexOf("\r\n\r\n");
      const length = end < 0 ? undefined : Number(/Content-Length: (\d+)/i.exec(rest.subarray(0, end).toString())?.[1]);
      if (length === undefined || rest.length < end + 4 + length) {
        return;
      }
      const message = JSON.parse(rest.subarray(end + 4, end + 4 + length).toString());
      rest = rest.subarray(end + 4 + length);
      hearers.forEach((hear) => hear(message));
    }
  });
  try {
    return await session((message) => {
      const body = JSON.stringify(message);
      child.stdin.write(`Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`);
    }, (hear) => hearers.push(hear));
  } finally {
    child.kill();
  }
}

for (const [name, start] of [["bundled Python", bundled], ["Python of this machine", ofMachine]]) {
  const began = Date.now();
  const found = await start();
  const wanted = ["division-by-zero", "external-call-in-loop"];
  if (JSON.stringify(found) !== JSON.stringify(wanted)) {
    console.error(`${name}: found ${found}, not ${wanted}`);
    process.exit(1);
  }
  console.log(`${name}: first findings after ${Date.now() - began} ms`);
}
process.exit(0);
