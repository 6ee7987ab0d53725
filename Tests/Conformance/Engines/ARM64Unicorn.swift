import CortexM0
import Foundation
import Synchronization

/// Executes arm64 code of the translator on a host of another kind, by Unicorn, which is QEMU's translator as a library.
///
/// The code sees this process's memory at its own addresses, each range from the first access on. A call of a helper is
/// a call of the real one.
package final class ARM64Unicorn: ForeignCode {
  package struct Failure: Error, CustomStringConvertible {
    package var description: String
  }

  /// Unicorn's constants (unicorn.h, arm64.h).
  private enum Constant {
    static let architecture: Int32 = 2
    static let allAccesses: UInt32 = 7
    static let codeHook: Int32 = 4
    static let unmappedHook: Int32 = 0x70
    static let x0: Int32 = 199
    static let x1: Int32 = 200
    static let stackPointer: Int32 = 4
    static let link: Int32 = 2
    /// UC_CTL_WRITE(UC_CTL_TB_REMOVE_CACHE, 2).
    static let forgetCode: UInt32 = 9 | 2 << 26 | 1 << 30
  }

  private typealias Register = @convention(c) (OpaquePointer, Int32, UnsafeMutableRawPointer) -> Int32
  private typealias Helper = @convention(c) (UnsafeMutableRawPointer) -> Int32

  /// The functions of the library that are used.
  private struct Library {
    let open: @convention(c) (Int32, Int32, UnsafeMutablePointer<OpaquePointer?>) -> Int32
    let close: @convention(c) (OpaquePointer) -> Int32
    let map: @convention(c) (OpaquePointer, UInt64, UInt64, UInt32, UnsafeMutableRawPointer?) -> Int32
    let write: Register
    let start: @convention(c) (OpaquePointer, UInt64, UInt64, UInt64, Int) -> Int32
    let hook:
      @convention(c) (
        OpaquePointer, UnsafeMutablePointer<Int>, Int32, UnsafeRawPointer, UnsafeMutableRawPointer, UInt64, UInt64
      ) -> Int32
    let control: @convention(c) (OpaquePointer, UInt32, UInt64, UInt64) -> Int32
    let message: @convention(c) (Int32) -> UnsafePointer<CChar>

    /// That of the Python environment of `tools/check`.
    static let shared = Result { () throws -> Library in
      guard let environment = ProcessInfo.processInfo.environment["BANDBOX_VENV"] else {
        throw Failure(description: "BANDBOX_VENV is not set: run tools/check, which makes the test environment")
      }
      let folders = URL(fileURLWithPath: environment).appendingPathComponent("lib")
      for folder in try FileManager.default.contentsOfDirectory(at: folders, includingPropertiesForKeys: nil) {
        let path = folder.appendingPathComponent("site-packages/unicorn/lib/libunicorn.so.2").path
        guard let handle = dlopen(path, RTLD_NOW | RTLD_LOCAL) else { continue }
        return Library(
          open: try symbol("uc_open", handle), close: try symbol("uc_close", handle),
          map: try symbol("uc_mem_map_ptr", handle), write: try symbol("uc_reg_write", handle),
          start: try symbol("uc_emu_start", handle), hook: try symbol("uc_hook_add", handle),
          control: try symbol("uc_ctl", handle), message: try symbol("uc_strerror", handle))
      }
      throw Failure(description: "no libunicorn.so.2 in \(environment)")
    }

    private static func symbol<Function>(_ name: String, _ handle: UnsafeMutableRawPointer) throws -> Function {
      guard let found = dlsym(handle, name) else { throw Failure(description: "libunicorn has no \(name)") }
      return unsafeBitCast(found, to: Function.self)
    }
  }

  /// The addresses of those who execute, by that of the context.
  private static let executors = Mutex<[Int: UInt]>([:])

  package let instructionSet = InstructionSet.arm64
  private let library: Library
  private let engine: OpaquePointer
  /// A stack and, at its end, two instructions `RET`, at which the helpers' hooks are, and where the way in returns to.
  private let stack: UnsafeMutableRawPointer
  private static let stackSize = 1 << 16
  private var stubs: UnsafeMutableRawPointer { stack + Self.stackSize - 16 }
  private var returnAddress: UInt64 { UInt64(UInt(bitPattern: stubs + 8)) }
  /// What is mapped.
  private var mapped: [Range<UInt>] = []
  private var context: UnsafeMutableRawPointer?
  private var wayIn: UInt64 = 0
  /// Calls of helpers.
  package private(set) var calls = 0

  package init() throws {
    library = try Library.shared.get()
    var opened: OpaquePointer?
    let status = library.open(Constant.architecture, 0, &opened)
    guard status == 0, let opened else {
      throw Failure(description: "uc_open: \(String(cString: library.message(status)))")
    }
    engine = opened
    stack = .allocate(byteCount: Self.stackSize, alignment: 4096)
    stack.initializeMemory(as: UInt8.self, repeating: 0, count: Self.stackSize)
    for place in 0..<4 { stubs.storeBytes(of: UInt32(0xD65F_03C0), toByteOffset: 4 * place, as: UInt32.self) }
    var handle = 0
    let mine = Unmanaged.passUnretained(self).toOpaque()
    let unmapped: @convention(c) (OpaquePointer, Int32, UInt64, Int32, Int64, UnsafeMutableRawPointer) -> Bool = {
      Unmanaged<ARM64Unicorn>.fromOpaque($5).takeUnretainedValue().map(UInt($2))
    }
    try check(
      library.hook(
        engine, &handle, Constant.unmappedHook, unsafeBitCast(unmapped, to: UnsafeRawPointer.self), mine, 1, 0))
    let helper: @convention(c) (OpaquePointer, UInt64, UInt32, UnsafeMutableRawPointer) -> Void = {
      Unmanaged<ARM64Unicorn>.fromOpaque($3).takeUnretainedValue().callHelper($1)
    }
    let first = UInt64(UInt(bitPattern: stubs))
    try check(
      library.hook(
        engine, &handle, Constant.codeHook, unsafeBitCast(helper, to: UnsafeRawPointer.self), mine, first, first + 7))
  }

  deinit {
    if let key = context.map({ Int(bitPattern: $0) }) { Self.executors.withLock { $0[key] = nil } }
    _ = library.close(engine)
    stack.deallocate()
  }

  private func check(_ status: Int32) throws {
    guard status == 0 else { throw Failure(description: String(cString: library.message(status))) }
  }

  package func entry(_ context: UnsafeMutableRawPointer, wayIn: UnsafeRawPointer) -> Entry {
    self.context = context
    self.wayIn = UInt64(UInt(bitPattern: wayIn))
    let (key, address) = (Int(bitPattern: context), UInt(bitPattern: Unmanaged.passUnretained(self).toOpaque()))
    Self.executors.withLock { $0[key] = address }
    return { context, slot in
      let key = Int(bitPattern: context)
      let address = ARM64Unicorn.executors.withLock { $0[key] }
      guard let executor = address.flatMap(UnsafeRawPointer.init(bitPattern:)) else { return }
      Unmanaged<ARM64Unicorn>.fromOpaque(executor).takeUnretainedValue().execute(context, slot)
    }
  }

  package func publish(_ code: UnsafeRawBufferPointer) {
    guard let start = code.baseAddress else { return }
    let first = UInt64(UInt(bitPattern: start))
    _ = library.control(engine, Constant.forgetCode, first, first + UInt64(code.count))
  }

  /// Where the addresses of the helpers are in a context.
  private static let helpers = [Int(TranslationContext.loadHelper), Int(TranslationContext.storeHelper)]

  private var realHelpers: [Helper] = []

  private func execute(_ context: UnsafeMutableRawPointer, _ slot: UnsafeMutableRawPointer) {
    realHelpers = Self.helpers.map { context.load(fromByteOffset: $0, as: Helper.self) }
    for (place, offset) in Self.helpers.enumerated() {
      context.storeBytes(of: stubs + 4 * place, toByteOffset: offset, as: UnsafeMutableRawPointer.self)
    }
    set(Constant.x0, UInt64(UInt(bitPattern: context)))
    set(Constant.x1, UInt64(UInt(bitPattern: slot)))
    set(Constant.stackPointer, UInt64(UInt(bitPattern: stubs)))
    set(Constant.link, returnAddress)
    let status = library.start(engine, wayIn, returnAddress, 0, 0)
    for (place, offset) in Self.helpers.enumerated() {
      context.storeBytes(of: realHelpers[place], toByteOffset: offset, as: Helper.self)
    }
    if status != 0 { fatalError("arm64 code: \(String(cString: library.message(status))) \(unmapped ?? "")") }
  }

  private func set(_ register: Int32, _ value: UInt64) {
    var value = value
    _ = library.write(engine, register, &value)
  }

  private func callHelper(_ address: UInt64) {
    guard let context else { return }
    calls += 1
    let place = Int(address - UInt64(UInt(bitPattern: stubs))) / 4
    set(Constant.x0, UInt64(UInt32(bitPattern: realHelpers[place](context))))
  }

  /// Why an address could not be shown.
  private var unmapped: String?

  /// Shows the range of this process that an address is in; `false` where there is none.
  private func map(_ address: UInt) -> Bool {
    // A file of /proc may come in several pieces, of which `String(contentsOfFile:)` takes the first.
    guard let maps = FileHandle(forReadingAtPath: "/proc/self/maps"), let bytes = try? maps.readToEnd() else {
      return false
    }
    for line in String(decoding: bytes, as: UTF8.self).split(separator: "\n") {
      let ends = line.prefix { $0 != " " }.split(separator: "-").compactMap { UInt($0, radix: 16) }
      guard ends.count == 2, ends[0] <= address, address < ends[1] else { continue }
      // Of a range that has grown, what is new beside what is there.
      let first = mapped.map(\.upperBound).filter { $0 <= address }.max() ?? 0
      let last = mapped.map(\.lowerBound).filter { $0 > address }.min() ?? .max
      let range = max(ends[0], first)..<min(ends[1], last)
      mapped.append(range)
      let status = library.map(
        engine, UInt64(range.lowerBound), UInt64(range.count), Constant.allAccesses,
        UnsafeMutableRawPointer(bitPattern: range.lowerBound))
      if status != 0 { unmapped = "\(String(cString: library.message(status))): \(range)" }
      return status == 0
    }
    unmapped = "nothing is at \(String(address, radix: 16))"
    return false
  }
}
