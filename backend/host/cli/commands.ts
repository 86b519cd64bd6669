import { auditCommands } from './audit-commands.ts';
import { bookCommands } from './book-commands.ts';
import { calcCommands } from './calc/calc-commands.ts';
import { caseCommands } from './case-commands.ts';
import { changeCommands } from './change-commands.ts';
import { coverageCommands } from './coverage-commands.ts';
import { evidenceCommands } from './evidence-commands.ts';
import { exploreCommands } from './explore-commands.ts';
import { hsCommands } from './hs-commands.ts';
import { importCommands } from './import-commands.ts';
import { matchCommands } from './match-commands.ts';
import { packCommands } from './pack-commands.ts';
import { profileCommands } from './profile-commands.ts';
import { ocrCommands } from './ocr-commands.ts';
import { sampleCommands } from './sample/sample-commands.ts';
import { riskCommands } from './risk/risk-commands.ts';
import { requestCommands } from './request-commands.ts';
import { noteCommands } from './note-commands.ts';
import { simulateCommand } from './simulate-command.ts';
import { transcriptCommands } from './transcript-commands.ts';
import { vaultCommands } from './vault-commands.ts';
import type { Command } from './command.ts';

export const commands: readonly Command[] = [
  ...vaultCommands,
  ...caseCommands,
  ...importCommands,
  ...hsCommands,
  ...profileCommands,
  ...bookCommands,
  ...exploreCommands,
  ...noteCommands,
  ...changeCommands,
  ...coverageCommands,
  ...evidenceCommands,
  ...transcriptCommands,
  ...requestCommands,
  ...ocrCommands,
  ...matchCommands,
  ...auditCommands,
  ...calcCommands,
  ...packCommands,
  ...sampleCommands,
  ...riskCommands,
  simulateCommand,
];
