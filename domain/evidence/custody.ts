/** An operation that names the item's bytes, as the log has it. */
export type Touch = {
  readonly ent: string;
  readonly kind: string;
  readonly at: string;
  readonly by: string;
  /** transaction: what one act of a person wrote together */
  readonly tx: string;
  readonly installId: string | null;
  readonly set: Readonly<Record<string, unknown>>;
};

/** One step of the chain of custody; `key` is a word of `custody.<key>`. */
export type CustodyStep = {
  readonly key: string;
  readonly at: string;
  readonly by: string;
  readonly device: string;
  readonly sha256: string;
  readonly day?: string;
  readonly person?: string;
  readonly place?: string;
  readonly note?: string;
};

/** What a person may tell of an item outside the program. */
export const custodyEvents = ['received', 'handedOver', 'returned', 'sealed', 'opened', 'shown'] as const;

/** Keys of every step that there is: the log's own and those that people tell. */
export const custodyKeys: readonly string[] = [
  ...custodyEvents,
  'added',
  'described',
  'imported',
  'importWithdrawn',
  'importRestored',
  'linked',
  'notSaved',
  'unlinked',
  'regionChanged',
  'regionMarked',
  'regionRemoved',
  'regionRestored',
  'removed',
  'restored',
  'rowChecked',
  'rowRemoved',
  'rowRestored',
  'rowTyped',
  'rowUnchecked',
  'rowsToBooks',
  'saved',
];

const byKind = (kind: string, keys: Readonly<Record<string, string>>): string => keys[kind] ?? keys['set'] ?? '';

function keyOf({ ent, kind, set }: Touch): string {
  switch (ent) {
    case 'evidence':
      return byKind(kind, { put: 'added', set: 'described', del: 'removed', undel: 'restored' });
    case 'import':
      return byKind(kind, {
        put: set['format'] === 'transcript' ? 'rowsToBooks' : 'imported',
        del: 'importWithdrawn',
        undel: 'importRestored',
        set: 'imported',
      });
    case 'region':
      return byKind(kind, { put: 'regionMarked', undel: 'regionRestored', set: 'regionChanged', del: 'regionRemoved' });
    case 'evidenceLink':
      return byKind(kind, { del: 'unlinked', set: 'linked' });
    case 'transcript':
      if (kind === 'del') return 'rowRemoved';
      if (kind === 'undel') return 'rowRestored';
      if (typeof set['checkedBy'] === 'string') return 'rowChecked';
      // who types a row anew takes its check back as well: that is one step
      return Object.hasOwn(set, 'checkedBy') && !Object.hasOwn(set, 'cells') ? 'rowUnchecked' : 'rowTyped';
    case 'export':
      return set['kind'] === 'notLeft' ? 'notSaved' : 'saved';
    default:
      return typeof set['event'] === 'string' ? set['event'] : '';
  }
}

const text = (value: unknown): string | undefined => (typeof value === 'string' && value !== '' ? value : undefined);

/** What a step tells beside its key: where a copy went, what was linked, who checked. */
function told({ ent, set }: Touch): Pick<CustodyStep, 'day' | 'person' | 'place' | 'note'> {
  const notes: Readonly<Record<string, unknown>> = { export: set['fileName'], evidenceLink: set['target'], import: set['table'] };
  const said = {
    day: text(set['day']),
    person: text(ent === 'transcript' ? set['checkedBy'] : set['person']),
    place: text(set['place']),
    note: text(notes[ent] ?? (ent === 'custody' ? set['note'] : undefined)),
  };
  return Object.fromEntries(Object.entries(said).filter(([, value]) => value !== undefined));
}

/**
 * The chain of custody of one item, out of the operations that name its bytes, in the order of the log. A file that was imported was not
 * added as well; an import of several parts is one step.
 * @param sha256 of the item; a copy that left has the hash of what was written
 */
export function chainOfCustody(touches: readonly Touch[], sha256: string): readonly CustodyStep[] {
  const imports = new Set(touches.filter((one) => one.ent === 'import' && one.kind === 'put').map((one) => one.tx));
  const steps: CustodyStep[] = [];
  let last = '';
  for (const one of touches) {
    const key = keyOf(one);
    if (key === '' || (key === 'added' && imports.has(one.tx))) continue;
    const act = `${one.tx} ${key}`;
    if (act === last) continue;
    last = act;
    const written = one.ent === 'export' ? text(one.set['sha256']) : undefined;
    steps.push({ key, at: one.at, by: one.by, device: one.installId ?? '', sha256: written ?? sha256, ...told(one) });
  }
  return steps;
}
