/**
 * What a workbook may ask of the machine (reference/data.md §1): stated here once, checked before anything is unpacked and counted again
 * while it is.
 */
export const limits = {
  /** files inside a zip */
  entries: 5_000,
  /** bytes of all parts together, unpacked */
  unpacked: 1_500_000_000,
  /** times that a part may be larger than its packed form */
  ratio: 200,
  /** a part below this size may be packed as tightly as it likes */
  ratioFrom: 10_000_000,
  /** nested elements: a sheet has eight */
  depth: 64,
  /** bytes between two marks of an XML or HTML file: one text, one tag with its attributes */
  piece: 4 * 1024 * 1024,
  /** letters of all shared strings together, held in memory */
  sharedLetters: 100_000_000,
  sharedStrings: 8_000_000,
  sheets: 1_000,
  columns: 16_384,
  rows: 1_048_576,
  /** cells that exist only because the file says that one is repeated */
  repeatedCells: 1_000_000,
  /** formats that are read whole into memory: XLS, DBF memo blocks, MXL, HTML */
  wholeFile: 64 * 1024 * 1024,
  /** rows that are looked at before the header is decided */
  headRows: 200,
  /** values of one kind that are listed one by one; the rest are counted */
  listed: 100,
} as const;
