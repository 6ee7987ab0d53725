import Foundation
import Programs
import Testing

/// The sources must compile with Embedded Swift for the band's processor, and must not need a heap when linked.
struct EmbeddedTests {
  /// A band-like user of everything on the device's side.
  static let main = """
    struct Band: SMPDevice {
      var time: DateTime?
      mutating func dateTime() -> DateTime? { time }
      mutating func setDateTime(_ value: DateTime) -> Bool {
        time = DateTime(secondsSince2000: UInt32(truncatingIfNeeded: value.secondsSince2000))
        return true
      }
      mutating func info(_ field: InfoField, to text: inout TextWriter) { text.append("Bandbox") }
      var statisticsGroupCount: Int { 1 }
      func statisticsGroupName(_ group: Int) -> StaticString { "activity" }
      func statisticsFieldCount(_ group: Int) -> Int { 2 }
      func statisticsFieldName(_ group: Int, _ field: Int) -> StaticString { field == 0 ? "steps" : "heart_rate" }
      mutating func statisticsValue(_ group: Int, _ field: Int) -> UInt64 { 7 }
    }

    @_cdecl("serve")
    public func serve(
      _ memory: UnsafeMutablePointer<UInt8>, _ get: @convention(c) () -> UInt8, _ put: @convention(c) (UInt8) -> Void
    ) {
      var server = SMPServer(Band())
      var decoder = ConsoleDecoder(buffer: UnsafeMutableBufferPointer(start: memory, count: 1024))
      let reply = UnsafeMutableBufferPointer(start: memory + 1024, count: 1024)
      while true {
        switch decoder.feed(get()) {
        case .none: break
        case .text(let byte): put(byte)
        case .heldText(let first, let second):
          put(first)
          put(second)
        case .message(let count):
          guard case .reply(let count) = server.handle(decoder.message(count: count), reply: reply) else { break }
          var encoder = ConsoleEncoder(UnsafeBufferPointer(rebasing: reply[0..<count]), afterText: true)
          while let byte = encoder.next() { put(byte) }
        }
      }
    }
    """

  @Test func compilesAndLinksWithoutAHeap() throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "bandbox-embedded-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
    let sources = try FileManager.default.contentsOfDirectory(
      at: root.appending(path: "Sources/SMP"), includingPropertiesForKeys: nil
    ).filter { $0.pathExtension == "swift" }.map(\.path)
    #expect(sources.count > 10)
    let main = folder.appending(path: "Band.swift")
    try Data(EmbeddedTests.main.utf8).write(to: main)
    let object = folder.appending(path: "band.o").path
    let compile = try Programs.run(
      "swiftc",
      [
        "-target", "armv6m-none-none-eabi", "-wmo", "-Osize", "-parse-as-library",
        "-enable-experimental-feature", "Embedded", "-Xfrontend", "-function-sections",
        "-Xfrontend", "-disable-stack-protector", "-Xcc", "-Xclang", "-Xcc", "-target-feature", "-Xcc", "-Xclang",
        "-Xcc", "+atomics-32", "-warnings-as-errors", "-swift-version", "6", "-module-name", "Band", "-c", "-o", object,
      ] + sources + [main.path])
    #expect(compile.status == 0, "\(compile.text)")
    let link = try Programs.run(
      try Programs.toolchain("ld.lld"),
      [
        "-e", "serve", "--gc-sections", "--warn-unresolved-symbols", "-o", folder.appending(path: "band").path,
        object,
      ])
    #expect(link.status == 0, "\(link.text)")
    // Arithmetic and copying come from the compiler's runtime; anything else would be the heap or the Swift runtime.
    let undefined = Set(
      link.text.split(separator: "\n").filter { $0.contains("undefined symbol: ") }.map {
        $0.split(separator: " ").last!
      })
    #expect(!undefined.isEmpty)
    #expect(undefined.allSatisfy { $0.hasPrefix("__aeabi_") }, "\(undefined)")
  }
}
