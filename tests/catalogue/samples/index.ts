import { samples as classification } from './classification.ts';
import { samples as ledger } from './ledger.ts';
import { samples as patterns } from './patterns.ts';
import { samples as payments } from './payments.ts';
import { samples as quantity } from './quantity.ts';
import type { Samples } from './sample.ts';
import { samples as valuation } from './valuation.ts';

export const samples: Samples = { ...valuation, ...classification, ...quantity, ...ledger, ...payments, ...patterns };
