// A PMTiles archive small enough to write by hand: header, one directory, metadata, tiles (PMTiles specification, version 3).
export interface ArchiveTile {
  readonly id: number;
  readonly bytes: Uint8Array;
}

function variableInteger(value: number): number[] {
  const bytes: number[] = [];
  for (let rest = value; ; rest = Math.floor(rest / 128)) {
    if (rest < 128) return [...bytes, rest];
    bytes.push((rest % 128) + 128);
  }
}

/** Gives the bytes of an archive. `type`: 1 = MVT, 2 = PNG. Ids count tiles along the Hilbert curve: 0 is the tile of zoom 0. */
export function archiveOf(type: number, tiles: readonly ArchiveTile[], metadata: object): Uint8Array {
  let last = 0;
  const ids = tiles.flatMap(({ id }) => {
    const step = id - last;
    last = id;
    return variableInteger(step);
  });
  let offset = 0;
  const offsets = tiles.flatMap(({ bytes }) => {
    const at = offset;
    offset += bytes.length;
    return variableInteger(at + 1);
  });
  const directory = Buffer.from([...variableInteger(tiles.length), ...ids, ...tiles.flatMap(() => variableInteger(1)), ...tiles.flatMap(({ bytes }) => variableInteger(bytes.length)), ...offsets]);
  const json = Buffer.from(JSON.stringify(metadata));
  const header = Buffer.alloc(127);
  header.write('PMTiles', 0, 'latin1');
  header[7] = 3;
  const put = (place: number, value: number): void => void header.writeBigUInt64LE(BigInt(value), place);
  const [rootAt, jsonAt] = [127, 127 + directory.length];
  const dataAt = jsonAt + json.length;
  for (const [place, value] of [[8, rootAt], [16, directory.length], [24, jsonAt], [32, json.length], [40, dataAt], [48, 0], [56, dataAt], [64, offset], [72, tiles.length], [80, tiles.length], [88, tiles.length]] as const) put(place, value);
  header.set([1, 1, 1, type, 0, 1], 96);
  for (const [place, degrees] of [[102, 121], [106, 36], [110, 123], [114, 38]] as const) header.writeInt32LE(degrees * 1e7, place);
  return Buffer.concat([header, directory, json, ...tiles.map(({ bytes }) => bytes)]);
}
