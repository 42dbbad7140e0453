// Typst compiling documents with nothing between, for ReportRows.cs: node typst.cjs <folder pdf>
// Reads a JSON text a line; writes the milliseconds that each took, one a line.
const path = require('node:path');
const { createInterface } = require('node:readline');
const [folder] = process.argv.slice(2);
const { NodeCompiler } = require(path.join(folder, 'node_modules/@myriaddreamin/typst-ts-node-compiler'));

const workspace = path.join(folder, 'templates');
const compiler = NodeCompiler.create({ workspace, fontArgs: [{ fontPaths: [path.join(folder, 'fonts')] }] });
createInterface({ input: process.stdin }).on('line', (data) => {
  const start = performance.now();
  const result = compiler.compile({ mainFilePath: path.join(workspace, 'report.typ'), inputs: { data } });
  compiler.pdf(result.result, { pdfStandard: 'ua-1' });
  compiler.evictCache(5);
  console.log(performance.now() - start);
});
