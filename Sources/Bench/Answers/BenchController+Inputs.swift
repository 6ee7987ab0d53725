import Boards
import Formats
import Machine
import Session

/// What happens to the band from outside. All of it goes where inputs of today go, so that recordings keep it.
extension BenchController {
  /// Lets something happen now.
  func input(_ fields: Fields) throws(APIError) -> APIReply {
    guard let what = try fields.text("what") else { throw fields.missing("what") }
    let value = try fields.word("value") ?? ""
    let pads = run.band.model.pads
    let known = inputs.compactMap { input in if case .text(let what)? = input["what"] { what } else { nil } }
    guard known.contains(what) || pads.contains(what) else {
      throw APIError(unknown: "input", what, among: known + pads)
    }
    do throws(InputError) {
      let event = try InputText.parse(what, value, pads: pads)
      switch event {
      // As a host tool that opens and closes the port, not the bare contacts.
      case .cable(let isIn): run.happen(isIn ? .attach : .detach)
      default: run.happen(.input(event))
      }
    } catch { throw APIError(400, error.description) }
    timeline.keep()
    return APIReply(BenchController.moment(now))
  }

  /// Sends bytes to the band.
  func send(_ fields: Fields) throws(APIError) -> APIReply {
    guard fields.count == 1 else { throw APIError(400, "expected either 'text' or 'hex'") }
    let text = try fields.text("text", upTo: 1_024).map { Array($0.utf8) }
    let hex = try fields.hex("hex", upTo: 1_024)
    guard let bytes = text ?? hex, !bytes.isEmpty else {
      throw APIError(400, "expected at least one byte")
    }
    if !run.band.cable.isAttached { run.happen(.attach) }
    run.happen(.bytes(bytes))
    return APIReply(BenchController.moment(now))
  }

  /// What can happen to this band, with the values that it takes.
  var inputs: [JSON] {
    let band = run.band
    var inputs: [JSON] = []
    func add(
      _ what: String, _ label: String, _ kind: String, _ expected: String, unit: String? = nil,
      _ range: ClosedRange<Double>? = nil, value: String? = nil
    ) {
      var fields: [(String, JSON)] = [
        ("what", .text(what)), ("label", .text(label)), ("kind", .text(kind)), ("expected", .text(expected)),
      ]
      if let unit { fields.append(("unit", .text(unit))) }
      if let range { fields += [("minimum", .number(range.lowerBound)), ("maximum", .number(range.upperBound))] }
      if let value { fields.append(("value", .text(value))) }
      inputs.append(.object(fields))
    }
    let status = run.status()
    if band.key != nil { add("touch", "touch the key", "press", "how long, 1ms ... 60s; 200ms by default") }
    for (pad, name) in band.model.signals.sorted(by: { $0.key < $1.key }) where name.contains("button") {
      add(pad, name, "level", "high, low or open")
    }
    add("charger", "charger", "switch", "in or out", value: band.isChargerPluggedIn ? "in" : "out")
    if run.band.chargeSource?.needsMains == true {
      add("mains", "mains", "switch", "up or down", value: band.hasMains ? "up" : "down")
    }
    add("cable", "data cable", "switch", "in or out", value: band.cable.isAttached ? "in" : "out")
    add("walk", "walk", "number", "30 ... 240, or 0 to stop", unit: "steps/min", 0...240, value: "\(status.walking)")
    add("raise", "raise the wrist", "press", "how long, 1ms ... 60s")
    add("gesture", "reach for something", "press", "how long, 1ms ... 60s; 3s by default")
    add("notification", "notification", "text", NotificationText.expected)
    add("ship", "ship mode", "action", "nothing")
    add(
      "temperature", "temperature", "number", "-40 ... 85", unit: "°C", -40...85,
      value: NumberText.decimal(Double(band.ambient.milliCelsius) / 1_000, 1))
    if band.heartSensor != nil {
      add(
        "heart_rate", "heart rate", "number", "25 ... 240, 0 for the wearer's own, none for no skin", unit: "bpm",
        0...240)
    }
    add("supply", "supply", "text", "cell, off, a voltage such as 3700mV, or a capacitor such as capacitor:100mF,3V")
    add("harvest", "harvester", "text", "off, 20uA, 50uW or 300lux")
    add("reset", "reset", "action", "nothing")
    return inputs
  }

  // MARK: Memory

  /// Bytes by symbol or address.
  func memory(_ fields: Fields) throws(APIError) -> APIReply {
    guard let text = try fields.text("at", upTo: 400) else { throw fields.missing("at") }
    return APIReply(try memory(try address(text), count: try fields.whole("length", in: 1...65_536) ?? 4))
  }

  private func memory(_ address: UInt32, count: Int) throws(APIError) -> JSON {
    let bytes = run.band.chip.bus.bytes(at: address, count: count)
    guard !bytes.isEmpty else { throw APIError(404, "nothing answers at \(Hex.word(address))") }
    var answer: [(String, JSON)] = [("address", .text(Hex.word(address)))]
    if let place = run.symbols.name(at: address) { answer.append(("symbol", .text(place.description))) }
    answer.append(("hex", .text(Hex.bytes(bytes))))
    return .object(answer)
  }

  /// Writes bytes, as a debugger does.
  func setMemory(_ fields: Fields) throws(APIError) -> APIReply {
    guard let text = try fields.text("at", upTo: 400) else { throw fields.missing("at") }
    guard let bytes = try fields.hex("hex", upTo: 4_096) else { throw fields.missing("hex") }
    let address = try address(text)
    let bus = run.band.chip.bus
    let last = address &+ UInt32(bytes.count - 1)
    guard last >= address,
      [address, last].allSatisfy({ bus.peek($0, width: 1) != nil && bus.mapping(at: $0)?.memory.isWritable ?? true })
    else { throw APIError(409, "\(Hex.word(address)): \(bytes.count) bytes cannot be written there") }
    run.happen(.debugger(.memory(address, bytes)))
    return APIReply(try memory(address, count: bytes.count))
  }

  /// `0x07fc0000`, `symbol` or `symbol+0x10`.
  private func address(_ text: String) throws(APIError) -> UInt32 {
    func number(_ text: some StringProtocol) -> UInt32? {
      text.hasPrefix("0x") ? UInt32(text.dropFirst(2), radix: 16) : UInt32(text)
    }
    if let address = number(text) { return address }
    let names = run.symbols.functions + run.symbols.variables
    if let symbol = run.symbols.address(of: text) { return symbol }
    if let plus = text.lastIndex(of: "+"), let base = run.symbols.address(of: String(text[..<plus])),
      let offset = number(text[text.index(after: plus)...])
    {
      return base &+ offset
    }
    let nearest = Suggestion.nearest(to: text, among: names.map(\.name))
    throw APIError(
      404,
      "expected an address such as 0x07fc0000 or a symbol, found '\(text)'"
        + (nearest.map { " (did you mean '\($0)'?)" } ?? ""),
      nearest: nearest)
  }

  /// Names in the image.
  func symbols(_ fields: Fields) throws(APIError) -> APIReply {
    let part = try fields.text("like", upTo: 200) ?? ""
    let limit = try fields.whole("limit", in: 1...10_000) ?? 200
    let all = (run.symbols.functions + run.symbols.variables).sorted { $0.address < $1.address }
    let found = all.lazy.filter { part.isEmpty || $0.name.contains(part) }.prefix(limit)
    return APIReply(
      .array(
        found.map {
          ["name": .text($0.name), "address": .text(Hex.word($0.address)), "size": .integer(Int64($0.size))]
        }))
  }
}
