import type { ElectronApplication } from '@playwright/test';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { findTexts } from './canary.ts';
import { callFromPage } from './api.ts';
import { expect, test } from './fixture.ts';

/** Texts that stand nowhere else: what a thief of the laptop would look for. */
const secrets = {
  trader: 'ТОО «Күмістаспа Оқшау»',
  goods: 'Жезқанат дыбыстағыш',
  file: 'секретная-выгрузка-7731.csv',
  finding: 'Занижение стоимости дыбыстағыша',
};

const choose = (app: ElectronApplication, file: string): Promise<void> =>
  app.evaluate(({ dialog }, chosen) => {
    dialog.showOpenDialog = (async () => ({ canceled: false, filePaths: [chosen] })) as never;
  }, file);

function traderFile(dir: string): string {
  const header =
    'reg_no,reg_date,item_no,hs_code,description,origin_country,supp_unit,supp_qty,duty_rate,vat_rate,customs_value,duty_amount,vat_amount';
  const rows = Array.from({ length: 400 }, (_, i) => {
    const value = i === 77 ? '2000.00' : `${4400 + (i % 37)}.00`;
    const number = String(i).padStart(7, '0');
    return `55301/010126/${number},2026-01-05,1,8518309500,${secrets.goods} ${i},CN,796,10,10%,16%,${value},0.00,0.00`;
  });
  const file = path.join(dir, secrets.file);
  fs.writeFileSync(file, `${header}\n${rows.join('\n')}\n`);
  return file;
}

test('nothing of a case can be found in any file that a whole journey writes', async ({ page, app, folder }) => {
  const outside = fs.mkdtempSync(path.join(os.tmpdir(), 'assay-trader-'));
  try {
    // the vault's own name stands open in vault.json: the door shows it before it is unlocked
    await page.fill('input[type=text]', 'Auditor One');
    const passphrases = page.locator('input[type=password]');
    await passphrases.nth(0).fill('correct horse battery staple');
    await passphrases.nth(1).fill('correct horse battery staple');
    await page.keyboard.press('Enter');
    await page.waitForSelector('.blank .button.primary');
    await page.keyboard.press('Control+n');
    const fields = page.locator('.dialog input[type=text]');
    await fields.nth(0).fill(secrets.trader);
    await fields.nth(1).fill('980140001231');
    await fields.nth(2).fill('01.01.2026');
    await fields.nth(3).fill('30.09.2026');
    await page.keyboard.press('Enter');
    await page.waitForSelector('.sections');
    await choose(app, traderFile(outside));
    await page.keyboard.press('Control+i');
    await page.waitForSelector('.dialog footer .button.primary:focus');
    await page.keyboard.press('Enter');
    await page.waitForSelector('.dialog .facts');
    await page.waitForSelector('.dialog footer .button.primary:focus');
    await page.keyboard.press('Enter');
    await page.waitForSelector('.grid-row .grid-cell[role=gridcell]');
    await page.keyboard.press('Control+f');
    await page.keyboard.type(secrets.goods);
    await expect(page.locator('.grid-foot')).toContainText('400');
    await workOnCase(page);
    const pid = app.process().pid ?? 0;
    expect(findTexts([folder], Object.values(secrets), [pid])).toEqual([]);
    await page.keyboard.press('Control+l');
    await page.waitForTimeout(1000);
    expect(findTexts([folder], Object.values(secrets), [pid])).toEqual([]);
  } finally {
    fs.rmSync(outside, { recursive: true, force: true });
  }
});

/** A test, a finding and a signed report, as the screens call for them. */
async function workOnCase(page: Parameters<typeof callFromPage>[0]): Promise<void> {
  const { cases } = (await callFromPage(page, 'case.list')).output as { cases: { caseId: string; trader: string }[] };
  expect(cases[0]?.trader).toBe(secrets.trader);
  const caseId = cases[0]?.caseId;
  const ran = (await callFromPage(page, 'tests.run', { caseId, test: 'V14', params: {} })).output as {
    run: { runId: string; hitsN: number };
  };
  expect(ran.run.hitsN).toBe(1);
  const finding = { title: secrets.finding, condition: secrets.goods, criteria: [], cause: '', corrections: [], response: secrets.trader };
  expect((await callFromPage(page, 'finding.add', { caseId, finding })).code).toBeUndefined();
  const made = await callFromPage(page, 'report.create', { caseId, lang: 'kk', sign: true, to: null });
  expect(made.code).toBeUndefined();
}
