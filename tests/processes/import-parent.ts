import { opened } from './opened.ts';
import { passphrase } from './opened.ts';

/** Imports a file through the backend and tells each stage, so that the test can end this process in the middle. */
const [vaultDir = '', caseId = '', file = ''] = process.argv.slice(2);
const { call } = opened(vaultDir);
await call('vault.unlock', { passphrase });
const progress = ({ stage, done }: { stage: string; done: number }): void => void process.send?.({ stage, done });
await call('import.commit', { caseId, path: file, table: 'ledger' }, { progress });
process.send?.({ stage: 'imported', done: 0 });
