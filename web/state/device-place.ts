// Where is this device? Its own position with its error, followed while it gets better; nothing is sent by asking.
import { useEffect, useState } from 'react';
import type { DevicePlace } from './photo.ts';

export type DeviceState = { readonly kind: 'asking' } | { readonly kind: 'known'; readonly place: DevicePlace } | { readonly kind: 'refused' | 'unknown' | 'missing' };

/** Follows the device while `wanted`. A worse position never replaces a better one that is less than two minutes old. */
export function useDevicePlace(wanted: boolean): DeviceState {
  const [state, setState] = useState<DeviceState>({ kind: 'asking' });
  useEffect(() => {
    if (!wanted) return undefined;
    // Only a secure page (https or this machine) may ask.
    if (!('geolocation' in navigator) || !isSecureContext) {
      setState({ kind: 'missing' });
      return undefined;
    }
    let best: { place: DevicePlace; at: number } | null = null;
    const watch = navigator.geolocation.watchPosition(
      ({ coords, timestamp }) => {
        if (best !== null && coords.accuracy > best.place.accuracyMetres && timestamp - best.at < 120_000) return;
        best = { place: { lng: coords.longitude, lat: coords.latitude, accuracyMetres: coords.accuracy }, at: timestamp };
        setState({ kind: 'known', place: best.place });
      },
      (error) => {
        if (best === null) setState({ kind: error.code === error.PERMISSION_DENIED ? 'refused' : 'unknown' });
      },
      { enableHighAccuracy: true, maximumAge: 10_000, timeout: 20_000 },
    );
    return () => navigator.geolocation.clearWatch(watch);
  }, [wanted]);
  return state;
}
