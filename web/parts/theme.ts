// How do the house's colours reach the style sheet? Every token becomes a variable of the page's root.
import { fontFamily, type ThemeName, themes } from '../../styles/tokens.ts';

/** Writes the variables of a theme; the page changes at once, without a reload. */
export function applyTheme(name: ThemeName): void {
  const theme = themes[name];
  const variables: Record<string, string> = {
    ground: theme.ground,
    panel: theme.panel,
    'panel-raised': theme.panelRaised,
    sunk: theme.sunk,
    field: theme.field,
    line: theme.line,
    'line-strong': theme.lineStrong,
    hover: theme.hover,
    pressed: theme.pressed,
    text: theme.text,
    'text-quiet': theme.textQuiet,
    accent: theme.accent,
    'accent-text': theme.accentText,
    'accent-fill': theme.accentFill,
    'on-accent': theme.onAccent,
    alarm: theme.alarm,
    'alarm-text': theme.alarmText,
    warn: theme.warn,
    'warn-text': theme.warnText,
    good: theme.good,
    'good-text': theme.goodText,
    found: theme.found,
    'found-text': theme.foundText,
    closed: theme.closed,
    'closed-text': theme.closedText,
    bar: theme.closed,
    'bar-strong': theme.alarm,
    'bar-quiet': theme.lineStrong,
    span: `${theme.accent}33`,
    band: theme.alarm,
    'on-band': name === 'night' ? '#20060A' : '#FFFFFF',
    veil: theme.shadow,
    shadow: `0 6px 24px ${theme.shadow}`,
    'shadow-small': `0 1px 4px ${theme.shadow}`,
    font: fontFamily,
    ...Object.fromEntries(theme.sequence.map((colour, step) => [`seq-${step}`, colour])),
    ...Object.fromEntries(theme.onSequence.map((colour, step) => [`on-seq-${step}`, colour])),
  };
  const { style, dataset } = document.documentElement;
  for (const [key, value] of Object.entries(variables)) style.setProperty(`--${key}`, value);
  style.colorScheme = name === 'night' ? 'dark' : 'light';
  dataset['theme'] = name;
}
