import Testing

@testable import Machine

@Suite struct ThreadOwnerTests {
  @Test func oneThreadHasAllMachines() {
    let owner = ThreadOwner()
    #expect(owner.enter(1) && owner.enter(1) && owner.isOwner(1))
    #expect(!owner.enter(2) && !owner.isOwner(2))
    owner.leave()
    #expect(!owner.enter(2))
    owner.leave()
    // With the last machine goes its thread's claim.
    #expect(owner.enter(2) && owner.isOwner(2) && !owner.isOwner(1) && !owner.enter(1))
  }

  @Test func aCheckedBuildHasMachinesOnManyThreads() { #expect(!ThreadOwner.isEnforced) }
}
