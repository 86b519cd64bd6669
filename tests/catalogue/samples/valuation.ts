import { declared } from './sample.ts';
import type { Samples } from './sample.ts';

const peers = Array.from({ length: 12 }, (_, i) => declared(`R${i}`, { customs_value_minor: 400_000 + i * 1000, invoice_no: `I-${i}` }));

export const samples: Samples = {
  V14: {
    planted: {
      rows: [
        ...peers,
        declared('L', { customs_value_minor: 200_000 }),
        declared('D', { customs_value_minor: 355_000 }),
        declared('N', { origin_country: null }),
      ],
    },
    wordings: [
      {
        rows: [...peers, declared('H', { customs_value_minor: 900_000 }), declared('D', { customs_value_minor: 460_000 })],
        params: { direction: 'high' },
      },
    ],
  },
};
