import fs from 'node:fs';
import path from 'node:path';
import { root } from './paths.mjs';
import { say, story } from './run.mjs';
import { openWindow } from './window.mjs';

await story(async () => {
  const out = path.join(root, 'out');
  fs.mkdirSync(out, { recursive: true });
  const { app, page } = await openWindow();
  await page.screenshot({ path: path.join(out, '1-start.png') });
  await app.close();
  say(`Screenshot in ${out}`);
  return 0;
});
