// Paper and cameras: a page as PDF, its pages as pictures, pictures as a phone would take them, and the codes on them.
import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** The programs are there that read codes and draw PDFs. */
export async function haveReaders() {
  const there = await Promise.all([['zbarimg', '--version'], ['pdftoppm', '-v'], ['pdfinfo', '-v']].map(
    ([program, word]) => run(program, [word]).then(() => true, (error) => error.code !== 'ENOENT')));
  return there.every(Boolean);
}

/** A folder that is gone at the end: { path, remove }. */
export async function scratch() {
  const path = await mkdtemp(join(tmpdir(), 'hailong-print-'));
  return { path, remove: () => rm(path, { recursive: true, force: true }) };
}

/** Prints the page as its style sheet says: how many pages, and each one's millimetres. */
export async function paper(page, path) {
  await page.pdf({ path, preferCSSPageSize: true, printBackground: false });
  const { stdout } = await run('pdfinfo', ['-l', '999', path]);
  const sizes = [...stdout.matchAll(/^Page\s+\d+ size:\s+([\d.]+) x ([\d.]+)/gm)];
  return {
    pages: Number(stdout.match(/^Pages:\s+(\d+)/m)[1]),
    sizes: sizes.map(([, ...sides]) => sides.map((side) => Math.round((side / 72) * 2540) / 100)),
  };
}

/** A page of a PDF as picture; pages count from 1. */
export async function picture(pdf, page, dpi) {
  const stem = pdf.replace(/\.pdf$/, `-${page}`);
  await run('pdftoppm', ['-r', String(dpi), '-f', String(page), '-l', String(page), '-singlefile', '-gray', '-png', pdf, stem]);
  return `${stem}.png`;
}

/** The texts of the codes of a picture. */
export async function read(picture) {
  const found = await run('zbarimg', ['--raw', '--quiet', '-Sdisable', '-Sqrcode.enable', picture], { maxBuffer: 1 << 20 })
    .catch((error) => { if (error.code === 4) return { stdout: '' }; throw error; });
  return found.stdout.split('\n').filter(Boolean);
}

/** Fetches a file as the page's visitor, and keeps it where a path is given. */
export async function download(page, url, path) {
  const reply = await page.request.get(url);
  if (!reply.ok()) throw new Error(`${url}: ${reply.status()}`);
  const body = await reply.body();
  if (path) await writeFile(path, body);
  return body;
}

/** Draws on a canvas of a page of its own, whose policy allows it; gives the path of the result. */
async function redraw(page, picture, name, how, draw) {
  page.canvas ??= await (await page.context().browser().newContext()).newPage();
  const base64 = (await readFile(picture)).toString('base64');
  const drawn = await page.canvas.evaluate(`(${draw})(${JSON.stringify(base64)}, ${JSON.stringify(how)})`);
  const path = picture.replace(/\.png$/, `.${name}`);
  await writeFile(path, Buffer.from(drawn.split(',')[1], 'base64'));
  return path;
}

/** A picture as a phone takes it: 40 % of the size, turned by some degrees, a little blurred, uneven light, JPEG. */
export function photographed(page, picture, { turn }) {
  return redraw(page, picture, 'photo.jpg', { turn }, async (base64, how) => {
    const bytes = Uint8Array.from(atob(base64), (c) => c.charCodeAt(0));
    const image = await createImageBitmap(new Blob([bytes], { type: 'image/png' }));
    const [width, height] = [image.width * 0.4, image.height * 0.4].map(Math.round);
    const canvas = new OffscreenCanvas(Math.round(width * 1.25), Math.round(height * 1.15));
    const pen = canvas.getContext('2d');
    pen.fillStyle = '#8a8378';
    pen.fillRect(0, 0, canvas.width, canvas.height);
    pen.imageSmoothingQuality = 'high';
    pen.filter = 'blur(0.6px)';
    pen.translate(canvas.width / 2, canvas.height / 2);
    pen.rotate((how.turn * Math.PI) / 180);
    pen.drawImage(image, -width / 2, -height / 2, width, height);
    pen.resetTransform();
    pen.filter = 'none';
    const shade = pen.createLinearGradient(0, 0, canvas.width, canvas.height);
    shade.addColorStop(0, 'rgb(40 35 20 / 5%)');
    shade.addColorStop(1, 'rgb(40 35 20 / 40%)');
    pen.fillStyle = shade;
    pen.fillRect(0, 0, canvas.width, canvas.height);
    const blob = await canvas.convertToBlob({ type: 'image/jpeg', quality: 0.75 });
    return new Promise((resolve) => {
      const reader = new FileReader();
      reader.onload = () => resolve(reader.result);
      reader.readAsDataURL(blob);
    });
  });
}

/** A code with a white hole in its middle, of a share of its side, or with black in place of its quiet zone. */
export function damaged(page, picture, how) {
  return redraw(page, picture, 'damaged.png', how, async (base64, { hole = 0, frame = false }) => {
    const bytes = Uint8Array.from(atob(base64), (c) => c.charCodeAt(0));
    const image = await createImageBitmap(new Blob([bytes], { type: 'image/png' }));
    const canvas = new OffscreenCanvas(image.width, image.height);
    const pen = canvas.getContext('2d');
    pen.drawImage(image, 0, 0);
    const [side, quiet] = [image.width, 4 * 16];
    pen.fillStyle = '#fff';
    pen.fillRect((side * (1 - hole)) / 2, (side * (1 - hole)) / 2, side * hole, side * hole);
    if (frame) {
      pen.lineWidth = quiet * 2;
      pen.strokeRect(0, 0, side, side);
    }
    const blob = await canvas.convertToBlob({ type: 'image/png' });
    return new Promise((resolve) => {
      const reader = new FileReader();
      reader.onload = () => resolve(reader.result);
      reader.readAsDataURL(blob);
    });
  });
}

/** The parts that lie outside their paper or label, or under another; `long` puts names of 200 characters in first. */
export function cutOnPaper(page, long = false) {
  return page.evaluate((stretch) => {
    const name = 'Bộ phận Tiếp nhận và Trả kết quả giải quyết thủ tục hành chính của Ủy ban nhân dân thành phố '
      + 'Nha Trang và các cơ quan ngành dọc đóng trên địa bàn tỉnh Khánh Hòa, cơ sở hai tại phường Vĩnh Nguyên, khu B';
    for (const element of stretch ? document.querySelectorAll('.unit, .desk h2, .desk .en') : []) {
      element.textContent = name.padEnd(200, '.').slice(0, 200);
      element.classList.add('long', 'longest');
    }
    const cut = [];
    const words = (element) => element.textContent.trim().slice(0, 20);
    for (const box of document.querySelectorAll('.paper, .label')) {
      const edge = box.getBoundingClientRect();
      const parts = [...box.querySelectorAll('p, h2, .qr')].filter((part) => part.closest('.label, .paper') === box);
      const at = parts.map((part) => part.getBoundingClientRect());
      for (const [n, part] of at.entries()) {
        if (part.left < edge.left || part.right > edge.right || part.top < edge.top || part.bottom > edge.bottom + 0.5) cut.push(`${words(parts[n])} leaves its paper`);
        if (parts[n].scrollWidth > parts[n].clientWidth + 1) cut.push(`${words(parts[n])} is wider than its place`);
        for (const [m, other] of at.entries()) {
          const over = Math.min(part.bottom, other.bottom) - Math.max(part.top, other.top);
          const across = Math.min(part.right, other.right) - Math.max(part.left, other.left);
          if (m > n && over > 0.5 && across > 0.5) cut.push(`${words(parts[n])} lies on ${words(parts[m])}`);
        }
      }
    }
    return [...new Set(cut)].slice(0, 5);
  }, long);
}
