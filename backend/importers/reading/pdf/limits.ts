/** What a PDF may ask of the machine: checked before it is opened and counted while it is read. */
export const pdfLimits = {
  /** bytes of the file: it is held in memory whole, as its table of contents stands at its end */
  wholeFile: 256 * 1024 * 1024,
  pages: 20_000,
  /** bytes of one stream when it is unpacked */
  unpacked: 256 * 1024 * 1024,
  /** words of one page */
  words: 100_000,
  /** letters of one word */
  wordLetters: 500,
  /** points; a page of the format may not be larger than 200 inches, a plan has at most that */
  edge: 14_400,
} as const;
