// OFF-1, OFF-3: whatever happens between a person and the database, each submit is one order with all that was typed.
//
// A hundred random schedules; each is made by its number alone, so what fails can be run again:
// `JARA_SEED=17 npx playwright test faults`, or `JARA_SEED=1000-1200` for some that nobody has seen.

import { Proxy } from '../support/proxy.ts';
import { Desk, said, stepsOf, typeModel } from '../support/schedule.ts';
import { logIn, USERS } from '../support/session.ts';
import { Server } from '../support/server.ts';
import { storedOrders } from '../support/stored.ts';
import { expect, test } from '../support/test.ts';
import { words } from '../support/words.ts';

const GROUPS = 4;

function seeds(): number[] {
  const [first = 1, last = first] = (process.env['JARA_SEED'] ?? '1-100').split('-').map(Number);
  return Array.from({ length: last - first + 1 }, (_, at) => first + at);
}

const all = seeds();
const each = Math.ceil(all.length / GROUPS);

// A trace of so many pages costs more than the run: one schedule, run again by its number, has one.
test.use({ trace: process.env['JARA_SEED'] ? 'retain-on-failure' : 'off' });
test.describe.configure({ mode: 'parallel', timeout: 900_000 });

for (let group = 0; group * each < all.length; group += 1) {
  const mine = all.slice(group * each, (group + 1) * each);
  test(`nothing is lost or doubled by schedules ${mine[0]} to ${mine.at(-1)}`, async ({ browser }) => {
    const server = await Server.start({ JARA_DEMONSTRATION_ORDERS: '0' });
    const proxy = await Proxy.before(server);
    const context = await browser.newContext({ serviceWorkers: 'allow' });
    try {
      const first = await context.newPage();
      await logIn(first, 'nb', USERS.oda, proxy.url);
      await first.close();
      const model = await typeModel(context, server, proxy.url);
      for (const seed of mine) {
        const steps = stepsOf(seed);
        await test.step(`JARA_SEED=${seed}: ${steps.map(said).join(' · ')}`, async () => {
          const desk = new Desk(context, server, proxy, model, seed);
          await desk.begin();
          for (const step of steps) await test.step(said(step), async () => desk.take(step));
          await desk.end();
        });
      }
      expect(storedOrders(server)).toHaveLength(mine.length);
      const page = await context.newPage();
      await page.goto(`${proxy.url}/drafts`);
      const drafts = page.getByRole('link', { name: words('nb', 'drafts.go_on_with', { name: 'Solveig Myrland' }) });
      await expect(drafts, 'no draft but the model is left').toHaveCount(1);
      await expect(page.getByRole('link', { name: words('nb', 'drafts.go_on'), exact: false })).toHaveCount(1);
    } finally {
      await context.close();
      await proxy.close();
      await server.stop();
    }
  });
}
