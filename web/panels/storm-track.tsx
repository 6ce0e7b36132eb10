// Where was this storm at one moment, how strong, how far from the city? A slider over its track; the map follows.
import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Box } from '../../data/contract/geometry.ts';
import { cityQuery, stormTracksQuery } from '../api/queries.ts';
import { formatCount, formatInstant } from '../locales/format.ts';
import { Answer, Bones } from '../parts/answer.tsx';
import { IconButton } from '../parts/controls.tsx';
import { kilometresFrom, momentOf } from '../state/moment.ts';
import { useNames } from '../state/names.tsx';
import { useView } from '../state/use-view.ts';
import type { StormTrack } from '../api/client.ts';
import { Section } from './panel.tsx';

/** Pause between two points while the storm moves by itself, in milliseconds. */
const stepMilliseconds = 350;

export function StormTrackPanel({ id }: { id: number }) {
  const tracks = useQuery(stormTracksQuery());
  const city = useQuery(cityQuery());
  return (
    <Answer asked={tracks} shape={<Bones rows={4} height={24} />}>
      {({ storms }) => {
        const storm = storms.find((known) => known.id === id);
        return storm === undefined || storm.points.length === 0 || city.data === undefined ? null : <Track storm={storm} box={city.data.box} />;
      }}
    </Answer>
  );
}

function Track({ storm, box }: { storm: StormTrack; box: Box }) {
  const { t } = useTranslation();
  const names = useNames();
  const { view, drift } = useView();
  const [playing, setPlaying] = useState(false);
  const now = momentOf(storm.points, view.moment, box);
  const last = storm.points.length - 1;
  const show = (index: number): void => drift({ moment: new Date(storm.points[index]?.at ?? 0).toISOString().replace(/\.\d+Z$/, 'Z') });
  useEffect(() => {
    if (!playing) return;
    if (now >= last) {
      setPlaying(false);
      return;
    }
    const timer = setTimeout(() => show(now + 1), stepMilliseconds);
    return () => clearTimeout(timer);
  }, [playing, now, last]);
  const point = storm.points[now];
  if (point === undefined) return null;
  const facts: [string, string][] = [
    [t('storm.class'), point.classCode === null ? t('object.noValue') : names.code('storm-classes', point.classCode)],
    [t('storm.wind'), point.windMetresPerSecond === null ? t('object.noValue') : t('storm.windValue', { wind: point.windMetresPerSecond.toFixed(1), minutes: storm.averagingMinutes })],
    [t('storm.pressure'), point.pressureHectopascals === null ? t('object.noValue') : `${point.pressureHectopascals} hPa`],
    ...point.radiiKilometres.map(({ thresholdMetresPerSecond, quadrants }): [string, string] => [
      t('storm.radius', { threshold: thresholdMetresPerSecond.toFixed(1) }),
      `${quadrants.map((radius) => (radius === null ? '—' : Math.round(radius))).join(' / ')} km`,
    ]),
    [t('storm.distance'), `${formatCount(Math.round(kilometresFrom(point, box)))} km`],
  ];
  return (
    <Section finding={t('storm.at', { time: formatInstant(point.at) })}>
      <div className="moment">
        <IconButton icon={playing ? 'pause' : 'play'} label={t(playing ? 'storm.pause' : 'storm.play')} onClick={() => (now >= last && !playing ? (show(0), setPlaying(true)) : setPlaying(!playing))} />
        <input type="range" className="moment-range" min={0} max={last} value={now} aria-label={t('storm.moment')} aria-valuetext={formatInstant(point.at)} onChange={(event) => (setPlaying(false), show(Number(event.target.value)))} />
      </div>
      <dl className="attributes">
        {facts.map(([name, value]) => (
          <div key={name} className="attribute">
            <dt>{name}</dt>
            <dd className="figure">{value}</dd>
          </div>
        ))}
      </dl>
      <p className="quiet small">
        {t('storm.quadrants')} {t('object.trackNote', { minutes: storm.averagingMinutes, issuer: storm.issuer })}
      </p>
    </Section>
  );
}
