// What passes on the board's buses and on the data cable, asked for only while it is watched.
import { clock, socketAddress } from "./api.js";

const at = (id) => document.getElementById(id);
const list = at("wires"), watch = at("watch"), bus = at("bus"), filter = at("with");
// Lines that are kept, and milliseconds between two looks.
const [limit, pause] = [300, 200];
let socket = null, next = 0, now = 0, total = 0;

export function begin(board) {
  for (const name of board.buses) bus.append(new Option(name, name));
}

const spaced = (hex, bits) => hex.match(new RegExp(`.{${Math.ceil(bits / 4)}}`, "g"))?.join(" ") ?? "";

function text(one) {
  const words = [];
  if (one.sent) words.push(`> ${spaced(one.sent, one.bits)}`);
  if (one.received) words.push(`< ${spaced(one.received, one.bits)}`);
  const known = Math.ceil(Math.max(one.sent.length, one.received.length) / Math.ceil(one.bits / 4));
  if (one.count > known) words.push(`(${one.count} in all)`);
  if (one.acknowledged === false) words.push("not acknowledged");
  const who = [one.bus, one.part, one.address].filter(Boolean).join(" ");
  return `${clock(one.seconds)} ${who}${one.direction === "both" ? "" : ` ${one.direction}`} ${words.join(" ")}`;
}

function isWanted(item) { return item.textContent.toLowerCase().includes(filter.value.trim().toLowerCase()); }

function show(answer) {
  // What comes behind a time that was gone back to has not been.
  const isBack = answer.now < now;
  now = answer.now;
  if (isBack) {
    // Those before it are asked for again.
    list.replaceChildren();
    next = 0;
    return;
  }
  total = answer.next;
  next = answer.next;
  for (const one of answer.transfers) {
    const item = document.createElement("li");
    item.textContent = text(one);
    item.hidden = !isWanted(item);
    list.prepend(item);
  }
  while (list.children.length > limit) list.lastChild.remove();
  const said = `${total} so far`;
  if (at("watched").textContent !== said) at("watched").textContent = said;
}

function look() {
  if (socket?.readyState !== WebSocket.OPEN) return;
  const asked = { since: next, last: limit };
  if (bus.value) asked.bus = bus.value;
  socket.send(JSON.stringify(asked));
}

function end() {
  const ended = socket;
  socket = null;
  ended?.close();
  watch.setAttribute("aria-pressed", "false");
}

function start() {
  const made = new WebSocket(socketAddress("transfers"));
  socket = made;
  made.addEventListener("open", look);
  made.addEventListener("message", (event) => {
    if (made !== socket) return;
    const answer = JSON.parse(event.data);
    if (answer.error) { at("watched").textContent = answer.error; return end(); }
    show(answer);
    // Frames are not drawn in a hidden tab, so it does not ask.
    setTimeout(() => requestAnimationFrame(() => { if (made === socket) look(); }), pause);
  });
  made.addEventListener("close", () => { if (made === socket) end(); });
  watch.setAttribute("aria-pressed", "true");
}

watch.addEventListener("click", () => (socket ? end() : start()));
bus.addEventListener("change", () => { list.replaceChildren(); next = 0; });
filter.addEventListener("input", () => { for (const item of list.children) item.hidden = !isWanted(item); });
