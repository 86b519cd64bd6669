/**
 * Codes that Assay's own readers write into a column. They are shown as words; a code of the trader's own is shown as it stands in the file.
 */
const codes: Readonly<Record<string, readonly string[]>> = {
  direction: ['in', 'out', 'purchase', 'sale'],
  doc_type: ['invoice', 'credit_note', 'debit_note', 'freight_invoice', 'transport', 'insurance'],
  movement_type: ['opening', 'receipt', 'issue', 'return', 'surplus', 'production_issue', 'production_receipt', 'closing'],
};

type Named = { readonly name: string };

/** Says the text of a key. */
type Say = (key: string) => string;

/** @returns the code in words, or the text itself where it is none of ours */
export const codeWords = (text: string, column: Named, say: Say): string =>
  codes[column.name]?.includes(text) === true ? say(`value.${column.name}.${text}`) : text;

/** @returns the code that was typed in words, whatever its letters' case; the text itself where it names none */
export function codeTyped(text: string, column: Named, say: Say): string {
  const typed = text.trim().toLowerCase();
  return codes[column.name]?.find((code) => codeWords(code, column, say).toLowerCase() === typed) ?? text;
}
