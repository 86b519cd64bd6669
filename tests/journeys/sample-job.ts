import type { ElectronApplication, Page } from '@playwright/test';
import fs from 'node:fs';
import path from 'node:path';
import { words } from './words.ts';

export type SampleJob = {
  /** what a person would have done: clicks, keys, filled fields */
  readonly actions: number;
  readonly seconds: number;
  /** the signed report and the certificate that it is verified with */
  readonly report: string;
  readonly trust: string;
};

type Given = {
  readonly app: ElectronApplication;
  readonly page: Page;
  /** folder for screenshots and the report */
  readonly out: string;
  readonly tell: (text: string) => void;
};

const t = words('en');

/** From the first start to a signed report on a demonstration case, in the real window, as a person does it. */
export async function doSampleJob({ app, page, out, tell }: Given): Promise<SampleJob> {
  fs.mkdirSync(out, { recursive: true });
  const started = Date.now();
  let [actions, shots] = [0, 0];
  const act = async (what: string, doing: Promise<unknown>): Promise<void> => {
    await doing;
    actions += 1;
    tell(`${String(actions).padStart(2)}. ${what}`);
  };
  const show = async (name: string): Promise<void> => {
    shots += 1;
    await page.screenshot({ path: path.join(out, `${shots}-${name}.png`) });
  };
  const button = (key: string) => page.getByRole('button', { name: t(key) });
  const patient = { timeout: 60_000 };

  const passphrase = 'four unrelated words: tundra lantern violin harvest';
  // The vault is offered the name of the person at the machine; an account without one would have to type it.
  const named = await page.getByLabel(t('vault.name'), { exact: true }).inputValue();
  if (named === '') await act('name the vault', page.getByLabel(t('vault.name'), { exact: true }).fill('Sample'));
  await act('choose a passphrase', page.getByLabel(t('vault.passphrase'), { exact: true }).fill(passphrase));
  await act('type it again', page.getByLabel(t('vault.again'), { exact: true }).fill(passphrase));
  await show('vault');
  await act('create the vault', button('vault.create.do').click());
  await act('open the demonstration case', button('cases.demo').click(patient));
  await button('overview.next.test.do').waitFor(patient);
  await show('case');
  await act('go to the tests', button('overview.next.test.do').click());
  await act('open the test of prices among peers', page.getByText(t('test.V14.name')).first().dblclick());
  await act('run it', button('tests.run').click());
  await page.getByRole('row').nth(1).waitFor(patient);
  await chartPainted(page);
  await show('hits');
  await act('look at the first lead', page.getByRole('row').nth(1).click());
  await act('record a finding', button('findings.record').first().click());
  await page.getByLabel(t('findings.condition')).first().waitFor(patient);
  await show('finding');
  await act('go to the documents', page.getByText(t('sections.documents'), { exact: true }).first().click());
  await act('create the report', button('documents.create').first().click());
  await act('sign it', button('documents.createSigned').click());
  const seconds = Math.round((Date.now() - started) / 100) / 10;
  const saved = await saveReport({ app, page, out });
  await show('documents');
  return { actions, seconds, ...saved };
}

/** The chart is drawn a frame after its place is there: an eye waits for it, a picture must. */
async function chartPainted(page: Page): Promise<void> {
  await page.locator('.chart-place svg path').first().waitFor({ state: 'attached', timeout: 60_000 });
  await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))));
}

/** Saves report and root certificate; the native dialogs are answered for the person. */
async function saveReport({ app, page, out }: Pick<Given, 'app' | 'page' | 'out'>): Promise<{ report: string; trust: string }> {
  const report = path.join(out, 'report.pdf');
  const trust = path.join(out, 'test-root.pem');
  for (const [key, file] of [
    ['documents.save', report],
    ['documents.trust', trust],
  ] as const) {
    fs.rmSync(file, { force: true });
    await app.evaluate(({ dialog }, file) => {
      dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath: file });
    }, file);
    const button = page.getByRole('button', { name: t(key) }).first();
    await button.click({ timeout: 60_000 });
    await waitForFile(file);
  }
  return { report, trust };
}

async function waitForFile(file: string): Promise<void> {
  for (let tries = 0; tries < 200; tries += 1) {
    if (fs.existsSync(file) && fs.statSync(file).size > 0) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`${path.basename(file)} was not written`);
}
