import Link
import Testing

@Suite struct TCPAddressTests {
  @Test func whereThePortIs() {
    func place(_ text: String) -> String? { TCPAddress(text).map { "\($0.address) \($0.port)" } }
    let right = [
      "3333": "127.0.0.1 3333", ":1": "127.0.0.1 1", "localhost:2": "127.0.0.1 2", "0.0.0.0:3": "0.0.0.0 3",
      "[::1]:4": "::1 4", "0": "127.0.0.1 0",
    ]
    for (text, expected) in right { #expect(place(text) == expected) }
    for text in ["", "a", "1.2.3.4:70000", "-1"] { #expect(place(text) == nil) }
  }
}
