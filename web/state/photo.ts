// How does a picture of a camera become one that a weak line can carry? Scaled in the browser, with its time and place told beside it.
import type { KeptPhoto } from './outbox.ts';
import { newRequestKey } from './outbox.ts';

/** Longest side after scaling, in pixels; the server keeps no more. */
const longestSide = 2048;
const quality = 0.85;
/** A picture without a place of its own was taken where the device is now, if it is so new (milliseconds). */
const freshMilliseconds = 10 * 60_000;

export interface DevicePlace {
  readonly lng: number;
  readonly lat: number;
  readonly accuracyMetres: number;
}

/** What a camera wrote into the picture itself. */
async function writtenIn(file: File): Promise<{ takenAt: Date | null; place: { lng: number; lat: number } | null }> {
  try {
    const { parse } = await import('exifr');
    const read = (await parse(file, { pick: ['DateTimeOriginal', 'GPSLatitude', 'GPSLongitude', 'GPSLatitudeRef', 'GPSLongitudeRef'] })) as { DateTimeOriginal?: Date; latitude?: number; longitude?: number } | undefined;
    const [lng, lat] = [read?.longitude, read?.latitude];
    const known = typeof lng === 'number' && typeof lat === 'number' && Number.isFinite(lng) && Number.isFinite(lat) && Math.abs(lng) <= 180 && Math.abs(lat) <= 90;
    const at = read?.DateTimeOriginal;
    return { takenAt: at instanceof Date && !Number.isNaN(at.getTime()) ? at : null, place: known ? { lng, lat } : null };
  } catch {
    // A format without such notes, or the reader is not there without a line.
    return { takenAt: null, place: null };
  }
}

/** Gives a picture ready to be sent: JPEG, upright, at most 2048 pixels. `device` = where the device is now, if known. Rejects for what the browser cannot show. */
export async function preparePhoto(file: File, device: DevicePlace | null): Promise<KeptPhoto> {
  const [bitmap, written] = await Promise.all([createImageBitmap(file, { imageOrientation: 'from-image' }), writtenIn(file)]);
  const scale = Math.min(1, longestSide / Math.max(bitmap.width, bitmap.height));
  const canvas = document.createElement('canvas');
  canvas.width = Math.max(1, Math.round(bitmap.width * scale));
  canvas.height = Math.max(1, Math.round(bitmap.height * scale));
  const brush = canvas.getContext('2d');
  if (brush === null) throw new Error('no canvas');
  brush.fillStyle = '#fff';
  brush.fillRect(0, 0, canvas.width, canvas.height);
  brush.drawImage(bitmap, 0, 0, canvas.width, canvas.height);
  bitmap.close();
  const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/jpeg', quality));
  // Given back at once: phones have little memory for pictures.
  canvas.width = 0;
  if (blob === null) throw new Error('no picture');
  const now = Date.now();
  const takenAt = written.takenAt ?? (file.lastModified > 0 ? new Date(Math.min(file.lastModified, now)) : null);
  const fresh = takenAt !== null && now - takenAt.getTime() < freshMilliseconds;
  const place = written.place !== null ? { ...written.place, accuracyMetres: null } : device !== null && fresh ? { ...device } : null;
  return { requestKey: newRequestKey(), blob, takenAt: takenAt?.toISOString() ?? null, place, evidenceId: null };
}
