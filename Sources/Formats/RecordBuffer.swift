import Glibc

/// The bytes being read and the cells found in them.
///
/// Unread bytes stand from `start` to `end`; the buffer grows only for a long record.
final class RecordBuffer {
  /// The bounds of a cell, as offsets into the bytes, and whether quotes remain inside.
  struct Cell {
    var start: Int
    var end: Int
    var isQuoted: Bool
  }

  private(set) var bytes: UnsafeMutablePointer<UInt8>
  private(set) var capacity: Int
  var start = 0
  var end = 0
  private(set) var cells: UnsafeMutablePointer<Cell>
  private(set) var count = 0
  private var cellCapacity = 256

  init(capacity: Int) {
    self.capacity = capacity
    bytes = .allocate(capacity: capacity)
    cells = .allocate(capacity: cellCapacity)
  }

  deinit {
    bytes.deallocate()
    cells.deallocate()
  }

  /// Makes `room` bytes free behind `end`, moving the unread bytes to the front.
  func reserve(_ room: Int) {
    let unread = end - start
    if capacity - end >= room { return }
    if unread + room > capacity {
      let larger = max(capacity * 2, unread + room)
      let moved = UnsafeMutablePointer<UInt8>.allocate(capacity: larger)
      memcpy(moved, bytes + start, unread)
      bytes.deallocate()
      bytes = moved
      capacity = larger
    } else {
      memmove(bytes, bytes + start, unread)
    }
    start = 0
    end = unread
  }

  /// Forgets the cells of the last record.
  @inline(__always)
  func clearCells() {
    count = 0
  }

  /// Adds a cell to the record.
  @inline(__always)
  func add(_ cell: Cell) {
    if count == cellCapacity { growCells() }
    cells[count] = cell
    count += 1
  }

  private func growCells() {
    let larger = UnsafeMutablePointer<Cell>.allocate(capacity: cellCapacity * 2)
    larger.update(from: cells, count: count)
    cells.deallocate()
    cells = larger
    cellCapacity *= 2
  }

  /// Takes the remaining quotes out of quoted cells, in place.
  func unquote() {
    let quote = UInt8(ascii: "\"")
    for index in 0..<count where cells[index].isQuoted {
      let cell = cells[index]
      var target = cell.start
      var at = cell.start
      var isInside = true
      while at < cell.end {
        if isInside, bytes[at] == quote {
          if at + 1 < cell.end, bytes[at + 1] == quote {
            at += 1
          } else {
            isInside = false
            at += 1
            continue
          }
        }
        bytes[target] = bytes[at]
        target += 1
        at += 1
      }
      cells[index].end = target
      cells[index].isQuoted = false
    }
  }
}
