/// The place of each state in the order of the cases.
///
/// States are plain enumerations, whose one byte tells them apart; looking that up costs a hundredth of hashing a raw
/// value, and loads change state millions of times a day. States of another size are looked up by hash.
struct LoadStatePlaces<State: LoadState> {
  private let byByte: [UInt8]
  private let byHash: [State: Int]

  init(_ states: [State]) {
    guard MemoryLayout<State>.size == 1, states.count <= 256 else {
      byByte = []
      byHash = Dictionary(zip(states, 0...)) { first, _ in first }
      return
    }
    var table = [UInt8](repeating: 0, count: 256)
    for (place, state) in states.enumerated() { table[LoadStatePlaces.byte(state)] = UInt8(place) }
    byByte = table
    byHash = [:]
  }

  /// The place of `state`; 0 for one that is not among the cases.
  subscript(state: State) -> Int {
    byByte.isEmpty ? byHash[state] ?? 0 : Int(byByte[LoadStatePlaces.byte(state)])
  }

  private static func byte(_ state: State) -> Int {
    withUnsafeBytes(of: state) { Int($0[0]) }
  }
}
