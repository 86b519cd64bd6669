import fs from 'node:fs';
import path from 'node:path';
import { encode } from '../importers/encode.ts';
import { picture } from './door.ts';
import { drop } from './dropping.ts';
import { expect, test } from './fixture.ts';
import { expectAccessible, openEmptyCase } from './import-steps.ts';
import { words } from './words.ts';

const own = 'KZ698562203124676325';
const statement = [
  '1CClientBankExchange',
  'ВерсияФормата=2.00',
  'Кодировка=Windows',
  'ДатаНачала=01.01.2026',
  'ДатаКонца=31.01.2026',
  `РасчСчет=${own}`,
  'СекцияРасчСчет',
  'ДатаНачала=01.01.2026',
  'ДатаКонца=31.01.2026',
  `РасчСчет=${own}`,
  'НачальныйОстаток=1000',
  'ВсегоПоступило=250.5',
  'ВсегоСписано=400',
  'КонечныйОстаток=850.5',
  'КонецРасчСчет',
  'СекцияДокумент=Выписка',
  'ДатаОперации=05.01.2026',
  'СуммаРасход=400',
  'НомерДокумента=17',
  `ПлательщикИИК=${own}`,
  'ПолучательНаименование=Shenzhen AeroTone',
  'НазначениеПлатежа=Оплата по инвойсу AT-26-4013',
  'КонецДокумента',
  'КонецФайла',
  '',
].join('\r\n');

for (const lang of ['ru', 'kk'] as const) {
  const t = words(lang);
  test(`a bank statement of an accounting program is looked at by keyboard; a document that is missing shows in its balance (${lang})`, async ({
    page,
    folder,
  }) => {
    test.setTimeout(180_000);
    const file = path.join(folder, 'kl_to_1c.txt');
    fs.writeFileSync(file, encode(statement, 'windows-1251'));
    await openEmptyCase(page, lang);
    await drop(page, [file]);
    const dialog = page.locator('.dialog');
    await expect(dialog).toContainText(t('format.client-bank'));
    await expect(dialog).toContainText(t('check.bank_received'));
    await expect(dialog).toContainText(t('check.bank_closing'));
    await expect(dialog).toContainText(own);
    await picture(page, `bank-${lang}`);
    await expectAccessible(page, 'bank statement');
    await page.locator('.dialog footer .button.primary').focus();
    await page.keyboard.press('Enter');
    await page.waitForSelector('.dialog .certificate');
    await picture(page, `bank-certificate-${lang}`);
    await page.waitForSelector('.dialog footer .button.primary:focus');
    await page.keyboard.press('Enter');
    await expect(dialog).toHaveCount(0);
    await page.waitForSelector('.grid-row .grid-cell[role=gridcell]');
    await expect(page.locator('.grid')).toHaveAttribute('aria-rowcount', '2');
    await expect(page.locator('#work h1')).toHaveText(t('table.payments'));
    await picture(page, `bank-rows-${lang}`);
  });
}
