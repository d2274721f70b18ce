// The files of the application in a folder of a test's own, where a new version can be deployed.

import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cp, mkdtemp, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

const ROOT = resolve(import.meta.dirname, '../..');
const BUILT = process.env['JARA_SPA_DIR'] ?? join(ROOT, 'dist');
/** Trunk's is a number, without zeroes in front of it. */
const HASH = /(?<=-)[0-9a-f]{12,16}(?=[_.])/;

function integrity(text: string): string {
  return `sha384-${createHash('sha384').update(text).digest('base64')}`;
}

export class Dist {
  private version = 0;

  private constructor(readonly folder: string) {}

  static async copy(): Promise<Dist> {
    const folder = await mkdtemp(join(tmpdir(), 'jara-dist-'));
    await cp(BUILT, folder, { recursive: true });
    const dist = new Dist(folder);
    // The compressed copies would go on being sent in place of what a test changes.
    for (const name of await readdir(folder)) if (name.endsWith('.br')) await rm(join(folder, name));
    return dist;
  }

  /** The name of a file by its end, as `.wasm`. */
  async file(end: string): Promise<string> {
    const name = (await readdir(this.folder)).find((one) => HASH.test(one) && one.endsWith(end));
    if (!name) throw new Error(`no file ends with ${end}`);
    return name;
  }

  /** A new version: every hashed file has another name, and those of before are gone, as after a deployment. */
  async deploy(): Promise<void> {
    this.version += 1;
    const hash = String(this.version).padStart(16, '0');
    let page = await readFile(join(this.folder, 'index.html'), 'utf8');
    const names = (await readdir(this.folder)).filter((one) => HASH.test(one));
    const next = (name: string) => name.replace(HASH, hash);
    for (const name of names) {
      const path = join(this.folder, name);
      if (name.endsWith('.js')) {
        // The scripts name each other and the parts of the program, and the page knows them by what they hold.
        const text = await readFile(path, 'utf8');
        const renamed = names.reduce((all, one) => all.replaceAll(one, next(one)), text);
        await writeFile(path, renamed);
        page = page.replaceAll(integrity(text), integrity(renamed));
      }
      await rename(path, join(this.folder, next(name)));
      page = page.replaceAll(name, next(name));
    }
    await writeFile(join(this.folder, 'index.html'), page);
    await this.list();
  }

  /** The worker's list of files, as the build makes it. */
  async list(): Promise<void> {
    // It puts the new list in the place of the old one in one go: a browser that asks meanwhile gets either.
    execFileSync('node', [join(ROOT, 'scripts/precache.mjs'), this.folder]);
  }

  async change(name: string, change: (text: string) => string): Promise<void> {
    const path = join(this.folder, name);
    await writeFile(path, change(await readFile(path, 'utf8')));
  }

  async remove(name: string): Promise<void> {
    await rm(join(this.folder, name));
  }

  async delete(): Promise<void> {
    await rm(this.folder, { recursive: true, force: true });
  }
}
