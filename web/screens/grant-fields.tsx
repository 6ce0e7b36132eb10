// How are role and limits chosen? The role first, then what it must be limited to and what it may be, by name and not by code.
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Select } from 'antd';
import { type ReactNode, useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Grant, type RoleId, roleOf, roles } from '../../data/contract/access.ts';
import { siteLayerIds } from '../../data/contract/site-layer-ids.ts';
import { searchQuery } from '../api/queries.ts';
import { useNames } from '../state/names.tsx';

/** A grant being chosen; an empty list = no limit yet. */
export interface GrantDraft {
  readonly role: RoleId | null;
  readonly areaCodes: readonly string[];
  readonly sectorCodes: readonly string[];
  readonly siteIds: readonly number[];
}

export function draftOf(grant: Grant | null): GrantDraft {
  return { role: grant?.role ?? null, areaCodes: grant?.areaCodes ?? [], sectorCodes: grant?.sectorCodes ?? [], siteIds: grant?.siteIds ?? [] };
}

/** Gives the grant of a draft; null while something that its role needs is missing. */
export function grantOfDraft({ role, areaCodes, sectorCodes, siteIds }: GrantDraft): Grant | null {
  if (role === null) return null;
  const reach = roleOf(role).reach;
  const some = <Value,>(list: readonly Value[]): Value[] | null => (list.length === 0 ? null : [...list]);
  // What is not asked for the role is not sent, even if it was chosen for another role before.
  const limits = reach === 'sites' ? { areaCodes: null, sectorCodes: null, siteIds: some(siteIds) } : { areaCodes: isLimited(role) ? some(areaCodes) : null, sectorCodes: isLimited(role) ? some(sectorCodes) : null, siteIds: null };
  const parsed = Grant.safeParse({ role, ...limits });
  return parsed.success ? parsed.data : null;
}

/** Roles without a reach of their own may be limited too, administrators and the office aside: they see the whole city by their duty. */
function isLimited(role: RoleId): boolean {
  return roleOf(role).reach !== 'all' || role === 'viewer' || role === 'wall';
}

/** `offered` = the roles that may be given; all of them unless told. */
export function GrantFields({ draft, onChange, offered = roles.map(({ id }) => id) }: { draft: GrantDraft; onChange(draft: GrantDraft): void; offered?: readonly RoleId[] }) {
  const { t } = useTranslation();
  const names = useNames();
  const reach = draft.role === null ? null : roleOf(draft.role).reach;
  const choose = draft.role !== null && isLimited(draft.role);
  return (
    <>
      <Labelled label={t('admin.grant.role')}>
        {(id) => (
          <Select id={id} value={draft.role ?? undefined} placeholder={t('admin.grant.chooseRole')} options={roles.filter((role) => offered.includes(role.id)).map((role) => ({ value: role.id, label: names.pick(role.zh, role.en) }))} onChange={(role) => onChange({ ...draft, role })} />
        )}
      </Labelled>
      {choose && reach !== 'sites' && (
        <Labelled label={t('admin.grant.areas')} hint={t(reach === 'areas' ? 'admin.grant.needed' : 'admin.grant.optional')}>
          {(id) => (
            <Select id={id} mode="multiple" optionFilterProp="label" value={[...draft.areaCodes]} placeholder={t(reach === 'areas' ? 'admin.grant.chooseAreas' : 'admin.grant.allAreas')} options={names.townships.map((area) => ({ value: area.code, label: names.area(area.code) }))} onChange={(areaCodes) => onChange({ ...draft, areaCodes })} />
          )}
        </Labelled>
      )}
      {choose && reach !== 'sites' && (
        <Labelled label={t('admin.grant.sectors')} hint={t(reach === 'sectors' ? 'admin.grant.needed' : 'admin.grant.optional')}>
          {(id) => (
            <Select id={id} mode="multiple" optionFilterProp="label" value={[...draft.sectorCodes]} placeholder={t(reach === 'sectors' ? 'admin.grant.chooseSectors' : 'admin.grant.allSectors')} options={(names.list('sectors')?.entries ?? []).map((entry) => ({ value: entry.code, label: names.pick(entry.zh, entry.en) }))} onChange={(sectorCodes) => onChange({ ...draft, sectorCodes })} />
          )}
        </Labelled>
      )}
      {reach === 'sites' && <SitesField siteIds={draft.siteIds} onChange={(siteIds) => onChange({ ...draft, siteIds })} />}
    </>
  );
}

/** Sites are found by name, pinyin or code; there are too many for a list. */
function SitesField({ siteIds, onChange }: { siteIds: readonly number[]; onChange(siteIds: number[]): void }) {
  const { t } = useTranslation();
  const names = useNames();
  const [sought, setSought] = useState('');
  const [known, setKnown] = useState<ReadonlyMap<number, string>>(new Map());
  const hits = useQuery({ ...searchQuery(sought), placeholderData: keepPreviousData }).data?.hits.filter((hit) => (siteLayerIds as readonly string[]).includes(hit.collection)) ?? [];
  const offered = new Map(hits.map((hit) => [hit.id, `${hit.name} · ${names.layer(hit.collection)} · ${hit.code}`]));
  const labels = new Map([...known, ...offered]);
  return (
    <Labelled label={t('admin.grant.sites')} hint={t('admin.grant.needed')}>
      {(id) => (
        <Select
          id={id}
          mode="multiple"
          filterOption={false}
          value={[...siteIds]}
          placeholder={t('admin.grant.chooseSites')}
          notFoundContent={t(sought.trim() === '' ? 'admin.grant.typeSites' : 'admin.grant.noSites')}
          options={[...new Set([...siteIds, ...offered.keys()])].map((site) => ({ value: site, label: labels.get(site) ?? t('admin.grant.siteNumber', { id: site }) }))}
          onSearch={setSought}
          onChange={(chosen) => {
            setKnown(labels);
            onChange(chosen);
          }}
        />
      )}
    </Labelled>
  );
}

function Labelled({ label, hint, children }: { label: string; hint?: string; children(id: string): ReactNode }) {
  const id = useId();
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      {children(id)}
      {hint !== undefined && <p className="field-note quiet small">{hint}</p>}
    </div>
  );
}
