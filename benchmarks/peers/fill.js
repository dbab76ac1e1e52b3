// Fills the paper with each peer as its own documentation shows, over and over in one warm process.
// Reads one JSON request a line: {"renderer", "template", "data", "times", "out"?}; answers {"ms"} for one document.
// FOLDER, the first argument, is where npm installed the peers.
"use strict";

const fs = require("fs");
const path = require("path");
const readline = require("readline");
const { createRequire } = require("module");

const load = createRequire(path.join(path.resolve(process.argv[2]), "package.json"));
const PizZip = load("pizzip");
const Docxtemplater = load("docxtemplater");
const { TemplateHandler } = load("easy-template-x");
const carbone = load("carbone");
const handler = new TemplateHandler();

const renderers = {
  docxtemplater: async (bytes, data) => {
    const document = new Docxtemplater(new PizZip(bytes), { paragraphLoop: true, linebreaks: true });
    document.render(data);
    return document.getZip().generate({ type: "nodebuffer", compression: "DEFLATE" });
  },
  "easy-template-x": async (bytes, data) => handler.process(bytes, data),
  carbone: (_bytes, data, file) =>
    new Promise((resolve, reject) => carbone.render(file, data, (error, made) => (error ? reject(error) : resolve(made)))),
};

const files = new Map();
function read(file) {
  if (!files.has(file)) files.set(file, fs.readFileSync(file));
  return files.get(file);
}

async function answer(line) {
  const { renderer, template, data, times, out } = JSON.parse(line);
  const fill = renderers[renderer];
  const bytes = read(template);
  const values = JSON.parse(read(data));
  let made;
  const start = process.hrtime.bigint();
  for (let at = 0; at < times; at++) made = await fill(bytes, values, template);
  const ms = Number(process.hrtime.bigint() - start) / 1e6 / times;
  if (out) fs.writeFileSync(out, made);
  return { ms };
}

(async () => {
  for await (const line of readline.createInterface({ input: process.stdin })) {
    let said;
    try {
      said = await answer(line);
    } catch (error) {
      said = { error: String(error.message || error) };
    }
    process.stdout.write(JSON.stringify(said) + "\n");
  }
})();
