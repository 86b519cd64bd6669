import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { bundledNode, node24, root, toolEnv } from './paths.mjs';
import { isMain, must, say, story } from './run.mjs';

const dist = path.join(root, 'dist');
const stamp = path.join(dist, 'inputs.sha256');

/** Folders and files whose bytes decide what is built. */
const inputs = [
  'domain',
  'contract',
  'db',
  'backend',
  'electron',
  'renderer',
  'assets',
  'docs/guide',
  'scripts/build.mjs',
  'package.json',
  'package-lock.json',
];

/** Packages of the backend that stay packages: they have native parts or read their own files. */
const keptPackages = ['better-sqlite3', 'pdfkit', 'pdfjs-dist', 'tesseract.js', '@tesseract.js-data/eng', '@tesseract.js-data/kaz'];

/** Of packages that are far larger than what is used of them: the parts that are. */
const usedParts = new Map([
  ['pdfjs-dist', /^(?:package\.json|legacy\/build\/pdf(?:\.worker)?\.mjs|(?:cmaps|standard_fonts|wasm)\/.*)$/],
  ['tesseract.js', /^(?:package\.json|src\/.*)$/],
  ['tesseract.js-core', /^(?:package\.json|tesseract-core(?:-\w+)?-lstm\.(?:js|wasm))$/],
  ['@tesseract.js-data/eng', /^(?:package\.json|4\.0\.0_best_int\/.*)$/],
  ['@tesseract.js-data/kaz', /^(?:package\.json|4\.0\.0_best_int\/.*)$/],
]);

const below = (file) =>
  fs.statSync(file).isDirectory()
    ? fs
        .readdirSync(file)
        .sort()
        .flatMap((name) => below(path.join(file, name)))
    : [file];

function inputsHash() {
  const hash = createHash('sha256');
  for (const input of inputs.filter((name) => fs.existsSync(path.join(root, name)))) {
    for (const file of below(path.join(root, input))) {
      hash.update(`${path.relative(root, file)}\0`);
      hash.update(createHash('sha256').update(fs.readFileSync(file)).digest());
    }
  }
  return hash.digest('hex');
}

/** Builds into dist/ unless dist/ was built from the same bytes. Runs in a process of its own, on Node 24. */
export async function build() {
  if (fs.existsSync(stamp) && fs.readFileSync(stamp, 'utf8') === inputsHash()) return;
  say('Building …');
  await must(node24(), [path.join(root, 'scripts', 'build.mjs')], { env: toolEnv({ NO_COLOR: '1', FORCE_COLOR: '0' }) });
}

async function buildAll() {
  const hash = inputsHash();
  fs.rmSync(stamp, { force: true });
  const { build: vite } = await import('vite');
  const started = performance.now();
  await Promise.all([mainConfig(), preloadConfig(), backendConfig(), await rendererConfig()].map((config) => vite(config)));
  // into the folder that the renderer's build has emptied
  await vite(pdfFrameConfig());
  fs.copyFileSync(path.join(root, 'renderer', 'pdf-frame.html'), path.join(dist, 'renderer', 'pdf', 'frame.html'));
  keepPackages();
  writeHashes();
  fs.writeFileSync(stamp, hash);
  return Math.round(performance.now() - started);
}

const common = { root, configFile: false, logLevel: 'warn', publicDir: false };
const output = (folder, file, format) => ({
  outDir: path.join(dist, folder),
  emptyOutDir: true,
  minify: false,
  sourcemap: false,
  rollupOptions: { output: { format, entryFileNames: file, codeSplitting: false } },
});

function mainConfig() {
  return {
    ...common,
    build: { ...output('main', 'main.js', 'es'), ssr: path.join(root, 'electron', 'main.ts'), target: 'node20' },
    ssr: { noExternal: true, external: ['electron'] },
  };
}

function preloadConfig() {
  return {
    ...common,
    build: { ...output('preload', 'preload.cjs', 'cjs'), ssr: path.join(root, 'electron', 'preload.ts'), target: 'chrome130' },
    ssr: { noExternal: true, external: ['electron'] },
  };
}

/** The backend, what it starts for long work, what reads a hostile file or looks at its pages, and what looks into a picture. What they share lies beside. */
function backendConfig() {
  const entry = (...names) => path.join(root, 'backend', ...names);
  const input = {
    'node-child': entry('host', 'node-child.ts'),
    'books-child': entry('host', 'books-child.ts'),
    'reader-child': entry('host', 'reader-child.ts'),
    'picture-child': entry('host', 'picture-child.ts'),
    'pages-child': entry('host', 'pages-child.ts'),
  };
  const files = { format: 'es', entryFileNames: '[name].js', chunkFileNames: 'shared-[hash].js' };
  return {
    ...common,
    build: { ...output('backend', '', 'es'), ssr: true, target: 'node24', rollupOptions: { input, output: files } },
    ssr: { noExternal: true, external: keptPackages },
  };
}

async function rendererConfig() {
  const { default: react } = await import('@vitejs/plugin-react');
  return {
    ...common,
    root: path.join(root, 'renderer'),
    base: './',
    plugins: [react()],
    build: {
      outDir: path.join(dist, 'renderer'),
      emptyOutDir: true,
      target: 'chrome130',
      modulePreload: false,
      assetsInlineLimit: 0,
      chunkSizeWarningLimit: 4_000,
    },
  };
}

/** The page inside the frame that shows PDFs: one plain script, as an origin of its own may load no modules. */
function pdfFrameConfig() {
  return {
    ...common,
    root: path.join(root, 'renderer'),
    plugins: [packagedDecoders()],
    define: { 'import.meta.url': '""' },
    build: {
      outDir: path.join(dist, 'renderer', 'pdf'),
      emptyOutDir: true,
      target: 'chrome130',
      minify: true,
      cssCodeSplit: false,
      chunkSizeWarningLimit: 4_000,
      rollupOptions: {
        input: path.join(root, 'renderer', 'pdf-frame.ts'),
        output: { format: 'iife', entryFileNames: 'frame.js', assetFileNames: 'frame[extname]', codeSplitting: false },
      },
    },
  };
}

/** The image decoders of pdf.js are loaded by address; in the frame there is none, so the two without WebAssembly are built in. */
function packagedDecoders() {
  const loads =
    /await import\(\s*\/\*webpackIgnore: true\*\/\s*\/\*@vite-ignore\*\/\s*`\$\{WasmImage\.#wasmUrl\}\$\{this\._noWasmFilename\}`\)/g;
  const names = ['jbig2_nowasm_fallback.js', 'openjpeg_nowasm_fallback.js'];
  return {
    name: 'packaged-decoders',
    enforce: 'pre',
    transform(code, id) {
      if (!id.split('?')[0].endsWith('pdf.worker.mjs')) return null;
      if (code.match(loads)?.length !== 1) throw new Error('pdf.js loads its decoders in another way now');
      const imports = names.map(
        (name, n) => `import decoder${n} from ${JSON.stringify(path.join(root, 'node_modules', 'pdfjs-dist', 'wasm', name))};`,
      );
      const known = names.map((name, n) => `${JSON.stringify(name)}: decoder${n}`).join(', ');
      return { code: `${imports.join('\n')}\n${code.replace(loads, `{ default: ({ ${known} })[this._noWasmFilename] }`)}`, map: null };
    },
  };
}

/** Copies the kept packages and what they need beside the backend; of native files only those of this machine. */
function keepPackages() {
  const top = path.join(dist, 'backend');
  const kept = new Map();
  const keep = (name, from, beside) => {
    const source = packageFolder(name, from);
    if (kept.get(name) === source) return;
    // Another version is taken already: this one goes inside the package that asked for it, as npm does.
    const to = path.join(kept.has(name) ? beside : top, 'node_modules', name);
    if (!kept.has(name)) kept.set(name, source);
    fs.cpSync(source, to, {
      recursive: true,
      dereference: true,
      filter: (file) => isNeeded(name, path.relative(source, file), fs.statSync(file).isDirectory()),
    });
    const about = JSON.parse(fs.readFileSync(path.join(source, 'package.json'), 'utf8'));
    for (const needed of Object.keys(about.dependencies ?? {})) if (needed !== 'node-addon-api') keep(needed, source, to);
  };
  for (const name of keptPackages) keep(name, root, top);
}

function packageFolder(name, from) {
  for (let dir = from; ; dir = path.dirname(dir)) {
    const folder = path.join(dir, 'node_modules', name);
    if (fs.existsSync(path.join(folder, 'package.json'))) return folder;
    if (dir === path.dirname(dir)) throw new Error(`package ${name} is not installed`);
  }
}

/** Of the database driver: its code and the native part for this machine, not the sources of SQLite. @param file path inside the package */
function isNeeded(name, file, isFolder) {
  const [top, inner] = file.split(path.sep);
  if (top === 'node_modules' || /\.(map|md|d\.ts|d\.mts|d\.cts)$/.test(file)) return false;
  const used = usedParts.get(name);
  if (used !== undefined) return isFolder || used.test(file.split(path.sep).join('/'));
  if (name !== 'better-sqlite3') return true;
  if (top === 'prebuilds' && inner !== undefined) return inner.startsWith(`${process.platform}-${process.arch}`);
  return !['deps', 'src', 'binding.gyp'].includes(top);
}

/** The list that main compares the backend's files with before it starts them. */
function writeHashes() {
  const folder = path.join(dist, 'backend');
  const sha256 = (file) => createHash('sha256').update(fs.readFileSync(file)).digest('hex');
  const entries = below(folder).map((file) => [path.relative(folder, file).split(path.sep).join('/'), sha256(file)]);
  if (bundledNode() !== null) entries.push(['node', sha256(bundledNode())]);
  fs.writeFileSync(path.join(dist, 'main', 'backend-hashes.json'), JSON.stringify(Object.fromEntries(entries), null, 1));
}

if (isMain(import.meta.url)) {
  await story(async () => {
    say(`Built in ${await buildAll()} ms`);
    return 0;
  });
}
