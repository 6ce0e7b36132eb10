// How does a cluster say its size and age at a glance? A disc with the number of members, a ring of shares by age, a mark for a major one among them.
import type { OverdueClusters } from '../../data/contract/analyses.ts';
import { fontFamily, type Theme } from '../../styles/tokens.ts';
import { clusterAges } from '../layers/cluster-ages.ts';

type Cluster = OverdueClusters['clusters'][number];

/** A cluster on the screen: full size, or a small ring where a larger one covers it. */
export interface Badge {
  readonly cluster: Cluster;
  readonly full: boolean;
  /** Outer radius in CSS pixels. */
  readonly radiusPixels: number;
}

const smallRadius = 5.5;

/** Gives the radius of a full badge: the area grows with the members, within what stays legible. */
export function badgeRadius(members: number): number {
  return Math.min(19, 9.5 + Math.sqrt(members) * 1.1);
}

/**
 * Places the badges of the clusters, the largest drawn last. `toPixels` projects degrees to CSS pixels. Where a badge would cover more than a third
 * of the width of a larger one, it becomes a small ring that can still be clicked.
 */
export function placeBadges(clusters: readonly Cluster[], toPixels: (place: readonly [number, number]) => readonly [number, number]): Badge[] {
  const placed: { x: number; y: number; radius: number }[] = [];
  const badges = clusters
    .toSorted((a, b) => b.members - a.members || a.id - b.id)
    .map((cluster): Badge => {
      const [x, y] = toPixels(cluster.centre);
      const radius = badgeRadius(cluster.members);
      const covered = placed.some((other) => Math.hypot(other.x - x, other.y - y) < other.radius + radius * 0.45);
      placed.push({ x, y, radius: covered ? smallRadius : radius });
      return { cluster, full: !covered, radiusPixels: covered ? smallRadius : radius };
    });
  return badges.toReversed();
}

/** Gives the badge under a point of the screen, the topmost first; null = none. `reach` widens the target, in CSS pixels. */
export function badgeAt(badges: readonly Badge[], toPixels: (place: readonly [number, number]) => readonly [number, number], [x, y]: readonly [number, number], reach: number): Cluster | null {
  const found = badges.findLast(({ cluster, radiusPixels }) => {
    const [left, top] = toPixels(cluster.centre);
    return Math.hypot(left - x, top - y) <= radiusPixels + reach;
  });
  return found?.cluster ?? null;
}

/** Says what a badge looks like: badges with one key share one picture. */
export function badgeKey({ cluster, full }: Badge): string {
  return full ? `${cluster.members} ${cluster.overdueAges.join(' ')} ${cluster.majors > 0}` : 'small';
}

/** Half the side of a picture in CSS pixels, and device pixels per CSS pixel. */
export const badgePicture = { half: 24, ratio: 2 } as const;

/** Draws a badge about the middle of a square of 2 × half CSS pixels whose upper left corner is at x, y. */
export function drawBadge(pen: CanvasRenderingContext2D, badge: Badge, theme: Theme, x: number, y: number): void {
  const { half, ratio } = badgePicture;
  pen.save();
  pen.scale(ratio, ratio);
  pen.translate(x + half, y + half);
  const { cluster, full, radiusPixels: radius } = badge;
  circle(pen, radius + 1);
  pen.fillStyle = theme.map.symbolHalo;
  pen.fill();
  circle(pen, radius - 1);
  pen.fillStyle = theme.panel;
  pen.fill();
  let from = -Math.PI / 2;
  const ages = clusterAges(theme);
  for (const [age, count] of cluster.overdueAges.entries()) {
    const to = from + (count / cluster.members) * 2 * Math.PI;
    if (count > 0) {
      pen.beginPath();
      pen.arc(0, 0, radius - 1.5, from, to);
      pen.strokeStyle = ages[age]?.colour ?? theme.textQuiet;
      pen.lineWidth = full ? 3 : 2.5;
      pen.stroke();
    }
    from = to;
  }
  if (full) {
    pen.fillStyle = theme.text;
    pen.font = `600 ${cluster.members > 99 ? 10.5 : 12}px ${fontFamily}`;
    pen.textAlign = 'center';
    pen.textBaseline = 'middle';
    pen.fillText(String(cluster.members), 0, 0.5);
    if (cluster.majors > 0) {
      pen.translate(radius * 0.78, -radius * 0.78);
      circle(pen, 5);
      pen.fillStyle = theme.map.symbolHalo;
      pen.fill();
      circle(pen, 3.4);
      pen.strokeStyle = theme.alarm;
      pen.lineWidth = 1.6;
      pen.stroke();
      circle(pen, 1.5);
      pen.fillStyle = theme.alarm;
      pen.fill();
    }
  }
  pen.restore();
}

function circle(pen: CanvasRenderingContext2D, radius: number): void {
  pen.beginPath();
  pen.arc(0, 0, Math.max(0, radius), 0, 2 * Math.PI);
}
