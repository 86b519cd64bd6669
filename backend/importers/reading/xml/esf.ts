import type { FormatReader, Found } from '../format-reader.ts';
import { day, number, percent } from './canonical.ts';
import { checkTotal } from './declaration-parts.ts';
import type { XmlNode } from './node.ts';
import { allOf, child, childrenOf, firstLeaf, joined, leaf } from './node.ts';
import { recogniseBy } from './recognise.ts';
import { rows } from './rows.ts';
import type { Mapping, RowPlace } from './rows.ts';
import { readXml, xmlInside } from './xml-stream.ts';

/** One product of an invoice; `info` is what the system keeps around it: registration number, status, time of entry. */
type EsfLine = { readonly invoice: XmlNode; readonly product: XmlNode; readonly info: XmlNode | null; readonly ordinal: number };

const sellers = (invoice: XmlNode): readonly XmlNode[] =>
  childrenOf(child(invoice, 'sellers'), 'seller').concat(childrenOf(invoice, 'seller'));
const customers = (invoice: XmlNode): readonly XmlNode[] =>
  childrenOf(child(invoice, 'customers'), 'customer').concat(childrenOf(invoice, 'customer'));
/** Several parties of a joint activity are named one after the other. */
const all = (parties: readonly XmlNode[], name: string): string =>
  joined(
    parties.map((one) => leaf(one, name)),
    '; ',
  );

const setOf = (invoice: XmlNode): XmlNode | undefined => child(invoice, 'productSet');
const productsOf = (invoice: XmlNode): readonly XmlNode[] => {
  const products = child(setOf(invoice), 'products') ?? child(invoice, 'products');
  return childrenOf(products, 'product');
};
const terms = (invoice: XmlNode): XmlNode | undefined => child(invoice, 'deliveryTerm');
const registration = ({ info, invoice }: EsfLine): string =>
  firstLeaf(info ?? undefined, 'registrationNumber', 'invoiceId') || leaf(invoice, 'registrationNumber');

/** `Без НДС` stands as -1 or as a word; a number is a percentage. */
const vatRate = ({ product }: EsfLine): string => {
  const rate = leaf(product, 'ndsRate');
  return /^\d/.test(rate) ? percent(rate) : rate;
};

const columns: Mapping<EsfLine> = {
  doc_type: ({ invoice }) => leaf(invoice, 'invoiceType'),
  invoice_no: (line) => leaf(line.invoice, 'num') || registration(line),
  invoice_date: ({ invoice }) => day(leaf(invoice, 'date')),
  seller: ({ invoice }) => all(sellers(invoice), 'name'),
  seller_id: ({ invoice }) => all(sellers(invoice), 'tin'),
  buyer: ({ invoice }) => all(customers(invoice), 'name'),
  buyer_id: ({ invoice }) => all(customers(invoice), 'tin'),
  buyer_country: ({ invoice }) => all(customers(invoice), 'countryCode'),
  contract_no: ({ invoice }) => firstLeaf(terms(invoice), 'contractNum', 'contract/num'),
  corrects_no: ({ invoice }) => firstLeaf(child(invoice, 'relatedInvoice'), 'registrationNumber', 'num'),
  incoterm: ({ invoice }) => leaf(terms(invoice), 'deliveryConditionCode'),
  incoterm_place: ({ invoice }) => leaf(terms(invoice), 'destination'),
  currency: ({ invoice }) => leaf(setOf(invoice), 'currencyCode') || 'KZT',
  fx_rate_e8: ({ invoice }) => number(leaf(setOf(invoice), 'currencyRate')),
  line_no: ({ ordinal }) => String(ordinal),
  product_code: ({ product }) => leaf(product, 'catalogTruId'),
  description: ({ product }) => firstLeaf(product, 'description', 'tnvedName'),
  hs_code: ({ product }) => leaf(product, 'unitCode'),
  origin_sign: ({ product }) => leaf(product, 'truOriginCode'),
  reg_no: ({ product }) => firstLeaf(product, 'productDeclaration', 'applicationNumberInCustomsUnion'),
  item_no: ({ product }) => number(leaf(product, 'productNumberInDeclaration')),
  qty_e6: ({ product }) => number(leaf(product, 'quantity')),
  qty_unit: ({ product }) => leaf(product, 'unitNomenclature'),
  unit_price_e6: ({ product }) => number(leaf(product, 'unitPrice')),
  amount_minor: ({ product }) => number(leaf(product, 'priceWithoutTax')),
  vat_rate: vatRate,
  vat_minor: ({ product }) => number(leaf(product, 'ndsAmount')),
  total_minor: ({ invoice }) => number(leaf(setOf(invoice), 'totalPriceWithTax')),
  total_vat_minor: ({ invoice }) => number(leaf(setOf(invoice), 'totalNdsAmount')),
  txn_id: registration,
  status: ({ info }) => firstLeaf(info ?? undefined, 'invoiceStatus', 'status'),
  system_entry_ts: ({ info }) => firstLeaf(info ?? undefined, 'inputDate', 'lastUpdateDate', 'deliveryDate'),
};

function checkInvoice(found: Found, invoice: XmlNode): void {
  const [set, products, at] = [setOf(invoice), productsOf(invoice), leaf(invoice, 'num')];
  const parts = (name: string): string[] => products.map((product) => number(leaf(product, name)));
  checkTotal(found, 'invoice_lines', at, { declared: leaf(set, 'totalPriceWithoutTax'), parts: parts('priceWithoutTax') });
  checkTotal(found, 'invoice_tax', at, { declared: leaf(set, 'totalNdsAmount'), parts: parts('ndsAmount') });
  checkTotal(found, 'invoice_gross', at, { declared: leaf(set, 'totalPriceWithTax'), parts: parts('priceWithTax') });
}

/** Answers of the system keep each signed invoice as a text of its own. */
const insideText = (info: XmlNode): string =>
  firstLeaf(info, 'invoiceBody', 'body')
    .replace(/^\s*<\?xml[^>]*\?>/, '')
    .trim();

/** The invoice under an information record: as an element, or as a text that is XML itself. */
function invoicesIn(node: XmlNode, file: string): XmlNode[] {
  if (node.name === 'invoice') return [node];
  const direct = allOf(node, 'invoice').filter((one) => one.children.length > 0);
  if (direct.length > 0) return direct;
  const text = insideText(node);
  if (!text.startsWith('<')) return [];
  const root = xmlInside(text, file);
  return root.name === 'invoice' ? [root] : allOf(root, 'invoice');
}

/**
 * Kazakhstan's electronic invoices as IS ESF writes them: `invoiceContainer` with invoices of the first or second version, and answers
 * with `invoiceInfo` around each. The names are those of the service's published description; only self-made files were tried.
 */
export const esfReader: FormatReader = {
  format: 'esf',
  version: 'esf-1',
  recognise: recogniseBy(
    new Set(['invoiceContainer', 'invoiceInfoContainer', 'invoiceSet']),
    /xmlns(?::\w+)?="(?:[^"]*[./])?(?:v\d\.)?esf"/,
  ),
  read: async (file, found) => {
    const invoices = rows(found, { scope: 'invoice', table: 'invoices' }, columns);
    let ordinal = 0;
    await readXml(file, found, {
      isRecord: (name) => name === 'invoice' || name === 'invoiceInfo',
      placed: new Set(['product']),
      record: ({ node, odd }) => {
        const info = node.name === 'invoiceInfo' ? node : null;
        for (const invoice of invoicesIn(node, file.name)) {
          ordinal += 1;
          productsOf(invoice).forEach((product, i) => {
            const own = product.place.length > 0 && info === null ? product.place : node.place;
            const place: RowPlace = { ...own, locator: `${ordinal}.${i + 1}`, odd };
            invoices.put({ invoice, product, info, ordinal: i + 1 }, place);
          });
          checkInvoice(found, invoice);
        }
      },
    });
  },
};
