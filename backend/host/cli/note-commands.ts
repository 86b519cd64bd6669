import { caseIdOf, inCase } from './case-commands.ts';
import { string, text } from './command.ts';
import { tableIn, tableOption } from './list-options.ts';
import type { Command } from './command.ts';

const mark: Command = {
  path: 'mark',
  usage: 'mark NAME… --vault DIR --case ID --label LABEL   (an empty label takes the mark away)',
  options: { ...inCase, label: { type: 'string', empty: true } },
  required: ['vault', 'case', 'label'],
  positionals: [1, 10_000],
  vault: 'open',
  run: async (given) => {
    const rows = [...given.positionals];
    const label = text(given.values, 'label');
    await given.call('mark.set', { caseId: await caseIdOf(given), rows, label });
    return { json: { rows, label }, lines: rows };
  },
};

const listMarks: Command = {
  path: 'mark list',
  usage: 'mark list --vault DIR --case ID [--table T]',
  options: { ...inCase, table: tableOption },
  required: ['vault', 'case'],
  positionals: [0, 0],
  vault: 'open',
  reading: true,
  run: async (given) => {
    const table = text(given.values, 'table') === '' ? null : tableIn(given.values, 'table');
    const found = await given.call('mark.list', { caseId: await caseIdOf(given), table });
    return { json: found, lines: found.marks.map((one) => `${one.label}  ${one.row}`) };
  },
};

const addNote: Command = {
  path: 'note add',
  usage: 'note add --vault DIR --case ID --on NAME --text TEXT   (on: a row, evidence:SHA256, finding:ID, import:ID)',
  options: { ...inCase, on: string, text: string },
  required: ['vault', 'case', 'on', 'text'],
  positionals: [0, 0],
  vault: 'open',
  run: async (given) => {
    const { values } = given;
    const made = await given.call('note.add', { caseId: await caseIdOf(given), target: text(values, 'on'), text: text(values, 'text') });
    return { json: made, lines: [made.noteId] };
  },
};

const listNotes: Command = {
  path: 'note list',
  usage: 'note list --vault DIR --case ID [--on NAME]',
  options: { ...inCase, on: string },
  required: ['vault', 'case'],
  positionals: [0, 0],
  vault: 'open',
  reading: true,
  run: async (given) => {
    const on = text(given.values, 'on');
    const { notes } = await given.call('note.list', { caseId: await caseIdOf(given), target: on === '' ? null : on });
    return {
      json: { notes },
      lines: notes.map((note) => `${note.noteId}  ${note.changedAt}  ${note.target}  ${note.text.replaceAll('\n', ' ')}`),
    };
  },
};

const changeNote: Command = {
  path: 'note change',
  usage: 'note change --vault DIR --case ID --note ID --text TEXT',
  options: { ...inCase, note: string, text: string },
  required: ['vault', 'case', 'note', 'text'],
  positionals: [0, 0],
  vault: 'open',
  run: async (given) => {
    const noteId = text(given.values, 'note');
    await given.call('note.change', { caseId: await caseIdOf(given), noteId, text: text(given.values, 'text') });
    return { json: { noteId }, lines: [noteId] };
  },
};

const removeNote: Command = {
  path: 'note remove',
  usage: 'note remove --vault DIR --case ID --note ID',
  options: { ...inCase, note: string },
  required: ['vault', 'case', 'note'],
  positionals: [0, 0],
  vault: 'open',
  run: async (given) => {
    const noteId = text(given.values, 'note');
    await given.call('note.remove', { caseId: await caseIdOf(given), noteId });
    return { json: { noteId }, lines: [noteId] };
  },
};

export const noteCommands: readonly Command[] = [mark, listMarks, addNote, listNotes, changeNote, removeNote];
