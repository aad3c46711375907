// Makes the components that the tests load, into the folder given as the second argument:
//   node build.mjs WIT-FOLDER OUT-FOLDER PYTHON-MODULE
// Each is made only when it is not there yet; the caller names the folder after a hash of the inputs.
import { existsSync, mkdirSync, readFileSync, readdirSync, renameSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { componentEmbed, componentNew, preview1AdapterReactorPath } from '@bytecodealliance/jco';
import { componentize } from '@bytecodealliance/componentize-js';

const here = dirname(fileURLToPath(import.meta.url));
const [witFolder, outFolder, pythonModule] = process.argv.slice(2);
mkdirSync(outFolder, { recursive: true });

// wasm-tools' parser wants one document; the package line may stand in it once.
const files = readdirSync(witFolder).filter((name) => name.endsWith('.wit')).sort();
const packageLine = /^package wasihal:plugin@[0-9.]+;$/m;
const line = readFileSync(join(witFolder, files[0]), 'utf8').match(packageLine)[0];
const witSource = [line, ...files.map((name) => readFileSync(join(witFolder, name), 'utf8').replace(packageLine, ''))].join('\n');

async function make(name, build) {
  const path = join(outFolder, name);
  if (existsSync(path)) {
    return;
  }

  const bytes = await build();
  writeFileSync(path + '.tmp', bytes);
  renameSync(path + '.tmp', path);
}

await make('python.wasm', async () => {
  const embedded = await componentEmbed({ binary: readFileSync(pythonModule), witSource, world: 'python-runtime' });
  return componentNew(embedded, [['wasi_snapshot_preview1', readFileSync(fileURLToPath(preview1AdapterReactorPath()))]]);
});

for (const [name, script] of [['javascript.wasm', 'sensor.js'], ['sht31.wasm', 'sht31.js']]) {
  await make(name, async () => {
    // The host gives no network, so the engine must not want any.
    const source = readFileSync(join(here, script), 'utf8');
    const { component } = await componentize(source, { witPath: witFolder, worldName: 'sensor-plugin', disableFeatures: ['http', 'fetch-event'] });
    return component;
  });
}
