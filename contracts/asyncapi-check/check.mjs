// Validates an AsyncAPI document and every schema that it refers to: node check.mjs [FILE]
// Prints what is wrong, one line each; exits 1 on an error.
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { resolve } from 'node:path';
import { Parser } from '@asyncapi/parser';

const published = new URL('../src/main/resources/dev/skein/asyncapi.yaml', import.meta.url);
const file = process.argv[2] ? resolve(process.argv[2]) : fileURLToPath(published);

const parser = new Parser();
const { document, diagnostics } = await parser.parse(await readFile(file, 'utf8'), { source: file });
const levels = ['error', 'warning', 'information', 'hint'];
for (const { severity, code, message, path, range } of diagnostics) {
  console.log(`${levels[severity]} line ${range.start.line + 1} ${path.join('.')}: ${message} (${code})`);
}
const errors = diagnostics.filter(({ severity }) => severity === 0).length;
if (errors > 0 || document === undefined) {
  console.log(`${errors} errors`);
  process.exit(1);
}
const count = (all) => all.all().length;
console.log(`valid: ${count(document.channels())} channels, ${count(document.operations())} operations, ${count(document.components().messages())} messages`);
