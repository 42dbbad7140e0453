// Typst compiling the same documents with nothing between, for ReportBenchmarks.cs: node typst.cjs <folder pdf> <file with a JSON text a line>
// Prints the milliseconds of each, one a line.
const path = require('node:path');
const { readFileSync } = require('node:fs');
const [folder, documents] = process.argv.slice(2);
const { NodeCompiler } = require(path.join(folder, 'node_modules/@myriaddreamin/typst-ts-node-compiler'));

const workspace = path.join(folder, 'templates');
const compiler = NodeCompiler.create({ workspace, fontArgs: [{ fontPaths: [path.join(folder, 'fonts')] }] });
for (const data of readFileSync(documents, 'utf8').trim().split('\n')) {
  const start = performance.now();
  const result = compiler.compile({ mainFilePath: path.join(workspace, 'report.typ'), inputs: { data } });
  compiler.pdf(result.result, { pdfStandard: 'ua-1' });
  compiler.evictCache(5);
  console.log(performance.now() - start);
}
