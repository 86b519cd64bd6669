import type { Command } from '../command.ts';
import { dayCommands } from './day-commands.ts';
import { dutyCommand } from './duty-command.ts';
import { interestCommand } from './interest-command.ts';
import { numberCommands } from './number-commands.ts';
import { penaltyCommand } from './penalty-command.ts';
import { statisticsCommands } from './statistics-commands.ts';

/** Calculators without a case: what the engine computes, for figures that somebody wants to check. */
export const calcCommands: readonly Command[] = [
  ...dayCommands,
  interestCommand,
  penaltyCommand,
  dutyCommand,
  ...statisticsCommands,
  ...numberCommands,
];
