import { z } from 'zod';
import { day, lang, sha256, table, uuid } from './shapes.ts';
import { importResult } from './books.ts';

/** Who it came from: the trader, the customs register, a bank, someone else, or the auditor's own eyes. */
export const obtainedFrom = z.enum(['trader', 'register', 'bank', 'third-party', 'auditor']);
/** Who may see it (security.md): an act holds only the first two. */
export const secrecy = z.enum(['public', 'trader', 'risk', 'bank-secret', 'investigation']);
export const evidenceOrigin = z.enum(['file', 'import', 'drop', 'paste', 'camera', 'phone', 'scan', 'screenshot']);
export const evidenceKind = z.enum(['image', 'pdf', 'text', 'book', 'other']);

/** What is known about an item beside its bytes (domain-corrections §16). */
export const evidenceMeta = z.object({
  obtainedFrom: obtainedFrom.optional(),
  legalBasis: z.string().max(500).optional(),
  requestNo: z.string().max(100).optional(),
  /** paper, USB stick, e-mail … in the auditor's words */
  medium: z.string().max(200).optional(),
  mediumSerial: z.string().max(100).optional(),
  program: z.string().max(200).optional(),
  programVersion: z.string().max(100).optional(),
  /** when the thing was made, as its EXIF or its maker says: local time without offset or RFC 3339 */
  takenAt: z.string().max(40).optional(),
  /** seconds that the device's clock is ahead of this laptop's, as text with its sign: `+73`, `-3600` */
  clockOffset: z.string().max(12).optional(),
  device: z.string().max(200).optional(),
  tags: z.array(z.string().min(1).max(60)).max(50).optional(),
  description: z.string().max(4_000).optional(),
  class: secrecy.optional(),
  /** the answer to the pack's photo policy: question -> given */
  policy: z.record(z.string(), z.boolean()).optional(),
});
export type EvidenceMeta = z.infer<typeof evidenceMeta>;

/** Edges in ten-thousandths of the page's width and height; page from 1. */
export const regionShape = z.object({
  page: z.number().int().min(1),
  left: z.number().int().min(0).max(10_000),
  top: z.number().int().min(0).max(10_000),
  width: z.number().int().min(1).max(10_000),
  height: z.number().int().min(1).max(10_000),
});

export const region = regionShape.extend({
  regionId: uuid,
  evidence: sha256,
  title: z.string(),
  text: z.string(),
  at: z.string(),
  by: z.string(),
});
export const evidenceLink = z.object({
  linkId: uuid,
  evidence: sha256,
  regionId: uuid.nullable(),
  /** `finding:<id>`, `row:<row name>`, `requestItem:<id>` */
  target: z.string().max(400),
  note: z.string(),
});

export const evidenceHeader = evidenceMeta.extend({
  evidenceId: uuid,
  sha256,
  bytes: z.number(),
  name: z.string(),
  kind: evidenceKind,
  origin: evidenceOrigin,
  addedAt: z.string(),
  addedBy: z.string(),
  /** tables that were read from it */
  tables: z.array(table),
  links: z.number(),
  regions: z.number(),
  /** pages whose text was recognised or taken from the text layer */
  recognised: z.number(),
  removed: z.boolean(),
});

/** Chain of custody: what happened to the item, in the order of the log. `key` is a word of `custody.<key>` in the locale files. */
export const custodyEntry = z.object({
  key: z.string(),
  at: z.string(),
  by: z.string(),
  /** the install that wrote it */
  device: z.string(),
  day: day.optional(),
  person: z.string().optional(),
  place: z.string().optional(),
  note: z.string().optional(),
  sha256: z.string(),
});

export const evidenceItem = z.object({
  item: evidenceHeader,
  regions: z.array(region),
  links: z.array(evidenceLink),
  custody: z.array(custodyEntry),
});

export const transcriptRow = z.object({
  transcriptId: uuid,
  evidence: sha256,
  regionId: uuid,
  table,
  /** column -> text as the auditor typed it, in canonical form */
  cells: z.record(z.string(), z.string()),
  typedBy: z.string(),
  typedAt: z.string(),
  checkedBy: z.string().nullable(),
  checkedAt: z.string().nullable(),
  /** the import that took it into the books, when it is there */
  importId: uuid.nullable(),
});

export const requestState = z.enum(['draft', 'sent', 'answered', 'closed']);
export const requestItemState = z.enum(['asked', 'partly', 'received', 'refused', 'returned']);

export const requestDraft = z.object({
  number: z.string().max(100),
  title: z.string().min(1).max(300),
  addressee: z.string().min(1).max(300),
  basis: z.string().max(500),
  askedOn: day.nullable(),
  dueOn: day.nullable(),
  state: requestState,
  note: z.string().max(4_000),
});
export const requestItemDraft = z.object({
  what: z.string().min(1).max(1_000),
  table: table.nullable(),
  periodFrom: day.nullable(),
  periodTo: day.nullable(),
  state: requestItemState,
  receivedOn: day.nullable(),
  returnedOn: day.nullable(),
  evidence: z.array(sha256).max(1_000),
  note: z.string().max(4_000),
});
export const requestItem = requestItemDraft.extend({ itemId: uuid, requestId: uuid, position: z.number() });
export const dataRequest = requestDraft.extend({
  requestId: uuid,
  items: z.array(requestItem),
  /** calendar days past `dueOn` while something is still asked, else 0 */
  overdue: z.number(),
  createdAt: z.string(),
});

const inCase = z.object({ caseId: uuid });

/** how many typed rows have to be checked again */
const unchecked = z.object({ unchecked: z.number() });

export const evidenceCalls = {
  /** stores files as evidence, streaming; a file of the same bytes is stored once and keeps its first item, unless that was removed */
  'evidence.add': {
    input: inCase.extend({ paths: z.array(z.string()).min(1).max(500), origin: evidenceOrigin, meta: evidenceMeta }),
    output: z.object({
      added: z.array(z.object({ evidenceId: uuid, sha256, bytes: z.number(), name: z.string(), duplicate: z.boolean() })),
    }),
    progress: true,
  },
  /** what the case's pack asks before a photo of the camera or a phone is kept; `meta.policy` answers by id. @throws photo_policy_unanswered by the calls that keep */
  'evidence.policy': {
    input: inCase,
    output: z.object({
      questions: z.array(
        z.object({ id: z.string(), text: z.object({ en: z.string(), ru: z.string(), kk: z.string() }), verified: z.boolean() }),
      ),
    }),
  },
  /** what was pasted or taken by the camera: at most 64 MiB */
  'evidence.take': {
    input: inCase.extend({ bytes: z.instanceof(Uint8Array), name: z.string().min(1).max(260), origin: evidenceOrigin, meta: evidenceMeta }),
    output: z.object({ evidenceId: uuid, sha256, bytes: z.number(), duplicate: z.boolean() }),
  },
  'evidence.list': {
    input: inCase.extend({ find: z.string().max(200), removed: z.boolean().default(false) }),
    output: z.object({ items: z.array(evidenceHeader) }),
  },
  'evidence.get': { input: inCase.extend({ evidenceId: uuid }), output: evidenceItem },
  /** a part of the original's bytes; at most 8 MiB a call */
  'evidence.bytes': {
    input: inCase.extend({ evidenceId: uuid, from: z.number().int().min(0), length: z.number().int().min(1).max(8_388_608) }),
    output: z.object({ bytes: z.instanceof(Uint8Array), total: z.number() }),
  },
  'evidence.change': { input: inCase.extend({ evidenceId: uuid, set: evidenceMeta }), output: z.object({}) },
  /** the item leaves the lists with its marks; bytes and history stay. @throws evidence_in_use, naming what of the case rests on it */
  'evidence.remove': { input: inCase.extend({ evidenceId: uuid }), output: z.object({}) },
  'evidence.restore': { input: inCase.extend({ evidenceId: uuid }), output: z.object({}) },
  /** a copy that leaves the vault, recorded: pictures without EXIF unless `original`; hash of what was written */
  'evidence.save': {
    input: inCase.extend({ evidenceId: uuid, to: z.string(), original: z.boolean() }),
    /** metadata: removed (a picture of a known form), or kept (the original, or a form whose metadata stays in it) */
    output: z.object({ sha256, bytes: z.number(), metadata: z.enum(['removed', 'kept']) }),
    progress: true,
  },
  /** one more step of the chain of custody: received, handed over, returned, sealed … */
  'custody.add': {
    input: inCase.extend({
      evidence: sha256,
      event: z.enum(['received', 'handedOver', 'returned', 'sealed', 'opened', 'shown']),
      day,
      person: z.string().max(200),
      place: z.string().max(200),
      note: z.string().max(2_000),
    }),
    output: z.object({}),
  },
  'region.add': {
    input: inCase.extend({ evidence: sha256, shape: regionShape, title: z.string().max(300), text: z.string().max(20_000) }),
    output: z.object({ regionId: uuid }),
  },
  /** a mark that is moved takes the checks of the rows typed from it back. @throws evidence_in_use while one of them is in the books */
  'region.change': {
    input: inCase.extend({
      regionId: uuid,
      shape: regionShape.optional(),
      title: z.string().max(300).optional(),
      text: z.string().max(20_000).optional(),
    }),
    output: unchecked,
  },
  'region.remove': { input: inCase.extend({ regionId: uuid }), output: z.object({}) },
  /** under its own name, with the links that went with it */
  'region.restore': { input: inCase.extend({ regionId: uuid }), output: z.object({}) },
  'link.add': {
    input: inCase.extend({ evidence: sha256, regionId: uuid.nullable(), target: z.string().max(400), note: z.string().max(2_000) }),
    output: z.object({ linkId: uuid }),
  },
  'link.remove': { input: inCase.extend({ linkId: uuid }), output: z.object({}) },
  /** what supports a finding, a row, a requested item */
  'link.of': {
    input: inCase.extend({ target: z.string().max(400) }),
    output: z.object({
      links: z.array(
        evidenceLink.extend({
          evidenceId: uuid,
          name: z.string(),
          kind: evidenceKind,
          region: region.nullable(),
          /** the item is out of the lists */
          removed: z.boolean(),
        }),
      ),
    }),
  },
  /** a row typed from a scan; its cells are read by the table's own readers. @throws cell problems as `value_invalid` at the column */
  'transcript.add': {
    input: inCase.extend({ evidence: sha256, regionId: uuid, table, cells: z.record(z.string(), z.string().max(2_000)) }),
    output: z.object({ transcriptId: uuid }),
  },
  'transcript.change': {
    input: inCase.extend({ transcriptId: uuid, cells: z.record(z.string(), z.string().max(2_000)) }),
    output: z.object({}),
  },
  'transcript.remove': { input: inCase.extend({ transcriptId: uuid }), output: z.object({}) },
  /** with its check, unless its mark was moved meanwhile. @throws entity_missing where its mark is away */
  'transcript.restore': { input: inCase.extend({ transcriptId: uuid }), output: unchecked },
  /** by a second person: who typed it cannot check it. @throws second_person_needed */
  'transcript.check': { input: inCase.extend({ transcriptId: uuid, checkedBy: z.string().min(2).max(200) }), output: z.object({}) },
  'transcript.list': { input: inCase.extend({ evidence: sha256.nullable() }), output: z.object({ rows: z.array(transcriptRow) }) },
  /** checked rows of one scan and table go into the books as an import of their own. @throws transcripts_unchecked */
  'transcript.commit': { input: inCase.extend({ evidence: sha256, table }), output: importResult, progress: true },
  'request.list': { input: inCase, output: z.object({ requests: z.array(dataRequest) }) },
  'request.add': {
    input: inCase.extend({ request: requestDraft, items: z.array(requestItemDraft).max(500) }),
    output: z.object({ requestId: uuid }),
  },
  'request.change': { input: inCase.extend({ requestId: uuid, set: requestDraft.partial() }), output: z.object({}) },
  'request.remove': { input: inCase.extend({ requestId: uuid }), output: z.object({}) },
  'request.restore': { input: inCase.extend({ requestId: uuid }), output: z.object({}) },
  /** a file for whom it is addressed to: a letter, or the list of its items as a table; recorded as a copy that leaves */
  'request.save': {
    input: inCase.extend({ requestId: uuid, to: z.string(), format: z.enum(['txt', 'csv']), lang }),
    output: z.object({ sha256, bytes: z.number() }),
  },
  'requestItem.add': { input: inCase.extend({ requestId: uuid, item: requestItemDraft }), output: z.object({ itemId: uuid }) },
  'requestItem.change': { input: inCase.extend({ itemId: uuid, set: requestItemDraft.partial() }), output: z.object({}) },
  'requestItem.remove': { input: inCase.extend({ itemId: uuid }), output: z.object({}) },
  /** with what was received for it */
  'requestItem.restore': { input: inCase.extend({ itemId: uuid }), output: z.object({}) },
} as const;
