import { caseFiles } from './case-files.ts';

/** Imports a file into the case at a folder and reports each stage, so that the test can end the process in the middle. */
const [dir = '', key = '', file = ''] = process.argv.slice(2);
const files = caseFiles(dir, Buffer.from(key, 'hex'));
await files.import(file, { table: 'ledger', progress: ({ stage, done }) => void process.send?.({ stage, done }) });
process.send?.({ stage: 'imported', done: 0 });
