// Keeps the page and the run together. The page asks, so a tab that nobody sees costs nothing.
import { ask, socketAddress } from "./api.js";
import * as board from "./board.js";
import * as compare from "./compare.js";
import * as chart from "./chart.js";
import * as controls from "./controls.js";
import * as flame from "./flame.js";
import * as lists from "./lists.js";
import * as wires from "./wires.js";

const connection = document.getElementById("connection");
const seen = { console: 0, smp: 0 };
// In milliseconds: while something moves on the board, and while nothing does.
const [quick, calm] = [16, 150];
let movedAt = 0;

function tell(text) { if (connection.textContent !== text) connection.textContent = text; }

function show(live) {
  if (live.error) { tell(live.error); return; }
  const { state } = live;
  seen.console = live.console.next;
  seen.smp = live.smp.next;
  document.body.dataset.walking = state.walking;
  if (board.show(state)) movedAt = performance.now();
  controls.show(state);
  chart.moveTo(state.time.seconds);
  lists.showConsole(live.console.text);
  lists.showRequests(live.smp.exchanges);
}

function connect() {
  const socket = new WebSocket(socketAddress());
  let hasEnded = false;
  const look = () => { if (socket.readyState === WebSocket.OPEN) socket.send(JSON.stringify(seen)); };
  socket.addEventListener("open", () => { tell("live"); look(); });
  socket.addEventListener("message", (event) => {
    const live = JSON.parse(event.data);
    hasEnded = Boolean(live.error);
    show(live);
    const wait = performance.now() - movedAt < 1000 ? quick : calm;
    // Frames are not drawn in a hidden tab, so it does not ask.
    setTimeout(() => requestAnimationFrame(look), wait);
  });
  socket.addEventListener("close", () => {
    tell(hasEnded ? "the run has ended" : "not connected; trying again");
    if (!hasEnded) setTimeout(connect, 2000);
  });
}

async function begin() {
  const [about, inputs, ports] = await Promise.all([ask("GET", "board"), ask("GET", "inputs"), ask("GET", "ports")]);
  board.begin(about);
  chart.begin(about);
  controls.begin(inputs);
  wires.begin(about);
  compare.begin();
  document.getElementById("ports").textContent = ports.cable ? `host tools: ${ports.cable.path}` : "";
  connect();
  setInterval(() => { if (!document.hidden) chart.refresh(); }, 200);
  setInterval(() => {
    if (document.hidden) return;
    lists.refreshEnergy();
    flame.refresh();
    compare.refresh();
  }, 1000);
  lists.refreshEnergy();
}

begin().catch((error) => tell(error.message));
