import Blocks
import Machine

/// AES_HASH: AES in ECB, CBC and CTR mode and the hash algorithms, over memory.
///
/// Sources: the public register list and its descriptions (modes, algorithms, output modes; addresses and length go on
/// with the data; input is extended with zeros to whole blocks; more input keeps the engine waiting); public driver code
/// (key words and MREGs are big-endian, MREG3 holds the first four bytes of the vector; with KEXP four, six or eight key
/// words are expanded, else all round keys are written; a master reaches the flash at 0x28000000). Chosen: an AES block
/// takes a cycle of HCLK a round and 8 for its words, a hash block a cycle a round and one a word; the expanded keys stay
/// in the key memory; CTR writes as many bytes as it was given, the other modes whole blocks; while it waits for input it
/// is not inactive; the registers go on in steps of 1,024 bytes; data outside memory reads 0 and is not written.
public final class CryptoEngine: SoCBlock {
  /// What a snapshot keeps besides the stored registers.
  struct Core: Codable {
    var keys = [UInt32](repeating: 0, count: 64)
    /// CRYPTO_CTRL as it was at the beginning of the message.
    var control: UInt32 = 0
    /// CBC's last block or CTR's counter, in the order of bytes.
    var chain = AESCipher.Block()
    /// A hash's state, the bytes that are no whole block yet, and all bytes so far.
    var hash = [UInt64](repeating: 0, count: 8)
    var rest: [UInt8] = []
    var hashed: UInt64 = 0
    var end: Tick?
    var isWaiting = false
    var isRequested = false
  }

  /// The state of the engine.
  public struct State: RegisterState {
    /// What the registers hold.
    public var registers: NamedValues<UInt32>
    var core: Core
  }

  /// The registers.
  public let bank: RegisterBank
  /// Its supply.
  public let domain = PowerDomain.system
  private let fabric: Fabric
  private let interrupt: LineDriver
  private var core = Core()
  private var ended: Alarm!

  /// The engine after reset, on the bus.
  public init(_ fabric: Fabric) {
    self.fabric = fabric
    interrupt = fabric.interrupt(.crypto).driver(Self.block.name)
    bank = RegisterBank(Self.block, journal: fabric.emulation.journal)
    ended = fabric.emulation.alarm("AES_HASH.end") { [unowned self] in self.finish(at: $0) }
    fabric.install(self)
  }

  /// Accesses alone change it.
  public var isResetTimeless: Bool { true }

  /// Inactive; the keys are lost.
  public func reset() {
    bank.reset()
    core = Core()
    ended.cancel()
    interrupt.value = nil
  }

  // MARK: Settings

  /// What a message must not change on its way: algorithm, mode, key size, direction.
  private static let fixed = [hashes, encrypts, keySize, mode, algorithm].reduce(0) { $0 | $1.mask }
  private var control: UInt32 { core.control }
  private var isHash: Bool { Self.hashes.isSet(in: control) }
  private var hasMore: Bool { bank.isSet(Self.control, Self.moreInput) }
  private var keyWords: Int { [4, 6, 8, 8][Int(Self.keySize.get(control))] }
  private var function: HashFunction {
    HashFunction(rawValue: Int(Self.algorithm.get(control)) + (Self.mode.get(control) & 1 != 0 ? 4 : 0)) ?? .sha256
  }
  private var isIdle: Bool { core.end == nil }

  /// What is done between two looks of anybody at the registers: they go on in such steps.
  private static let step: UInt32 = 1_024
  private var stepLength: UInt32 { min(bank[Self.length], Self.step) }

  private var cycles: UInt64 {
    let length = UInt64(stepLength)
    if isHash {
      let size = UInt64(function.blockSize)
      return (length / size + 1) * (size == 64 ? 80 : 96)
    }
    return (length + 15) / 16 * UInt64(keyWords + 6 + 8) + 1
  }

  // MARK: Work

  private func start() {
    guard isIdle, let clock = fabric.clocks.crypto else { return }
    if !core.isWaiting || (bank[Self.control] ^ core.control) & Self.fixed != 0 { load() }
    core.isWaiting = false
    begin(clock, at: fabric.now)
  }

  private func begin(_ clock: ClockRate, at time: Tick) {
    core.end = time.adding(clock.time(ofEdge: max(cycles, 1)))
    ended.set(at: core.end)
  }

  /// The beginning of a message.
  private func load() {
    core.control = bank[Self.control]
    for word in 0..<4 { core.chain[3 - word] = bank[Self.vector, word] }
    let initial = function.initial
    core.hash = initial + [UInt64](repeating: 0, count: 8 - initial.count)
    core.rest = []
    core.hashed = 0
    guard !isHash, Self.expandsKeys.isSet(in: control) else { return }
    let schedule = AESCipher(key: Array(core.keys.prefix(keyWords))).schedule
    core.keys.replaceSubrange(0..<schedule.count, with: schedule)
  }

  private func finish(at time: Tick) {
    core.end = nil
    let count = stepLength
    let isLast = count == bank[Self.length]
    if isHash { hashInput(Int(count), isLast) } else { cipherInput(Int(count), isLast) }
    bank[Self.fetch] &+= count
    bank[Self.length] -= count
    guard isLast else {
      if let clock = fabric.clocks.crypto { begin(clock, at: time) }
      return
    }
    core.isWaiting = hasMore
    core.isRequested = true
    update()
  }

  private func cipherInput(_ length: Int, _ isLast: Bool) {
    let cipher = AESCipher(schedule: Array(core.keys.prefix(4 * (keyWords + 7))))
    let mode = Self.mode.get(control)
    let keepsLastOnly = Self.keepsLastOnly.isSet(in: control)
    let input = read(bank[Self.fetch], length)
    var output: [UInt8] = []
    for place in stride(from: 0, to: length, by: 16) {
      var block = AESCipher.Block()
      for (index, byte) in input[place..<min(place + 16, length)].enumerated() {
        block[index / 4] |= UInt32(byte) << UInt32(24 - 8 * (index % 4))
      }
      let result = cipherBlock(block, cipher, mode)
      if keepsLastOnly && !(isLast && place + 16 >= length) { continue }
      for index in 0..<(mode == 2 ? min(16, length - place) : 16) {
        output.append(UInt8(truncatingIfNeeded: result[index / 4] >> UInt32(24 - 8 * (index % 4))))
      }
    }
    write(bank[Self.destination], output)
    bank[Self.destination] &+= UInt32(output.count)
  }

  private func cipherBlock(_ input: AESCipher.Block, _ cipher: AESCipher, _ mode: UInt32) -> AESCipher.Block {
    let encrypts = Self.encrypts.isSet(in: control)
    switch mode {
    case 2:
      let output = input ^ cipher.encrypt(core.chain)
      // CTR's counter is the last 32 bits.
      core.chain[3] &+= 1
      return output
    case 3 where encrypts:
      core.chain = cipher.encrypt(input ^ core.chain)
      return core.chain
    case 3:
      let output = cipher.decrypt(input) ^ core.chain
      core.chain = input
      return output
    default: return encrypts ? cipher.encrypt(input) : cipher.decrypt(input)
    }
  }

  private func hashInput(_ length: Int, _ isLast: Bool) {
    let function = function
    core.hashed &+= UInt64(length)
    absorb(read(bank[Self.fetch], length), function)
    guard isLast, !hasMore else { return }
    absorb(function.padding(after: core.hashed), function)
    let digest = function.digest(core.hash).prefix(Int(bank[Self.control, Self.digestLength]) + 1)
    write(bank[Self.destination], digest)
    bank[Self.destination] &+= UInt32(digest.count)
  }

  private func absorb(_ bytes: [UInt8], _ function: HashFunction) {
    core.rest += bytes
    var place = 0
    while core.rest.count - place >= function.blockSize {
      function.absorb(core.rest[place..<place + function.blockSize], into: &core.hash)
      place += function.blockSize
    }
    core.rest.removeFirst(place)
  }

  // MARK: Memory

  /// Where the CPU finds what a master does.
  private func place(_ address: UInt32) -> (memory: Memory, offset: Int)? {
    let address = address >> 26 == 0x2800_0000 >> 26 ? address &- 0x2000_0000 : address
    guard let mapping = fabric.bus.mapping(at: address) else { return nil }
    return (mapping.memory, mapping.offset + Int(address &- mapping.base))
  }

  private func read(_ address: UInt32, _ count: Int) -> [UInt8] {
    (0..<UInt32(count)).map { index in place(address &+ index).map { $0.memory[$0.offset] } ?? 0 }
  }

  private func write(_ address: UInt32, _ bytes: some Sequence<UInt8>) {
    for (index, byte) in bytes.enumerated() {
      guard let (memory, offset) = place(address &+ UInt32(index)), memory.isWritable else { continue }
      memory.store(CollectionOfOne(byte), at: offset)
    }
  }

  // MARK: Registers

  private func update() { interrupt.value = core.isRequested && bank.isSet(Self.control, Self.isInterruptEnabled) }

  /// What software reads.
  public func registerValue(_ offset: UInt32) -> UInt32 {
    guard Self.status ~= offset else { return bank[offset] }
    return (core.isRequested ? Self.isRequested.mask : 0) | (core.isWaiting ? Self.isWaiting.mask : 0)
      | (isIdle && !core.isWaiting ? Self.isInactive.mask : 0)
  }

  /// What a write by software does. The key memory answers only while nothing is under way.
  public func registerWritten(_ offset: UInt32, value: UInt32, old: UInt32, width: Int) {
    switch offset {
    case Self.start: if Self.starts.isSet(in: value) { start() }
    case Self.clearInterrupt:
      core.isRequested = false
      update()
    case Self.control: update()
    case Self.keys: if isIdle { core.keys[Self.keys.index(of: offset)] = value }
    default: break
    }
  }

  // MARK: Snapshot

  /// Everything that decides its future.
  public func saveState() -> State { State(registers: bank.named, core: core) }

  /// Throws where the state is not that of this block.
  public func check(_ state: State) throws(SnapshotError) {
    try bank.check(state.registers)
    guard state.core.keys.count == 64, state.core.hash.count == 8, state.core.rest.count < 128 else {
      throw .wrongCount("words of \(bank.name)")
    }
  }

  /// Takes over a saved state.
  public func restoreState(_ state: State) {
    bank.restore(state.registers)
    core = state.core
    ended.set(at: core.end)
  }
}
