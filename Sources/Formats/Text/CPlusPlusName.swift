import Glibc

/// C++ names as their source has them.
enum CPlusPlusName {
  private typealias Demangle =
    @convention(c) (
      UnsafePointer<CChar>?, UnsafeMutablePointer<CChar>?, UnsafeMutablePointer<Int>?, UnsafeMutablePointer<Int32>?
    ) -> UnsafeMutablePointer<CChar>?

  /// The C++ runtime's, which the Swift runtime is itself linked with: looked up at run time, so that nothing but the
  /// toolchain's libraries is needed to build.
  private static let demangle: Demangle? = {
    let name = "__cxa_demangle"
    // RTLD_DEFAULT is 0; a statically linked runtime does not export it.
    var symbol = dlsym(nil, name)
    for library in ["libstdc++.so.6", "libc++abi.so.1"] where symbol == nil {
      if let handle = dlopen(library, RTLD_LAZY) { symbol = dlsym(handle, name) }
    }
    return symbol.map { unsafeBitCast($0, to: Demangle.self) }
  }()

  /// `Sensor::read(int)` for `_ZN6Sensor4readEi`; `nil` for what is no C++ name.
  static func readable(_ symbol: String) -> String? {
    guard symbol.hasPrefix("_Z"), let demangle else { return nil }
    var status: Int32 = 0
    guard let text = demangle(symbol, nil, nil, &status) else { return nil }
    defer { free(text) }
    return status == 0 ? String(cString: text) : nil
  }
}
