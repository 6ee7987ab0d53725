/// Whether tables and snapshots leave a row of the ledger out.
enum RowSilence {
  /// It is always there.
  case never
  /// It is left out while there is no time in it.
  case untilThereIsTime
  /// It is always left out: nothing ever flows in it.
  case always
}
