import { keepChildren } from '../../backend/processes/kept-children.ts';
import { sampleChild } from './sample-jobs.ts';
import type { SampleJobs } from './sample-jobs.ts';

// asks once and ends, as a command line does
const children = keepChildren<SampleJobs>({ file: sampleChild });
process.stdout.write(String(await children.ask('a', 'say.pid', null)));
