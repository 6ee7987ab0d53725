// The board: its display, LEDs, cell and what it is doing.
import { current } from "./api.js";

const at = (id) => document.getElementById(id);
const canvas = at("display");
let shown = "";

export function begin(board) {
  at("name").textContent = board.name;
  at("summary").textContent = [board.summary, board.image].filter(Boolean).join(" · ");
  document.title = `${board.name} · Bandbox`;
  canvas.hidden = !board.display;
  at("lights").replaceChildren(...board.lights.map((name) => {
    const item = document.createElement("li");
    item.setAttribute("role", "img");
    item.title = name;
    return item;
  }));
}

/** Whether the display has changed. */
function draw(display) {
  const key = display.pixels;
  if (key === shown) return false;
  shown = key;
  const bits = atob(display.pixels), size = display.columns > 20 ? 4 : 30, round = display.columns <= 20;
  const width = display.columns * size, height = display.rows * size;
  if (canvas.width !== width || canvas.height !== height) [canvas.width, canvas.height] = [width, height];
  const context = canvas.getContext("2d");
  const style = getComputedStyle(document.documentElement);
  context.fillStyle = style.getPropertyValue("--glass");
  context.fillRect(0, 0, width, height);
  context.fillStyle = round ? "#ff4b33" : style.getPropertyValue("--lit");
  for (let place = 0; place < display.columns * display.rows; place++) {
    if (!(bits.charCodeAt(place >> 3) & (0x80 >> (place & 7)))) continue;
    const x = (place % display.columns) * size, y = Math.floor(place / display.columns) * size;
    context.fillRect(x, y, size - (round ? 12 : 0.5), size - (round ? 12 : 0.5));
  }
  canvas.setAttribute("aria-label", display.lit ? `display, ${display.lit} pixels lit` : "display, dark");
  return true;
}

function say(id, text) {
  const place = at(id);
  if (place.textContent !== text) place.textContent = text;
}

/** Shows a state; whether something moves that a person watches. */
export function show(state) {
  let moved = state.display ? draw(state.display) : false;
  state.lights.forEach((light, number) => {
    const item = at("lights").children[number], isOn = light.color !== "off";
    if (!item || item.dataset.color === light.color) return;
    moved = true;
    item.dataset.color = light.color;
    item.className = isOn ? "on" : "";
    item.style.color = isOn ? light.color : "";
    item.setAttribute("aria-label", `${light.name}: ${light.color}`);
  });
  at("charge").value = state.battery.percent;
  say("activity", state.activity + (state.walking ? `, walking ${state.walking} steps/min` : ""));
  say("battery", `${state.battery.percent.toFixed(1)} %, ${state.battery.millivolts.toFixed(0)} mV`);
  say("charging", state.battery.charger ? `${state.battery.phase}, ${current(state.battery.charge_ua)} into the cell` : "charger is out");
  say("now", current(state.current.now_ua));
  say("average", current(state.current.average_ua));
  say("statistics", Object.entries(state.statistics).filter(([, count]) => count).map(([name, count]) => `${name.replaceAll("_", " ")} ${count}`).join(", ") || "none");
  at("fault").hidden = !state.fault;
  if (state.fault) say("fault", state.fault);
  return moved;
}
