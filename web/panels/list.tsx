// What are the records behind the map? A paged table in step with filters and view, reachable by keyboard and screen reader.
import { useQuery } from '@tanstack/react-query';
import { Select, Switch, Table } from 'antd';
import { useEffect, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { narrowSelection, selectionToParameters } from '../../data/contract/selection-address.ts';
import type { Item, Query } from '../api/client.ts';
import { itemsQuery } from '../api/queries.ts';
import { readRows } from '../api/rows.ts';
import { formatCount } from '../locales/format.ts';
import { Answer, Bones } from '../parts/answer.tsx';
import { IconButton } from '../parts/controls.tsx';
import { useMapActions } from '../state/map-actions.tsx';
import { useNames } from '../state/names.tsx';
import { copyText, useNotice } from '../state/notice.tsx';
import { useView } from '../state/use-view.ts';
import { DownloadMenu } from './list.download.tsx';
import { listedCollections, rowsToCsv, selectionNamesOf, useColumns } from './list.kernel.tsx';
import { Panel } from './panel.tsx';

/** Rows on a page. */
const pageRows = 50;
/** Rows copied at most: a spreadsheet takes more, a clipboard hardly. */
const mostCopied = 5_000;

/** The list panel. */
export function ListPanel({ wide }: { wide: boolean }) {
  const { t } = useTranslation();
  const names = useNames();
  const { view, change } = useView();
  const map = useMapActions();
  const tell = useNotice();
  const [inView, setInView] = useState(false);
  const [offset, setOffset] = useState(0);
  const [copying, setCopying] = useState(false);
  const collection = listedCollections.includes(view.list) ? view.list : 'hazards';
  const boxText = inView ? map.box?.map((degree) => degree.toFixed(4)).join(',') : undefined;
  const selection = useMemo(() => selectionToParameters(narrowSelection(view.selection, selectionNamesOf(collection))), [view.selection, collection]);
  const filters: Query = useMemo(() => ({ ...selection, bbox: boxText }), [selection, boxText]);
  useEffect(() => setOffset(0), [filters, collection]);
  const page = useQuery(itemsQuery(collection, { ...filters, limit: pageRows, offset: offset === 0 ? undefined : offset }));
  const columns = useColumns(collection, wide, (item) => change({ object: { collection, id: item.id } }));
  const title = names.layer(collection);
  const total = page.data?.numberMatched;
  const copy = async (): Promise<void> => {
    setCopying(true);
    try {
      const items = await readRows(collection, filters, mostCopied);
      const done = await copyText(rowsToCsv(collection, items, names));
      tell(done ? t('list.copied', { count: formatCount(items.length) }) : t('list.copyFailed'));
    } catch {
      tell(t('list.copyFailed'));
    } finally {
      setCopying(false);
    }
  };
  return (
    <Panel
      finding={total === undefined ? title : t('list.findingSome', { layer: title, count: formatCount(total) })}
      tools={
        <>
          <IconButton icon="copy" label={t('list.copy')} disabled={copying || page.data === undefined} onClick={() => void copy()} />
          <DownloadMenu collection={collection} filters={filters} rows={total} />
        </>
      }
    >
      <div className="list-tools">
        <Select
          aria-label={t('list.choose')}
          value={collection}
          options={listedCollections.map((id) => ({ value: id, label: names.layer(id) }))}
          onChange={(list: string) => change({ list })}
        />
        <label className="list-switch">
          <Switch size="small" checked={inView} onChange={setInView} disabled={map.box === null} aria-label={t('list.inView')} /> <span aria-hidden="true">{t('list.inView')}</span>
        </label>
      </div>
      <Answer
        asked={page}
        shape={<Bones rows={12} height={40} />}
        empty={{
          when: (data) => data.features.length === 0,
          words: (
            <>
              <p>{t('list.emptyWhy', { layer: title })}</p>
              <p>{t('list.emptyWhat')}</p>
            </>
          ),
        }}
      >
        {(data) => (
          <>
            <Table<Item>
              className="list-table"
              size="small"
              rowKey="id"
              pagination={false}
              tableLayout={wide ? 'auto' : 'fixed'}
              columns={columns}
              dataSource={[...data.features]}
              aria-label={t('list.caption', { layer: title })}
              rowClassName={(item) => (view.object?.collection === collection && view.object.id === item.id ? 'row-chosen' : '')}
              onRow={(item) => ({ onClick: () => change({ object: { collection, id: item.id } }) })}
            />
            <nav className="pager" aria-label={t('list.caption', { layer: title })}>
              <IconButton icon="left" label={t('list.previous')} disabled={offset === 0} onClick={() => setOffset(Math.max(0, offset - pageRows))} />
              <span className="figure quiet">
                {total === undefined
                  ? t('list.pageUnknown', { from: formatCount(offset + 1), to: formatCount(offset + data.features.length) })
                  : t('list.page', { from: formatCount(offset + 1), to: formatCount(offset + data.features.length), total: formatCount(total) })}
              </span>
              <IconButton
                icon="right"
                label={t('list.next')}
                disabled={total === undefined ? data.features.length < pageRows : offset + data.features.length >= total}
                onClick={() => setOffset(offset + pageRows)}
              />
            </nav>
          </>
        )}
      </Answer>
    </Panel>
  );
}
