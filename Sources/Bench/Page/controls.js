// What a person does: inputs of the band, and how time goes.
import { ask, clock } from "./api.js";
import { listen, pass } from "./beside.js";

const at = (id) => document.getElementById(id);
let time = { held: false, running: false, speed: "1x" };
const switches = new Map();
/** Switches whose turning the run has not yet answered: they show what was asked, so that a second click takes it back. */
const asked = new Set();

export function say(text, isBad = false) {
  at("said").textContent = text;
  at("said").className = isBad ? "bad" : "";
}

async function act(method, path, body) {
  try {
    return await ask(method, path, body);
  } catch (error) {
    say(error.message, true);
    return null;
  }
}

const input = (what, value) => act("POST", "inputs", value === undefined ? { what } : { what, value });

function button(label, action) {
  const made = document.createElement("button");
  made.type = "button";
  made.textContent = label;
  if (action) made.addEventListener("click", action);
  return made;
}

function row(...items) {
  const made = document.createElement("div");
  made.className = "row";
  made.append(...items);
  return made;
}

/** A field with its button. */
function field(item, kind) {
  const form = document.createElement("form"), label = document.createElement("label"), entry = document.createElement("input");
  form.className = "row";
  label.textContent = `${title(item.label)}${item.unit ? ` (${item.unit})` : ""} `;
  entry.title = item.expected;
  entry.required = true;
  if (kind === "number") Object.assign(entry, { type: "number", step: "any", min: item.minimum, max: item.maximum });
  if (item.value !== undefined) entry.value = item.value;
  label.append(entry);
  const set = button("Set");
  set.type = "submit";
  set.setAttribute("aria-label", `Set ${item.label}`);
  form.append(label, set);
  form.addEventListener("submit", (event) => { event.preventDefault(); input(item.what, entry.value); });
  return form;
}

/** Pressed as long as it is held. */
function held(item) {
  const made = button(title(item.label));
  let isDown = false;
  const press = () => { if (!isDown) { isDown = true; input(item.what, "low"); } };
  const release = () => { if (isDown) { isDown = false; input(item.what, "open"); } };
  made.addEventListener("pointerdown", press);
  for (const kind of ["pointerup", "pointerleave", "pointercancel", "blur"]) made.addEventListener(kind, release);
  made.addEventListener("keydown", (event) => { if (event.key === " " || event.key === "Enter") press(); });
  made.addEventListener("keyup", release);
  return made;
}

/** Turns a switch, at once for the eye. */
async function flip(what, made, on, off) {
  const isOn = made.getAttribute("aria-pressed") !== "true";
  asked.add(what);
  made.setAttribute("aria-pressed", isOn);
  await input(what, isOn ? on : off);
  asked.delete(what);
}

const title = (text) => text[0].toUpperCase() + text.slice(1);

/** What a person presses for an input. */
function buttons(item) {
  switch (item.kind) {
    case "press": return item.what === "touch"
      ? [button("Touch", () => input("touch")), button("Hold 2 s", () => input("touch", "2s"))]
      : [button(`${title(item.label)} 3 s`, () => input(item.what, "3s"))];
    case "switch": {
      const [on, off] = item.expected.split(" or ");
      const made = button(title(item.label), () => flip(item.what, made, on, off));
      made.setAttribute("aria-pressed", item.value === on);
      switches.set(item.what, made);
      return [made];
    }
    case "level": return [held(item)];
    default: return [button(title(item.label), () => input(item.what))];
  }
}

export function begin(inputs) {
  const hasField = (item) => item.kind === "number" || item.kind === "text";
  at("inputs").replaceChildren(
    row(...inputs.filter((item) => !hasField(item)).flatMap(buttons)), ...inputs.filter(hasField).map((item) => field(item, item.kind)));
  showCheckpoints();
}

/** Shows what of the inputs and of time the run knows. */
export function show(state) {
  time = state.time;
  const set = (made, isOn) => { const text = String(isOn); if (made && made.getAttribute("aria-pressed") !== text) made.setAttribute("aria-pressed", text); };
  for (const [what, isOn] of [["charger", state.battery.charger], ["cable", state.cable], ["mains", state.mains]]) {
    if (!asked.has(what)) set(switches.get(what), isOn);
  }
  at("clock").textContent = clock(time.seconds);
  const hold = at("hold"), label = time.running ? "Stop" : time.held ? "Go" : "Pause";
  set(hold, time.held && !time.running);
  if (hold.textContent !== label) hold.textContent = label;
  const pace = time.running ? "runs" : time.held ? "stands still" : `at ${time.speed}`;
  if (at("pace").textContent !== pace) at("pace").textContent = pace;
  if (document.activeElement !== at("speed") && at("speed").value !== time.speed) at("speed").value = time.speed;
  for (const made of document.querySelectorAll("[data-run], [data-back], #wakeup, #until button")) made.disabled = time.running;
}

async function run(body) {
  say("running");
  const result = await act("POST", "run", body);
  if (!result) return;
  say(result.met ? `stands at ${clock(result.time.seconds)}` + (result.found ? `: ${result.found}` : "")
    : `${{ within: "not met", held: "stopped", ended: "the run has ended" }[result.reason] ?? result.reason} at ${clock(result.time.seconds)}` + (result.found ? `: ${result.found}` : ""));
}

async function back(body) {
  const result = await act("POST", "back", body);
  if (result) say(`back at ${clock(result.seconds)}`);
  showCheckpoints();
}

/** Does something with time, here and in the run beside. */
function command(method, path, body) {
  pass(method, path, body);
  return perform(method, path, body);
}

function perform(method, path, body) {
  return path === "run" ? run(body) : path === "back" ? back(body) : act(method, path, body);
}

const toggle = () => command("PUT", "time", { held: time.running || !time.held });
const wakeup = () => command("POST", "run", { until: "wake-up", within: "1d" });

async function showCheckpoints() {
  const all = (await act("GET", "checkpoints")) ?? [];
  at("checkpoints").replaceChildren(...all.map((one) => {
    const made = button(`${one.name} (${clock(one.seconds)})`, () => back({ checkpoint: one.name }));
    made.setAttribute("aria-label", `Back to ${one.name}`);
    return made;
  }));
}

at("hold").addEventListener("click", toggle);
at("wakeup").addEventListener("click", wakeup);
for (const made of document.querySelectorAll("[data-run]")) made.addEventListener("click", () => command("POST", "run", { for: made.dataset.run }));
for (const made of document.querySelectorAll("[data-back]")) made.addEventListener("click", () => command("POST", "back", { by: made.dataset.back }));
at("speed").addEventListener("change", () => command("PUT", "time", { speed: at("speed").value }));
at("until").addEventListener("submit", (event) => {
  event.preventDefault();
  const form = new FormData(event.target);
  command("POST", "run", { until: form.get("until"), within: form.get("within") || "1d" });
});
at("keep").addEventListener("submit", async (event) => {
  event.preventDefault();
  const kept = await act("POST", "checkpoints", { name: new FormData(event.target).get("name") });
  if (kept) say(`kept ${kept.name} at ${clock(kept.seconds)}`);
  showCheckpoints();
});
listen(perform);
document.addEventListener("keydown", (event) => {
  if (event.target.closest("input, select, textarea, button, summary, a, canvas") || event.ctrlKey || event.altKey || event.metaKey) return;
  const action = {
    " ": toggle, n: wakeup, b: () => command("POST", "back", { by: "1s" }), t: () => input("touch"), c: () => switches.get("charger")?.click(),
    w: () => input("walk", document.body.dataset.walking === "0" ? 110 : 0),
  }[event.key];
  if (!action) return;
  event.preventDefault();
  action();
});
