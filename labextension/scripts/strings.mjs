// Brings the catalogues up to date with what the interface says, and lists what they lack; `--check` writes nothing.
import { fileURLToPath } from 'node:url';
import { catalogues, faults, read, updated, write } from './catalogues.mjs';
import { withSentences, wordings } from './wordings.mjs';

const check = process.argv.includes('--check');
const here = (path) => fileURLToPath(new URL(`../${path}`, import.meta.url));

const said = withSentences(wordings(here('tsconfig.json')), here('locale/sentences.json'));
const wrong = [...said.faults];
for (const { language, path } of catalogues(here('locale'))) {
  const catalogue = check ? read(path) : updated(read(path), said.found);
  if (!check) write(path, catalogue);
  wrong.push(...faults(catalogue, said.found).map((fault) => `locale/${language}.po: ${fault}`));
}
for (const fault of wrong) console.log(fault);
console.log(
  wrong.length === 0
    ? `All ${said.found.size} texts are translated.`
    : `${wrong.length} to mend: \`npm run strings\` brings locale/ up to date; then translate what is empty there.`,
);
process.exitCode = wrong.length === 0 ? 0 : 1;
