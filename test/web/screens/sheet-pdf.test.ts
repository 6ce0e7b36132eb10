// Is the sheet a PDF that another program reads? GDAL opens it and gives the picture back.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { pictureAsPdf } from '../../../web/screens/sheet-pdf.ts';

const folder = mkdtempSync(join(tmpdir(), 'anlan-pdf-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const [width, height] = [421, 210];
const data = new Uint8ClampedArray(width * height * 4).map((_, place) => (place % 4 === 3 ? 255 : place % 4 === 0 ? 200 : place % 4 === 1 ? 40 : 10));
const title = '安澜市 (demo) \\ 一张图';
const made = new Date('2026-01-02T03:04:05Z');

describe('a sheet as PDF', () => {
  it('opens in GDAL at the size of the sheet, with the colours of the picture', async () => {
    const file = join(folder, 'sheet.pdf');
    writeFileSync(file, new Uint8Array(await (await pictureAsPdf({ data, width, height }, title, made)).arrayBuffer()));
    const about = JSON.parse(execFileSync('gdalinfo', ['-json', file, '--config', 'GDAL_PDF_DPI', '72'], { encoding: 'utf8' })) as { size: [number, number]; driverShortName: string };
    expect(about.driverShortName).toBe('PDF');
    expect(about.size).toEqual([842, 420]);
    const raw = join(folder, 'sheet.bin');
    execFileSync('gdal_translate', ['-q', '-of', 'ENVI', '-b', '1', '-b', '2', '-b', '3', '-srcwin', '400', '200', '1', '1', '--config', 'GDAL_PDF_DPI', '72', file, raw]);
    expect([...readFileSync(raw)]).toEqual([200, 40, 10]);
  });

  it('says its title in any script, and every place in its table is right', async () => {
    const text = Buffer.from(await (await pictureAsPdf({ data, width, height }, title, made)).arrayBuffer()).toString('latin1');
    const hex = /\/Title <FEFF([0-9A-F]+)>/.exec(text)?.[1] ?? '';
    expect(Buffer.from(hex, 'hex').swap16().toString('utf16le')).toBe(title);
    const table = Number(/startxref\n(\d+)/.exec(text)?.[1]);
    expect(text.slice(table, table + 4)).toBe('xref');
    const places = [...text.slice(table).matchAll(/(\d{10}) 00000 n /g)].map((match) => Number(match[1]));
    expect(places.length).toBe(6);
    for (const [index, place] of places.entries()) expect(text.slice(place).startsWith(`${index + 1} 0 obj`)).toBe(true);
  });
});
