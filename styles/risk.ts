// Which colour stands for which level? The only place where a level or an overdue state becomes a colour.
import type { Theme } from './tokens.ts';

/** Gives the colour of a hazard level; the ring on its symbol says the same by form. */
export function levelColour(theme: Theme, levelCode: string): string {
  if (levelCode === 'LV-M') return theme.alarm;
  return levelCode === 'LV-L' ? theme.warn : theme.layers['hazards'] ?? theme.text;
}

/** Gives the colour of an overdue clock by days: none, up to 30, beyond. */
export function overdueColour(theme: Theme, overdueDays: number): string {
  if (overdueDays <= 0) return theme.textQuiet;
  return overdueDays > 30 ? theme.alarm : theme.warn;
}
