// Makes plugins as they were compiled for the original, in JavaScript, one for each of its worlds:
//   node build-original.mjs FOLDER-OF-WIT-AND-SOURCES OUT-FOLDER
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { componentize } from 'componentize-qjs';

const [sources, outFolder] = process.argv.slice(2);
mkdirSync(outFolder, { recursive: true });
for (const name of ['dht22', 'bme680', 'pi-monitor', 'dashboard', 'oled']) {
  const path = join(outFolder, `${name}.wasm`);
  if (existsSync(path)) {
    continue;
  }

  const { component } = await componentize({ witPath: sources, jsSource: readFileSync(join(sources, `${name}.js`), 'utf8'), world: `${name}-plugin`, sync: true });
  writeFileSync(path + '.tmp', component);
  renameSync(path + '.tmp', path);
}
