// Which colour stands for which level? The only place where a level, a risk class or an overdue state becomes a colour.
import type { Theme } from './tokens.ts';

/** Gives the colour of a hazard level; the ring on its symbol says the same by form. */
export function levelColour(theme: Theme, levelCode: string): string {
  if (levelCode === 'LV-M') return theme.alarm;
  return levelCode === 'LV-L' ? theme.warn : theme.layers['hazards'] ?? theme.text;
}

/** Gives the colour of a standing risk class 1..4, shown as a filled area with I to IV. */
export function riskColour(theme: Theme, riskClass: number): string {
  const colours = theme.name === 'night' ? ['#FF5A5F', '#F48C06', '#FFE066', '#4DA3FF'] : ['#C62835', '#C96A00', '#A88600', '#1F6FB5'];
  return colours[riskClass - 1] ?? theme.textQuiet;
}

/** Gives the colour of an overdue clock by days: none, up to 30, beyond. */
export function overdueColour(theme: Theme, overdueDays: number): string {
  if (overdueDays <= 0) return theme.textQuiet;
  return overdueDays > 30 ? theme.alarm : theme.warn;
}
