// How does a finished sheet become a PDF? One page that holds the sheet as one picture, lossless.
// Own code, because the known library brings 175 kB of fonts and forms for what are four objects of a file (ISO 32000-1, 7.5 and 8.9.5).

/** Longest side of a page in points (1/72 inch): A4 across. */
const longestPoints = 842;

/** Gives a PDF of one page with the picture on all of it; the longest side is that of an A4 sheet. `title` may hold any character. */
export async function pictureAsPdf({ data, width, height }: { data: Uint8ClampedArray; width: number; height: number }, title: string, made: Date): Promise<Blob> {
  const colours = new Uint8Array(width * height * 3);
  for (let pixel = 0; pixel < width * height; pixel++) {
    colours[pixel * 3] = data[pixel * 4] ?? 0;
    colours[pixel * 3 + 1] = data[pixel * 4 + 1] ?? 0;
    colours[pixel * 3 + 2] = data[pixel * 4 + 2] ?? 0;
  }
  // The browser's "deflate" is the zlib format that FlateDecode expects.
  const packed = new Uint8Array(await new Response(new Blob([colours]).stream().pipeThrough(new CompressionStream('deflate'))).arrayBuffer());
  const scale = longestPoints / Math.max(width, height);
  const [wide, high] = [(width * scale).toFixed(2), (height * scale).toFixed(2)];
  const drawing = `q ${wide} 0 0 ${high} 0 0 cm /Sheet Do Q`;
  const date = made.toISOString().replace(/[-:T]/g, '').slice(0, 14);
  const objects: (string | [string, Uint8Array<ArrayBuffer>])[] = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 ${wide} ${high}] /Resources << /XObject << /Sheet 5 0 R >> >> /Contents 4 0 R >>`,
    `<< /Length ${drawing.length} >>\nstream\n${drawing}\nendstream`,
    [`<< /Type /XObject /Subtype /Image /Width ${width} /Height ${height} /ColorSpace /DeviceRGB /BitsPerComponent 8 /Filter /FlateDecode /Length ${packed.length} >>`, packed],
    `<< /Title <${utf16(title)}> /Producer (Anlan) /CreationDate (D:${date}Z) >>`,
  ];
  const parts: BlobPart[] = [];
  let length = 0;
  const write = (part: string | Uint8Array<ArrayBuffer>): void => {
    parts.push(part);
    length += part.length;
  };
  write('%PDF-1.5\n');
  const places = objects.map((object, index) => {
    const place = length;
    write(`${index + 1} 0 obj\n`);
    if (typeof object === 'string') write(object);
    else {
      write(`${object[0]}\nstream\n`);
      write(object[1]);
      write('\nendstream');
    }
    write('\nendobj\n');
    return place;
  });
  const table = length;
  write(`xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${places.map((place) => `${String(place).padStart(10, '0')} 00000 n \n`).join('')}`);
  write(`trailer\n<< /Size ${objects.length + 1} /Root 1 0 R /Info ${objects.length} 0 R >>\nstartxref\n${table}\n%%EOF\n`);
  return new Blob(parts, { type: 'application/pdf' });
}

/** Text as a PDF wants it beyond Latin: UTF-16, big end first, with its mark, in hexadecimal. */
function utf16(text: string): string {
  return `FEFF${Array.from({ length: text.length }, (_, place) => text.charCodeAt(place).toString(16).padStart(4, '0')).join('')}`.toUpperCase();
}
