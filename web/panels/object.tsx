// What is known of this one object? Its attributes, open hazards, last inspections; for a hazard its deadline, clause and life.
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { siteLayers } from '../../data/contract/site-layers.ts';
import { dayOfInstant } from '../../data/contract/units.ts';
import type { Geometry } from '../../data/contract/geometry.ts';
import type { Item } from '../api/client.ts';
import { criteriaQuery, hazardEventsQuery, itemQuery, siteSummaryQuery } from '../api/queries.ts';
import { may, sessionQuery } from '../api/session.ts';
import { formatCount, formatInstant, formatPosition } from '../locales/format.ts';
import { Answer, Bones, Empty } from '../parts/answer.tsx';
import { IconButton } from '../parts/controls.tsx';
import { Icon } from '../parts/icon.tsx';
import { Mark } from '../parts/mark.tsx';
import { addressWith } from '../state/appearance.ts';
import { deadlineOf } from '../state/deadline.ts';
import { fieldsOf, useFields } from '../state/fields.tsx';
import { useMapActions } from '../state/map-actions.tsx';
import { useNames } from '../state/names.tsx';
import { copyText, useNotice } from '../state/notice.tsx';
import { useView } from '../state/use-view.ts';
import type { ObjectKey } from '../state/view.ts';
import { Panel, Section } from './panel.tsx';

/** Zoom at which one object is looked at. */
const objectZoom = 15;

/** The panel of one object. `children` stand before its attributes: what only this kind of object has. */
export function ObjectPanel({ object, children }: { object: ObjectKey; children?: ReactNode }) {
  const { t } = useTranslation();
  const names = useNames();
  const { change } = useView();
  const item = useQuery(itemQuery(object.collection, object.id));
  const missing = (item.error as { status?: number } | null)?.status === 404;
  const title = item.data === undefined ? names.layer(object.collection) : String(item.data.properties.name ?? item.data.properties.title ?? item.data.properties.siteName ?? item.data.properties.code);
  return (
    <Panel
      finding={
        <>
          <button type="button" className="back" onClick={() => change({ object: null })}>
            <Icon name="left" size={14} />
            {t('object.back')}
          </button>
          <span className="object-kind quiet">{names.layer(object.collection)}</span>
          <span className="object-title">{title}</span>
        </>
      }
      tools={item.data !== undefined && <PlaceTools item={item.data} />}
    >
      {missing ? (
        <Empty>
          <p>{t('object.missing')}</p>
          <p>{t('object.missingWhat')}</p>
        </Empty>
      ) : (
        <Answer asked={item} shape={<Bones rows={10} height={20} />}>
          {(data) => (
            <>
              {object.collection === 'hazards' && <HazardLife item={data} />}
              <EditSite object={object} />
              {children}
              <Attributes collection={object.collection} item={data} />
              {siteLayers.some((layer) => layer.id === object.collection && layer.supervised) && <SiteRecords layer={object.collection} id={object.id} />}
            </>
          )}
        </Answer>
      )}
    </Panel>
  );
}

/** The way to the page where a site is changed, for those who may. */
function EditSite({ object }: { object: ObjectKey }) {
  const { t } = useTranslation();
  const session = useQuery(sessionQuery()).data;
  if (!siteLayers.some(({ id }) => id === object.collection) || !(may(session, 'sites') || may(session, 'contacts'))) return null;
  return (
    <a className="button" href={addressWith(`/sites/${object.collection}/${object.id}`)}>
      {t('object.edit')}
    </a>
  );
}

/** Gives the first position of a geometry; null when it has none. */
function firstPosition(geometry: Geometry | null): [number, number] | null {
  let inner: unknown = geometry?.coordinates;
  while (Array.isArray(inner) && Array.isArray(inner[0])) inner = inner[0];
  return Array.isArray(inner) && typeof inner[0] === 'number' && typeof inner[1] === 'number' ? [inner[0], inner[1]] : null;
}

function PlaceTools({ item }: { item: Item }) {
  const { t } = useTranslation();
  const map = useMapActions();
  const tell = useNotice();
  const place = firstPosition(item.geometry);
  if (place === null) return null;
  const text = formatPosition(place[0], place[1]);
  return (
    <>
      <IconButton icon="target" label={t('object.flyTo')} onClick={() => map.goTo(place[0], place[1], objectZoom)} />
      <IconButton icon="copy" label={t('object.copyCoordinates')} onClick={() => void copyText(text).then((done) => tell(done ? t('tools.copied', { text }) : t('list.copyFailed')))} />
    </>
  );
}

function Attributes({ collection, item }: { collection: string; item: Item }) {
  const { t } = useTranslation();
  const fields = useFields();
  const shown = fieldsOf(collection)
    .filter((field) => !(collection === 'hazards' && ['title', 'clauseId', 'dueOn', 'siteLayer', 'siteCode'].includes(field.name)))
    .map((field) => ({ field, text: fields.value(field, item.properties[field.name]) }))
    .filter(({ text }) => text !== '');
  const masked = shown.some(({ field }) => field.meta.personal === true);
  return (
    <Section finding={t('object.attributes')}>
      <dl className="attributes">
        {shown.map(({ field, text }) => (
          <div key={field.name} className="attribute">
            <dt>{fields.title(field)}</dt>
            <dd className="figure">{text}</dd>
          </div>
        ))}
      </dl>
      {masked && <p className="quiet small">{t('object.reveal')}</p>}
    </Section>
  );
}

function HazardLife({ item }: { item: Item }) {
  const { t } = useTranslation();
  const names = useNames();
  const { change } = useView();
  const events = useQuery(hazardEventsQuery(item.id));
  const criteria = useQuery(criteriaQuery());
  const session = useQuery(sessionQuery()).data;
  const { overdue, left, open } = deadlineOf(item.properties, dayOfInstant(Date.now()));
  const clause = criteria.data?.clauses.find((one) => one.id === item.properties.clauseId);
  const document = criteria.data?.documents.find((one) => one.id === clause?.documentId);
  const roleKeys = ['enterprise', 'inspector', 'hotline', 'department', 'reviewer', 'office', 'system', 'township'] as const;
  const roleOf = (role: string): string => {
    const key = roleKeys.find((known) => known === role);
    return key === undefined ? role : t(`object.role.${key}`);
  };
  return (
    <>
      <div className="hazard-state">
        <span className={item.properties.levelCode === 'LV-M' ? 'level-major' : 'level-general'}>{names.code('hazard-levels', String(item.properties.levelCode))}</span>
        <span className="state-chip">{names.code('hazard-statuses', String(item.properties.statusCode))}</span>
        {open && (
          <span className={overdue > 0 ? 'fact-overdue figure' : 'quiet figure'}>
            <Icon name="clock" size={14} />{' '}
            {overdue > 0 ? t('object.overdueDays', { days: formatCount(overdue) }) : left === null ? t('object.noDeadline') : left === 0 ? t('object.dueToday') : t('object.dueInDays', { days: formatCount(left) })}
            {item.properties.dueOn !== null && ` · ${String(item.properties.dueOn)}`}
          </span>
        )}
      </div>
      {may(session, 'handle') && (
        <a className="button button-main" href={addressWith(`/hazards/${item.id}`)}>
          {t('object.handle')}
        </a>
      )}
      {typeof item.properties.siteId === 'number' && typeof item.properties.siteLayer === 'string' && (
        <button type="button" className="card card-line" onClick={() => change({ object: { collection: String(item.properties.siteLayer), id: Number(item.properties.siteId) } })}>
          <span className="quiet">{t('object.atSite')}</span> {String(item.properties.siteName ?? '')} <Icon name="right" size={14} />
        </button>
      )}
      {clause !== undefined && (
        <Section finding={t('object.clause')}>
          <blockquote className="clause">
            <p>{names.pick(clause.zh, clause.en)}</p>
            <footer className="quiet small">
              {document === undefined ? clause.documentId : names.pick(document.titleZh, document.titleEn)} · {clause.article} <Mark mark={clause.mark} />
              <br />
              {t('object.clausePrevails')}
            </footer>
          </blockquote>
        </Section>
      )}
      <Section finding={t('object.timeline')}>
        <Answer asked={events} shape={<Bones rows={4} height={32} />}>
          {(data) => (
            <ol className="timeline">
              {data.events.map((event) => (
                <li key={event.sequence} className="timeline-step">
                  <time className="figure quiet" dateTime={event.at}>
                    {formatInstant(event.at)}
                  </time>
                  <span>
                    {t(`object.eventKind.${event.kind}`)}
                    {event.toStatusCode !== null && event.fromStatusCode !== null && (
                      <> · {t('object.moveTo', { from: names.code('hazard-statuses', event.fromStatusCode), to: names.code('hazard-statuses', event.toStatusCode) })}</>
                    )}
                  </span>
                  <span className="quiet small">
                    {roleOf(event.actorRole)}
                    {event.note !== null && event.note !== '' && ` · ${event.note}`}
                  </span>
                </li>
              ))}
            </ol>
          )}
        </Answer>
      </Section>
    </>
  );
}

function SiteRecords({ layer, id }: { layer: string; id: number }) {
  const { t } = useTranslation();
  const names = useNames();
  const { change } = useView();
  const summary = useQuery(siteSummaryQuery(layer, id));
  const today = dayOfInstant(Date.now());
  return (
    <Answer asked={summary} shape={<Bones rows={6} height={32} />}>
      {({ hazards, inspections }) => (
        <>
          <Section finding={hazards.total === 0 ? t('object.noHazards') : t('object.openHazards', { open: formatCount(hazards.open), overdue: formatCount(hazards.overdue) })}>
            <ul className="records">
              {hazards.items.map((hazard) => {
                const { overdue } = deadlineOf(hazard.properties, today);
                return (
                  <li key={hazard.id}>
                    <button type="button" className="card" onClick={() => change({ object: { collection: 'hazards', id: hazard.id } })}>
                      <span className="card-main">
                        <span>
                          {hazard.properties.levelCode === 'LV-M' && <span className="level-major">{names.code('hazard-levels', 'LV-M').slice(0, 2)}</span>} {String(hazard.properties.title)}
                        </span>
                        <span className="card-facts figure">
                          <span>{names.code('hazard-statuses', String(hazard.properties.statusCode))}</span>
                          {overdue > 0 && <span className="fact-overdue">{t('object.overdueDays', { days: formatCount(overdue) })}</span>}
                        </span>
                      </span>
                    </button>
                  </li>
                );
              })}
            </ul>
          </Section>
          <Section finding={inspections.total === 0 ? t('object.noInspections') : t('object.inspections', { count: formatCount(inspections.total) })}>
            <ul className="records">
              {inspections.items.map((inspection) => (
                <li key={inspection.id} className="record">
                  <span className="figure">{formatInstant(String(inspection.properties.startedAt))}</span> {names.code('inspection-modes', String(inspection.properties.modeCode))}
                  <span className="quiet"> · {t('object.found', { count: formatCount(Number(inspection.properties.hazardsFound)) })}</span>
                </li>
              ))}
            </ul>
          </Section>
        </>
      )}
    </Answer>
  );
}
