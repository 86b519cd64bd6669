import { edited, may, must } from './entity.ts';
import type { Entity } from './entity.ts';
import type { EntityName } from './operation.ts';

/** What the audit engine adds to a case: samples, tests that people put together, risk. */
export const engineEntities = {
  /** a sample: how it is designed, the frame it is drawn from and the seed, sealed before anybody sees the list; closed by a decision */
  sample: {
    kinds: edited,
    fields: {
      title: must('text'),
      objective: must('text'),
      method: must('text'),
      table: must('text'),
      query: must('json'),
      params: must('json'),
      design: must('json'),
      seed: must('text'),
      seedSource: must('text'),
      frameHash: must('hash'),
      frameN: must('count'),
      frameTotal: may('decimal'),
      datasetHash: must('hash'),
      engine: must('text'),
      replaces: may('text'),
      reason: may('text'),
      decision: may('text'),
      decisionReason: may('text'),
    },
  },
  /** items taken from a sealed frame, in their order; a further one of the same sample takes the next ones */
  draw: {
    kinds: ['put'],
    fields: {
      sample: must('text'),
      upto: must('count'),
      items: must('json'),
      listHash: must('hash'),
      reason: may('text'),
    },
  },
  /** what was found on site about one item of a sample */
  sampleResult: {
    kinds: edited,
    fields: {
      sample: must('text'),
      item: must('text'),
      state: must('text'),
      audited: may('decimal'),
      deviation: may('flag'),
      note: may('text'),
      evidence: may('json'),
    },
  },
  /** what a sample says, with the results that it says it of */
  evaluation: {
    kinds: ['put'],
    fields: {
      sample: must('text'),
      upto: must('count'),
      resultsHash: must('hash'),
      figures: must('json'),
      warnings: must('json'),
      resultHash: must('hash'),
      engine: must('text'),
    },
  },
  /** a version of a test that people of this office put together: filter, formula, grouping; a version is never edited */
  customTest: {
    kinds: ['put', 'del', 'undel'],
    fields: {
      test: must('text'),
      version: must('text'),
      name: must('text'),
      definition: must('json'),
      definitionHash: must('hash'),
    },
  },
  /** what is known of the auditee for its risk score: an indicator of the pack and its value */
  indicator: {
    kinds: edited,
    fields: {
      indicator: must('text'),
      value: must('text'),
      source: may('text'),
      note: may('text'),
    },
  },
  /** a risk score as it was computed: of the auditee, or of declarations by a model */
  riskScore: {
    kinds: ['put'],
    fields: {
      subject: must('text'),
      method: must('text'),
      methodHash: must('hash'),
      datasetHash: may('hash'),
      figures: must('json'),
      resultHash: must('hash'),
    },
  },
} as const satisfies Readonly<Partial<Record<EntityName, Entity>>>;
