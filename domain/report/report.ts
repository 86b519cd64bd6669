import { words } from '../model/words.ts';
import type { Words } from '../model/words.ts';
import { calculationAnnex, evidenceAnnex, legalAnnex, testsAnnex } from './annexes.ts';
import { coverageAnnex } from './coverage-annex.ts';
import { assessmentSection, findingSections, summarySection } from './findings.ts';
import { template } from './frozen.ts';
import type { FrozenCase } from './frozen.ts';
import { importAnnex } from './import-annex.ts';
import { overrideAnnex } from './override-annex.ts';
import { supportAnnex } from './support-annex.ts';
import { code, say, text } from './tree.ts';
import type { ReportNode, ReportTree } from './tree.ts';

const short = (hash: string): string => hash.slice(0, 16);

function cover(frozen: FrozenCase): readonly ReportNode[] {
  const { header, pack } = frozen;
  const period = { say: words('report.period', { from: { day: header.from }, to: { day: header.to } }) };
  const packText = `${pack.id} ${pack.version}`;
  return [
    { node: 'title', words: words('report.title'), under: words(`report.kind.${header.kind}`) },
    ...(frozen.test ? [{ node: 'note', content: say(words('report.testNote')) } as const] : []),
    {
      node: 'facts',
      facts: [
        { label: words('report.fact.caseNo'), value: text(header.caseNo) },
        { label: words('report.fact.trader'), value: text(header.trader) },
        { label: words('report.fact.taxid'), value: text(header.taxid) },
        { label: words('report.fact.period'), value: period },
        { label: words('report.fact.issued'), value: { instant: frozen.issuedAt } },
        { label: words('report.fact.pack'), value: { say: words('report.packValue', { pack: packText, hash: short(pack.sha256) }) } },
      ],
    },
  ];
}

function signature(frozen: FrozenCase, dataSha256: string): readonly ReportNode[] {
  return [
    { node: 'heading', level: 1, words: words('report.signature.heading') },
    { node: 'paragraph', content: say(words('report.signature.statement')) },
    {
      node: 'facts',
      facts: [
        { label: words('report.signature.data'), value: code(dataSha256) },
        { label: words('report.signature.caseHead'), value: code(frozen.caseHead) },
      ],
    },
    {
      node: 'signature',
      caption: words('report.signature.place'),
      facts: [
        { label: words('report.signature.caseNo'), value: text(frozen.header.caseNo) },
        { label: words('report.signature.day'), value: { day: frozen.issuedOn } },
      ],
    },
  ];
}

function footer(frozen: FrozenCase, dataSha256: string): readonly Words[] {
  return [
    words('report.foot.case', { caseNo: frozen.header.caseNo }),
    words('report.foot.data', { hash: short(dataSha256) }),
    words('report.foot.head', { hash: short(frozen.caseHead) }),
    words('report.foot.app', { app: frozen.app, pack: `${frozen.pack.id} ${frozen.pack.version}` }),
  ];
}

/** Annexes are numbered in their order and listed before the signature; the turned one stands on pages of its own. */
function annexes(frozen: FrozenCase): { readonly list: readonly ReportNode[]; readonly nodes: readonly ReportNode[] } {
  const known = [calculationAnnex, importAnnex, overrideAnnex, coverageAnnex, testsAnnex, evidenceAnnex, supportAnnex, legalAnnex]
    .map((make) => make(frozen))
    .filter((a) => a !== null);
  const names = known.map((annex, i) => words('report.annex', { n: i + 1, name: { words: annex.name } }));
  const nodes = known.flatMap((annex, i): readonly ReportNode[] => {
    const heading: ReportNode = { node: 'heading', level: 1, words: names[i] ?? annex.name };
    const newPage = i === 0 || known[i - 1]?.turned !== annex.turned;
    return [...(newPage ? [{ node: 'pageBreak', turned: annex.turned } as const] : []), heading, ...annex.nodes];
  });
  const list: readonly ReportNode[] = [
    { node: 'heading', level: 1, words: words('report.annexes') },
    { node: 'list', items: names.map(say) },
  ];
  return { list: names.length === 0 ? [] : list, nodes };
}

/**
 * The report as a tree of keys and arguments; no language, no fonts, no pages in it.
 * @param dataSha256 of the canonical bytes of `findingsData(frozen)`, printed on every page
 */
export function reportTree(frozen: FrozenCase, dataSha256: string): ReportTree {
  const annex = annexes(frozen);
  return {
    v: 1,
    template,
    title: words('report.fileTitle', { caseNo: frozen.header.caseNo }),
    running: {
      head: [words('report.head.case', { caseNo: frozen.header.caseNo }), words('report.title')],
      foot: footer(frozen, dataSha256),
      pageKey: 'report.page',
      banner: frozen.test ? words('report.banner') : null,
    },
    nodes: [
      ...cover(frozen),
      ...summarySection(frozen),
      ...findingSections(frozen),
      ...assessmentSection(frozen),
      ...annex.list,
      ...signature(frozen, dataSha256),
      ...annex.nodes,
    ],
  };
}
