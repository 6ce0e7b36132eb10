// How is an address or a secret handed to a camera? As a QR code, drawn as one path.
import { useEffect, useState } from 'react';

/** Dark on light in both themes: some readers do not take it the other way round. */
export function QrCode({ text, label }: { text: string; label: string }) {
  const [drawn, setDrawn] = useState<{ size: number; path: string } | null>(null);
  useEffect(() => {
    let wanted = true;
    void import('qrcode').then(({ create }) => {
      const { size, data } = create(text, { errorCorrectionLevel: 'M' }).modules;
      const path = Array.from({ length: size * size }, (_, place) => (data[place] ? `M${place % size} ${Math.floor(place / size)}h1v1h-1z` : '')).join('');
      if (wanted) setDrawn({ size, path });
    });
    return () => {
      wanted = false;
    };
  }, [text]);
  if (drawn === null) return <div className="qr" aria-busy="true" />;
  return (
    <svg className="qr" viewBox={`-4 -4 ${drawn.size + 8} ${drawn.size + 8}`} role="img" aria-label={label} shapeRendering="crispEdges">
      <rect x={-4} y={-4} width={drawn.size + 8} height={drawn.size + 8} fill="#fff" />
      <path d={drawn.path} fill="#000" />
    </svg>
  );
}
