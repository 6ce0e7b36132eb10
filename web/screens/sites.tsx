// Which sites are in the register, where do they lie, and how are they entered and changed? List or form in a panel, the map beside it; the address holds layer and site.
import { useQuery } from '@tanstack/react-query';
import { useCallback, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useLocation } from 'wouter';
import { siteLayerOf } from '../../data/contract/site-edits.ts';
import { siteLayers } from '../../data/contract/site-layers.ts';
import { may, sessionQuery } from '../api/session.ts';
import { Icon } from '../parts/icon.tsx';
import { useNames } from '../state/names.tsx';
import { NewSite } from './site-new.tsx';
import { SitePage } from './site-page.tsx';
import { SitesChanges, SitesList } from './sites-list.tsx';
import { LayerMap, type MapPart, nothingPlaced } from './sites-map-lazy.tsx';
import '../../styles/admin.css';
import '../../styles/hazard.css';
import '../../styles/sites.css';

export default function SitesScreen() {
  const { t } = useTranslation();
  const names = useNames();
  const [path, go] = useLocation();
  const session = useQuery(sessionQuery()).data;
  const [words, setWords] = useState('');
  const [part, setPart] = useState<MapPart>(nothingPlaced);
  const show = useCallback((next: MapPart) => setPart(next), []);
  const [, , first = '', second = ''] = path.split('/');
  // Recent changes speak of every layer; the map keeps the one that was open.
  const [kept, setKept] = useState(siteLayerOf(first)?.id ?? siteLayers[0]?.id ?? '');
  const layer = siteLayerOf(first) ?? siteLayerOf(kept);
  const id = /^[1-9]\d{0,8}$/.test(second) ? Number(second) : null;
  const isNew = second === 'new' && may(session, 'sites');
  const isOpen = id !== null || isNew;
  useEffect(() => {
    if (siteLayerOf(first) !== undefined) setKept(first);
  }, [first]);
  useEffect(() => {
    if (!isOpen) setPart(nothingPlaced);
  }, [isOpen, layer?.id]);
  useEffect(() => {
    if (!part.dirty) return undefined;
    const warn = (event: BeforeUnloadEvent): void => event.preventDefault();
    window.addEventListener('beforeunload', warn);
    return () => window.removeEventListener('beforeunload', warn);
  }, [part.dirty]);
  if (layer === undefined) return null;
  /** Goes somewhere else on this page; what was typed is not thrown away without asking. */
  const leaveTo = (address: string): void => {
    if (part.dirty && !window.confirm(t('sites.leave'))) return;
    setPart(nothingPlaced);
    go(address);
  };
  const showsChanges = first === 'changes';
  const role = session?.grant?.role ?? null;
  return (
    <div className={isOpen ? 'sites sites-one' : 'sites'}>
      <header className="sites-top">
        <h1>{t('screens.sites')}</h1>
        <nav className="page-tabs" aria-label={t('screens.sites')}>
          <a className="page-tab" href={`/sites/${layer.id}`} aria-current={showsChanges ? undefined : 'page'} onClick={(event) => (event.preventDefault(), leaveTo(`/sites/${layer.id}`))}>
            {t('sites.register')}
          </a>
          <a className="page-tab" href="/sites/changes" aria-current={showsChanges ? 'page' : undefined} onClick={(event) => (event.preventDefault(), leaveTo('/sites/changes'))}>
            {t('sites.changes')}
          </a>
        </nav>
        <select className="input sites-layer" aria-label={t('sites.layer')} value={layer.id} onChange={(event) => leaveTo(`/sites/${event.target.value}`)}>
          {siteLayers.map((row) => (
            <option key={row.id} value={row.id}>
              {names.pick(row.zh, row.en)}
            </option>
          ))}
        </select>
        {may(session, 'sites') && !isNew && (
          <button type="button" className="button button-main" onClick={() => leaveTo(`/sites/${layer.id}/new`)}>
            <Icon name="plus" />
            {t('sites.add')}
          </button>
        )}
      </header>
      <section className="sites-panel" aria-label={t(isNew ? 'sites.add' : id !== null ? 'sites.fields' : showsChanges ? 'sites.changes' : 'sites.register')}>
        {isOpen && (
          <p>
            <Link className="back" href={`/sites/${layer.id}`} onClick={(event) => (event.preventDefault(), leaveTo(`/sites/${layer.id}`))}>
              <Icon name="left" size={14} />
              {t('sites.back')}
            </Link>
          </p>
        )}
        {isNew && role !== null ? (
          <NewSite key={layer.id} layer={layer} role={role} onMap={show} onMade={(made) => go(`/sites/${layer.id}/${made}`)} onLeave={() => leaveTo(`/sites/${layer.id}`)} />
        ) : id !== null ? (
          <SitePage key={`${layer.id} ${id}`} layer={layer} id={id} role={role} onMap={show} />
        ) : showsChanges ? (
          <SitesChanges layer={layer} />
        ) : (
          <SitesList key={layer.id} layer={layer} words={words} onWords={setWords} mayEdit={may(session, 'sites')} />
        )}
      </section>
      <div className="sites-map">
        <LayerMap layer={layer.id} part={part} onPick={(picked) => picked !== id && leaveTo(`/sites/${layer.id}/${picked}`)} />
      </div>
    </div>
  );
}
