import type { TableName } from '../../domain/model/books.ts';

/** One thing that a person asks for while the power may go. Files by their full path. */
export type Step =
  | {
      readonly does: 'import';
      readonly file: string;
      readonly table: TableName | null;
      /** while somebody else reads the books and goes on reading */
      readonly beside?: boolean;
    }
  | { readonly does: 'add'; readonly files: readonly string[] }
  | { readonly does: 'withdraw' | 'restore'; readonly file: string };

/** What the working process says when a step was answered. */
export const acknowledged = (step: number): string => `answered ${step}\n`;
/** What it says when a step was refused. */
export const refusedAs = (code: string): string => `refused ${code}\n`;
