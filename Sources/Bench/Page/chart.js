// Current over time: a mean line in a band from least to greatest, on a logarithmic scale.
import { ask, current, length } from "./api.js";

const at = (id) => document.getElementById(id);
const canvas = at("chart"), span = at("span"), follow = at("follow"), component = at("component");
const view = { from: 0, to: 10, follows: true, length: 10 };
let curve = null, pointer = null, now = 0, isKnown = false, isAsking = false, isStale = true;

export function begin(board) {
  for (const name of board.components) component.append(new Option(name, name));
}

/** The machine's time goes on. */
export function moveTo(seconds) {
  isKnown = true;
  if (seconds === now) return;
  now = seconds;
  if (view.follows) isStale = true;
}

function place() {
  if (!view.follows) return;
  const length = view.length === "all" ? Math.max(now - (curve?.known[0] ?? now), 1e-3) : view.length;
  view.to = now;
  view.from = Math.max(now - length, 0);
}

/** Asks for the curve where it is to be another one. */
export async function refresh() {
  if (!isStale || isAsking || !isKnown) return;
  isAsking = true;
  isStale = false;
  place();
  try {
    const points = Math.max(Math.min(Math.floor(canvas.clientWidth / 2), 1000), 50);
    const query = new URLSearchParams({ from: view.from.toFixed(9), to: Math.max(view.to, view.from + 1e-6).toFixed(9), points });
    if (component.value) query.set("component", component.value);
    curve = await ask("GET", `current?${query}`);
    draw();
  } catch { /* the connection says it */ } finally { isAsking = false; }
}

const decades = [-1, 0, 1, 2, 3, 4, 5];

function draw() {
  const scale = devicePixelRatio || 1, width = canvas.clientWidth, height = canvas.clientHeight;
  if (canvas.width !== Math.round(width * scale)) [canvas.width, canvas.height] = [Math.round(width * scale), Math.round(height * scale)];
  const context = canvas.getContext("2d"), style = getComputedStyle(document.documentElement);
  const color = (name) => style.getPropertyValue(name);
  const left = 56, bottom = 20, tall = height - bottom - 6, wide = width - left - 4;
  const y = (value) => 6 + tall - (Math.log10(Math.max(value, 0.1)) - decades[0]) / (decades.at(-1) - decades[0]) * tall;
  context.setTransform(scale, 0, 0, scale, 0, 0);
  context.clearRect(0, 0, width, height);
  context.font = "12px system-ui, sans-serif";
  context.textBaseline = "middle";
  context.strokeStyle = color("--line");
  context.fillStyle = color("--soft");
  for (const decade of decades) {
    const line = y(10 ** decade);
    context.beginPath();
    context.moveTo(left, line);
    context.lineTo(left + wide, line);
    context.stroke();
    context.textAlign = "right";
    context.fillText(current(10 ** decade).replace(/\.0+ /, " "), left - 5, Math.min(Math.max(line, 8), height - bottom - 4));
  }
  if (!curve) return;
  const count = curve.mean_ua.length, step = wide / count, duration = curve.to - curve.from;
  const raw = duration / 5, power = 10 ** Math.floor(Math.log10(raw));
  const tick = [1, 2, 5, 10].map((factor) => factor * power).find((size) => size >= raw) ?? raw;
  context.textAlign = "center";
  const origin = view.follows ? curve.to : curve.from;
  for (let time = origin - Math.floor((origin - curve.from) / tick) * tick; time <= curve.to; time += tick) {
    const x = left + (time - curve.from) / duration * wide;
    context.beginPath();
    context.moveTo(x, 6);
    context.lineTo(x, 6 + tall);
    context.stroke();
    const before = time - origin;
    if (x > left + 20 && x < left + wide - 20) context.fillText((before < 0 ? "-" : "+") + length(Math.abs(before)), x, height - 8);
  }
  context.fillStyle = color("--range");
  for (let place = 0; place < count; place++) {
    if (curve.mean_ua[place] === null) continue;
    const top = y(curve.maximum_ua[place]);
    context.fillRect(left + place * step, top, step + 0.5, Math.max(y(curve.minimum_ua[place]) - top, 1));
  }
  context.strokeStyle = color("--mean");
  context.lineWidth = 1.6;
  context.beginPath();
  let isDown = false;
  for (let place = 0; place < count; place++) {
    const value = curve.mean_ua[place];
    if (value === null) { isDown = false; continue; }
    const line = y(value);
    if (isDown) context.lineTo(left + place * step, line); else context.moveTo(left + place * step, line);
    context.lineTo(left + (place + 1) * step, line);
    isDown = true;
  }
  context.stroke();
  context.lineWidth = 1;
  read();
}

function read() {
  const known = curve.mean_ua.filter((value) => value !== null);
  if (!known.length) { at("reading").textContent = "nothing is known there"; return; }
  const mean = known.reduce((sum, value) => sum + value, 0) / known.length;
  const least = Math.min(...curve.minimum_ua.filter((value) => value !== null));
  const most = Math.max(...curve.maximum_ua.filter((value) => value !== null));
  const text = `mean ${current(mean)}, least ${current(least)}, greatest ${current(most)} in ${length(curve.to - curve.from)}`;
  if (at("reading").textContent !== text) at("reading").textContent = text;
}

function stay() {
  if (view.follows) place();
  view.follows = false;
  follow.setAttribute("aria-pressed", "false");
}

function zoom(factor, middle = 0.5) {
  // Where it follows, the ends come only with the next curve, and the next key may be quicker.
  const duration = view.follows && view.length !== "all" ? view.length : view.to - view.from, next = Math.min(Math.max(duration * factor, 2e-6), 4e7);
  if (!view.follows) {
    const center = view.from + duration * middle;
    view.from = Math.max(center - next * middle, 0);
    view.to = view.from + next;
  }
  view.length = next;
  span.value = "other";
  isStale = true;
  refresh();
}

function pan(part) {
  stay();
  const duration = view.to - view.from;
  view.from = Math.max(view.from + duration * part, 0);
  view.to = view.from + duration;
  isStale = true;
  refresh();
}

function followAgain() {
  view.follows = true;
  view.length = view.length === "all" ? "all" : view.to - view.from;
  follow.setAttribute("aria-pressed", "true");
  isStale = true;
  refresh();
}

follow.addEventListener("click", () => (view.follows ? stay() : followAgain()));
component.addEventListener("change", () => { isStale = true; refresh(); });
span.addEventListener("change", () => {
  if (span.value === "all") { view.length = "all"; followAgain(); return; }
  const length = Number(span.value);
  view.length = length;
  if (!view.follows) [view.from, view.to] = [Math.max((view.from + view.to - length) / 2, 0), Math.max((view.from + view.to - length) / 2, 0) + length];
  isStale = true;
  refresh();
});
canvas.addEventListener("wheel", (event) => {
  event.preventDefault();
  zoom(event.deltaY > 0 ? 1.3 : 1 / 1.3, (event.offsetX - 56) / Math.max(canvas.clientWidth - 60, 1));
}, { passive: false });
canvas.addEventListener("pointerdown", (event) => { pointer = event.clientX; canvas.setPointerCapture(event.pointerId); });
canvas.addEventListener("pointermove", (event) => {
  if (pointer === null || Math.abs(event.clientX - pointer) < 4) return;
  pan((pointer - event.clientX) / Math.max(canvas.clientWidth - 60, 1));
  pointer = event.clientX;
});
for (const kind of ["pointerup", "pointercancel"]) canvas.addEventListener(kind, () => { pointer = null; });
canvas.addEventListener("keydown", (event) => {
  const action = {
    "+": () => zoom(0.5), "=": () => zoom(0.5), "-": () => zoom(2), ArrowLeft: () => pan(-0.2), ArrowRight: () => pan(0.2),
    End: followAgain, Home: () => { stay(); pan(-1e9); },
  }[event.key];
  if (!action) return;
  event.preventDefault();
  action();
});
new ResizeObserver(() => { isStale = true; if (curve) draw(); }).observe(canvas);
matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => draw());
