// The reads of a page of another site here, and the requests that the browser repeats.
import { createServer } from 'node:http';
import { once } from 'node:events';

export const name = 'reads';
export const needs = 'a page of another site reads open figures and nothing of staff, and is told when nothing changed';

export default async function reads({ site, browser, check }) {
  const elsewhere = createServer((_, reply) => reply.setHeader('content-type', 'text/html').end('<!doctype html><title>elsewhere</title>'));
  elsewhere.listen(0, '127.0.0.1');
  await once(elsewhere, 'listening');
  const page = await (await browser.newContext()).newPage();
  try {
    // Another port is another origin.
    await page.goto(`http://127.0.0.1:${elsewhere.address().port}/`);
    const fetched = (path, headers = {}) => page.evaluate(async ([url, headers]) => {
      try {
        const reply = await fetch(url, { headers, cache: 'no-store', credentials: 'omit' });
        return { status: reply.status, etag: reply.headers.get('etag'), text: await reply.text() };
      } catch (error) {
        return { status: 0, text: String(error) };
      }
    }, [site.base + path, headers]);
    for (const path of ['/api/v1/index?group_by=unit', '/api/v1/index.csv?group_by=unit', '/api/v1/surveys', '/api/v1/units', '/results', '/results/receipts.csv']) {
      const first = await fetched(path);
      check(`${path} is read`, first.status === 200 && first.text.length > 20, `${first.status} ${first.text.slice(0, 80)}`);
      check(`${path} shows its tag`, /^"[0-9a-f]{32}(-gzip)?"$/.test(first.etag), first.etag);
      const again = await fetched(path, { 'if-none-match': first.etag });
      check(`${path} has not changed`, again.status === 304 && again.text === '', String(again.status));
    }
    const unread = await fetched('/api/v1/index?format=xlsx');
    check('a page is told what it asked wrongly', unread.status === 400 && unread.text.includes('"format"'), unread.text);
    for (const path of ['/staff/overview', '/staff/sign-in', '/api/v1/responses', '/q/' + site.poster.split('/').pop()]) {
      const closed = await fetched(path);
      check(`${path} is not read`, closed.status === 0, String(closed.status));
    }
  } finally {
    await page.context().close();
    elsewhere.close();
  }
}
