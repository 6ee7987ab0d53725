// Where the charge goes by function: a flame graph, wide for dear, callers above those that they call.
import { ask, charge } from "./api.js";
import { say } from "./controls.js";

const at = (id) => document.getElementById(id);
const rowHeight = 22, deepest = 40;
let nodes = [], top = 0, shown = "", isRunning = false;

/** A colour that stays with a name; loads that code has turned on are grey. */
function color(name) {
  if (name.startsWith("[")) return "hsl(200 10% 55%)";
  let hash = 0;
  for (const letter of name) hash = (hash * 31 + letter.charCodeAt(0)) >>> 0;
  return `hsl(${15 + (hash % 40)} 75% ${58 + (hash >> 8) % 12}%)`;
}

function draw() {
  const graph = at("flame"), focused = document.activeElement?.dataset?.node;
  graph.replaceChildren();
  if (!nodes.length || !nodes[top].total) { graph.style.height = "0"; return; }
  let depth = 0;
  const add = (number, left, width, level) => {
    if (width < 0.002 || level >= deepest) return;
    depth = Math.max(depth, level);
    const node = nodes[number], made = document.createElement("button");
    made.type = "button";
    made.dataset.node = number;
    made.textContent = node.name;
    made.title = `${node.name}: ${charge(node.total)}, of it itself ${charge(node.nanocoulombs)}, ${node.calls} calls`;
    made.setAttribute("aria-label", `${made.title}, ${(100 * node.total / nodes[0].total).toFixed(1)} %`);
    Object.assign(made.style, { left: `${left * 100}%`, width: `${width * 100}%`, top: `${level * rowHeight}px`, background: color(node.name) });
    made.addEventListener("click", () => { top = number === top ? node.parent : number; draw(); });
    graph.append(made);
    let next = left;
    for (const child of node.children) {
      const part = nodes[child].total / nodes[top].total;
      add(child, next, part, level + 1);
      next += part;
    }
  };
  add(top, 0, 1, 0);
  graph.style.height = `${(depth + 1) * rowHeight}px`;
  if (focused !== undefined) graph.querySelector(`[data-node="${focused}"]`)?.focus();
}

/** Asks for the profile while one is recorded. */
export async function refresh() {
  if (!isRunning) return;
  const answer = await ask("GET", "profile").catch(() => null);
  if (answer) show(answer);
}

function show(answer) {
  isRunning = answer.running;
  at("profile").setAttribute("aria-pressed", String(isRunning));
  at("profiled").textContent = answer.nodes.length ? `${charge(answer.nodes[0].total)} in ${(answer.to - answer.from).toFixed(3)} s` : "";
  const key = JSON.stringify(answer.nodes);
  if (key === shown) return;
  shown = key;
  const path = (number) => (number === undefined || !nodes[number] ? "" : (number ? path(nodes[number].parent) + ";" : "") + nodes[number].name);
  const before = path(top);
  nodes = answer.nodes.map((node) => ({ ...node, children: [] }));
  nodes.forEach((node, number) => { if (number) nodes[node.parent].children.push(number); });
  top = Math.max(nodes.findIndex((_, number) => path(number) === before), 0);
  draw();
}

at("profile").addEventListener("click", async () => {
  try { show(await ask("PUT", "profile", { running: !isRunning })); } catch (error) { say(error.message, true); }
});
ask("GET", "profile").then(show, () => {});
