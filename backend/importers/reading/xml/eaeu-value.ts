import { day, number } from './canonical.ts';
import { added, noComponent } from './declaration-parts.ts';
import type { ValueComponent } from './declaration-parts.ts';
import type { Found } from '../format-reader.ts';
import type { XmlNode } from './node.ts';
import { allOf, deepLeaf, firstLeaf, leaf } from './node.ts';
import { scaled } from './sum.ts';

/** Boxes of DTS-1 by the names of the album (CUESADDTSCommonAggregateTypes, Method1…); all in the national currency but 11a and 25b. */
const additions = [
  ['13a', 'AgentBonus'],
  ['13b', 'PackageExpenses'],
  ['14a', 'StoreCost'],
  ['14b', 'ProductionToolkitCost'],
  ['14c', 'WorkingStockCost'],
  ['14d', 'DesignPayment'],
  ['15', 'IntellectualPropertyPayment'],
  ['16', 'SellerIncome'],
  ['17', 'BorderTransportCharges'],
  ['18', 'LoadCharges'],
  ['19', 'InsuranceCharges'],
] as const;
const deductions = [
  ['21', 'BuildingAmount'],
  ['22', 'UnionTransportCharge'],
  ['23', 'UnionTaxPayment'],
] as const;
const nationalBoxes = [
  ['11b', 'IndirectNationalPayment'],
  ['12', 'BasisNationalAmount'],
  ...additions,
  ['20', 'TotalAdditionalSum'],
  ...deductions,
  ['24', 'TotalDeductionAmount'],
  ['25a', 'NationalDeclaredCustomsCost'],
] as const;

/** Questions of the first sheet: ties between the parties, limits, royalties, proceeds. */
const questions = ['7', '7A', '7B', '7C', '8A', '8B', '9', '9A', '9B'] as const;

const entryEnds = 'GoodsCustomsCost';

export const isEntry = (name: string): boolean => name.endsWith(entryEnds);

/** Answers of the first sheet. @returns without registration and item number */
export function answers(root: XmlNode): ValueComponent[] {
  return questions.flatMap((question) => {
    const answer = deepLeaf(root, `Column${question}`);
    return answer === '' ? [] : [{ ...noComponent, box: question.toLowerCase(), answer }];
  });
}

function price(entry: XmlNode): ValueComponent[] {
  const basis = allOf(entry, 'Method1CalculationBasis')[0] ?? entry;
  const amount = number(deepLeaf(basis, 'DealCurrencyAmount'));
  const national = number(deepLeaf(basis, 'DealNationalAmount'));
  if (amount === '' && national === '') return [];
  return [
    {
      ...noComponent,
      box: '11a',
      currency: deepLeaf(basis, 'DealCurrencyCode'),
      amount,
      national,
      rate: number(firstLeaf(basis, 'DealCurrencyRate') || deepLeaf(entry, 'DealCurrencyRate')),
      unit: deepLeaf(entry, 'ScaleNumber'),
      note: day(deepLeaf(basis, 'DealCurrencyDate')),
    },
  ];
}

const methodName = /^DTSMethod(?!1$)\w+$/;

/** DTS-2: the value was not found by the first method; its boxes have other numbers. */
export const isOtherMethod = (entry: XmlNode): boolean => methodsOf(entry).length > 0;

function methodsOf(entry: XmlNode): XmlNode[] {
  const within = entry.children.flatMap((one) => [one, ...one.children]);
  return within.filter((one) => methodName.test(one.name) && one.children.length > 0);
}

const isAmount = (text: string): boolean => /^-?\d+(?:[.,]\d+)?$/.test(text);
const ofOther = /(?:Code|Rate|Number|Numeric|Date|Quantity|Percent|Place)$/;

/** Every amount of the calculation by its element's name (`ДТС-2 BorderTransportCharges`), and the value itself as box 25a and 25b. */
export function methodComponents(entry: XmlNode): ValueComponent[] {
  const found: ValueComponent[] = [];
  const look = (node: XmlNode, method: string): void => {
    for (const one of node.children) {
      if (one.children.length > 0) look(one, method);
      else if (isAmount(one.text) && !ofOther.test(one.name)) {
        found.push({ ...noComponent, box: `ДТС-2 ${one.name}`, answer: method, national: number(one.text) });
      }
    }
  };
  const method = leaf(entry, 'MethodNumberCode');
  for (const one of methodsOf(entry)) look(one, method || one.name.replace(/^DTSMethod/, ''));
  const national = number(leaf(entry, 'NationalDeclaredCustomsCost'));
  if (national !== '') found.push({ ...noComponent, box: '25a', answer: method, national });
  const dollars = number(leaf(entry, 'DollarDeclaredCustomsCost'));
  if (dollars !== '') found.push({ ...noComponent, box: '25b', currency: 'USD', amount: dollars });
  return found;
}

/** The boxes of one goods item. */
export function entryComponents(entry: XmlNode): ValueComponent[] {
  const found = price(entry);
  for (const [box, name] of nationalBoxes) {
    const national = number(deepLeaf(entry, name));
    if (national !== '') found.push({ ...noComponent, box, national, note: box === '17' ? deepLeaf(entry, 'BorderPlace') : '' });
  }
  const dollars = number(leaf(entry, 'DollarDeclaredCustomsCost'));
  if (dollars !== '') found.push({ ...noComponent, box: '25b', currency: 'USD', amount: dollars });
  return found;
}

/** 12 = 11a + 11b, 20 = 13a … 19, 24 = 21 … 23, 25a = 12 + 20 - 24, each where its result is given. @param at registration and item number */
export function checkEntry(found: Found, at: string, components: readonly ValueComponent[]): void {
  const of = (box: string): string => components.find((one) => one.box === box)?.national ?? '';
  const minus = (text: string): string => (text === '' || text === '0' ? text : text.startsWith('-') ? text.slice(1) : `-${text}`);
  const check = (box: string, parts: readonly string[]): void => {
    const [declared, counted] = [of(box), added(parts)];
    if (declared === '' || counted === null || parts.every((part) => part === '')) return;
    found.check({ key: 'value_box', at: `${at} ${box}`, declared, counted, agrees: scaled(declared) === scaled(counted) });
  };
  check('12', [of('11a'), of('11b')]);
  check(
    '20',
    additions.map(([box]) => of(box)),
  );
  check(
    '24',
    deductions.map(([box]) => of(box)),
  );
  check('25a', [of('12'), of('20'), minus(of('24'))]);
}
