/// Activity and inactivity detection of an ADXL362, sample by sample.
///
/// Chosen where the public material is silent: linked and loop mode begin awake, looking for inactivity; the first sample
/// after a search begins is its reference; a referenced activity that was detected becomes the next reference.
struct ADXL362Detector: Codable {
  /// What the registers ask for.
  struct Settings {
    var activityThreshold: Int
    var activitySamples: Int
    var activityIsReferenced: Bool
    var activityIsOn: Bool
    var inactivityThreshold: Int
    var inactivitySamples: Int
    var inactivityIsReferenced: Bool
    var inactivityIsOn: Bool
    /// LINKLOOP 1: one search follows the other, each acknowledged by reading STATUS.
    var isLinked: Bool
    /// LINKLOOP 3: as linked, without acknowledgement.
    var isLoop: Bool

    var isOn: Bool { activityIsOn || inactivityIsOn }
    /// Whether one search follows the other.
    var alternates: Bool { (isLinked || isLoop) && activityIsOn && inactivityIsOn }
  }

  /// The AWAKE bit.
  private(set) var isAwake = true
  private(set) var activity = false
  private(set) var inactivity = false
  private var activityCount = 0
  private var inactivityCount = 0
  private var activityReference: SIMD3<Int32>?
  private var inactivityReference: SIMD3<Int32>?

  /// STATUS was read: the event bits clear.
  mutating func acknowledge() {
    activity = false
    inactivity = false
  }

  /// Begins all searches anew, awake.
  mutating func restart() {
    let (wasActive, wasInactive) = (activity, inactivity)
    self = ADXL362Detector()
    activity = wasActive
    inactivity = wasInactive
  }

  /// Takes a sample (three axes, in LSB). `ignoresTimer`: in wake-up mode one sample suffices for activity. Returns
  /// whether activity was detected with this sample.
  mutating func take(_ sample: SIMD3<Int32>, _ settings: Settings, ignoresTimer: Bool) -> Bool {
    if !settings.alternates { isAwake = true }
    if settings.alternates && settings.isLinked && (activity || inactivity) { return false }
    var detected = false
    if settings.activityIsOn && (!settings.alternates || !isAwake) {
      detected = searchActivity(sample, settings, needed: ignoresTimer ? 1 : max(settings.activitySamples, 1))
      if detected { note(isActivity: true, settings, sample) }
    } else if settings.inactivityIsOn && settings.alternates {
      if searchInactivity(sample, settings) { note(isActivity: false, settings, sample) }
    }
    if settings.inactivityIsOn && !settings.alternates && searchInactivity(sample, settings) {
      note(isActivity: false, settings, sample)
    }
    return detected
  }

  private mutating func note(isActivity: Bool, _ settings: Settings, _ sample: SIMD3<Int32>) {
    if isActivity { activity = true } else { inactivity = true }
    guard settings.alternates else { return }
    if settings.isLoop {
      activity = isActivity
      inactivity = !isActivity
    }
    isAwake = isActivity
    activityCount = 0
    inactivityCount = 0
    activityReference = sample
    inactivityReference = sample
  }

  private mutating func searchActivity(_ sample: SIMD3<Int32>, _ settings: Settings, needed: Int) -> Bool {
    let reference = settings.activityIsReferenced ? activityReference ?? sample : .zero
    if activityReference == nil { activityReference = sample }
    guard isBeyond(sample, reference, settings.activityThreshold) else {
      activityCount = 0
      return false
    }
    activityCount += 1
    guard activityCount >= needed else { return false }
    activityCount = 0
    activityReference = sample
    return true
  }

  private mutating func searchInactivity(_ sample: SIMD3<Int32>, _ settings: Settings) -> Bool {
    let reference = settings.inactivityIsReferenced ? inactivityReference ?? sample : .zero
    if inactivityReference == nil { inactivityReference = sample }
    guard isWithin(sample, reference, settings.inactivityThreshold) else {
      inactivityCount = 0
      inactivityReference = sample
      return false
    }
    inactivityCount += 1
    guard inactivityCount >= max(settings.inactivitySamples, 1) else { return false }
    inactivityCount = 0
    return true
  }

  private func isBeyond(_ sample: SIMD3<Int32>, _ reference: SIMD3<Int32>, _ threshold: Int) -> Bool {
    distance(sample, reference) > threshold
  }

  private func isWithin(_ sample: SIMD3<Int32>, _ reference: SIMD3<Int32>, _ threshold: Int) -> Bool {
    distance(sample, reference) < threshold
  }

  /// The largest distance along any axis, in LSB.
  private func distance(_ a: SIMD3<Int32>, _ b: SIMD3<Int32>) -> Int {
    let difference = a &- b
    return Int(max(difference.x.magnitude, difference.y.magnitude, difference.z.magnitude))
  }
}
