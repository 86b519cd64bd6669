// Loads the app whose folder stands on the command line, as Electron's own default app does. An ES module that awaits:
// the app's main then runs before 'ready', when the sandbox and the protocols can still be set.
import { app } from 'electron';
import fs from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';

const folder = process.argv.slice(1).find((argument) => !argument.startsWith('-')) ?? '.';
const dir = path.resolve(folder);
const about = JSON.parse(fs.readFileSync(path.join(dir, 'package.json'), 'utf8'));
app.setAppPath(dir);
app.setName(about.productName ?? about.name ?? 'app');
if (about.version) app.setVersion(about.version);
await import(pathToFileURL(path.join(dir, about.main ?? 'index.js')).href);
