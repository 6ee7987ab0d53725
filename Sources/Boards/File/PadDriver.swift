import Yams

/// Something beside the parts that drives a pad, and where the file says so.
struct PadDriver {
  let pad: String
  /// For people, such as `VBUS`.
  let driver: String
  let isOpenDrain: Bool
  let node: Node
}
