import { deflateSync } from 'node:zlib';
import { beforeAll, describe, expect, test } from 'vitest';
import { embeddedFindings } from '../../backend/signing/verify/data.ts';
import { stateAt } from '../../backend/signing/pdf/document.ts';
import type { State } from '../../backend/signing/pdf/document.ts';
import { readPdf } from '../../backend/signing/pdf/revisions.ts';
import { array, dict, dictOf, get, integer, name, ref, textString } from '../../backend/signing/pdf/values.ts';
import type { PdfDict, PdfObject, PdfValue } from '../../backend/signing/pdf/values.ts';
import { checkContainer } from '../../backend/signing/verify/container.ts';
import { verifyPdf } from '../../backend/signing/verify/verify-pdf.ts';
import type { Verdict, VerifyOptions } from '../../backend/signing/verify/verify-pdf.ts';
import { append, fixture, forgedCms, lastSeal, reseal, signWith } from './signed.ts';
import type { Fixture } from './signed.ts';

let f: Fixture;
beforeAll(async () => {
  f = await fixture();
});

const check = (pdf: Uint8Array, options: VerifyOptions = {}): Verdict => verifyPdf(pdf, { trust: [f.ca.rootPem], ...options });
const keys = (verdict: Verdict): readonly string[] => verdict.problems.map((problem) => problem.key);

/** Integrity is lost, with that reason among the problems. */
function broken(pdf: Uint8Array, reason: string, options: VerifyOptions = {}): Verdict {
  const verdict = check(pdf, options);
  expect(keys(verdict)).toContain(reason);
  expect(verdict.integrity).toBe(false);
  expect(verdict.ok).toBe(false);
  return verdict;
}

const flip = (pdf: Uint8Array, at: number): Uint8Array => {
  const copy = Buffer.from(pdf);
  copy[at] = (copy[at] ?? 0) ^ 1;
  return copy;
};
const replaceText = (pdf: Uint8Array, from: string | RegExp, to: string): Uint8Array =>
  Buffer.from(Buffer.from(pdf).toString('latin1').replace(from, to), 'latin1');
const entries = (of: PdfDict | null, more: Readonly<Record<string, PdfValue>>): PdfDict => ({
  t: 'dict',
  entries: new Map([...(of?.entries ?? []), ...Object.entries(more)]),
});
const pageDict = (state: State, i = 0): PdfDict | null => dictOf(state.objects.get(state.pages[i] ?? 0)?.object);
const stream = (text: string): PdfObject => ({ t: 'stream', dict: dict({}), bytes: Buffer.from(text, 'latin1') });
const rect = (...numbers: readonly number[]): PdfValue => array(numbers.map(integer));

describe('an untouched report', () => {
  test('with one signature is good under its root', () => {
    expect(check(f.one)).toMatchObject({ ok: true, integrity: true, problems: [], data: { ok: true } });
  });
  test('with two signatures is good under its root', () => {
    const verdict = check(f.two, { minSignatures: 2 });
    expect(verdict).toMatchObject({ ok: true, problems: [] });
    expect(verdict.signatures.map((s) => s.signer)).toEqual(['Әлия Нұрланова', 'Пётр Ёлкин']);
  });
  test('without a root keeps its integrity and is not ok', () => {
    const verdict = verifyPdf(f.two);
    expect(verdict).toMatchObject({ ok: false, integrity: true, data: { ok: true } });
    expect(keys(verdict)).toEqual(['verify.no_root']);
  });
  test('says that a test certificate signed, as a notice', () => {
    expect(check(f.one).notices).toEqual([{ key: 'verify.test_certificate', args: { signer: 'Әлия Нұрланова' } }]);
  });
});

describe('changed bytes', () => {
  test('one byte of a page stream', () => {
    const page = readPdf(f.one).revisions[0]?.objects;
    const content = [...(page?.values() ?? [])].find((placed) => placed.object.t === 'stream');
    const at = Buffer.from(f.one).indexOf('stream\n', content?.from) + 60;
    const verdict = broken(flip(f.one, at), 'verify.digest');
    expect(verdict.signatures[0]).toMatchObject({ intact: false, trusted: false });
    expect(verdict.data.ok).toBe(false);
  });
  test('every 997th byte of a signed report', () => {
    const missed: number[] = [];
    for (let at = 0; at < f.one.length; at += 997) {
      const changed = flip(f.one, at);
      const ok = at < 5 ? false : check(changed).integrity;
      if (ok) missed.push(at);
    }
    expect(missed).toEqual([]);
  });
  test('one byte of the container', () => {
    const { open } = lastSeal(f.one);
    const verdict = check(replaceAt(f.one, open + 1 + 2 * 900));
    expect(verdict.integrity).toBe(false);
    expect(keys(verdict).join()).toMatch(/verify\.(cms|signature_value|signing_certificate|attribute|digest)/);
  });
  test('any byte of the container', () => {
    const { open, signed } = lastSeal(f.one);
    const contents = Buffer.from(Buffer.from(f.one.subarray(open + 1, open + 1 + 2 * 2400)).toString('latin1'), 'hex');
    const length = contents.readUInt16BE(2) + 4;
    const good = (bytes: Uint8Array): boolean => checkContainer({ field: 'S', contents: bytes, signed }).problems.length === 0;
    expect(good(contents)).toBe(true);
    const missed: number[] = [];
    // every bit of the first headers, then one bit of every third byte
    for (let at = 0; at < length; at += at < 60 ? 1 : 3) {
      for (const bit of at < 24 ? [1, 2, 4, 8, 16, 32, 64, 128] : [1 << (at % 8)]) {
        const copy = Buffer.from(contents);
        copy[at] = (copy[at] ?? 0) ^ bit;
        if (good(copy)) missed.push(at);
      }
    }
    expect(missed).toEqual([]);
  });
  test('one letter of the signature in the other case', () => {
    const text = Buffer.from(f.one).toString('latin1');
    const { open } = lastSeal(f.one);
    const letter = open + text.slice(open).search(/[a-f]/);
    const copy = Buffer.from(f.one);
    copy[letter] = (copy[letter] ?? 0) ^ 0x20;
    broken(copy, 'verify.gap');
  });
  test('one byte of the zero padding of the last signature', () => {
    broken(replaceAt(f.one, lastSeal(f.one).close - 9), 'verify.padding');
  });
  test('one byte of the zero padding of an earlier signature breaks both', () => {
    const verdict = broken(replaceAt(f.two, lastSeal(f.one).close - 9), 'verify.padding');
    expect(verdict.signatures.map((s) => s.intact)).toEqual([false, false]);
  });
});

function replaceAt(pdf: Uint8Array, at: number): Uint8Array {
  const copy = Buffer.from(pdf);
  copy[at] = copy[at] === 0x37 ? 0x38 : 0x37;
  return copy;
}

describe('length', () => {
  test('cut anywhere', () => {
    for (const share of [0.2, 0.5, 0.9, 0.999]) broken(f.one.subarray(0, Math.floor(f.one.length * share)), 'verify.truncated');
  });
  test('cut to the unsigned report', () => {
    broken(f.base, 'verify.too_few_signatures');
  });
  test('the second signature cut off is found when two are expected', () => {
    expect(check(f.one).ok).toBe(true);
    broken(f.one, 'verify.too_few_signatures', { minSignatures: 2 });
  });
  test('bytes behind the end', () => {
    broken(Buffer.concat([f.one, Buffer.from('hidden')]), 'verify.trailing_bytes');
    broken(Buffer.concat([f.one, Buffer.from('\n')]), 'verify.trailing_bytes');
  });
});

describe('increments behind the signature', () => {
  test('a page appended', () => {
    const attack = append(f.one, (state, free) => {
      const root = get(state.catalog, 'Pages');
      const tree = dictOf(state.resolve(root));
      const kids = get(tree, 'Kids');
      const page = entries(pageDict(state), { Annots: array([]) });
      const all = kids?.t === 'array' ? kids.items : [];
      const pages = entries(tree, { Kids: array([...all, ref(free)]), Count: integer(all.length + 1) });
      return new Map<number, PdfObject>([
        [free, page],
        [root?.t === 'ref' ? root.id : 0, pages],
      ]);
    });
    const verdict = broken(attack, 'verify.pages_changed');
    expect(keys(verdict)).toContain('verify.unsigned_revision');
    expect(verdict.signatures[0]?.intact).toBe(true);
  });
  test('a page appended and then signed by a second person', async () => {
    const attack = append(f.one, (state, free) => {
      const root = get(state.catalog, 'Pages');
      const tree = dictOf(state.resolve(root));
      const kids = get(tree, 'Kids');
      const all = kids?.t === 'array' ? kids.items : [];
      return new Map<number, PdfObject>([
        [free, entries(pageDict(state), { Annots: array([]) })],
        [root?.t === 'ref' ? root.id : 0, entries(tree, { Kids: array([...all, ref(free)]), Count: integer(all.length + 1) })],
      ]);
    });
    const verdict = broken(await signWith(attack, f.supervisor), 'verify.pages_changed');
    expect(verdict.signatures.map((s) => s.intact)).toEqual([true, true]);
  });
  test('a page deleted', () => {
    const attack = append(f.one, (state) => {
      const root = get(state.catalog, 'Pages');
      const tree = dictOf(state.resolve(root));
      const kids = get(tree, 'Kids');
      const all = kids?.t === 'array' ? kids.items.slice(0, -1) : [];
      return new Map<number, PdfObject>([
        [root?.t === 'ref' ? root.id : 0, entries(tree, { Kids: array(all), Count: integer(all.length) })],
      ]);
    });
    broken(attack, 'verify.pages_changed');
  });
  test('a white box over the text: content replaced in place', () => {
    const attack = append(f.one, (state) => {
      const content = get(pageDict(state), 'Contents');
      return new Map<number, PdfObject>([[content?.t === 'ref' ? content.id : 0, stream('1 1 1 rg 0 0 600 850 re f')]]);
    });
    broken(attack, 'verify.object_changed');
  });
  test('a white box over the text: a second content stream', () => {
    const attack = append(f.one, (state, free) => {
      const page = pageDict(state);
      const contents = get(page, 'Contents') ?? ref(0);
      return new Map<number, PdfObject>([
        [free, stream('1 1 1 rg 0 0 600 850 re f')],
        [state.pages[0] ?? 0, entries(page, { Contents: array([contents, ref(free)]) })],
      ]);
    });
    expect(keys(broken(attack, 'verify.object_changed'))).toContain('verify.object_added');
  });
  test('a FreeText annotation over the text', () => {
    const attack = append(f.one, (state, free) => {
      const note = dict({
        Type: name('Annot'),
        Subtype: name('FreeText'),
        Rect: rect(60, 700, 400, 760),
        Contents: textString('0.00'),
        DA: textString('/F1 9 Tf'),
      });
      return new Map<number, PdfObject>([
        [free, note],
        [state.pages[0] ?? 0, entries(pageDict(state), { Annots: array([ref(free)]) })],
      ]);
    });
    broken(attack, 'verify.annotation_added');
  });
  test('findings.json replaced in place', () => {
    const attack = append(f.one, (state) => {
      const id = embeddedFindings(state)?.objects[1] ?? 0;
      const old = dictOf(state.objects.get(id)?.object);
      return new Map<number, PdfObject>([
        [id, { t: 'stream', dict: entries(old, {}), bytes: deflateSync(Buffer.from('{"totals":"0.00"}')) }],
      ]);
    });
    const verdict = broken(attack, 'verify.attachment_changed');
    expect(verdict.data.ok).toBe(false);
    expect(verdict.data.sha256).toBe(check(f.one).data.sha256);
  });
  test('findings.json replaced through the name tree', () => {
    const attack = append(f.one, (state, free) => {
      const names = get(state.catalog, 'Names');
      const old = dictOf(state.resolve(names));
      const spec = dict({ Type: name('Filespec'), F: textString('findings.json'), UF: textString('findings.json') });
      const tree = dict({ Names: array([textString('findings.json'), ref(free)]) });
      return new Map<number, PdfObject>([
        [free, spec],
        [names?.t === 'ref' ? names.id : 0, entries(old, { EmbeddedFiles: tree })],
      ]);
    });
    expect(keys(broken(attack, 'verify.attachment_changed'))).toContain('verify.object_changed');
  });
  test('the picture of the signature replaced', () => {
    const attack = append(f.one, (state) => {
      const field = [...state.objects.values()].find((placed) => get(dictOf(placed.object), 'FT') !== undefined);
      const form = get(dictOf(get(dictOf(field?.object), 'AP')), 'N');
      const id = form?.t === 'ref' ? form.id : 0;
      const old = dictOf(state.objects.get(id)?.object);
      const plain: PdfDict = { t: 'dict', entries: new Map([...(old?.entries ?? [])].filter(([key]) => key !== 'Filter')) };
      return new Map<number, PdfObject>([[id, { t: 'stream', dict: plain, bytes: Buffer.from('0 0 100 40 re f') }]]);
    });
    broken(attack, 'verify.object_changed');
  });
  test('JavaScript on opening', () => {
    const attack = append(f.one, (state) => {
      const action = dict({ S: name('JavaScript'), JS: textString('app.alert(1)') });
      return new Map<number, PdfObject>([[state.root, entries(state.catalog, { OpenAction: action })]]);
    });
    expect(keys(broken(attack, 'verify.active_content'))).toContain('verify.object_changed');
  });
  test('a new object that nothing shows', () => {
    broken(
      append(f.one, (_, free) => new Map([[free, dict({ Hidden: textString('x') })]])),
      'verify.object_added',
    );
  });
});

describe('increments that hide under a second signature', () => {
  const signedAfter = async (change: Parameters<typeof append>[1]): Promise<Uint8Array> => signWith(append(f.one, change), f.supervisor);

  test('content changed, then signed', async () => {
    const attack = await signedAfter((state) => {
      const content = get(pageDict(state), 'Contents');
      return new Map<number, PdfObject>([[content?.t === 'ref' ? content.id : 0, stream('')]]);
    });
    const verdict = broken(attack, 'verify.object_changed');
    expect(verdict.signatures.map((s) => s.intact)).toEqual([true, true]);
  });
  test('a mark as large as the page', async () => {
    broken(await signWith(f.one, f.supervisor, { page: 0, rect: [0, 0, 595, 841] }), 'verify.mark_too_large');
  });
});

describe('ranges and fields', () => {
  test('the gap widened over an object', () => {
    const { open, close } = lastSeal(f.one);
    const text = Buffer.from(f.one).toString('latin1');
    const range = `/ByteRange [0 ${open} ${close} ${f.one.length - close}]`;
    const wider = `/ByteRange [0 ${open} ${close + 20} ${f.one.length - close - 20}]`.slice(0, range.length + 8);
    broken(Buffer.from(text.replace(range, wider), 'latin1'), 'verify.gap');
    const same = `/ByteRange [0 ${open - 10} ${close} ${f.one.length - close}]`;
    broken(Buffer.from(text.replace(range, same.padEnd(range.length)), 'latin1'), 'verify.gap');
  });
  test('ByteRange renamed', () => {
    broken(replaceText(f.one, '/ByteRange [', '/ByteRangf ['), 'verify.bad_byterange');
  });
  test('ByteRange all zero', () => {
    const { open, close } = lastSeal(f.one);
    const range = `/ByteRange [0 ${open} ${close} ${f.one.length - close}]`;
    broken(replaceText(f.one, range, '/ByteRange [0 0 0 0]'.padEnd(range.length)), 'verify.bad_byterange');
  });
  test('ByteRange negative or beyond the end', () => {
    broken(replaceText(f.one, /\/ByteRange \[0 \d/, '/ByteRange [0 -'), 'verify.bad_byterange');
    broken(replaceText(f.one, /\/ByteRange \[0 (\d)/, '/ByteRange [9 $1'), 'verify.bad_byterange');
  });
  test('a second ByteRange in the dictionary', () => {
    broken(replaceText(f.one, '/SubFilter /ETSI.CAdES.detached', '/ByteRange [0 1 2 3]           '), 'verify.structure');
  });
  test('the container zeroed', () => {
    const { open, close } = lastSeal(f.one);
    const copy = Buffer.from(f.one);
    copy.fill('0', open + 1, close - 1);
    broken(copy, 'verify.cms');
  });
  test('all signatures stripped by a rewrite', () => {
    broken(f.base, 'verify.too_few_signatures');
  });
  test('a signature dictionary that no field shows', () => {
    const attack = append(f.one, (_, free) => new Map([[free, dict({ Type: name('Sig'), ByteRange: rect(0, 1, 2, 3) })]]));
    broken(attack, 'verify.stray_byterange');
  });
  test('a signature dictionary hidden inside another object', () => {
    const attack = append(f.one, (_, free) => new Map([[free, array([dict({ Inner: dict({ ByteRange: rect(0, 1, 2, 3) }) })])]]));
    broken(attack, 'verify.stray_byterange');
  });
});

describe('containers', () => {
  const forged = (change: Parameters<typeof forgedCms>[2]): Uint8Array => reseal(f.one, forgedCms(f.one, f.auditor, change));

  test('the forge itself is faultless when nothing is changed', () => {
    expect(check(forged({})).ok).toBe(true);
  });
  test('the container of another document', async () => {
    const other = await signWith(
      append(f.base, (_, free) => new Map([[free, integer(1)]])),
      f.auditor,
    );
    const { open, close } = lastSeal(other);
    const hex = Buffer.from(other.subarray(open + 1, close - 1)).toString('latin1');
    broken(reseal(f.one, Buffer.from(hex, 'hex')), 'verify.digest');
  });
  test('signed with a key that is not the certificate’s', () => {
    const foreign = { ...f.auditor, privateKey: f.supervisor.privateKey };
    broken(reseal(f.one, forgedCms(f.one, foreign, {})), 'verify.signature_value');
  });
  test('no signing-certificate-v2', () => {
    broken(forged({ without: '1.2.840.113549.1.9.16.2.47' }), 'verify.signing_certificate');
  });
  test('no messageDigest, or two', () => {
    broken(forged({ without: '1.2.840.113549.1.9.4' }), 'verify.attribute');
    broken(forged({ twice: '1.2.840.113549.1.9.4' }), 'verify.attribute');
  });
  test('two signing-certificate-v2', () => {
    broken(forged({ twice: '1.2.840.113549.1.9.16.2.47' }), 'verify.attribute');
  });
  test('two signers in one container', () => {
    broken(forged({ signers: 2 }), 'verify.signer_count');
  });
  test('no signer in the container', () => {
    broken(forged({ signers: 0 }), 'verify.signer_count');
  });
  test('SHA-1', () => {
    broken(forged({ hash: 'sha1' }), 'verify.algorithm');
  });
  test('attributes that are not in DER order', () => {
    broken(forged({ unsorted: true }), 'verify.attribute');
  });
  test('a digest of nothing', () => {
    broken(forged({ digest: new Uint8Array(32) }), 'verify.digest');
  });
  test('an indefinite length', () => {
    const { open } = lastSeal(f.one);
    const copy = Buffer.from(f.one);
    copy.write('3080', open + 1, 'latin1');
    broken(copy, 'verify.cms');
  });
});

describe('states of the file after one signature', () => {
  test('the first revision carries the data that was signed', () => {
    const state = stateAt(readPdf(f.two), 1);
    expect(JSON.parse(Buffer.from(embeddedFindings(state)?.bytes ?? []).toString('utf8'))).toMatchObject({
      v: 1,
      caseNo: 'ALA-2026-3f9c-17',
    });
  });
});
