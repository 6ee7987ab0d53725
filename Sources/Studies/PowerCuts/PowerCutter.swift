import Boards
import Images
import Machine
import Session

/// Cuts the band's supply in the middle of one flash operation, gives it back, and looks at what boots.
final class PowerCutter: RunStudy {
  /// How long the band is without power.
  static let pause: Tick = .milliseconds(500)
  /// What it has to boot, and to finish a swap of whole slots.
  static let patience: Tick = .seconds(60)
  /// How long the firmware has to stay up.
  private static let proof: Tick = .seconds(5)

  private let band: any Board
  private let operation: UInt64?
  private let run: StudiedRun
  private let slots: SlotMap?
  /// The image before anything was cut.
  private let before: String?
  private var operations: Subscription?
  private var count: UInt64 = 0
  private var cutAt: Tick?
  /// What the activity log would have held after the operation that was cut.
  private var expected: ActivityLogEntries?
  private var upSince: Tick?
  private var cut: Alarm!
  private var restore: Alarm!

  /// Whether the host tool and its cable have gone with the power.
  var hasTakenOver: Bool { cutAt != nil }

  /// Flash operations are counted, from 1, and the power is cut in the one with this number, where there is one.
  init(operation: UInt64?, of run: StudiedRun) {
    self.operation = operation
    self.run = run
    band = run.band
    slots = band.model.memoryMap.slots
    before = SlotVerdict.image(band)
    cut = band.emulation.alarm("cutter.cut") { [unowned self] _ in cutPower() }
    restore = band.emulation.alarm("cutter.restore") { [unowned self] _ in self.run.happen(.input(.supply(.cell))) }
    operations = band.storage.watchOperations { [unowned self] _ in began() }
  }

  private func began() {
    count += 1
    guard count == operation, let end = band.storage.busyUntil else { return }
    let now = band.emulation.now
    expected = slots.map { ActivityLogEntries(band.storage.contentsWhenDone($0.activity), sectorSize: $0.sectorSize) }
    cut.set(at: now + (end - now) / 2)
  }

  private func cutPower() {
    cutAt = band.emulation.now
    run.stopHostTool()
    run.happen(.detach)
    run.happen(.input(.charger(false)))
    run.happen(.input(.supply(.open)))
    // RAM forgets; the vectors that tell which firmware runs stand there.
    band.chip.ram.fill(0..<band.chip.ram.size, with: 0)
    restore.set(at: band.emulation.now + PowerCutter.pause)
  }

  /// Every second, so that where the run ends does not depend on the host.
  var next: Tick? { (band.emulation.now / .perSecond + 1) * .perSecond }

  /// There is nothing to do but to ask `isOver`.
  func look() {}

  /// When the run may end, where the power has been cut: the firmware has been up for long enough, or never will be.
  var isOver: Bool {
    guard let cutAt, restore.deadline == nil else { return false }
    let now = band.emulation.now
    if SlotVerdict.isRunning(band) { upSince = upSince ?? now } else { upSince = nil }
    return upSince.map { now - $0 >= PowerCutter.proof } ?? false || now - cutAt >= PowerCutter.patience
  }

  /// What came of it.
  var finding: PowerCutResult {
    let after = SlotVerdict.image(band)
    var boots = PowerCutResult.Boots.nothing
    if SlotVerdict.isRunning(band), !band.chip.isLockedUp, let image = after {
      boots = image == before ? .old : .new
    }
    let left =
      slots.map { slots in
        ActivityLogEntries(band.chip.flash[slots.activity], sectorSize: slots.sectorSize).entries
      } ?? []
    let expected = expected?.entries ?? left
    return PowerCutResult(
      operation: hasTakenOver ? operation : nil, operations: count, seconds: cutAt?.inSeconds, boots: boots,
      image: after, activityEntries: expected.count, activityLost: expected.subtracting(left).count)
  }
}
