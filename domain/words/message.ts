/**
 * The part of ICU MessageFormat that our texts use: `{name}`, `{n, plural, =0 {…} one {# row} other {# rows}}`,
 * `{kind, select, desk {…} other {…}}`, nested; `''` is an apostrophe, `'{'` a brace.
 */
export type Part =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'arg'; readonly name: string }
  | { readonly kind: 'count' }
  | {
      readonly kind: 'choice';
      readonly by: 'plural' | 'select';
      readonly name: string;
      readonly options: ReadonlyMap<string, readonly Part[]>;
    };

type Cursor = { readonly text: string; at: number };

const fail = (cursor: Cursor): never => {
  throw new SyntaxError(`message at ${cursor.at}: ${cursor.text}`);
};

function readQuoted(cursor: Cursor): string {
  if (cursor.text[cursor.at + 1] === "'") {
    cursor.at += 2;
    return "'";
  }
  if (!'{}#'.includes(cursor.text[cursor.at + 1] ?? ' ')) {
    cursor.at += 1;
    return "'";
  }
  const end = cursor.text.indexOf("'", cursor.at + 2);
  const stop = end < 0 ? cursor.text.length : end;
  const quoted = cursor.text.slice(cursor.at + 1, stop);
  cursor.at = stop + 1;
  return quoted;
}

function readWord(cursor: Cursor): string {
  const word = /^[\s,]*([^\s,{}]+)\s*/.exec(cursor.text.slice(cursor.at));
  if (word?.[1] === undefined) return fail(cursor);
  cursor.at += word[0].length;
  return word[1];
}

function readOptions(cursor: Cursor, inPlural: boolean): Map<string, readonly Part[]> {
  const options = new Map<string, readonly Part[]>();
  while (cursor.text[cursor.at] !== '}') {
    const name = readWord(cursor);
    if (cursor.text[cursor.at] !== '{') fail(cursor);
    cursor.at += 1;
    options.set(name, readParts(cursor, inPlural));
    if (cursor.text[cursor.at] !== '}') fail(cursor);
    cursor.at += 1;
    while (/\s/.test(cursor.text[cursor.at] ?? '')) cursor.at += 1;
  }
  if (!options.has('other')) fail(cursor);
  return options;
}

function readArgument(cursor: Cursor, inPlural: boolean): Part {
  cursor.at += 1;
  const name = readWord(cursor);
  if (cursor.text[cursor.at] === '}') {
    cursor.at += 1;
    return { kind: 'arg', name };
  }
  const by = readWord(cursor);
  if (by !== 'plural' && by !== 'select') return fail(cursor);
  cursor.at += /^[\s,]*/.exec(cursor.text.slice(cursor.at))?.[0].length ?? 0;
  const options = readOptions(cursor, inPlural || by === 'plural');
  cursor.at += 1;
  return { kind: 'choice', by, name, options };
}

function readParts(cursor: Cursor, inPlural: boolean): readonly Part[] {
  const parts: Part[] = [];
  let text = '';
  const flush = (): void => {
    if (text !== '') parts.push({ kind: 'text', text });
    text = '';
  };
  while (cursor.at < cursor.text.length && cursor.text[cursor.at] !== '}') {
    const c = cursor.text[cursor.at] ?? '';
    if (c === "'") text += readQuoted(cursor);
    else if (c === '{' || (c === '#' && inPlural)) {
      flush();
      if (c === '{') parts.push(readArgument(cursor, inPlural));
      else {
        parts.push({ kind: 'count' });
        cursor.at += 1;
      }
    } else {
      text += c;
      cursor.at += 1;
    }
  }
  flush();
  return parts;
}

/** @throws SyntaxError naming the place when the text is no message */
export function parseMessage(text: string): readonly Part[] {
  const cursor: Cursor = { text, at: 0 };
  const parts = readParts(cursor, false);
  return cursor.at === text.length ? parts : fail(cursor);
}
