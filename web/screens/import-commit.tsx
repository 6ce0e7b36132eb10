// Shall it be written, and what came of it? The fourth step: one batch, whole or absent, and the way to take it back.
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import type { ClinicPlan, ClinicSession, DryRunSummary, ImportBatch } from '../../data/contract/import-clinic.ts';
import { importBatchQuery } from '../api/import-batches.ts';
import { clinicSessionQuery, commitImport, refusedAddress } from '../api/import-clinic.ts';
import { formatCount } from '../locales/format.ts';
import { Answer, Bones, useReason } from '../parts/answer.tsx';
import { FormNote } from '../parts/form.tsx';
import { Icon } from '../parts/icon.tsx';
import { addressWith } from '../state/appearance.ts';
import { samePlan } from '../state/import-plan.ts';
import { useNames } from '../state/names.tsx';
import { UndoDialog, UndoResult } from './import-undo.tsx';

export function ImportCommit({ session, plan }: { session: ClinicSession; plan: ClinicPlan | null }) {
  const { dryRun, batchId } = session;
  if (batchId !== null) return <Written session={session} batchId={batchId} />;
  return dryRun === null ? null : <ToWrite session={session} dryRun={dryRun} isStale={!samePlan(plan, session.plan)} />;
}

function ToWrite({ session, dryRun, isStale }: { session: ClinicSession; dryRun: DryRunSummary; isStale: boolean }) {
  const { t } = useTranslation();
  const names = useNames();
  const client = useQueryClient();
  const reasonOf = useReason();
  const [knows, setKnows] = useState(false);
  const { id } = session;
  const writing = useMutation({ mutationFn: () => commitImport(id), onSuccess: (begun) => client.setQueryData(clinicSessionQuery(id).queryKey, begun.session) });
  const count = dryRun.taken + dryRun.changed;
  const why = isStale ? t('imports.check.stale') : count === 0 ? t('imports.check.nothingToWrite') : dryRun.endsGuest && !knows ? t('imports.commit.knowFirst') : null;
  return (
    <section className="card-part import-commit" aria-labelledby="import-commit">
      <h2 id="import-commit">{t('imports.commit.title', { name: session.fileName })}</h2>
      <p className="import-will figure">{t('imports.commit.will', { layer: names.layer(session.layer), taken: formatCount(dryRun.taken), changed: formatCount(dryRun.changed) })}</p>
      <p className="figure">{t('imports.commit.wont', { unchanged: formatCount(dryRun.unchanged), refused: formatCount(dryRun.refused) })}</p>
      <p className="quiet small">{t('imports.commit.undo')}</p>
      {dryRun.endsGuest && (
        <div className="import-note import-note-warn">
          <p>
            <Icon name="alert" size={14} /> <strong>{t('imports.check.endsGuest')}</strong> {t('imports.check.endsGuestWhat')}
          </p>
          <label className="page-check">
            <input type="checkbox" checked={knows} onChange={(event) => setKnows(event.target.checked)} />
            {t('imports.commit.know')}
          </label>
        </div>
      )}
      {writing.error !== null && <FormNote kind="refused">{reasonOf(writing.error)}</FormNote>}
      <div className="form-buttons">
        <button type="button" className="button button-main" disabled={why !== null || writing.isPending} title={why ?? undefined} onClick={() => writing.mutate()}>
          {t('imports.commit.do', { count: formatCount(count) })}
        </button>
        <Link className="button" href={`/imports/${id}/check`}>
          {t('imports.commit.toCheck')}
        </Link>
      </div>
      {why !== null && <p className="quiet small">{why}</p>}
    </section>
  );
}

/** Gives the address of the map that shows what came in: its layer, and the box of its places. */
function mapAddress(layer: string, box: readonly number[] | null): string {
  const query = new URLSearchParams({ layers: layer, list: layer, panel: 'list' });
  const [west, south, east, north] = box ?? [];
  if (west !== undefined && south !== undefined && east !== undefined && north !== undefined) {
    // A tile of zoom 0 is the whole world; one step in for a margin.
    const zoom = Math.max(6, Math.min(15, Math.log2(360 / Math.max(east - west, (north - south) * 1.6, 0.005)) + 0.5));
    query.set('camera', `${((west + east) / 2).toFixed(5)},${((south + north) / 2).toFixed(5)},${zoom.toFixed(2)}`);
  }
  return addressWith(`/?${query.toString().replaceAll('%2C', ',')}`);
}

/** Layers that the map draws; the others are found in their own lists. */
const unmapped: ReadonlySet<string> = new Set(['inspections', 'incidents']);

function Written({ session, batchId }: { session: ClinicSession; batchId: number }) {
  const { t } = useTranslation();
  const names = useNames();
  const [undoing, setUndoing] = useState(false);
  const asked = useQuery(importBatchQuery(batchId));
  const { id, layer, dryRun } = session;
  const acts = (batch: ImportBatch) => (
    <div className="form-buttons">
      {batch.undoneAt === null && !unmapped.has(layer) && (
        <a className="button button-main" href={mapAddress(layer, dryRun?.box ?? null)}>
          <Icon name="map" />
          {t('imports.commit.onMap')}
        </a>
      )}
      {layer === 'hazards' && (
        <Link className="button" href="/ledger">
          <Icon name="table" />
          {t('imports.commit.inLedger')}
        </Link>
      )}
      {batch.refused > 0 && (
        <a className="button" href={refusedAddress(id)} download={`refused-${batchId}.csv`}>
          <Icon name="download" />
          {t('imports.check.download')}
        </a>
      )}
      {batch.undoneAt === null && batch.undoable && (
        <button type="button" className="button" onClick={() => setUndoing(true)}>
          <Icon name="undo" />
          {t('imports.batches.undoOf', { id: batchId })}
        </button>
      )}
      <Link className="button" href="/imports">
        {t('imports.commit.another')}
      </Link>
    </div>
  );
  return (
    <section className="card-part import-commit" aria-labelledby="import-done">
      <Answer asked={asked} shape={<Bones rows={4} height={24} />}>
        {(batch) => (
          <>
            <h2 id="import-done">{t(batch.undoneAt === null ? 'imports.commit.done' : 'imports.commit.undone', { id: batchId })}</h2>
            <p className="import-will figure">
              {t('imports.commit.counts', { layer: names.layer(layer), counts: t('imports.batches.countsOf', { taken: formatCount(batch.taken), changed: formatCount(batch.changed), unchanged: formatCount(batch.unchanged), refused: formatCount(batch.refused) }) })}
            </p>
            {batch.undo !== null && <UndoResult undo={batch.undo} />}
            {batch.undoneAt === null && <p className="quiet small">{t('imports.commit.undo')}</p>}
            {acts(batch)}
            {undoing && <UndoDialog batch={batch} onClose={() => setUndoing(false)} />}
          </>
        )}
      </Answer>
    </section>
  );
}
