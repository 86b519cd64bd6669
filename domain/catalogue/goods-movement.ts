import { isReceipt } from '../matching/trade-words.ts';

/** What a movement of the stock book is. @see domain/matching/trade-words.ts for what a receipt from outside is */
export type Movement = 'opening' | 'closing' | 'receipt' | 'made' | 'used' | 'return' | 'transfer' | 'found' | 'issue' | 'other';

/** Beginnings of the words that traders' books use, the longer before the shorter; data read in files, no texts for people. */
const words: readonly (readonly [Movement, readonly string[]])[] = [
  ['opening', ['open', 'начал', 'остаток на нач', 'бастап']],
  ['closing', ['clos', 'count', 'invent', 'остат', 'инвент', 'конеч', 'қалдық', 'түгенд']],
  ['used', ['production_issue', 'production issue', 'списание в произв', 'в произв', 'өндіріске']],
  ['made', ['production', 'made', 'выпуск', 'из произв', 'произв', 'өндір']],
  ['return', ['return', 'возврат', 'қайтар']],
  ['transfer', ['transf', 'перем', 'ауыст']],
  ['found', ['surplus', 'излиш', 'артық']],
  ['issue', ['issue', 'sale', 'write', 'расход', 'реализ', 'продаж', 'спис', 'отгруз', 'шығыс', 'сату']],
];

const known = new Map<string, Movement>();
const most = 2_000;

function kindOf(type: string): Movement {
  const small = type.trim().toLowerCase();
  const told = words.find(([, beginnings]) => beginnings.some((word) => small.startsWith(word)));
  return told?.[0] ?? (isReceipt(type, 1, false) ? 'receipt' : 'other');
}

/**
 * @param type kind of movement as the book names it
 * @param qty with its sign: it decides where the word is not known
 */
export function movementOf(type: string, qty: number): Movement {
  const before = known.get(type) ?? kindOf(type);
  if (known.size < most) known.set(type, before);
  return before === 'other' && qty < 0 ? 'issue' : before;
}
