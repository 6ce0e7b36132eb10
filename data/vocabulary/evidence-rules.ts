// From which distance, age and likeness on is a picture remarked upon? Figures of our design, as data with validity.
import type { VerificationMark } from './code-list.ts';

export interface EvidenceRule {
  readonly value: number;
  readonly unit: string;
  readonly zh: string;
  readonly en: string;
  readonly mark: VerificationMark;
  readonly validFrom: string;
}

/** [D]: no rule text gives these figures; they separate what is ordinary on site from what deserves a look. */
const design = { mark: 'D', validFrom: '2026-01-01' } as const;

export const evidenceRules = {
  /** A plant's gate to its far corner, or a street front with the error of a phone between houses. */
  farMetres: { ...design, value: 200, unit: 'm', zh: '拍摄位置与现场的最大距离', en: 'Largest distance between picture and site' },
  vagueMetres: { ...design, value: 500, unit: 'm', zh: '定位误差上限', en: 'Largest error of a position' },
  oldMinutes: { ...design, value: 24 * 60, unit: 'min', zh: '拍摄后上传的最长间隔', en: 'Longest time from taking to receiving' },
  /** Clocks of phones differ by seconds, those of cameras by minutes. */
  futureMinutes: { ...design, value: 10, unit: 'min', zh: '时钟误差上限', en: 'Largest error of a clock' },
  /** Bits of 64 that may differ: pictures not related differ in 32 on average (test/server/files/picture-hash.test.ts prints what was measured). */
  alikeBits: { ...design, value: 6, unit: 'bit', zh: '判为几乎相同的感知哈希汉明距离', en: 'Hamming distance up to which two pictures are nearly the same' },
  /** Stricter: an honest picture from the same spot may differ in few bits, a copy hardly in any. */
  unchangedBits: { ...design, value: 2, unit: 'bit', zh: '判为前后雷同的感知哈希汉明距离', en: 'Hamming distance up to which a picture is the one of another stage' },
  /** A picture sent in but never shown as evidence is personal data without a purpose. */
  unusedDays: { ...design, value: 30, unit: 'd', zh: '未使用照片的保留天数', en: 'Days an unused picture is kept' },
} as const satisfies Readonly<Record<string, EvidenceRule>>;
