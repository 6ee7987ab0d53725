// The energy table, the console, and SMP requests.
import { ask, charge, clock, current } from "./api.js";
import { say } from "./controls.js";

const at = (id) => document.getElementById(id);
const lineLimit = 200_000, requestLimit = 300;
let shown = "";

function cells(texts) {
  return texts.map((text) => {
    const cell = document.createElement("td");
    cell.append(text);
    return cell;
  });
}

/** Asks for the energy table. */
export async function refreshEnergy() {
  const since = at("since").value;
  const answer = await ask("GET", "energy" + (since ? `?since=${since}` : "")).catch((error) => {
    if (since) { at("since").querySelector(`[value="${since}"]`)?.remove(); at("since").value = ""; }
    return null;
  });
  if (!answer) return;
  const key = JSON.stringify(answer.nanocoulombs) + since;
  if (key === shown) return;
  shown = key;
  const total = answer.nanocoulombs.typical || 1;
  at("total").textContent = `${charge(answer.nanocoulombs.typical)} in all, ${current(answer.average_ua)} on average`;
  at("energy").replaceChildren(...answer.components.filter((one) => one.nanocoulombs.high > 0).map((one) => {
    const line = document.createElement("tr"), name = document.createElement("th"), bar = document.createElement("span");
    const share = one.nanocoulombs.typical / total;
    name.scope = "row";
    name.textContent = one.name;
    bar.className = "bar";
    bar.style.width = `${(share * 6).toFixed(2)}rem`;
    const part = document.createElement("span");
    part.append(bar, `${(share * 100).toFixed(1)} %`);
    const states = one.states.filter((state) => state.nanocoulombs.typical > 0).sort((a, b) => b.nanocoulombs.typical - a.nanocoulombs.typical)
      .slice(0, 4).map((state) => `${state.name} ${charge(state.nanocoulombs.typical)}`).join(", ");
    line.append(name, ...cells([charge(one.nanocoulombs.typical), part, current(one.average_ua), states]));
    return line;
  }));
}

at("mark").addEventListener("click", async () => {
  const name = `mark-${at("since").options.length}`;
  try {
    const mark = await ask("POST", "marks", { name });
    at("since").append(new Option(`${name} at ${clock(mark.seconds)}`, name));
    at("since").value = name;
    shown = "";
    refreshEnergy();
  } catch (error) { say(error.message, true); }
});
at("since").addEventListener("change", () => { shown = ""; refreshEnergy(); });

/** Appends what the band has said. */
export function showConsole(text) {
  if (!text) return;
  const place = at("console"), isAtEnd = place.scrollTop + place.clientHeight >= place.scrollHeight - 8;
  place.append(text);
  if (place.textContent.length > 2 * lineLimit) place.textContent = place.textContent.slice(-lineLimit);
  if (isAtEnd) place.scrollTop = place.scrollHeight;
}

at("send").addEventListener("submit", async (event) => {
  event.preventDefault();
  const entry = event.target.elements.text;
  try {
    await ask("POST", "console", { text: `${entry.value}\n` });
    entry.value = "";
  } catch (error) { say(error.message, true); }
});

/** Shows requests, and answers that have come to those already shown. */
export function showRequests(exchanges) {
  const list = at("smp");
  for (const one of exchanges) {
    const known = list.querySelector(`[data-number="${one.number}"]`);
    if (known && (known.dataset.answered || one.answer === undefined)) continue;
    const item = document.createElement("li"), details = document.createElement("details");
    const summary = document.createElement("summary"), body = document.createElement("pre");
    item.dataset.number = one.number;
    if (one.answer !== undefined) item.dataset.answered = "yes";
    summary.textContent = `${clock(one.seconds)} ${one.name}` + (one.answer === undefined ? ", no answer yet"
      : `, ${one.milliseconds.toFixed(1)} ms, ${charge(one.nanocoulombs)}`);
    body.textContent = `request ${JSON.stringify(one.request, null, 1)}\nanswer ${JSON.stringify(one.answer ?? null, null, 1)}`;
    details.append(summary, body);
    item.append(details);
    if (known) known.replaceWith(item); else list.prepend(item);
  }
  while (list.children.length > requestLimit) list.lastChild.remove();
}
