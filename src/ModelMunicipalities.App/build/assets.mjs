// Fetches the packages and lays out wwwroot/lib. Run by ClientAssets.targets, in the project's folder:
//   node build/assets.mjs                              npm ci where package-lock.json is new, then copy
//   node build/assets.mjs inter-latin=fingerprint …    write inter.css, naming the fonts as they are served
import { execSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';

const lib = 'wwwroot/lib';
const stamp = 'node_modules/.client-assets';
const lock = 'obj/client-assets.lock';
const css = 'node_modules/@digdir/designsystemet-css';
const inter = 'node_modules/@fontsource-variable/inter';
const htmx = 'node_modules/htmx.org';
const typst = 'node_modules/@myriaddreamin/typst-ts-node-compiler';
const passwords = 'node_modules/@zxcvbn-ts/language-common';
const pdfFont = 'node_modules/@expo-google-fonts/inter';
const faces = ['latin', 'latin-ext']; // Swedish and English need the first only; the browser fetches the second for names.

/** Ends the run with a line that MSBuild shows as a build error. */
function fail(text) {
  console.error(`build/assets.mjs : error ASSETS1: ${text}`);
  process.exit(1);
}

/** Writes only what differs: another build may be reading the file. */
function put(name, content) {
  const path = `${lib}/${name}`;
  if (!existsSync(path) || !readFileSync(path).equals(Buffer.from(content))) writeFileSync(path, content);
}

function install() {
  if (existsSync(stamp) && statSync(stamp).mtimeMs >= statSync('package-lock.json').mtimeMs) return;
  try {
    execSync('npm --version', { stdio: 'ignore' });
  } catch {
    fail('npm was not found. Install Node.js 20 or later with npm, then build again.');
  }
  try {
    execSync('npm ci --no-audit --no-fund --loglevel=error', { stdio: 'inherit' });
  } catch {
    fail('npm ci failed, for the reason above. It needs the npm registry once; later builds do not.');
  }
}

function copy() {
  mkdirSync(lib, { recursive: true });
  put('designsystemet-theme.css', readFileSync(`${css}/dist/theme/designsystemet.css`));
  put('designsystemet.css', readFileSync(`${css}/dist/src/index.css`));
  put('htmx.min.js', readFileSync(`${htmx}/dist/htmx.min.js`));
  for (const face of faces) put(`inter-${face}.woff2`, readFileSync(`${inter}/files/inter-${face}-wght-normal.woff2`));
  put('licences.txt', [css, inter, htmx, typst].map(folder => `${folder}/LICENSE`).concat(`${pdfFont}/LICENSE_FONT`, `${passwords}/LICENSE.txt`).map(file => readFileSync(file, 'utf8').trim()).join('\n\n\n') + '\n');
  writeFileSync(stamp, '');
}

/** The package's own font faces, only those we serve. A fingerprinted address may be cached for ever. */
function fontFaces(fingerprints) {
  const blocks = readFileSync(`${inter}/wght.css`, 'utf8').match(/@font-face\s*{[^}]*}/g);
  put('inter.css', faces.map(face => {
    const source = `./files/inter-${face}-wght-normal.woff2`;
    const block = blocks.find(text => text.includes(source));
    if (!block || !fingerprints[`inter-${face}`]) fail(`no font face or no fingerprint for inter-${face}.`);
    return block.replace(source, `inter-${face}.${fingerprints[`inter-${face}`]}.woff2`);
  }).join('\n') + '\n');
}

/** Two builds at once (an editor and a terminal) must not run npm in the same folder. */
async function alone(work) {
  mkdirSync('obj', { recursive: true });
  for (;;) {
    try {
      writeFileSync(lock, `${process.pid}`, { flag: 'wx' });
      break;
    } catch (error) {
      if (error.code !== 'EEXIST') throw error;
      if (!holderLives()) rmSync(lock, { force: true });
      await pause(200);
    }
  }
  process.on('exit', () => rmSync(lock, { force: true }));
  work();
}

function holderLives() {
  try {
    const holder = Number(readFileSync(lock, 'utf8'));
    return holder === 0 || process.kill(holder, 0);
  } catch (error) {
    return error.code === 'EPERM';
  }
}

if (Number(process.versions.node.split('.')[0]) < 20) fail(`Node.js 20 or later is needed; this is ${process.version}.`);
const fingerprints = Object.fromEntries(process.argv.slice(2).map(argument => argument.split('=')));
await alone(() => process.argv.length > 2 ? fontFaces(fingerprints) : (install(), copy()));
