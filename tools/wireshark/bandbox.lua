-- Wireshark dissectors for the captures of 'bandbox run --pcap': SMP as MCUmgr specifies it
-- (https://docs.zephyrproject.org/latest/services/device_mgmt/smp_protocol.html) as DLT_USER0, lines of the console as DLT_USER1.
--   wireshark -X lua_script:tools/wireshark/bandbox.lua band.pcapng
--   tshark -X lua_script:tools/wireshark/bandbox.lua -r band.pcapng -Y 'smp_mcumgr.group == 1'

local smp = Proto("smp_mcumgr", "Simple Management Protocol (MCUmgr)")
local console = Proto("band_console", "Console of a band")

local operations = { [0] = "read", [1] = "read answer", [2] = "write", [3] = "write answer" }
local groups = {
  [0] = "OS", [1] = "image", [2] = "statistics", [3] = "settings", [4] = "log", [5] = "crash", [6] = "split", [7] = "run",
  [8] = "file", [9] = "shell", [10] = "enumeration", [63] = "Zephyr basic", [64] = "band",
}
local commands = {
  [0] = { [0] = "echo", [1] = "console echo control", [2] = "task statistics", [3] = "memory pools", [4] = "date and time",
    [5] = "reset", [6] = "parameters", [7] = "information", [8] = "bootloader information" },
  [1] = { [0] = "state", [1] = "upload", [2] = "file", [3] = "core list", [4] = "core load", [5] = "erase", [6] = "slots" },
  [2] = { [0] = "read", [1] = "list" },
  [3] = { [0] = "value", [1] = "delete", [2] = "commit", [3] = "save or load" },
  [8] = { [0] = "transfer", [1] = "status", [2] = "hash", [3] = "supported hashes", [4] = "close" },
  [9] = { [0] = "execute" },
  [10] = { [0] = "count", [1] = "list", [2] = "one", [3] = "details" },
  [63] = { [0] = "erase storage" },
}

local f = {
  version = ProtoField.uint8("smp_mcumgr.version", "Version", base.DEC, { [0] = "1", [1] = "2" }, 0x18),
  op = ProtoField.uint8("smp_mcumgr.op", "Operation", base.DEC, operations, 0x07),
  flags = ProtoField.uint8("smp_mcumgr.flags", "Flags", base.HEX),
  length = ProtoField.uint16("smp_mcumgr.length", "Length"),
  group = ProtoField.uint16("smp_mcumgr.group", "Group", base.DEC, groups),
  sequence = ProtoField.uint8("smp_mcumgr.sequence", "Sequence"),
  command = ProtoField.uint8("smp_mcumgr.command", "Command"),
  answer_in = ProtoField.framenum("smp_mcumgr.answer_in", "Answer in", base.NONE, frametype.RESPONSE),
  request_in = ProtoField.framenum("smp_mcumgr.request_in", "Request in", base.NONE, frametype.REQUEST),
  time = ProtoField.relative_time("smp_mcumgr.time", "Time from request to answer"),
}
smp.fields = f
local cut = ProtoExpert.new("smp_mcumgr.cut", "Payload is not as long as announced", expert.group.MALFORMED, expert.severity.WARN)
smp.experts = { cut }

local cbor = Dissector.get("cbor")
-- Requests by group, command and sequence that have no answer yet, and what was found in the first pass.
local open, pairs_by_frame = {}, {}
function smp.init()
  open, pairs_by_frame = {}, {}
end

local function match(number, time, is_answer, key)
  if pairs_by_frame[number] then return pairs_by_frame[number] end
  if not is_answer then
    local pair = { request = number, time = time }
    open[key] = pair
    pairs_by_frame[number] = pair
    return pair
  end
  local pair = open[key]
  if not pair then return nil end
  open[key] = nil
  pair.answer, pair.answered = number, time
  pairs_by_frame[number] = pair
  return pair
end

function smp.dissector(buffer, packet, tree)
  if buffer:len() < 8 then return 0 end
  packet.cols.protocol = "SMP"
  local operation, group = bit.band(buffer(0, 1):uint(), 7), buffer(4, 2):uint()
  local sequence, command = buffer(6, 1):uint(), buffer(7, 1):uint()
  local is_answer = operation % 2 == 1
  local name = (groups[group] or ("group " .. group)) .. " "
    .. ((commands[group] or {})[command] or ("command " .. command))
  packet.cols.src = is_answer and "band" or "host"
  packet.cols.dst = is_answer and "host" or "band"
  packet.cols.info = string.format("%s, %s, sequence %d", name, operations[operation] or operation, sequence)

  local part = tree:add(smp, buffer(), "Simple Management Protocol, " .. name)
  part:add(f.version, buffer(0, 1))
  part:add(f.op, buffer(0, 1))
  part:add(f.flags, buffer(1, 1))
  local length = part:add(f.length, buffer(2, 2))
  part:add(f.group, buffer(4, 2))
  part:add(f.sequence, buffer(6, 1))
  part:add(f.command, buffer(7, 1)):append_text(" (" .. name .. ")")
  if buffer(2, 2):uint() ~= buffer:len() - 8 then length:add_proto_expert_info(cut) end

  local pair = match(packet.number, packet.abs_ts, is_answer, group * 65536 + command * 256 + sequence)
  if pair and is_answer then
    part:add(f.request_in, pair.request):set_generated()
    local span = pair.answered - pair.time
    part:add(f.time, NSTime.new(math.floor(span), math.floor((span % 1) * 1e9 + 0.5))):set_generated()
  elseif pair and pair.answer then
    part:add(f.answer_in, pair.answer):set_generated()
  end
  if buffer:len() > 8 and cbor then cbor:call(buffer(8):tvb(), packet, tree) end
  if is_answer or buffer:len() > 8 then
    packet.cols.protocol = "SMP"
    packet.cols.info = string.format("%s, %s, sequence %d", name, operations[operation] or operation, sequence)
  end
  return buffer:len()
end

local text = ProtoField.string("band_console.text", "Text")
console.fields = { text }
function console.dissector(buffer, packet, tree)
  packet.cols.protocol = "console"
  local line = buffer():string():gsub("[\r\n]+$", "")
  packet.cols.info = line
  tree:add(console, buffer(), "Console"):add(text, buffer(), line)
  return buffer:len()
end

local by_link_type = DissectorTable.get("wtap_encap")
by_link_type:add(wtap.USER0, smp)
by_link_type:add(wtap.USER1, console)
