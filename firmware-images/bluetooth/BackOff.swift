/// How seldom a scanner asks while its requests collide with those of others: Bluetooth Core Specification, volume 6, part B,
/// 4.4.3.2.
struct BackOff {
  private var limit: UInt32 = 1
  private var count: UInt32 = 1
  private var run: Int8 = 0

  init() {}

  /// Another advertiser could be asked; whether to do it.
  mutating func isOver() -> Bool {
    count -= 1
    guard count == 0 else { return false }
    count = 1
    return true
  }

  /// Whether the advertiser has answered: twice in a row changes the limit.
  mutating func note(_ isAnswered: Bool) {
    run = isAnswered ? max(run, 0) + 1 : min(run, 0) - 1
    if run == 2 {
      limit = max(limit / 2, 1)
      run = 0
    } else if run == -2 {
      limit = min(limit * 2, 256)
      run = 0
    }
    count = 1 + RandomBits.cheap(below: limit)
  }
}
