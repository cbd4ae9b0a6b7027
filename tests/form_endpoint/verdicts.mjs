// Judges what stands in a file as the browser does: a list of { question, raw, today, lead }; prints a fault for each.
import { readFileSync } from "node:fs";

const [, , script, cases] = process.argv;
const source = readFileSync(script, "utf8");
const { clean, faultIn } = await import(`data:text/javascript,${encodeURIComponent(source)}`);
const faults = JSON.parse(readFileSync(cases, "utf8")).map(({ question, raw, today, lead }) => {
  const answers = raw.map((text) => clean(question.type, text)).filter(Boolean);
  return [answers, faultIn(question, answers, today, lead)];
});
process.stdout.write(JSON.stringify(faults));
