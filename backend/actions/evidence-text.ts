const controls = /(?![\n\t])\p{Cc}/gu;

/** A text from outside as the log takes it: composed letters, ends of lines of one kind, no control characters. */
export const clean = (text: string): string =>
  text.toWellFormed().replaceAll('\r\n', '\n').replaceAll('\r', '\n').replaceAll(controls, '\uFFFD').normalize('NFC');
