// Compiles Typst templates to PDF/UA-1. One JSON object a line in, one a line out, in turn:
//   in   {"id":1,"template":"report.typ","data":"…"}      out   {"id":1,"pdf":"base64"} or {"id":1,"error":"…"}
// The data reaches the template as the text sys.inputs.data, so nothing in it is ever markup. Started by TypstWorker.cs as
//   node worker.cjs <folder of templates, the only one that can be read> <folder of fonts>
const { NodeCompiler } = require('@myriaddreamin/typst-ts-node-compiler');
const { createInterface } = require('node:readline');

const [workspace, fonts] = process.argv.slice(2);
const compiler = NodeCompiler.create({ workspace, fontArgs: [{ fontPaths: [fonts] }] });

/** Where and why a template does not compile, in one line. */
const explain = error => error.shortDiagnostics.map(d => `${d.path} ${d.range ?? ''} ${d.message}`.replace(/ +/g, ' ').trim()).join('; ');

/** What the PDF's standard forbids, in one line: here the compiler gives no more than its own structures, printed. */
const explainExport = error => [...error.message.matchAll(/message: "((?:[^"\\]|\\.)*)"/g)].map(found => found[1].replace(/\\(["'\\])/g, '$1')).join('; ') || error.message;

function compile({ template, data }) {
  const result = compiler.compile({ mainFilePath: `${workspace}/${template}`, inputs: { data } });
  if (result.hasError()) throw new Error(explain(result.takeError()));
  try {
    return compiler.pdf(result.result, { pdfStandard: 'ua-1' }).toString('base64');
  } catch (error) {
    throw new Error(explainExport(error));
  }
}

/** The texts that no font can show, as the compiler names them. */
const unshown = error => [...error.message.matchAll(/the text `"(.*?)"` could not be displayed/g)]
  .map(found => found[1].replace(/\\u\{([0-9a-f]+)\}/g, (_, code) => String.fromCodePoint(parseInt(code, 16))).replace(/\\([tnr])/g, (_, letter) => ({ t: '\t', n: '\n', r: '\r' })[letter]));

/** PDF/UA-1 forbids a character that no font has. One such in a name must not cost the report: it is shown as a square. */
function compileWhatCanBeShown({ template, data }, attempts = 3) {
  try {
    return compile({ template, data });
  } catch (error) {
    const texts = unshown(error);
    if (texts.length === 0 || attempts === 1) throw error;
    const shown = JSON.stringify(JSON.parse(data), (_, value) =>
      typeof value === 'string' ? texts.reduce((text, unknown) => text.replaceAll(unknown, unknown.trim() ? '□' : ' '), value) : value);
    return compileWhatCanBeShown({ template, data: shown }, attempts - 1);
  }
}

function answer({ id, ...request }) {
  try {
    return { id, pdf: compileWhatCanBeShown(request) };
  } catch (error) {
    return { id, error: error.message };
  }
}

/** Answers first: what is let go of afterwards keeps nobody waiting. */
function serve(line) {
  console.log(JSON.stringify(answer(JSON.parse(line))));
  compiler.evictCache(5);
}

// Ctrl+C in a terminal reaches this process too; the program that started it ends it by closing its input.
process.on('SIGINT', () => {});
console.log(JSON.stringify({ ready: true }));
createInterface({ input: process.stdin })
  .on('line', serve)
  .on('close', () => process.exit());
