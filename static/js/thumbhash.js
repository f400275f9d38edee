// Decodes a thumbhash (base64) into a small picture, after the published format; no alpha is used here.
export function thumbhash(base64, canvas) {
  const bytes = Uint8Array.from(atob(base64), (c) => c.charCodeAt(0));
  const head = bytes[0] | (bytes[1] << 8) | (bytes[2] << 16), more = bytes[3] | (bytes[4] << 8);
  const base = [(head & 63) / 63, ((head >> 6) & 63) / 31.5 - 1, ((head >> 12) & 63) / 31.5 - 1];
  const scale = [((head >> 18) & 31) / 31, ((more >> 3) & 63) / 63, ((more >> 9) & 63) / 63];
  const alpha = head >> 23, wide = more >> 15;
  const side = more & 7, full = alpha ? 5 : 7;
  const nx = Math.max(3, wide ? full : side), ny = Math.max(3, wide ? side : full);
  const ratio = (wide ? full : side) / (wide ? side : full);
  let place = (alpha ? 6 : 5) * 2;
  const read = (cx, cy, by) => {
    const waves = [];
    for (let y = 0; y < cy; y++)
      for (let x = y ? 0 : 1; x * cy < cx * (cy - y); x++, place++)
        waves.push([x, y, (((bytes[place >> 1] >> ((place & 1) * 4)) & 15) / 7.5 - 1) * by]);
    return waves;
  };
  const waves = [read(nx, ny, scale[0]), read(3, 3, scale[1] * 1.25), read(3, 3, scale[2] * 1.25)];
  const w = (canvas.width = Math.round(ratio > 1 ? 32 : 32 * ratio));
  const h = (canvas.height = Math.round(ratio > 1 ? 32 / ratio : 32));
  const context = canvas.getContext("2d"), picture = context.createImageData(w, h);
  for (let y = 0, i = 0; y < h; y++)
    for (let x = 0; x < w; x++, i += 4) {
      const [l, p, q] = waves.map((list, n) => list.reduce((sum, [fx, fy, v]) =>
        sum + v * 2 * Math.cos((Math.PI / w) * (x + 0.5) * fx) * Math.cos((Math.PI / h) * (y + 0.5) * fy), base[n]));
      const b = l - (2 / 3) * p, r = (3 * l - b + q) / 2;
      [r, r - q, b, 1].forEach((value, n) => (picture.data[i + n] = 255 * Math.min(1, Math.max(0, value))));
    }
  context.putImageData(picture, 0, 0);
  return canvas.toDataURL();
}
