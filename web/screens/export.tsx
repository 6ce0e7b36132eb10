// How does the view on the screen become a sheet one can hand over? Map, title, legend, scale bar, as-of, synthetic mark: PNG or PDF.
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Health } from '../../data/contract/health.ts';
import { fontFamily, type ThemeName, themes } from '../../styles/tokens.ts';
import type { City } from '../api/client.ts';
import { clusterAges } from '../layers/cluster-ages.ts';
import { heatSteps } from '../layers/heat-steps.ts';
import { mapLayers } from '../layers/index.ts';
import { formatInstant, formatLength } from '../locales/format.ts';
import { Choice, IconButton } from '../parts/controls.tsx';
import { save } from '../parts/save.ts';
import { useFilterChips } from '../state/filter-words.ts';
import { type MapPicture, useMapActions } from '../state/map-actions.tsx';
import { useNames } from '../state/names.tsx';
import { useNotice } from '../state/notice.tsx';
import { useView } from '../state/use-view.ts';
import { drawHeatRamp, drawLegendMark } from './sheet-marks.ts';
import { pictureAsPdf } from './sheet-pdf.ts';

const formats: readonly ('png' | 'pdf')[] = ['png', 'pdf'];

export function ExportDialog({ city, theme, health, onClose }: { city: City; theme: ThemeName; health: Health | null; onClose(): void }) {
  const { t } = useTranslation();
  const { view } = useView();
  const names = useNames();
  const actions = useMapActions();
  const notice = useNotice();
  const chips = useFilterChips(view.selection);
  const [title, setTitle] = useState(t('export.defaultName', { city: names.pick(city.name, city.nameEn ?? city.name) }));
  const [format, setFormat] = useState<'png' | 'pdf'>('png');
  const [busy, setBusy] = useState(false);

  const make = async (): Promise<void> => {
    setBusy(true);
    try {
      const picture = await actions.takePicture();
      if (picture === null) throw new Error(t('export.tooSmall'));
      const sheet = drawSheet(picture);
      const pixels = format === 'pdf' ? sheet.getContext('2d')?.getImageData(0, 0, sheet.width, sheet.height) : undefined;
      const blob = pixels === undefined ? await new Promise<Blob | null>((resolve) => sheet.toBlob(resolve, 'image/png')) : await pictureAsPdf(pixels, title, new Date());
      if (blob === null) throw new Error(t('export.tooSmall'));
      const name = `anlan-${new Date().toISOString().slice(0, 16).replaceAll(':', '')}.${format}`;
      save(blob, name);
      notice(t('export.done', { name }));
      onClose();
    } catch (error) {
      notice(t('export.failed', { reason: error instanceof Error ? error.message : String(error) }));
    } finally {
      setBusy(false);
    }
  };

  const drawSheet = ({ canvas, metresPerPixel }: MapPicture): HTMLCanvasElement => {
    const colours = themes[theme];
    const unit = Math.max(1, canvas.width / 1200);
    const pad = 24 * unit;
    const head = 72 * unit;
    const foot = 64 * unit;
    const side = 232 * unit;
    const sheet = document.createElement('canvas');
    sheet.width = Math.round(canvas.width + side + pad * 3);
    sheet.height = Math.round(canvas.height + head + foot + pad);
    const pen = sheet.getContext('2d');
    if (pen === null) throw new Error(t('export.tooSmall'));
    pen.fillStyle = colours.panel;
    pen.fillRect(0, 0, sheet.width, sheet.height);
    pen.drawImage(canvas, pad, head);
    pen.strokeStyle = colours.lineStrong;
    pen.lineWidth = unit;
    pen.strokeRect(pad, head, canvas.width, canvas.height);
    const write = (text: string, x: number, y: number, size: number, colour: string, weight = 400, width?: number) => {
      pen.font = `${weight} ${size * unit}px ${fontFamily}`;
      pen.fillStyle = colour;
      pen.fillText(text, x, y, width);
    };
    write(title, pad, 46 * unit, 26, colours.text, 600, canvas.width);
    const filters = chips.map((chip) => (chip.name === '' ? chip.words : `${chip.name} ${chip.words}`)).join('；');
    write(`${t('export.filters')}：${filters === '' ? t('export.noFilters') : filters}`, pad, 66 * unit, 12, colours.textQuiet, 400, canvas.width);
    let y = head + 16 * unit;
    const x = pad * 2 + canvas.width;
    write(t('export.legend'), x, y, 14, colours.text, 600);
    y += 24 * unit;
    for (const layer of mapLayers.toReversed().filter((candidate) => view.layers.includes(candidate.id))) {
      write(names.layer(layer.id), x, y, 12, colours.textQuiet, 600);
      y += 20 * unit;
      if (layer.id === 'hazards' && view.hazardView !== 'points') {
        write(t(`layers.${view.hazardView}`) + ' · ' + t('layers.perKm2'), x, y, 12, colours.text, 400, side);
        const steps = heatSteps[view.hazardView === 'heat-major' ? 'major' : view.hazardView === 'heat-weighted' ? 'weighted' : 'count'];
        drawHeatRamp(pen, colours, x, y + 8 * unit, side - 8 * unit, 10 * unit);
        for (const [place, step] of steps.entries()) write(String(step), x + ((side - 8 * unit) * (place + 0.25)) / steps.length, y + 32 * unit, 11, colours.text);
        y += 52 * unit;
        write(t('layers.clusterRing'), x, y, 12, colours.text, 400, side);
        y += 20 * unit;
        let along = x;
        for (const age of clusterAges(colours)) {
          pen.fillStyle = age.colour;
          pen.fillRect(along, y - 6 * unit, 12 * unit, 4 * unit);
          write(age.days, along + 16 * unit, y, 11, colours.text);
          along += 64 * unit;
        }
        y += 26 * unit;
        continue;
      }
      for (const row of layer.legend({ theme: colours, language: 'zh-CN', selection: view.selection, origin: '', dataVersion: 0 })) {
        drawLegendMark(pen, row.mark, x, y - 12 * unit, 16 * unit);
        write(names.pick(row.zh, row.en), x + 26 * unit, y, 12, colours.text, 400, side - 26 * unit);
        y += 20 * unit;
      }
      y += 6 * unit;
    }
    const bar = roundLength(160 * unit * metresPerPixel);
    const bottom = head + canvas.height;
    pen.fillStyle = colours.text;
    pen.fillRect(x, bottom - 8 * unit, bar / metresPerPixel, 3 * unit);
    const { key, value } = formatLength(bar);
    write(t(key, { value }), x, bottom - 14 * unit, 12, colours.text);
    const asOf = health?.dataAsOf == null ? t('words.unknown') : formatInstant(health.dataAsOf);
    write(`${t('export.asOf', { time: asOf, version: health?.dataVersion ?? 0 })}　${t('export.made', { time: formatInstant(new Date().toISOString()) })}　${t('export.datum')}`, pad, bottom + 26 * unit, 12, colours.textQuiet);
    write(city.mapApprovalNumber === null ? t('export.noApproval') : t('export.approval', { number: city.mapApprovalNumber }), pad, bottom + 48 * unit, 12, colours.textQuiet);
    if (city.synthetic) write(t('export.synthetic'), pad + 320 * unit, bottom + 48 * unit, 13, colours.alarmText, 600);
    return sheet;
  };

  return (
    <div className="veil" role="presentation" onClick={(event) => event.target === event.currentTarget && onClose()}>
      <dialog className="dialog" open aria-label={t('export.title')}>
        <header className="dialog-head">
          <h2>{t('export.title')}</h2>
          <IconButton icon="close" label={t('words.close')} onClick={onClose} />
        </header>
        <div className="dialog-body">
          <form
            className="dialog-form"
            onSubmit={(event) => {
              event.preventDefault();
              void make();
            }}
          >
            <label>
              {t('export.name')}
              <input className="input" value={title} maxLength={80} onChange={(event) => setTitle(event.target.value)} />
            </label>
            <Choice label={t('export.format')} value={format} options={formats.map((value) => ({ value, text: t(`export.${value}`) }))} onChange={(value) => setFormat(value)} />
            <button type="submit" className="button button-main" disabled={busy}>
              {t(busy ? 'export.making' : 'export.make')}
            </button>
          </form>
        </div>
      </dialog>
    </div>
  );
}

/** Gives the largest 1, 2 or 5 × 10^n not above a length. */
function roundLength(metres: number): number {
  const power = 10 ** Math.floor(Math.log10(metres));
  return [5, 2, 1].map((step) => step * power).find((length) => length <= metres) ?? power;
}
