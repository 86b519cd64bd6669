/** The fixed parts of a workbook (ECMA-376, transitional): what every program that reads one expects to find. */
const xml = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const relations = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const packaged = 'http://schemas.openxmlformats.org/package/2006';
const part = 'application/vnd.openxmlformats-officedocument.spreadsheetml';

/** Characters that XML 1.0 cannot hold; the sign of a written-out character is itself written out (ECMA-376 §22.9.2.19). */
export function escaped(text: string): string {
  return text
    .replace(/_x[0-9A-Fa-f]{4}_/g, (found) => `_x005F${found}`)
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replace(/(?![\t\n])\p{Cc}|[\ufffe\uffff]/gu, (c) => `_x${c.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}_`);
}

/** Styles by number: 0 text, 1 text that begins like a formula, 2 day, 3 number, 4 header, from 5 on amounts with so many decimals. */
export const styles = { text: 0, quoted: 1, day: 2, number: 3, header: 4, amount: (decimals: number): number => 5 + decimals } as const;
const mostDecimals = 8;

const amountFormat = (decimals: number): string => (decimals === 0 ? '#,##0' : `#,##0.${'0'.repeat(decimals)}`);

export function stylesXml(): string {
  const amounts = Array.from({ length: mostDecimals + 1 }, (_, decimals) => decimals);
  const formats = [
    `<numFmt numFmtId="164" formatCode="yyyy\\-mm\\-dd"/>`,
    ...amounts.map((n) => `<numFmt numFmtId="${165 + n}" formatCode="${amountFormat(n)}"/>`),
  ];
  const cell = (format: number, more = ''): string =>
    `<xf numFmtId="${format}" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"${more}/>`;
  const cells = [
    cell(49),
    cell(49, ' quotePrefix="1"'),
    cell(164),
    cell(0),
    '<xf numFmtId="49" fontId="1" fillId="0" borderId="0" xfId="0" applyFont="1" applyAlignment="1"><alignment wrapText="1" vertical="top"/></xf>',
    ...amounts.map((n) => cell(165 + n)),
  ];
  return `${xml}<styleSheet xmlns="${main}"><numFmts count="${formats.length}">${formats.join('')}</numFmts><fonts count="2"><font><sz val="10"/><name val="Noto Sans"/></font><font><b/><sz val="10"/><name val="Noto Sans"/></font></fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders><cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs><cellXfs count="${cells.length}">${cells.join('')}</cellXfs></styleSheet>`;
}

export const packageRelations = `${xml}<Relationships xmlns="${packaged}/relationships"><Relationship Id="rId1" Type="${relations}/officeDocument" Target="xl/workbook.xml"/></Relationships>`;

export function contentTypes(sheets: number): string {
  const each = Array.from(
    { length: sheets },
    (_, i) => `<Override PartName="/xl/worksheets/sheet${i + 1}.xml" ContentType="${part}.worksheet+xml"/>`,
  );
  return `${xml}<Types xmlns="${packaged}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="${part}.sheet.main+xml"/><Override PartName="/xl/styles.xml" ContentType="${part}.styles+xml"/>${each.join('')}</Types>`;
}

export function workbookRelations(sheets: number): string {
  const each = Array.from(
    { length: sheets },
    (_, i) => `<Relationship Id="rId${i + 1}" Type="${relations}/worksheet" Target="worksheets/sheet${i + 1}.xml"/>`,
  );
  return `${xml}<Relationships xmlns="${packaged}/relationships">${each.join('')}<Relationship Id="rId${sheets + 1}" Type="${relations}/styles" Target="styles.xml"/></Relationships>`;
}

/** @property filter cells that the list of values belongs to: `A1:C20` */
export type NamedSheet = { readonly name: string; readonly filter: string | null };

export function workbookXml(sheets: readonly NamedSheet[]): string {
  const each = sheets.map(({ name }, i) => `<sheet name="${escaped(name)}" sheetId="${i + 1}" r:id="rId${i + 1}"/>`);
  const quoted = (name: string): string => escaped(`'${name.replaceAll("'", "''")}'`);
  const absolute = (range: string): string => range.replace(/([A-Z]+)(\d+)/g, '$$$1$$$2');
  const filters = sheets.flatMap(({ name, filter }, i) =>
    filter === null
      ? []
      : [`<definedName name="_xlnm._FilterDatabase" localSheetId="${i}" hidden="1">${quoted(name)}!${absolute(filter)}</definedName>`],
  );
  return `${xml}<workbook xmlns="${main}" xmlns:r="${relations}"><sheets>${each.join('')}</sheets>${filters.length > 0 ? `<definedNames>${filters.join('')}</definedNames>` : ''}</workbook>`;
}

export const sheetHead = `${xml}<worksheet xmlns="${main}">`;
/** The first row stays where it is while the others are scrolled. */
export const frozenFirstRow =
  '<sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>';

/** A name that every program takes for a sheet: 31 characters, none of them a sign that formulas use. */
export const sheetName = (name: string): string =>
  name
    .replace(/[[\]:*?/\\']/g, ' ')
    .trim()
    .slice(0, 31);

/** `A`, `Z`, `AA` … @param column from 0 */
export const columnName = (column: number): string =>
  column < 26 ? String.fromCharCode(65 + column) : columnName(Math.floor(column / 26) - 1) + String.fromCharCode(65 + (column % 26));
