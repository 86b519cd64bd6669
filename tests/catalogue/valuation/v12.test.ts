import { describe, expect, test } from 'vitest';
import { relatedParty } from '../../../domain/catalogue/valuation/v12-related-party.ts';
import { excludedBy, judgedWith, shuffled } from '../../helpers/judging.ts';
import { nameOfRow } from '../../helpers/population.ts';
import type { TestRow } from '../../helpers/population.ts';
import { answer, bought, owner, supplier } from '../samples/valuation.ts';

const judge = (parties: readonly TestRow[], relations: readonly TestRow[] = [], said: string | null = 'no') =>
  judgedWith(relatedParty, {
    rows: [bought('R1'), bought('R1', { item_no: 2 })],
    also: { values: [answer('7a', said)], parties, relations },
  });
const share = (e8: number | null, kind = 'share'): TestRow => ({
  party: 'Zhibek Sauda LLP',
  other: 'DAEGU LIGHTING CORP',
  kind,
  share_percent_e8: e8,
});

describe('V12 relationship that was not declared', () => {
  test('the trader’s own telephone, however it is written', () => {
    const [hit] = judge([owner, { ...supplier, phone: '7(727)3005510' }]).hits;
    expect(hit?.measures).toMatchObject({ ties: 'phone', lines: '2' });
    expect(hit?.keys).toEqual([
      nameOfRow('declarations', 1),
      nameOfRow('declarations', 2),
      nameOfRow('value_components', 1),
      nameOfRow('parties', 2),
    ]);
  });

  test('strangers, short telephones and empty cells tie nobody', () => {
    expect(judge([owner, supplier]).hits).toEqual([]);
    expect(
      judge([
        { ...owner, phone: '12' },
        { ...supplier, phone: '12' },
      ]).hits,
    ).toEqual([]);
    expect(
      judge([
        { ...owner, director: null },
        { ...supplier, director: null },
      ]).hits,
    ).toEqual([]);
  });

  test('a share of five per cent makes them related, one below does not', () => {
    expect(judge([owner, supplier], [share(500_000_000)]).hits[0]?.measures['ties']).toBe('share');
    expect(judge([owner, supplier], [share(499_999_999)]).hits).toEqual([]);
    expect(judge([owner, supplier], [share(null)]).hits).toEqual([]);
    expect(judge([owner, supplier], [share(null, 'director')]).hits[0]?.measures['ties']).toBe('relation');
  });

  test('a relationship that is declared, or a question that is not answered, is no lie', () => {
    const related = [owner, { ...supplier, director: owner['director'] ?? null }];
    expect(excludedBy(judge(related, [], 'да'))).toEqual({ relatedDeclared: 2 });
    expect(excludedBy(judge(related, [], null))).toEqual({ noAnswer: 2 });
  });

  test('nothing declared, any order', () => {
    expect(judgedWith(relatedParty, { rows: [] }).hits).toEqual([]);
    const rows = ['R1', 'R2', 'R3'].map((reg) => bought(reg));
    const also = {
      values: ['R1', 'R2', 'R3'].map((reg) => answer('7a', 'no', { reg_no: reg })),
      parties: [owner, { ...supplier, phone: owner['phone'] ?? null }],
    };
    expect(judgedWith(relatedParty, { rows: shuffled(rows), also }).resultHash).toBe(judgedWith(relatedParty, { rows, also }).resultHash);
  });
});
