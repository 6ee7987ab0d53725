// This run beside the report of another one, by component.
import { ask, current, download } from "./api.js";
import { say } from "./controls.js";

const at = (id) => document.getElementById(id);
let isOn = false, shown = "";

const signed = (value) => (value > 0 ? "+" : "") + current(value);

function show(answer) {
  const key = JSON.stringify(answer);
  if (key === shown) return;
  shown = key;
  at("comparison-title").textContent = `Average currents, ${answer.runs[0]} and this run so far; the largest change first`;
  at("changes").replaceChildren(...[answer.total, ...answer.components].map((one) => {
    const line = document.createElement("tr"), name = document.createElement("th");
    const { before, after, change } = one, share = before.typical > 0 ? ` (${(100 * change.typical / before.typical).toFixed(1)} %)` : " (new)";
    name.scope = "row";
    name.textContent = one.name;
    line.append(name, ...[
      current(before.typical), current(after.typical), signed(change.typical) + (change.typical ? share : ""),
      `${signed(change.low)} ... ${signed(change.high)}`,
    ].map((text) => {
      const cell = document.createElement("td");
      cell.textContent = text;
      return cell;
    }));
    return line;
  }));
}

function turn(on) {
  isOn = on;
  shown = "";
  at("comparison").hidden = at("uncompare").hidden = !on;
}

/** Asks for the comparison where there is one. */
export async function refresh() {
  if (!isOn) return;
  try { show(await ask("GET", "comparison")); } catch { /* the connection says it */ }
}

at("compared").addEventListener("change", async () => {
  const file = at("compared").files[0];
  if (!file) return;
  try {
    const report = JSON.parse(await file.text());
    // A 'report.json' of 'bandbox power' has the run's report in it.
    const answer = await ask("PUT", "comparison", { name: file.name, report: report.report ?? report });
    turn(true);
    show(answer);
  } catch (error) { say(`${file.name}: ${error.message}`, true); }
});
at("uncompare").addEventListener("click", async () => {
  turn(false);
  at("compared").value = "";
  await ask("DELETE", "comparison").catch((error) => say(error.message, true));
});

export async function begin() {
  for (const what of ["report", "recording"]) at(what).href = download(what);
  // Another page may have begun one.
  const answer = await ask("GET", "comparison").catch(() => null);
  if (answer) { turn(true); show(answer); }
}
