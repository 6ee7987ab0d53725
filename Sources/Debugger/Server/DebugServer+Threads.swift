import Formats
import Link

/// Packets that are about threads.
extension DebugServer {
  private var threads: ThreadTable { machine.threads }

  static func text(_ id: UInt32) -> String { String(id, radix: 16) }

  /// A thread that a packet names; `nil` for any, for all and for the one that runs.
  func thread(_ cursor: inout PacketCursor) -> UInt32? {
    guard threads.choice != .off, let number = cursor.address(), number > 0 else { return nil }
    return number
  }

  /// `H`: which thread's registers are asked for next, or which one is to go on, which `vCont` says better.
  func selectThread(_ cursor: inout PacketCursor, _ client: DebugClient) {
    let isForRegisters = cursor.take("g")
    if !isForRegisters { _ = cursor.take("c") }
    let id = thread(&cursor)
    if let id, !threads.contains(id) { return send("E01", to: client) }
    if isForRegisters { client.selected = id == threads.current ? nil : id }
    send("OK", to: client)
  }

  /// `T`: whether a thread is there.
  func tellWhetherAlive(_ cursor: inout PacketCursor, _ client: DebugClient) {
    let id = thread(&cursor)
    send(id.map(threads.contains) ?? true ? "OK" : "E01", to: client)
  }

  /// Queries about threads; whether it is one.
  func handleThreadQuery(_ cursor: inout PacketCursor, _ client: DebugClient) -> Bool {
    if cursor.text == "C" {
      send("QC" + Self.text(threads.current), to: client)
    } else if cursor.text == "fThreadInfo" {
      send("m" + threads.all.map { Self.text($0.id) }.joined(separator: ","), to: client)
    } else if cursor.text == "sThreadInfo" {
      send("l", to: client)
    } else if cursor.take("ThreadExtraInfo,") {
      let id = cursor.address()
      guard let thread = threads.all.first(where: { $0.id == id }) else {
        send("E01", to: client)
        return true
      }
      let words = [thread.name, thread.state].filter { !$0.isEmpty }
      send(HexText.of(words.joined(separator: ": ").utf8), to: client)
    } else if cursor.take("Symbol:") {
      learnSymbol(cursor, client)
    } else {
      return false
    }
    return true
  }

  /// `qSymbol`: the client knows its file's names, and is asked for those of kernels where the image does not have them.
  private func learnSymbol(_ cursor: PacketCursor, _ client: DebugClient) {
    let parts = cursor.rest.split(separator: UInt8(ascii: ":"), maxSplits: 1, omittingEmptySubsequences: false)
    let name = parts.count == 2 ? HexText.bytes(parts[1]) : nil
    if let name, !name.isEmpty {
      var value = PacketCursor(parts[0])
      let text = String(decoding: name, as: UTF8.self)
      if let address = value.address(), client.askedSymbols.contains(text) { threads.learn(text, address) }
    } else {
      // It has read another file.
      client.askedSymbols = []
    }
    guard !client.isObserver, let next = threads.wantedSymbols.first(where: { !client.askedSymbols.contains($0) })
    else {
      return send("OK", to: client)
    }
    client.askedSymbols.insert(next)
    send("qSymbol:" + HexText.of(next.utf8), to: client)
  }

  /// The list of threads, as XML.
  var threadList: String {
    var xml = XMLWriter()
    xml.element("threads") { xml in
      for thread in threads.all {
        let attributes = [("id", Self.text(thread.id)), ("name", thread.name), ("core", "0")]
        xml.element("thread", attributes, thread.state)
      }
    }
    return xml.text
  }
}
