// Where is the site put, from where is it moved and how far? Typed, taken from this device, or drawn on the map beside.
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Geometry } from '../../data/contract/geometry.ts';
import type { SiteLayer } from '../../data/contract/sites.ts';
import { distanceMetres } from '../../data/contract/units.ts';
import { formatCount, formatLength } from '../locales/format.ts';
import { isSimple, pointOf, positionsOf, type ShapeKind } from '../map/shape-drawing.ts';
import { Choice } from '../parts/controls.tsx';
import { Field } from '../parts/form.tsx';
import { Icon } from '../parts/icon.tsx';
import { useDevicePlace } from '../state/device-place.ts';
import { placeWords } from './site-words.ts';

export type DrawnKind = 'point' | ShapeKind;

/** Gives the kind of a geometry. */
export function kindOf(type: Geometry['type']): DrawnKind {
  return type.endsWith('Point') ? 'point' : type.endsWith('LineString') ? 'line' : 'polygon';
}

/** Gives the kinds of shapes that can be made here for a layer: single ones. */
export function kindsOf(layer: SiteLayer): readonly DrawnKind[] {
  return (['point', 'line', 'polygon'] as const).filter((kind) => layer.geometryTypes.some((type) => !type.startsWith('Multi') && kindOf(type) === kind));
}

export interface SitePlaceProps {
  readonly layer: SiteLayer;
  readonly stored: Geometry | null;
  /** Null = as stored. */
  readonly placed: Geometry | null;
  readonly disabled: boolean;
  /** What a new site is made of, and what is being drawn; the point needs no drawing. */
  readonly kind: DrawnKind;
  readonly drawing: boolean;
  readonly fault: string | null;
  onKind(kind: DrawnKind): void;
  onDrawing(drawing: boolean): void;
  onPlace(geometry: Geometry | null): void;
}

export function SitePlace(props: SitePlaceProps) {
  const { t } = useTranslation();
  const { layer, stored, placed, kind, fault, onKind } = props;
  const kinds = kindsOf(layer);
  return (
    <fieldset className="site-place">
      <legend className="field-label">{t(kind === 'point' ? 'sites.place' : 'sites.shape')}</legend>
      {stored === null && kinds.length > 1 && <Choice<DrawnKind> label={t('sites.shape')} value={kind} onChange={onKind} options={kinds.map((one) => ({ value: one, text: t(`sites.kinds.${one}`) }))} />}
      {kind === 'point' ? <PointPlace {...props} /> : <ShapePlace {...props} />}
      {placed !== null && stored !== null && <Moved {...props} />}
      {fault !== null && (
        <p className="field-fault small" role="alert">
          {fault}
        </p>
      )}
    </fieldset>
  );
}

function PointPlace({ stored, placed, disabled, onPlace }: SitePlaceProps) {
  const { t } = useTranslation();
  const at = placed ?? stored;
  const known = at?.type === 'Point' ? `${at.coordinates[0]} ${at.coordinates[1]}` : ' ';
  const [typed, setTyped] = useState<{ lng: string; lat: string } | null>(null);
  // Another place from the map or another person replaces what was typed.
  useEffect(() => setTyped((before) => (before === null || `${Number(before.lng)} ${Number(before.lat)}` === known ? before : null)), [known]);
  const [lng = '', lat = ''] = typed === null ? known.split(' ') : [typed.lng, typed.lat];
  const isFine = (text: string, most: number): boolean => text.trim() === '' || (Number.isFinite(Number(text)) && Math.abs(Number(text)) <= most);
  const type = (next: { lng: string; lat: string }): void => {
    setTyped(next);
    if (next.lng.trim() !== '' && next.lat.trim() !== '' && isFine(next.lng, 180) && isFine(next.lat, 90)) onPlace(pointOf(Number(next.lng), Number(next.lat)));
  };
  return (
    <>
      <div className="site-degrees">
        <Field label={t('sites.lng')} inputMode="decimal" disabled={disabled} value={lng} fault={isFine(lng, 180) ? null : t('sites.placeFault')} onChange={(event) => type({ lng: event.target.value, lat })} />
        <Field label={t('sites.lat')} inputMode="decimal" disabled={disabled} value={lat} fault={isFine(lat, 90) ? null : t('sites.latFault')} onChange={(event) => type({ lng, lat: event.target.value })} />
      </div>
      {!disabled && (
        <p className="quiet small">
          {t(stored === null ? 'sites.placeHint' : 'sites.moveHint')} <DevicePlace onPlace={onPlace} />
        </p>
      )}
    </>
  );
}

/** A button that takes the position of this device once it is known. */
function DevicePlace({ onPlace }: { onPlace(geometry: Geometry): void }) {
  const { t } = useTranslation();
  const [wanted, setWanted] = useState(false);
  const device = useDevicePlace(wanted);
  const at = wanted && device.kind === 'known' ? device.place : null;
  useEffect(() => {
    if (at !== null) onPlace(pointOf(at.lng, at.lat));
    // Once: a position that gets better must not move what was put right by hand since.
  }, [at === null]);
  return (
    <>
      <button type="button" className="link-button" onClick={() => setWanted(true)} disabled={wanted && device.kind !== 'known'}>
        {t('sites.device')}
      </button>
      {wanted && <span role="status"> {device.kind === 'known' ? t('sites.deviceExact', { metres: formatCount(Math.round(device.place.accuracyMetres)) }) : t(`sites.deviceState.${device.kind}`)}</span>}
    </>
  );
}

function ShapePlace({ layer, stored, placed, disabled, kind, drawing, onDrawing, onPlace }: SitePlaceProps) {
  const { t } = useTranslation();
  const shape = placed ?? stored;
  const words = shape === null ? null : placeWords(shape, (count) => t('sites.points', { count }));
  const length = shape?.type === 'LineString' ? formatLength(lengthOf(positionsOf(shape))) : null;
  const canDraw = kindsOf(layer).includes(kind);
  return (
    <>
      <p className="small">
        {words ?? t('sites.needShape')}
        {length !== null && ` · ${t('sites.shapeLength', { length: t(length.key, { value: length.value }) })}`}
        {placed !== null && ` · ${t('sites.newShape')}`}
      </p>
      {!disabled && !canDraw && <p className="quiet small">{t('sites.noShape')}</p>}
      {!disabled && canDraw && stored !== null && !isSimple(stored) && placed === null && <p className="quiet small">{t('sites.severalParts')}</p>}
      {!disabled && canDraw && (
        <p className="small">
          {drawing ? (
            <>
              <span className="quiet">{t('sites.drawHint')}</span>{' '}
              {shape !== null && (
                <button type="button" className="button button-small" onClick={() => onDrawing(false)}>
                  {t('sites.drawDone')}
                </button>
              )}
            </>
          ) : (
            <button
              type="button"
              className="button button-small"
              onClick={() => {
                if (shape !== null && !isSimple(shape)) onPlace(null);
                onDrawing(true);
              }}
            >
              <Icon name="draw" />
              {t(shape === null || !isSimple(shape) ? 'sites.drawAnew' : 'sites.draw')}
            </button>
          )}
        </p>
      )}
    </>
  );
}

/** Before and after, and how far it is. */
function Moved({ stored, placed, onPlace, onDrawing }: SitePlaceProps) {
  const { t } = useTranslation();
  if (stored === null || placed === null) return null;
  const length = stored.type === 'Point' && placed.type === 'Point' ? formatLength(distanceMetres(stored.coordinates[0], stored.coordinates[1], placed.coordinates[0], placed.coordinates[1])) : null;
  const corners = (count: number): string => t('sites.points', { count });
  return (
    <div className="site-moved small" role="status">
      <span className="figure quiet">{t('sites.from', { place: placeWords(stored, corners) })}</span>
      <span className="figure">{t('sites.to', { place: placeWords(placed, corners) })}</span>
      {length !== null && <strong className="figure">{t('sites.moved', { length: t(length.key, { value: length.value }) })}</strong>}
      <button
        type="button"
        className="link-button"
        onClick={() => {
          onDrawing(false);
          onPlace(null);
        }}
      >
        {t('sites.putBack')}
      </button>
    </div>
  );
}

function lengthOf(line: readonly (readonly [number, number])[]): number {
  return line.slice(1).reduce((sum, [lng, lat], i) => sum + distanceMetres(line[i]?.[0] ?? 0, line[i]?.[1] ?? 0, lng, lat), 0);
}
