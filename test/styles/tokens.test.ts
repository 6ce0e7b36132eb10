// Can the text be read? Contrast of every pair of text and ground, by WCAG 2.2, success criterion 1.4.3.
import { describe, expect, it } from 'vitest';
import { readColour } from '../../styles/colour.ts';
import { themes } from '../../styles/tokens.ts';

/** Contrast ratio 1..21 of two colours (WCAG 2.2, relative luminance). */
function contrast(a: string, b: string): number {
  const [light = 0, dark = 0] = [a, b]
    .map((colour) => {
      const [red, green, blue] = readColour(colour).map((part) => (part / 255 <= 0.04045 ? part / 255 / 12.92 : ((part / 255 + 0.055) / 1.055) ** 2.4)) as [number, number, number];
      return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
    })
    .sort((x, y) => y - x);
  return (light + 0.05) / (dark + 0.05);
}

describe.each(Object.values(themes))('the colours by $name', (theme) => {
  it.each(['panel', 'panelRaised', 'sunk', 'ground'] as const)('text reads on %s', (ground) => {
    expect(contrast(theme.text, theme[ground])).toBeGreaterThanOrEqual(7);
    for (const text of [theme.textQuiet, theme.alarmText]) expect(contrast(text, theme[ground])).toBeGreaterThanOrEqual(4.5);
  });

  it('labels of the map read on land and sea, and signs stand out from them', () => {
    for (const ground of [theme.map.land, theme.map.sea]) {
      for (const label of [theme.map.label, theme.map.labelStrong]) expect(contrast(label, ground)).toBeGreaterThanOrEqual(4.5);
      for (const [layer, colour] of Object.entries(theme.layers)) expect({ layer, enough: contrast(colour, ground) >= 3 }).toEqual({ layer, enough: true });
    }
  });

  it('the heat goes one way, from the ground to the loudest', () => {
    const steps = theme.heat.slice(1).map((colour) => contrast(colour, theme.map.land));
    expect(steps).toEqual(steps.toSorted((a, b) => a - b));
  });
});

describe('reading a colour', () => {
  it('takes hexadecimal and rgb, and gives white for anything else', () => {
    expect(readColour('#0B1B33')).toEqual([11, 27, 51]);
    expect(readColour('rgba(59, 47, 99, 0)')).toEqual([59, 47, 99]);
    expect(readColour('seagreen')).toEqual([255, 255, 255]);
  });
});
