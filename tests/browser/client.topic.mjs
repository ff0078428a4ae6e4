// A client that is generated from the document of the API: its types fit, and what the server answers fits its schemas.
import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { promisify } from 'node:util';

export const name = 'client';
export const needs = 'a client generated from the document sends a submission and reads the index, and every reply fits its schema';

const here = fileURLToPath(new URL('.', import.meta.url));
const modules = process.env.HAILONG_NODE_MODULES ?? `${here}node_modules`;
const require = createRequire(`${modules}/x.js`);

/** A program as somebody would write it with the generated types. The lines that are wrong must not compile. */
const CLIENT = `
import createClient from 'openapi-fetch';
import type { components, paths } from './api';

type Submission = components['schemas']['SubmissionCall'];

export async function use(baseUrl: string, submission: Submission) {
  const client = createClient<paths>({ baseUrl });
  const stored = await client.POST('/api/v1/submissions', { body: submission });
  const again = await client.POST('/api/v1/submissions', { body: submission, headers: { 'x-waited': '5' } });
  const refused = await client.POST('/api/v1/submissions', { body: { ...submission, survey: 'nowhere' } });
  const together = await client.POST('/api/v1/submissions/batch', { body: { submissions: [submission, submission] } });
  const index = await client.GET('/api/v1/index', { params: { query: { group_by: 'unit', method: 'top2' } } });
  const code: string | undefined = stored.data?.code;
  const why: 'invalid_submission' | undefined = refused.response.status === 422 ? refused.error?.code as 'invalid_submission' : undefined;
  const figure: number | null | undefined = typeof index.data === 'object' ? index.data.total.index : undefined;
  // @ts-expect-error there is no such field
  stored.data?.nothing;
  // @ts-expect-error a submission has answers
  await client.POST('/api/v1/submissions', { body: { id: '', survey: '', source: {} } }).catch(() => undefined);
  // @ts-expect-error there is no such address
  const nowhere = () => client.GET('/api/v1/nowhere');
  const told = [
    ['/api/v1/submissions', 'post', stored], ['/api/v1/submissions', 'post', again], ['/api/v1/submissions', 'post', refused],
    ['/api/v1/submissions/batch', 'post', together], ['/api/v1/index', 'get', index],
    ['/api/v1/surveys', 'get', await client.GET('/api/v1/surveys')],
    ['/api/v1/surveys/{key}', 'get', await client.GET('/api/v1/surveys/{key}', { params: { path: { key: submission.survey } } })],
    ['/api/v1/surveys/{key}', 'get', await client.GET('/api/v1/surveys/{key}', { params: { path: { key: 'nowhere' } } })],
    ['/api/v1/units', 'get', await client.GET('/api/v1/units')],
    ['/api/v1/units', 'get', await client.GET('/api/v1/units', { params: { query: { on: 'x' } } })],
    ['/api/v1/index', 'get', await client.GET('/api/v1/index', { params: { query: { group_by: 'month', survey: 'nowhere' } } })],
    ['/api/v1/index', 'get', await client.GET('/api/v1/index', { params: { query: { group_by: 'unit', year: '2024', from: '2024-02', to: '2024-03' } } })],
    ['/api/v1/index', 'get', await client.GET('/api/v1/index', { params: { query: { group_by: 'unit', stratum: 'receipt', from: '2024-02', to: '2024-02' } } })],
    ['/api/v1/receipts', 'post', await client.POST('/api/v1/receipts', { body: { receipts: [] } })],
    ['/api/v1/responses', 'get', await client.GET('/api/v1/responses')],
    ['/health', 'get', await client.GET('/health')],
  ] as const;
  return { code, why, figure, nowhere, told: told.map(([path, method, { data, error, response }]) => ({ path, method, status: response.status, body: data ?? error })) };
}
`;

export default async function client({ site, check }) {
  const document = await (await fetch(`${site.base}/api/v1/openapi.json`)).json();
  const folder = await mkdtemp(`${tmpdir()}/hailong-client-`);
  try {
    await symlink(modules, `${folder}/node_modules`);
    await generate(folder, document);
    const wrong = await compile(folder);
    check('the client fits the types', wrong === '', wrong);
    const { use } = await import(pathToFileURL(`${folder}/out/client.js`));
    const submission = await one(site);
    const used = await use(site.base, submission);
    check('the submission is acknowledged', /^[0-9A-Z-]{12}$/.test(used.code), used.code);
    check('what is wrong is told by its code', used.why === 'invalid_submission', String(used.why));
    check('the index is read', used.figure > 50 && used.figure <= 100, String(used.figure));
    const fits = validator(document);
    for (const { path, method, status, body } of used.told) {
      const why = fits(path, method, status, body);
      check(`${method} ${path} ${status} fits its schema`, why === '', why.slice(0, 300));
    }
    check('a group that is withheld is among them', used.told.some(({ body }) => (body.groups ?? []).some((group) => group.suppressed)));
    check('the same submission is the same code', used.told[0].body.code === used.told[1].body.code && used.told[1].status === 200);
    const control = fits('/api/v1/submissions', 'post', 201, { receipt: 'only' });
    check('what does not fit is found', control !== '');
    check('and a wrong code', fits('/api/v1/submissions', 'post', 409, { ...used.told[2].body, code: 'no_address' }) !== '');
    console.log(`  ${Object.keys(document.paths).length} addresses, ${used.told.length} replies of ${JSON.stringify(document).length} bytes of document`);
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** A submission to the poster's desk, with an answer of each kind. */
async function one(site) {
  const desk = site.poster.split('/').pop();
  const { desks } = await (await fetch(`${site.base}/api/v1/units`)).json();
  const { surveys } = await (await fetch(`${site.base}/api/v1/surveys`)).json();
  const { key } = surveys.find(({ open, mode }) => open && mode === 'full');
  const survey = await (await fetch(`${site.base}/api/v1/surveys/${key}`)).json();
  const answers = Object.fromEntries(survey.items.slice(0, 3).map((item) => [item.key, 4]));
  answers[survey.facts[0].key] = survey.facts[0].choices[0].key;
  const [unit] = desks.find(({ code }) => code === desk).units;
  return {
    id: randomUUID().replaceAll('-', ''), survey: key, source: { desk, unit }, respondent: { kind: 'citizen' }, answers,
    expectations: [survey.expectations[0].key], comment: null, language: 'vi', seconds: 90,
  };
}

async function generate(folder, document) {
  const { default: types, astToString } = await import(pathToFileURL(require.resolve('openapi-typescript').replace(/\.cjs$/, '.mjs')));
  await writeFile(`${folder}/api.d.ts`, astToString(await types(document, { silent: true })));
  await writeFile(`${folder}/client.ts`, CLIENT);
  await writeFile(`${folder}/package.json`, '{"type":"module"}');
}

/** The faults that the compiler finds; nothing where all fits. */
async function compile(folder) {
  const tsc = `${dirname(require.resolve('typescript/package.json'))}/bin/tsc`;
  const compilerOptions = {
    outDir: 'out', strict: true, skipLibCheck: true, target: 'es2022', module: 'esnext', moduleResolution: 'bundler',
    lib: ['es2023', 'dom', 'dom.iterable'], types: [],
  };
  await writeFile(`${folder}/tsconfig.json`, JSON.stringify({ compilerOptions, files: ['client.ts'] }));
  return promisify(execFile)(process.execPath, [tsc, '-p', folder])
    .then(() => '', ({ stdout, stderr }) => stdout + stderr);
}

/** Holds a body to the schema of its address, method and status. */
function validator(document) {
  const { default: Ajv } = require('ajv/dist/2020');
  const ajv = new Ajv({ strict: false, validateFormats: false, allErrors: true });
  ajv.addSchema(document, 'document');
  return (path, method, status, body) => {
    const content = document.paths[path][method].responses[status]?.content;
    if (!content) return `${status} is not in the document`;
    const kind = content['application/json'] ? 'application/json' : Object.keys(content)[0];
    const place = ['paths', path, method, 'responses', String(status), 'content', kind, 'schema'];
    const pointer = place.map((part) => encodeURIComponent(part.replaceAll('~', '~0').replaceAll('/', '~1'))).join('/');
    const validate = ajv.getSchema(`document#/${pointer}`);
    return validate(body) ? '' : ajv.errorsText(validate.errors);
  };
}
