// Is this picture nearly the same as another, though scaled, recompressed or a little lighter? 64 bits from its coarsest waves.

/** Width and height of the grey picture that is hashed. */
export const hashSide = 32;
/** Rows and columns of coefficients that count, the constant one (u = 0 or v = 0) left out. */
const kept = 8;
/** Standard deviation of the grey values, 0 to 255, below which a picture shows nothing: its bits would be those of noise. Our figure [D]. */
const leastContrast = 4;

/** cosines[u][x] of the DCT-II, u from 1 to 8. */
const cosines = Array.from({ length: kept }, (_, u) => Float64Array.from({ length: hashSide }, (_, x) => Math.cos(((2 * x + 1) * (u + 1) * Math.PI) / (2 * hashSide))));

/**
 * Gives the perceptual hash of a grey picture of 32 × 32 values, row by row: the sign of each of the 8 × 8 lowest DCT-II coefficients against their median, as a
 * signed 64-bit number. Null for a picture that shows nothing. Throws RangeError for another number of values.
 * Source: C. Zauner, Implementation and Benchmarking of Perceptual Image Hash Functions (2010), section 3.2.1, as in pHash's ph_dct_imagehash.
 */
export function pictureHash(grey: Uint8Array): bigint | null {
  if (grey.length !== hashSide * hashSide) throw new RangeError(`grey: seen ${grey.length} values, expected ${hashSide * hashSide}`);
  const mean = grey.reduce((sum, value) => sum + value, 0) / grey.length;
  const variance = grey.reduce((sum, value) => sum + (value - mean) ** 2, 0) / grey.length;
  if (Math.sqrt(variance) < leastContrast) return null;
  // First along the rows, then along the columns.
  const rows = cosines.map((wave) => Float64Array.from({ length: hashSide }, (_, y) => wave.reduce((sum, cosine, x) => sum + cosine * (grey[y * hashSide + x] ?? 0), 0)));
  const coefficients = cosines.flatMap((wave) => rows.map((row) => wave.reduce((sum, cosine, y) => sum + cosine * (row[y] ?? 0), 0)));
  const sorted = Float64Array.from(coefficients).sort();
  const median = ((sorted[31] ?? 0) + (sorted[32] ?? 0)) / 2;
  return BigInt.asIntN(64, coefficients.reduce((bits, value) => (bits << 1n) | (value > median ? 1n : 0n), 0n));
}

/** Gives the number of bits, 0 to 64, in which two hashes differ. */
export function hammingDistance(a: bigint, b: bigint): number {
  let bits = BigInt.asUintN(64, a ^ b);
  let count = 0;
  for (; bits > 0n; bits &= bits - 1n) count++;
  return count;
}
