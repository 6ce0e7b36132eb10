// How does a colour of the tokens become numbers? For canvases and deck.gl, which want them apart.

/** Gives red, green and blue 0..255 of `#RRGGBB` or `rgb(…)`, `rgba(…)`; white for anything else. */
export function readColour(text: string): [number, number, number] {
  const [, hex] = /^#([0-9a-f]{6})/i.exec(text) ?? [];
  if (hex !== undefined) return [0, 2, 4].map((at) => Number.parseInt(hex.slice(at, at + 2), 16)) as [number, number, number];
  const [red = 255, green = 255, blue = 255] = (/^rgba?\(([^)]*)\)$/.exec(text)?.[1] ?? '').split(',').filter((part) => part !== '').map(Number);
  return [red, green, blue];
}
