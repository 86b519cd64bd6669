import type { ElectronApplication, Frame, Page } from '@playwright/test';
import { frameOf, openDemo, openReport } from './case-steps.ts';
import { expect, test } from './fixture.ts';

/** Runs the text as a script of the frame itself: evaluate() is exempt from its policy. */
const inFrame = (frame: Frame, body: string): Promise<unknown> =>
  frame.evaluate(
    (text) =>
      new Promise((resolve) => {
        setTimeout(() => {
          try {
            // oxlint-disable-next-line no-eval
            resolve(String((globalThis as unknown as { eval(text: string): unknown }).eval(text)));
          } catch (error) {
            resolve(`refused: ${(error as Error).name}`);
          }
        }, 0);
      }),
    body,
  );

test('the frame that shows PDFs has an origin and a process of its own, and reaches nothing', async ({ app, page }) => {
  await openDemo(page);
  const frame = await openReport(page);
  const seen = await frame.evaluate(() => ({
    origin: globalThis.origin,
    known: ['assay', 'require', 'process', 'Buffer', 'ipcRenderer'].filter((name) => name in globalThis),
  }));
  expect(seen).toEqual({ origin: 'null', known: [] });
  const processes = await app.evaluate(({ BrowserWindow }) =>
    (BrowserWindow.getAllWindows()[0]?.webContents.mainFrame.framesInSubtree ?? []).map((one) => one.osProcessId),
  );
  expect(new Set(processes).size).toBe(2);

  expect(await inFrame(frame, '1 + 1')).toBe('refused: EvalError');
  const outcome = await frame.evaluate(async () => {
    const world = globalThis as unknown as Record<string, never>;
    const attempt = async (act: () => unknown): Promise<string> => {
      try {
        const got = await act();
        return got === null ? 'null' : 'done';
      } catch (error) {
        return (error as Error).name;
      }
    };
    return {
      parent: await attempt(() => (window.parent as unknown as { document: Document }).document.title),
      top: await attempt(() => {
        (window.top as Window).location.href = 'https://example.com/';
      }),
      fetched: await attempt(() => fetch('app://assay/index.html')),
      remote: await attempt(() => fetch('https://example.com/')),
      opened: await attempt(() => window.open('https://example.com/')),
      worker: await attempt(() => new Worker('frame.js' as never)),
      wasm: await attempt(() => WebAssembly.compile(new Uint8Array([0, 97, 115, 109, 1, 0, 0, 0]))),
      markup: await attempt(() => document.body.insertAdjacentHTML('beforeend', '<b>x</b>')),
      policy: await attempt(() =>
        (world['trustedTypes'] as unknown as { createPolicy(name: string, rules: object): object }).createPolicy('p', {}),
      ),
      storage: await attempt(() => localStorage.length),
      cookie: await attempt(() => document.cookie),
    };
  });
  expect(outcome).toEqual({
    parent: 'SecurityError',
    top: 'SecurityError',
    fetched: 'TypeError',
    remote: 'TypeError',
    opened: 'null',
    worker: 'TypeError',
    wasm: 'CompileError',
    markup: 'TypeError',
    policy: 'TypeError',
    storage: 'SecurityError',
    cookie: 'SecurityError',
  });
  for (const url of ['https://example.com/', 'app://assay/index.html', 'file:///etc/passwd', 'data:text/html,x']) {
    await frame.evaluate((to) => {
      window.location.href = to;
    }, url);
    await page.waitForTimeout(150);
    // Refused: it stays, or where the page's own policy refuses first it becomes an empty error page. Nothing else is ever in it.
    const inside = page.frames().filter((one) => one !== page.mainFrame());
    for (const one of inside) expect(['app://assay/pdf/frame.html', 'chrome-error://chromewebdata/']).toContain(one.url());
    if (inside[0]?.url() !== 'app://assay/pdf/frame.html') break;
  }
  expect(page.url()).toContain('app://assay/index.html');
  expect(app.windows()).toHaveLength(1);
});

/** A PDF out of its objects, with a right table of offsets. */
function pdfOf(objects: readonly string[]): number[] {
  let text = '%PDF-1.7\n';
  const offsets = objects.map((object, i) => {
    const at = text.length;
    text += `${i + 1} 0 obj\n${object}\nendobj\n`;
    return at;
  });
  const table = text.length;
  text += `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n`;
  text += offsets.map((at) => `${String(at).padStart(10, '0')} 00000 n \n`).join('');
  text += `trailer\n<< /Size ${objects.length + 1} /Root 1 0 R >>\nstartxref\n${table}\n%%EOF`;
  return [...Buffer.from(text, 'latin1')];
}

/** From now on every document that the window is given is this PDF. */
function giveInstead(app: ElectronApplication, bytes: readonly number[]): Promise<void> {
  return app.evaluate(({ BrowserWindow }, given) => {
    const contents = BrowserWindow.getAllWindows()[0]?.webContents;
    if (contents === undefined) return;
    const send = contents.send.bind(contents);
    contents.send = (channel: string, message: { output?: { bytes?: unknown } }) => {
      if (message.output?.bytes instanceof Uint8Array) message.output.bytes = new Uint8Array(given);
      send(channel, message);
    };
  }, bytes as number[]);
}

test('fonts and character maps that a PDF leaves out come out of the app; text copied inside the frame is taken back at a lock', async ({
  app,
  page,
}) => {
  const asked: string[] = [];
  page.on('request', (request) => asked.push(request.url()));
  const stream = 'BT /F1 24 Tf 40 150 Td (Letters) Tj /F2 24 Tf 0 -50 Td <4E2D56FD> Tj ET';
  const system = '<< /Registry (Adobe) /Ordering (GB1) /Supplement 2 >>';
  const font = '/Type /Font /Subtype';
  const bare = pdfOf([
    '<< /Type /Catalog /Pages 2 0 R >>',
    '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 300 200] /Contents 4 0 R /Resources << /Font << /F1 5 0 R /F2 6 0 R >> >> >>',
    `<< /Length ${stream.length} >>\nstream\n${stream}\nendstream`,
    `<< ${font} /Type1 /BaseFont /Helvetica >>`,
    `<< ${font} /Type0 /BaseFont /STSong-Light /Encoding /UniGB-UCS2-H /DescendantFonts [7 0 R] >>`,
    `<< ${font} /CIDFontType0 /BaseFont /STSong-Light /CIDSystemInfo ${system} /FontDescriptor 8 0 R >>`,
    '<< /Type /FontDescriptor /FontName /STSong-Light /Flags 4 /FontBBox [0 -200 1000 900] /ItalicAngle 0 /Ascent 900 /Descent -200 /CapHeight 700 /StemV 80 >>',
  ]);
  await openDemo(page);
  await giveInstead(app, bare);
  const frame = await openReport(page);
  // Without the character map these two would be no letters.
  await expect.poll(() => frame.locator('.text-layer').first().innerText()).toContain('中国');
  expect(await frame.locator('.text-layer').first().innerText()).toContain('Letters');
  expect(asked.some((url) => /^app:\/\/assay\/.*UniGB-UCS2-H/.test(url))).toBe(true);
  expect(asked.some((url) => /^app:\/\/assay\/.*(FoxitSans|LiberationSans)/.test(url))).toBe(true);
  expect(asked.filter((url) => !/^(app:\/\/assay\/|blob:app:|data:)/.test(url))).toEqual([]);

  const clipboard = (): Promise<string> => app.evaluate(({ clipboard: held }) => held.readText());
  await frame.focus('#pages');
  await page.keyboard.press('Control+a');
  await page.keyboard.press('Control+c');
  await expect.poll(clipboard).toContain('Letters');
  await page.waitForTimeout(400);
  await page.keyboard.press('Control+l');
  await page.waitForSelector('.door-sheet', { timeout: 40_000 });
  expect(await clipboard()).toBe('');
});

/** Shows bytes in a frame of their own, as the page does. @returns the first answer that is about the file */
function showInFrame(page: Page, bytes: readonly number[]): Promise<{ kind: string; why?: string; pages?: number }> {
  return page.evaluate(
    (given) =>
      new Promise<{ kind: string }>((resolve) => {
        const element = document.createElement('iframe');
        element.setAttribute('sandbox', 'allow-scripts');
        element.id = 'probe';
        // Chromium draws nothing in a frame that is not seen.
        Object.assign(element.style, { position: 'fixed', inset: '0', zIndex: '99' });
        element.addEventListener('load', () => {
          const { port1, port2 } = new MessageChannel();
          port1.onmessage = ({ data }: MessageEvent<{ kind: string; id: number }>) => {
            if (data.kind === 'need') port1.postMessage({ kind: 'data', id: data.id, bytes: null });
            if (data.kind === 'opened' || data.kind === 'failed') resolve(data);
          };
          element.contentWindow?.postMessage(null, '*', [port2]);
          port1.postMessage({ kind: 'open', bytes: new Uint8Array(given), lang: 'en', name: 'probe' });
        });
        element.src = './pdf/frame.html';
        document.body.append(element);
      }),
    bytes as number[],
  );
}

test('a PDF with scripts, forms and outward actions is shown without any of them; a broken one is said to be', async ({ app, page }) => {
  await page.waitForSelector('input[type=text]');
  const asked: string[] = [];
  page.on('request', (request) => asked.push(request.url()));
  const contents = '(Hello) Tj';
  const stream = `BT /F1 24 Tf 40 100 Td ${contents} ET`;
  const hostile = pdfOf([
    '<< /Type /Catalog /Pages 2 0 R /OpenAction 5 0 R /AcroForm << /XFA (<xdp:xdp xmlns:xdp="http://ns.adobe.com/xdp/"/>) /Fields [] >> >>',
    '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 300 200] /Contents 4 0 R /Resources << /Font << /F1 6 0 R >> >> /AA << /O 5 0 R >> /Annots [7 0 R] >>',
    `<< /Length ${stream.length} >>\nstream\n${stream}\nendstream`,
    '<< /S /JavaScript /JS (globalThis.ran = true; app.alert\\("x"\\); this.submitForm\\("https://example.com/"\\);) >>',
    '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>',
    '<< /Type /Annot /Subtype /Link /Rect [0 0 300 200] /A << /S /URI /URI (https://example.com/) >> >>',
  ]);
  expect(await showInFrame(page, hostile)).toEqual({ kind: 'opened', pages: 1 });
  const frame = await frameOf(page);
  await frame.waitForSelector('.page canvas');
  await expect.poll(() => frame.locator('.text-layer').first().innerText()).toContain('Hello');
  expect(await frame.evaluate(() => 'ran' in globalThis)).toBe(false);
  // No link, field or button of the file is there to be pressed.
  expect(await frame.locator('a, input, button, form, iframe, object, embed').count()).toBe(0);
  await frame.click('.page');
  await page.waitForTimeout(300);
  expect(asked.filter((url) => !url.startsWith('app://assay/'))).toEqual([]);
  expect(app.windows()).toHaveLength(1);

  await page.evaluate(() => document.getElementById('probe')?.remove());
  expect(await showInFrame(page, [...Buffer.from('%PDF-1.7 nothing')])).toEqual({ kind: 'failed', why: 'damaged' });
});
